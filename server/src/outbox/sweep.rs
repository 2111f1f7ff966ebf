//! Forgetting what is over: jobs that were done thirty days ago, and jobs that were given up a year ago. What is about a
//! case goes with the case, whenever that is.

use super::store::over as store;
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::values::JobState;
use crate::ids::JobId;

const DAY_SECONDS: i64 = 24 * 60 * 60;
/// How long what was done is kept.
const DONE_SECONDS: i64 = 30 * DAY_SECONDS;
/// How long what was given up is kept.
const DEAD_SECONDS: i64 = 365 * DAY_SECONDS;
/// Rows of one transaction.
const BATCH: u64 = 1000;

/// Removes them, of every organization; how many.
///
/// # Errors
/// The database's; what was removed until then stays removed.
pub async fn sweep(app: &App) -> Result<u64, DbErr> {
    let mut removed = 0;
    for (state, seconds) in [(JobState::Done, DONE_SECONDS), (JobState::Dead, DEAD_SECONDS)] {
        let before = app.clock.now().plus_seconds(-seconds);
        // Identifiers sort by the time they were made: what is too young for it is not even looked at.
        let youngest = JobId::new(&app.random, before);
        let mut after = None;
        loop {
            let (found, last) = store::over(app.db.read(), state, (after, youngest), before, BATCH).await?;
            let Some(last) = last else { break };
            after = Some(last);
            removed += found.len() as u64;
            app.db.write::<_, DbErr, _>(move |transaction| Box::pin(store::remove(transaction, found))).await?;
        }
    }
    Ok(removed)
}
