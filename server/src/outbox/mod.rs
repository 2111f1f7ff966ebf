//! What staff see of the outbox: what is stuck and why, sending it again, the mail that tells administrators, and figures.
//! It works on nothing itself; that is `queue` and `jobs`. No address, no answer and no text of a mail passes through here.

pub mod alarm;
pub mod figures;
pub mod resend;
pub mod store;
pub mod sweep;

/// A job that has waited so long is shown to staff.
pub const STUCK_SECONDS: i64 = 15 * 60;
