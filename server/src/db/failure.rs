//! What kind of trouble a database error is; the one place that knows SQLite's and PostgreSQL's codes.

use std::error::Error;

use sea_orm::sqlx;
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};

/// Kinds of trouble that call for different answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A unique constraint was hit.
    Unique,
    /// Reading or writing the disk failed: what is in memory can no longer be trusted.
    Io,
    /// The disk takes no more: it is full or read-only, or the database server has run out of something.
    Full,
    /// Somebody else holds the lock, or the transaction must be tried again.
    Retry,
    /// The connection is gone or cannot be had.
    Connection,
    /// Anything else: a fault of ours.
    Other,
}

/// Sorts a database error.
#[must_use]
pub fn failure(error: &DbErr) -> Failure {
    match error {
        DbErr::ConnectionAcquire(_) => Failure::Connection,
        DbErr::Conn(RuntimeErr::SqlxError(source))
        | DbErr::Exec(RuntimeErr::SqlxError(source))
        | DbErr::Query(RuntimeErr::SqlxError(source)) => sqlx_failure(source),
        DbErr::Conn(_) => Failure::Connection,
        _ => Failure::Other,
    }
}

/// Sorts the database error that another error carries; nothing when it carries none.
pub(super) fn failure_within(error: &(dyn Error + 'static)) -> Option<Failure> {
    let mut cause = Some(error);
    while let Some(one) = cause {
        if let Some(database) = one.downcast_ref() {
            return Some(failure(database));
        }
        // A transparent wrapper gives the source of what it wraps instead of what it wraps.
        match one.downcast_ref() {
            Some(RuntimeErr::SqlxError(source)) => return Some(sqlx_failure(source)),
            Some(RuntimeErr::Internal(_)) => return Some(Failure::Other),
            None => {}
        }
        if one.is::<ConnAcquireErr>() {
            return Some(Failure::Connection);
        }
        cause = one.source();
    }
    None
}

fn sqlx_failure(error: &sqlx::Error) -> Failure {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
            Failure::Connection
        }
        sqlx::Error::Database(database) if database.is_unique_violation() => Failure::Unique,
        sqlx::Error::Database(database) => database.code().map_or(Failure::Other, |code| code_failure(&code)),
        _ => Failure::Other,
    }
}

/// SQLite gives extended result codes as decimal numbers (the low byte is the primary code, <https://sqlite.org/rescode.html>);
/// PostgreSQL gives five-character SQLSTATEs.
fn code_failure(code: &str) -> Failure {
    if code.len() == 5 {
        return match code {
            "40001" | "40P01" | "55P03" => Failure::Retry,
            // A standby, or a server whose own disk failed: its memory is not ours, so this process need not end.
            "25006" | "58030" => Failure::Full,
            "57P01" | "57P02" | "57P03" | "53300" => Failure::Connection,
            _ if code.starts_with("53") => Failure::Full,
            _ if code.starts_with("08") => Failure::Connection,
            _ => Failure::Other,
        };
    }
    match code.parse::<u32>().map(|number| number & 0xff) {
        Ok(5 | 6) => Failure::Retry,
        Ok(10 | 11 | 26) => Failure::Io,
        Ok(8 | 13) => Failure::Full,
        Ok(14) => Failure::Connection,
        _ => Failure::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extended_codes_fall_under_their_primary_code() {
        assert_eq!(code_failure("522"), Failure::Io); // SQLITE_IOERR_SHORT_READ
        assert_eq!(code_failure("517"), Failure::Retry); // SQLITE_BUSY_SNAPSHOT
        assert_eq!(code_failure("13"), Failure::Full);
        assert_eq!(code_failure("1032"), Failure::Full); // SQLITE_READONLY_DBMOVED
        assert_eq!(code_failure("40001"), Failure::Retry);
        assert_eq!(code_failure("53100"), Failure::Full);
        assert_eq!(code_failure("53300"), Failure::Connection);
        assert_eq!(code_failure("58030"), Failure::Full);
    }

    #[derive(Debug, thiserror::Error)]
    enum Refusal {
        #[error(transparent)]
        Transparent(#[from] DbErr),
        #[error("wrapped")]
        Wrapped(#[source] DbErr),
        #[error("a refusal of ours")]
        Ours,
    }

    #[test]
    fn a_database_error_is_found_in_every_wrapping() {
        let gone = || DbErr::Exec(RuntimeErr::SqlxError(std::sync::Arc::new(sqlx::Error::PoolTimedOut)));
        let away = || DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
        for error in [gone(), away()] {
            assert_eq!(failure_within(&error), Some(Failure::Connection));
        }
        for error in
            [gone(), away()].map(Refusal::Transparent).into_iter().chain([gone(), away()].map(Refusal::Wrapped))
        {
            assert_eq!(failure_within(&error), Some(Failure::Connection), "{error:?}");
        }
        assert_eq!(failure_within(&Refusal::Ours), None);
    }
}
