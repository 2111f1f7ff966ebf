//! The worker: claims jobs by lease, runs a few at a time, and settles each. At least once: a process that dies in the
//! middle leaves its lease to run out, and another attempt follows. Knows no feature; handlers are given to it.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::Value;
use tokio::task::JoinSet;

use super::Wake;
use super::store::{self, Settlement};
use crate::clock::{Clock, Timestamp};
use crate::db::{Db, DbErr};
use crate::ids::{JobId, OrganizationId, Random};

/// Jobs that run at the same time.
const CONCURRENCY: usize = 4;
/// Jobs that are claimed at once.
const BATCH: usize = 16;
/// Longest time of one attempt.
const ATTEMPT: Duration = Duration::from_secs(60);
/// A claimed batch is over before its lease is, even when every attempt takes its longest.
const LEASE_SECONDS: i64 = 300;
const _: () = assert!((LEASE_SECONDS as u64) > ATTEMPT.as_secs() * (BATCH / CONCURRENCY) as u64);
/// How often to look for work that is due now or that another process enqueued.
const LOOK: Duration = Duration::from_secs(3);
/// A job that failed this often is given up.
const MAX_ATTEMPTS: i64 = 12;
/// Waiting after the first failure, doubled after each further one.
const FIRST_WAIT_SECONDS: i64 = 30;
/// Longest waiting.
const LONGEST_WAIT_SECONDS: i64 = 6 * 60 * 60;
/// Most characters of an error that are kept.
const MAX_ERROR: usize = 300;

/// A claimed job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its identifier: the same at every attempt.
    pub id: JobId,
    /// Whose work it is.
    pub organization_id: OrganizationId,
    /// Which handler does it.
    pub kind: String,
    /// Identifiers the handler needs.
    pub payload: Value,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    /// When it was enqueued.
    pub enqueued_at: Timestamp,
}

/// Why an attempt failed. The text is kept and shown to staff: it must hold nothing personal, no address and no answer.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Another attempt may succeed.
    #[error(transparent)]
    Retry(anyhow::Error),
    /// No attempt will ever succeed.
    #[error(transparent)]
    Fail(anyhow::Error),
    /// It may not be done yet. That was no attempt; the first one follows at this instant.
    #[error("not before {0:?}")]
    NotBefore(Timestamp),
}

impl From<DbErr> for JobError {
    fn from(error: DbErr) -> Self {
        Self::Retry(error.into())
    }
}

/// What is done with a job.
#[derive(Clone)]
pub struct Handlers {
    /// One attempt.
    pub work: Arc<dyn Fn(Job) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>,
    /// Called once more when a job is given up, before that is written.
    pub give_up: Arc<dyn Fn(Job) -> BoxFuture<'static, Result<(), DbErr>> + Send + Sync>,
}

/// The worker of this process.
pub struct Worker {
    db: Db,
    clock: Clock,
    random: Random,
    handlers: Handlers,
    claimed: VecDeque<Job>,
    running: JoinSet<(Job, Result<(), JobError>)>,
}

impl Worker {
    /// A worker that has claimed nothing yet.
    #[must_use]
    pub fn new(db: Db, clock: Clock, random: Random, handlers: Handlers) -> Self {
        Self { db, clock, random, handlers, claimed: VecDeque::new(), running: JoinSet::new() }
    }

    /// Works until `wake` says stop; then finishes what has begun and gives back what has not.
    pub async fn run(mut self, wake: Wake) {
        while !wake.is_stopping() {
            if let Err(error) = self.fill().await {
                tracing::warn!(%error, "cannot look for jobs");
            }
            tokio::select! {
                Some(ended) = self.running.join_next() => self.settle(ended.ok()).await,
                () = wake.rung() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        while let Some(job) = self.claimed.pop_front() {
            self.write(&job, Settlement::Untouched).await;
        }
        while let Some(ended) = self.running.join_next().await {
            self.settle(ended.ok()).await;
        }
    }

    /// Does everything that is due now, and what becomes due while it does. Returns how many attempts were made.
    ///
    /// # Errors
    /// The database's.
    pub async fn run_until_idle(mut self) -> Result<usize, DbErr> {
        let mut attempts = 0;
        loop {
            self.fill().await?;
            let Some(ended) = self.running.join_next().await else { return Ok(attempts) };
            self.settle(ended.ok()).await;
            attempts += 1;
        }
    }

    /// Begins as many jobs as may run, claiming more when there is room.
    async fn fill(&mut self) -> Result<(), DbErr> {
        if self.claimed.is_empty() && self.running.len() < CONCURRENCY {
            self.claimed = self.claim().await?;
        }
        while self.running.len() < CONCURRENCY
            && let Some(job) = self.claimed.pop_front()
        {
            self.running.spawn(attempt(self.handlers.clone(), job));
        }
        Ok(())
    }

    async fn claim(&self) -> Result<VecDeque<Job>, DbErr> {
        let now = self.clock.now();
        let rows = self
            .db
            .write::<_, DbErr, _>(move |transaction| {
                Box::pin(store::claim(transaction, now, now.plus_seconds(LEASE_SECONDS), BATCH as u64))
            })
            .await?;
        let job = |row: crate::db::entity::job::Model| Job {
            id: row.id,
            organization_id: row.organization_id,
            kind: row.kind,
            payload: serde_json::from_str(&row.payload).unwrap_or_default(),
            attempt: row.attempts,
            enqueued_at: row.created_at,
        };
        Ok(rows.into_iter().map(job).collect())
    }

    /// `None` is an attempt whose task was ended from outside; its lease runs out.
    async fn settle(&self, ended: Option<(Job, Result<(), JobError>)>) {
        let Some((job, result)) = ended else { return };
        let outcome = match result {
            Ok(()) => "done",
            Err(JobError::NotBefore(_)) => "postponed",
            Err(JobError::Retry(_) | JobError::Fail(_)) => "failed",
        };
        metrics::counter!("madoguchi_jobs_total", "kind" => job.kind.clone(), "outcome" => outcome).increment(1);
        let settlement = match result {
            Ok(()) => Settlement::Done,
            Err(JobError::NotBefore(run_at)) => {
                tracing::info!(job = %job.id, kind = job.kind, "job waits");
                Settlement::Later { run_at }
            }
            Err(JobError::Retry(error)) if job.attempt < MAX_ATTEMPTS => {
                let run_at = self.clock.now().plus_seconds(waiting(&self.random, job.attempt));
                tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempt, error = kept(&error), "job failed");
                Settlement::Again { run_at, error: kept(&error) }
            }
            Err(JobError::Retry(error) | JobError::Fail(error)) => {
                tracing::error!(job = %job.id, kind = job.kind, error = kept(&error), "job given up");
                if let Err(error) = (self.handlers.give_up)(job.clone()).await {
                    tracing::error!(job = %job.id, %error, "cannot write down that a job was given up");
                }
                Settlement::Dead { error: kept(&error) }
            }
        };
        self.write(&job, settlement).await;
    }

    async fn write(&self, job: &Job, settlement: Settlement) {
        let (id, attempt, now) = (job.id, job.attempt, self.clock.now());
        let written = self
            .db
            .write::<_, DbErr, _>(move |transaction| Box::pin(store::settle(transaction, id, attempt, settlement, now)))
            .await;
        if let Err(error) = written {
            // Its lease runs out, and it is tried again.
            tracing::warn!(job = %job.id, %error, "cannot write down what became of a job");
        }
    }
}

/// One attempt, bounded in time; a panic in a handler is a failed attempt.
async fn attempt(handlers: Handlers, job: Job) -> (Job, Result<(), JobError>) {
    if job.attempt > MAX_ATTEMPTS {
        let error = anyhow::anyhow!("the program ended during every attempt");
        return (job, Err(JobError::Fail(error)));
    }
    let task = tokio::spawn(tokio::time::timeout(ATTEMPT, (handlers.work)(job.clone())));
    let result = match task.await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(JobError::Retry(anyhow::anyhow!("the attempt took longer than {} s", ATTEMPT.as_secs()))),
        Err(_) => Err(JobError::Retry(anyhow::anyhow!("the handler panicked"))),
    };
    (job, result)
}

fn kept(error: &anyhow::Error) -> String {
    format!("{error:#}").chars().take(MAX_ERROR).collect()
}

/// Seconds to wait after this attempt: doubling, and between half and all of it at random, so that what failed together
/// is not tried again together.
fn waiting(random: &Random, attempt: i64) -> i64 {
    let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(16);
    let full = FIRST_WAIT_SECONDS.saturating_mul(1 << doublings).min(LONGEST_WAIT_SECONDS);
    let share = i64::from(u16::from_be_bytes(random.bytes::<2>()));
    full / 2 + (full - full / 2) * share / i64::from(u16::MAX)
}
