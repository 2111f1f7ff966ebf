//! Forgetting sign-ins that were refused a year ago.

use super::store;
use crate::app::App;
use crate::db::DbErr;
use crate::ids::AuditEventId;

/// How long they are kept.
const SECONDS: i64 = 365 * 24 * 60 * 60;
/// Lines of one transaction.
const BATCH: u64 = 1000;

/// Removes them, of every organization; how many.
///
/// # Errors
/// The database's; what was removed until then stays removed.
pub async fn sweep(app: &App) -> Result<u64, DbErr> {
    // Identifiers sort by the time they were made.
    let before = AuditEventId::new(&app.random, app.clock.now().plus_seconds(-SECONDS));
    let mut removed = 0;
    loop {
        let lines = store::refused_before(app.db.read(), before, BATCH).await?;
        if lines.is_empty() {
            return Ok(removed);
        }
        removed += lines.len() as u64;
        app.db.write::<_, DbErr, _>(move |transaction| Box::pin(store::forget_refused(transaction, lines))).await?;
    }
}
