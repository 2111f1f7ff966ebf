//! What becomes of a batch that fails. Three reasons, three answers: one entry may be the reason (each is tried alone, so
//! that a bad one never fails its neighbours); the database asks for a repetition, or was lost, perhaps in the middle of a
//! commit (the whole batch again, for a bounded time: what is there already is found by its key, so nothing is doubled);
//! nothing can be written now (everybody is told to come back, who waits behind the batch too; the next one tries once).

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{Entry, Outcome, write_batch};
use crate::clock::Clock;
use crate::db::{Db, Failure};

/// How long a batch is tried again after the first attempt began. An attempt that is under way is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// The pause before the second attempt; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// The whole batch at once; when that fails for a reason that one entry may have caused, each entry alone.
pub(super) async fn write_all(
    db: &Db,
    clock: &Clock,
    entries: Vec<Entry>,
    patience: Duration,
) -> Vec<Result<Outcome, Failure>> {
    let entries: Vec<Arc<Entry>> = entries.into_iter().map(Arc::new).collect();
    match write_together(db, clock, &entries, patience).await {
        Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
        Err(trouble) if is_everybodys(trouble) => vec![Err(trouble); entries.len()],
        Err(_) => write_each(db, clock, &entries, patience).await,
    }
}

/// Whether the next entry would meet the same trouble.
pub(super) fn is_everybodys(trouble: Failure) -> bool {
    matches!(trouble, Failure::Io | Failure::Full | Failure::Connection | Failure::Retry)
}

async fn write_together(
    db: &Db,
    clock: &Clock,
    entries: &[Arc<Entry>],
    patience: Duration,
) -> Result<Vec<Outcome>, Failure> {
    let began = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        match write_batch(db, clock, entries.to_vec()).await {
            Ok(outcomes) => return Ok(outcomes.into_iter().zip(entries).map(own).collect()),
            Err(Failure::Retry | Failure::Connection) if began.elapsed() + pause < patience => {
                sleep(pause).await;
                pause *= 2;
            }
            Err(trouble) => return Err(trouble),
        }
    }
}

/// A submission that is found under its own identifier was committed by an attempt whose answer was lost.
fn own((outcome, entry): (Outcome, &Arc<Entry>)) -> Outcome {
    match outcome {
        Outcome::Repeated(existing) if existing.id == entry.submission.id => Outcome::Written,
        other => other,
    }
}

async fn write_each(
    db: &Db,
    clock: &Clock,
    entries: &[Arc<Entry>],
    patience: Duration,
) -> Vec<Result<Outcome, Failure>> {
    let mut outcomes = Vec::with_capacity(entries.len());
    let mut everybodys = None;
    for entry in entries {
        let outcome = match everybodys {
            Some(trouble) => Err(trouble),
            None => write_alone(db, clock, entry, patience).await,
        };
        everybodys = outcome.as_ref().err().copied().filter(|trouble| is_everybodys(*trouble));
        outcomes.push(outcome);
    }
    outcomes
}

async fn write_alone(db: &Db, clock: &Clock, entry: &Arc<Entry>, patience: Duration) -> Result<Outcome, Failure> {
    let entry = std::slice::from_ref(entry);
    let mut outcomes = match write_together(db, clock, entry, patience).await {
        // A key that another process wrote meanwhile is seen by the next attempt; what is still in the way then is the number.
        Err(Failure::Unique) => match write_together(db, clock, entry, patience).await {
            Err(Failure::Unique) => return Ok(Outcome::NumberTaken),
            other => other,
        },
        other => other,
    }?;
    outcomes.pop().ok_or(Failure::Other)
}
