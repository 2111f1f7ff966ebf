//! What each use-case's refusal is over HTTP, by where it comes from. Nothing else knows both sides.

mod forms;
mod publication;
mod slots;
mod staff;
mod submissions;

use super::{ApiError, Code};
use crate::db::DbErr;

pub use forms::not_taken;

impl From<DbErr> for ApiError {
    fn from(error: DbErr) -> Self {
        use crate::db::{Failure, failure};
        match failure(&error) {
            Failure::Full | Failure::Retry | Failure::Connection => {
                Self { source: Some(error.into()), retry_after: Some(2), ..Self::new(Code::Unavailable) }
            }
            _ => Self::internal(error),
        }
    }
}
