//! Submissions: receiving them durably, and working on the cases they become. Knows no HTTP; SQL stands in `store`.

pub mod file_token;
mod journal;
mod receipt_number;
mod receive;
pub mod store;

pub use journal::{Journal, JournalError};
pub use receive::{Reception, ReceiveError, Receipt, receive};
