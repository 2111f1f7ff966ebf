//! The worker: claims jobs by lease, runs a few at a time, and settles each. At least once: a process that dies in the
//! middle leaves its lease to run out, and another attempt follows. Knows no feature; handlers are given to it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use sea_orm::DbErr;
use serde_json::Value;
use tokio::task::JoinSet;

use super::Wake;
use super::store::{self, Settlement};
use crate::clock::Clock;
use crate::db::Db;
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
        };
        Ok(rows.into_iter().map(job).collect())
    }

    /// `None` is an attempt whose task was ended from outside; its lease runs out.
    async fn settle(&self, ended: Option<(Job, Result<(), JobError>)>) {
        let Some((job, result)) = ended else { return };
        let outcome = if result.is_ok() { "done" } else { "failed" };
        metrics::counter!("madoguchi_jobs_total", "kind" => job.kind.clone(), "outcome" => outcome).increment(1);
        let settlement = match result {
            Ok(()) => Settlement::Done,
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

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use futures_util::FutureExt;
    use sea_orm::ActiveValue::Set;
    use sea_orm::EntityTrait;
    use serde_json::json;

    use super::*;
    use crate::clock::Timestamp;
    use crate::db::entity::values::JobState;
    use crate::db::entity::{job, organization};
    use crate::queue::NewJob;

    struct Outbox {
        db: Db,
        clock: Clock,
        path: std::path::PathBuf,
    }

    impl Drop for Outbox {
        fn drop(&mut self) {
            for ending in ["db", "db-wal", "db-shm"] {
                let _ = std::fs::remove_file(self.path.with_extension(ending));
            }
        }
    }

    impl Outbox {
        async fn with(count: usize) -> Self {
            let clock = Clock::fixed(Timestamp::from_micros(1_800_000_000_000_000));
            let path = std::env::temp_dir().join(format!("madoguchi-queue-{}.db", Random::system().text(b"abcdef", 16)));
            let db = Db::connect(&format!("sqlite:{}?mode=rwc", path.display()), 2).await.unwrap();
            let id = OrganizationId::new(&Random::system(), clock.now());
            let outbox = Self { db, clock, path };
            let row = organization::ActiveModel {
                id: Set(id),
                name: Set("見本市".to_owned()),
                base_url: Set("http://127.0.0.1".to_owned()),
                time_zone: Set("Asia/Tokyo".to_owned()),
                created_at: Set(outbox.clock.now()),
            };
            let write = outbox.db.write::<_, DbErr, _>(move |transaction| {
                Box::pin(async move { organization::Entity::insert(row).exec_without_returning(transaction).await })
            });
            write.await.unwrap();
            let now = outbox.clock.now();
            let new = |_| NewJob::now(&Random::system(), now, id, "test", json!({}));
            let jobs = (0..count).map(new).collect();
            let write = outbox.db.write::<_, DbErr, _>(move |transaction| {
                Box::pin(async move { store::enqueue(transaction, jobs, now).await })
            });
            write.await.unwrap();
            outbox
        }

        fn worker(
            &self,
            work: impl Fn(Job) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync + 'static,
        ) -> (Worker, Arc<AtomicUsize>) {
            let given_up = Arc::new(AtomicUsize::new(0));
            let count = given_up.clone();
            let give_up = move |_| {
                count.fetch_add(1, Ordering::SeqCst);
                async { Ok(()) }.boxed()
            };
            let handlers = Handlers { work: Arc::new(work), give_up: Arc::new(give_up) };
            (Worker::new(self.db.clone(), self.clock.clone(), Random::system(), handlers), given_up)
        }

        async fn jobs(&self) -> Vec<job::Model> {
            job::Entity::find().all(self.db.read()).await.unwrap()
        }
    }

    #[tokio::test]
    async fn every_job_is_done_once_and_only_a_few_at_a_time() {
        let outbox = Outbox::with(40).await;
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let most_seen = most.clone();
        let (worker, _) = outbox.worker(move |_| {
            let (running, most) = (running.clone(), most.clone());
            async move {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                running.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            }
            .boxed()
        });
        assert_eq!(worker.run_until_idle().await.unwrap(), 40);
        assert!((2..=CONCURRENCY).contains(&most_seen.load(Ordering::SeqCst)));
        assert!(outbox.jobs().await.iter().all(|job| job.state == JobState::Done && job.attempts == 1));
    }

    #[tokio::test]
    async fn a_failure_waits_longer_each_time_and_ends_one_day() {
        let outbox = Outbox::with(1).await;
        let (mut waits, mut attempts) = (Vec::new(), 0);
        loop {
            let (worker, given_up) =
                outbox.worker(|_| async { Err(JobError::Retry(anyhow::anyhow!("the server is away"))) }.boxed());
            attempts += worker.run_until_idle().await.unwrap();
            let job = outbox.jobs().await.remove(0);
            assert_eq!(job.last_error.as_deref(), Some("the server is away"));
            if job.state == JobState::Dead {
                assert_eq!(given_up.load(Ordering::SeqCst), 1);
                break;
            }
            let wait = (job.run_at.micros() - outbox.clock.now().micros()) / 1_000_000;
            waits.push(wait);
            outbox.clock.advance(wait);
        }
        assert_eq!(attempts, 12);
        let bounds = (0..11).map(|doublings| (30_i64 << doublings).min(LONGEST_WAIT_SECONDS));
        for (wait, full) in waits.iter().zip(bounds) {
            assert!((full / 2..=full).contains(wait), "{waits:?}");
        }
    }

    #[tokio::test]
    async fn a_panic_is_a_failed_attempt_and_a_final_failure_is_not_repeated() {
        let outbox = Outbox::with(1).await;
        let (worker, _) = outbox.worker(|_| async { panic!("in a handler") }.boxed());
        assert_eq!(worker.run_until_idle().await.unwrap(), 1);
        assert_eq!(outbox.jobs().await[0].last_error.as_deref(), Some("the handler panicked"));
        outbox.clock.advance(60);
        let (worker, given_up) = outbox.worker(|_| async { Err(JobError::Fail(anyhow::anyhow!("never"))) }.boxed());
        assert_eq!(worker.run_until_idle().await.unwrap(), 1);
        assert_eq!((outbox.jobs().await[0].state, given_up.load(Ordering::SeqCst)), (JobState::Dead, 1));
    }

    #[tokio::test]
    async fn what_one_worker_holds_another_gets_only_after_the_lease() {
        let outbox = Outbox::with(3).await;
        let (first, _) = outbox.worker(|_| async { Ok(()) }.boxed());
        assert_eq!(first.claim().await.unwrap().len(), 3);
        // The first worker's process is gone now.
        drop(first);
        let (second, _) = outbox.worker(|_| async { Ok(()) }.boxed());
        assert_eq!(second.run_until_idle().await.unwrap(), 0);
        outbox.clock.advance(LEASE_SECONDS);
        let (third, _) = outbox.worker(|_| async { Ok(()) }.boxed());
        assert_eq!(third.run_until_idle().await.unwrap(), 3);
        assert!(outbox.jobs().await.iter().all(|job| job.attempts == 2));
    }

    #[tokio::test]
    async fn a_job_that_ends_the_process_every_time_is_given_up() {
        let outbox = Outbox::with(1).await;
        for _ in 0..MAX_ATTEMPTS {
            let (doomed, _) = outbox.worker(|_| async { Ok(()) }.boxed());
            assert_eq!(doomed.claim().await.unwrap().len(), 1);
            outbox.clock.advance(LEASE_SECONDS);
        }
        let has_run = Arc::new(AtomicBool::new(false));
        let seen = has_run.clone();
        let (worker, given_up) = outbox.worker(move |_| {
            seen.store(true, Ordering::SeqCst);
            async { Ok(()) }.boxed()
        });
        worker.run_until_idle().await.unwrap();
        assert!(!has_run.load(Ordering::SeqCst));
        assert_eq!((outbox.jobs().await[0].state, given_up.load(Ordering::SeqCst)), (JobState::Dead, 1));
    }

    #[tokio::test]
    async fn an_attempt_that_lost_its_lease_cannot_undo_what_a_later_one_did() {
        let outbox = Outbox::with(1).await;
        let (slow, _) = outbox.worker(|_| async { Ok(()) }.boxed());
        let job = slow.claim().await.unwrap().remove(0).unwrap();
        outbox.clock.advance(LEASE_SECONDS);
        let (other, _) = outbox.worker(|_| async { Ok(()) }.boxed());
        assert_eq!(other.run_until_idle().await.unwrap(), 1);
        slow.settle(Some((job, Err(JobError::Fail(anyhow::anyhow!("late")))))).await;
        assert_eq!(outbox.jobs().await[0].state, JobState::Done);
    }

    #[tokio::test]
    async fn stopping_finishes_what_has_begun_and_gives_back_the_rest() {
        let outbox = Outbox::with(10).await;
        let wake = Wake::default();
        let stopper = wake.clone();
        let order = Arc::new(Mutex::new(Vec::new()));
        let begun = order.clone();
        let (worker, _) = outbox.worker(move |job| {
            begun.lock().unwrap().push(job.id);
            stopper.stop();
            async { Ok(()) }.boxed()
        });
        worker.run(wake).await;
        let begun = order.lock().unwrap().clone();
        let jobs = outbox.jobs().await;
        let done: Vec<_> = jobs.iter().filter(|job| job.state == JobState::Done).collect();
        assert!(done.len() == begun.len() && !done.is_empty() && done.len() <= CONCURRENCY * 2);
        let mut rest = jobs.iter().filter(|job| job.state == JobState::Waiting);
        assert!(rest.all(|job| job.attempts == 0 && job.lease_until_at.is_none()));
    }
}
