//! The journal: what makes a receipt a fact.
//!
//! It takes whatever submissions are waiting (at most [`BATCH`]) into ONE transaction, commits with full durability,
//! and only then answers each. What is done when that fails stands in [`rounds`]. When the disk cannot be trusted any more,
//! everybody is answered "unavailable", and `serve` ends the process: pages in memory must never be written again after a
//! failed commit.

mod rounds;

mod decide;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use self::decide::{Decisions, decide};
use super::store::intake;
use super::store::{self, Existing, NewSubmission};
use crate::audit;
use crate::clock::Clock;
use crate::db::{Condition, Db, DbErr, Failure, failure};
use crate::forms::availability::Availability;
use crate::queue::{self, NewJob, Wake};
use crate::slots::NoPlace;
use crate::slots::booking::NewBooking;
use crate::slots::store::intake as slots;

/// The largest batch.
const BATCH: usize = 256;
/// How long a batch gathers at most after its first submission.
const GATHERING: Duration = Duration::from_millis(2);

/// One submission with everything that is committed together with it.
pub(super) struct Entry {
    pub(super) submission: NewSubmission,
    /// The appointment it books.
    pub(super) booking: Option<NewBooking>,
    pub(super) audit: audit::Event,
    pub(super) jobs: Vec<NewJob>,
}

/// What became of an entry.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// It is on stable storage.
    Written,
    /// A submission with the same key and the same answers was there already.
    Repeated(Existing),
    /// The key was used for other answers.
    KeyReused(Existing),
    /// Not in its period, switched off before the commit, or every place is taken.
    NotTaken(Availability),
    /// Another application has taken the key it wants for itself.
    KeyTaken,
    /// The slot it wants cannot be booked.
    NoPlace(NoPlace),
    /// Another application has an appointment with the key it wants for itself.
    AlreadyBooked,
    /// The calendar of its appointment was changed a moment ago: asking again is decided by what it says now.
    CalendarChanged,
    /// A file was attached to another submission, or is gone.
    FileTaken,
    /// The receipt number was taken: draw another.
    NumberTaken,
}

/// Nothing was written, or nobody can tell yet; asking again with the same key is safe.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub enum JournalError {
    /// Too many are waiting.
    #[error("too many submissions are waiting")]
    Full,
    /// The database cannot take it now.
    #[error("the database cannot take submissions now")]
    Unavailable,
}

type Answer = oneshot::Sender<Result<Outcome, JournalError>>;

/// The way into the journal; cheap to clone.
#[derive(Clone)]
pub struct Journal {
    entries: mpsc::Sender<(Entry, Answer)>,
    is_trying: Arc<AtomicBool>,
}

impl Journal {
    /// Starts the journal's task. So many submissions may wait; more are told to come back.
    #[must_use]
    pub fn start(db: Db, clock: Clock, wake: Wake, room: usize) -> Self {
        let (entries, waiting) = mpsc::channel(room.max(1));
        let is_trying = Arc::new(AtomicBool::new(false));
        tokio::spawn(keep(db, clock, wake, waiting, is_trying.clone()));
        Self { entries, is_trying }
    }

    /// Commits one submission together with whatever else is waiting. After a batch that could not be written one other
    /// tries whether it works again; who comes meanwhile is told at once.
    pub(super) async fn write(&self, entry: Entry) -> Result<Outcome, JournalError> {
        if self.is_trying.load(Ordering::SeqCst) {
            return Err(JournalError::Unavailable);
        }
        let (answer, answered) = oneshot::channel();
        self.entries.try_send((entry, answer)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => JournalError::Full,
            mpsc::error::TrySendError::Closed(_) => JournalError::Unavailable,
        })?;
        answered.await.map_err(|_| JournalError::Unavailable)?
    }

    /// How many more submissions may wait; none when the journal's task is gone.
    #[must_use]
    pub fn room(&self) -> usize {
        if self.entries.is_closed() { 0 } else { self.entries.capacity() }
    }
}

async fn keep(
    db: Db,
    clock: Clock,
    wake: Wake,
    mut waiting: mpsc::Receiver<(Entry, Answer)>,
    is_trying: Arc<AtomicBool>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut before = 1;
    let mut was_given_up = false;
    while gather(&mut waiting, &mut batch, before).await {
        before = batch.len();
        metrics::histogram!("madoguchi_journal_batch").record(before as f64);
        let (entries, answers): (Vec<Entry>, Vec<Answer>) = batch.drain(..).unzip();
        let is_trial = was_given_up && db.condition() != Condition::Sound;
        is_trying.store(is_trial, Ordering::SeqCst);
        let patience = if is_trial { Duration::ZERO } else { rounds::PATIENCE };
        let outcomes = rounds::write_all(&db, &clock, entries, patience).await;
        is_trying.store(false, Ordering::SeqCst);
        was_given_up = outcomes.iter().any(|outcome| outcome.as_ref().is_err_and(|why| rounds::is_everybodys(*why)));
        if outcomes.iter().any(|outcome| matches!(outcome, Ok(Outcome::Written))) {
            wake.ring();
        }
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            let _ = answer.send(outcome.map_err(|_| JournalError::Unavailable));
        }
        if was_given_up {
            turn_away(&mut waiting);
        }
    }
}

/// Everybody who waits is told: each further batch would only keep them waiting as long as this one.
fn turn_away(waiting: &mut mpsc::Receiver<(Entry, Answer)>) {
    for _ in 0..waiting.len() {
        let Ok((_, answer)) = waiting.try_recv() else { return };
        let _ = answer.send(Err(JournalError::Unavailable));
    }
}

/// The next batch. While one commits, the next one gathers: the busier, the larger, with no waiting when it is quiet. Those
/// who were just answered come back within a moment; where they were many, it is worth that moment. `false` at the end.
async fn gather(
    waiting: &mut mpsc::Receiver<(Entry, Answer)>,
    batch: &mut Vec<(Entry, Answer)>,
    before: usize,
) -> bool {
    if waiting.recv_many(batch, BATCH).await == 0 {
        return false;
    }
    let until = Instant::now() + GATHERING;
    while batch.len() < before.min(BATCH) {
        let room = BATCH - batch.len();
        match timeout_at(until, waiting.recv_many(batch, room)).await {
            Ok(1..) => {}
            _ => break,
        }
    }
    true
}

fn has_written(outcomes: &[Outcome]) -> bool {
    outcomes.iter().any(|outcome| matches!(outcome, Outcome::Written))
}

async fn write_batch(db: &Db, clock: &Clock, entries: Vec<Arc<Entry>>) -> Result<Vec<Outcome>, Failure> {
    let now = clock.now();
    let written = db
        .write_intake::<_, DbErr, _>(
            |outcomes: &Vec<Outcome>| has_written(outcomes),
            move |transaction| {
                Box::pin(async move {
                    let Decisions { outcomes, places, slots: more } = decide(transaction, &entries, now).await?;
                    let (mut rows, mut bookings) = (Vec::new(), Vec::new());
                    let (mut events, mut jobs) = (Vec::new(), Vec::new());
                    for (entry, outcome) in entries.iter().zip(&outcomes) {
                        if matches!(outcome, Outcome::Written) {
                            rows.push(&entry.submission);
                            bookings.extend(entry.booking.as_ref().map(|booking| (entry.submission.id, booking)));
                            events.push(entry.audit.clone());
                            jobs.extend(entry.jobs.iter().cloned());
                        }
                    }
                    if !rows.is_empty() {
                        store::insert(transaction, &rows).await?;
                        intake::count(transaction, &places).await?;
                        slots::take(transaction, &more, now).await?;
                        slots::insert(transaction, bookings).await?;
                        audit::store::append(transaction, events).await?;
                        queue::store::enqueue(transaction, jobs, now).await?;
                    }
                    Ok(outcomes)
                })
            },
        )
        .await;
    written.map_err(|error| {
        let trouble = failure(&error);
        tracing::warn!(?trouble, %error, "a batch of submissions was rolled back");
        trouble
    })
}
