//! The journal: what makes a receipt a fact.
//!
//! It takes whatever submissions are waiting (at most [`BATCH`]) into ONE transaction, commits with full durability,
//! and only then answers each. A batch that fails is tried again one by one, so that a bad submission never fails its
//! neighbours. When the disk cannot be trusted any more, everybody is answered "unavailable" and the process ends:
//! pages in memory must never be written again after a failed commit.

mod decide;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use self::decide::{Decisions, decide};
use super::store::intake;
use super::store::{self, Existing, NewSubmission};
use crate::audit;
use crate::clock::Clock;
use crate::db::{Db, DbErr, Failure, failure};
use crate::forms::availability::Availability;
use crate::queue::{self, NewJob, Wake};
use crate::slots::NoPlace;
use crate::slots::booking::NewBooking;
use crate::slots::store::intake as slots;

/// The largest batch.
const BATCH: usize = 256;
/// How many submissions may wait. More are told to come back.
const WAITING: usize = 4096;
/// Exit code of a process whose disk failed (`EX_IOERR` of sysexits.h).
const EXIT_IO: i32 = 74;

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
}

impl Journal {
    /// Starts the journal's task.
    #[must_use]
    pub fn start(db: Db, clock: Clock, wake: Wake) -> Self {
        let (entries, waiting) = mpsc::channel(WAITING);
        tokio::spawn(keep(db, clock, wake, waiting));
        Self { entries }
    }

    /// Commits one submission together with whatever else is waiting.
    pub(super) async fn write(&self, entry: Entry) -> Result<Outcome, JournalError> {
        let (answer, answered) = oneshot::channel();
        self.entries.try_send((entry, answer)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => JournalError::Full,
            mpsc::error::TrySendError::Closed(_) => JournalError::Unavailable,
        })?;
        answered.await.map_err(|_| JournalError::Unavailable)?
    }

    /// How many more submissions may wait.
    #[must_use]
    pub fn room(&self) -> usize {
        self.entries.capacity()
    }
}

async fn keep(db: Db, clock: Clock, wake: Wake, mut waiting: mpsc::Receiver<(Entry, Answer)>) {
    let mut batch = Vec::with_capacity(BATCH);
    // While one batch commits, the next one gathers: the busier, the larger, with no waiting when it is quiet.
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        metrics::histogram!("madoguchi_journal_batch").record(batch.len() as f64);
        let (entries, answers): (Vec<Entry>, Vec<Answer>) = batch.drain(..).unzip();
        let outcomes = write_all(&db, &clock, entries).await;
        if outcomes.iter().any(|outcome| matches!(outcome, Ok(Outcome::Written))) {
            wake.ring();
        }
        let is_disk_lost = outcomes.iter().any(|outcome| matches!(outcome, Err(Failure::Io)));
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            let _ = answer.send(outcome.map_err(|_| JournalError::Unavailable));
        }
        if is_disk_lost {
            tracing::error!("the disk failed during a commit; stopping so that nothing is written on top of it");
            // The answers above still have to reach their browsers.
            tokio::time::sleep(Duration::from_millis(500)).await;
            std::process::exit(EXIT_IO);
        }
    }
}

/// The whole batch at once; when that fails for a reason that one entry may have caused, each entry alone.
async fn write_all(db: &Db, clock: &Clock, entries: Vec<Entry>) -> Vec<Result<Outcome, Failure>> {
    let entries: Vec<Arc<Entry>> = entries.into_iter().map(Arc::new).collect();
    let count = entries.len();
    match write_batch(db, clock, entries.clone()).await {
        Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
        Err(trouble @ (Failure::Io | Failure::Full | Failure::Connection)) => vec![Err(trouble); count],
        Err(_) => {
            let mut outcomes = Vec::with_capacity(count);
            for entry in entries {
                outcomes.push(write_alone(db, clock, entry).await);
            }
            outcomes
        }
    }
}

/// How often one entry is tried when the database asks for a repetition.
const ATTEMPTS: usize = 3;

async fn write_alone(db: &Db, clock: &Clock, entry: Arc<Entry>) -> Result<Outcome, Failure> {
    let mut last = Failure::Retry;
    for _ in 0..ATTEMPTS {
        match write_batch(db, clock, vec![entry.clone()]).await {
            Ok(mut outcomes) => return outcomes.pop().ok_or(Failure::Other),
            // Either a key was written by another process meanwhile, which the next attempt sees, or the number is taken.
            Err(Failure::Unique) if last == Failure::Unique => return Ok(Outcome::NumberTaken),
            Err(trouble @ (Failure::Unique | Failure::Retry)) => last = trouble,
            Err(trouble) => return Err(trouble),
        }
    }
    Err(last)
}

async fn write_batch(db: &Db, clock: &Clock, entries: Vec<Arc<Entry>>) -> Result<Vec<Outcome>, Failure> {
    let now = clock.now();
    let written = db
        .write_intake::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let Decisions { outcomes, places, slots: more } = decide(transaction, &entries).await?;
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
        })
        .await;
    written.map_err(|error| {
        let trouble = failure(&error);
        tracing::warn!(?trouble, %error, "a batch of submissions was rolled back");
        trouble
    })
}
