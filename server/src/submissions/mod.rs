//! Submissions: receiving them durably, and working on the cases they become. Knows no HTTP; SQL stands in `store`.

pub mod appointments;
pub mod attach;
pub mod attachments;
pub(crate) mod case_store;
pub mod erase;
mod file_name;
pub mod file_token;
mod journal;
pub mod letter;
pub mod limits;
pub mod messages;
pub mod one_per;
pub mod open;
pub mod open_many;
pub mod orphans;
pub(crate) mod receipt_number;
pub mod receipt_pdf;
mod receive;
pub mod rescan;
pub mod retention;
pub mod review;
mod sent_files;
pub mod store;
pub mod tally;
pub mod timeline;
pub mod unlock;

pub use journal::{Journal, JournalError};
pub use receive::{NoPlaceLeft, Receipt, ReceiveError, Reception, receipt_of, receive};
