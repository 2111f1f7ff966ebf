//! Uploaded files that no submission ever claimed: they live as long as their token does, and as a saved journey waits for
//! them, and not longer.

use std::sync::Arc;

use super::case_store;
use super::file_token::LIFETIME_SECONDS;
use crate::app::App;
use crate::db::DbErr;

/// A token that was good a moment ago may be on its way to the journal.
const MARGIN_SECONDS: i64 = 60 * 60;
/// Files looked at in one go.
const BATCH: u64 = 200;

/// Removes files that nobody can claim any more. Returns how many.
///
/// # Errors
/// The database's; what was removed until then stays removed.
pub async fn sweep(app: &Arc<App>) -> Result<usize, DbErr> {
    let now = app.clock.now();
    let before = now.plus_seconds(-(LIFETIME_SECONDS + MARGIN_SECONDS));
    let mut removed = 0;
    loop {
        let orphans = case_store::unclaimed(app.db.read(), before, now, BATCH).await?;
        if orphans.is_empty() {
            return Ok(removed);
        }
        for (organization, file) in orphans {
            // The row first: without it nothing points to the object; the other way round a row would point to nothing.
            let is_gone = app
                .db
                .write::<_, DbErr, _>(move |transaction| {
                    Box::pin(case_store::delete_unclaimed(transaction, organization, file, now))
                })
                .await?;
            if !is_gone {
                continue;
            }
            if let Err(error) = app.files.delete(organization, file).await {
                tracing::warn!(%error, %file, "an orphaned file stays in the store");
            }
            removed += 1;
        }
    }
}
