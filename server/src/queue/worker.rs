//! The worker: claims jobs by lease, as many as there are places, and settles each. At least once: a process that dies in
//! the middle leaves its lease to run out, and another attempt follows. Knows no feature; handlers are given to it.

mod attempt;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::time::Duration;

use tokio::task::{Id, JoinError, JoinSet};

use super::gate::{Gate, Pass};
use super::places::YOUNG;
use super::store::claim::{self, Lease, Turns};
use super::store::{self, Settled, Settlement};
use super::{Handlers, Job, JobError, Places, Wake, Worked};
use crate::clock::{Clock, Timestamp};
use crate::db::entity::values::{Lane, Urgency};
use crate::db::{Db, DbErr};
use crate::ids::Random;
use attempt::{Attempt, Ended};

pub use attempt::TimedOut;

/// What is claimed is begun at once, and its attempt is over before its lease is.
const LEASE_SECONDS: i64 = 150;
const _: () = assert!((LEASE_SECONDS as u64) > attempt::LONGEST.as_secs());
/// How often to look for work that is due now or that another process enqueued.
const LOOK: Duration = Duration::from_secs(3);
/// A job that failed this often is given up: two days to two and a half after its first attempt.
const MAX_ATTEMPTS: i64 = 20;
/// Waiting after the first failure, doubled after each further one.
const FIRST_WAIT_SECONDS: i64 = 30;
/// Longest waiting.
const LONGEST_WAIT_SECONDS: i64 = 6 * 60 * 60;
/// Most characters of an error that are kept.
const MAX_ERROR: usize = 300;

/// The worker of this process.
pub struct Worker {
    db: Db,
    clock: Clock,
    random: Random,
    handlers: Handlers,
    places: Places,
    /// How long an attempt occupies a place.
    young_for: Duration,
    turns: Turns,
    gate: Gate,
    running: JoinSet<Ended>,
    attempts: HashMap<Id, Attempt>,
    settled: Vec<Settled>,
    /// Of those: held until it is written.
    passes: Vec<Pass>,
}

impl Worker {
    /// A worker that has claimed nothing yet.
    #[must_use]
    pub fn new(db: Db, clock: Clock, random: Random, handlers: Handlers, places: Places) -> Self {
        let (turns, running, attempts) = (Turns::default(), JoinSet::new(), HashMap::new());
        let (young_for, gate) = (YOUNG, Gate::new());
        let (settled, passes) = (Vec::new(), Vec::new());
        Self { db, clock, random, handlers, places, young_for, turns, gate, running, attempts, settled, passes }
    }

    /// Works until `wake` says stop; then finishes what has begun.
    pub async fn run(mut self, wake: Wake) {
        while !wake.is_stopping() {
            if let Err(error) = self.turn().await {
                tracing::warn!(%error, "cannot look for jobs");
            }
            let pause = self.pause();
            tokio::select! {
                Some(ended) = self.running.join_next_with_id() => self.ended(ended).await,
                () = wake.rung() => {}
                () = tokio::time::sleep(pause) => {}
            }
            self.drain().await;
        }
        loop {
            if let Err(error) = self.settle().await {
                // Its lease runs out, and it is tried again.
                tracing::warn!(%error, "cannot write down what became of a job");
            }
            let Some(ended) = self.running.join_next_with_id().await else { return };
            self.ended(ended).await;
        }
    }

    /// Does everything that is due now, and what becomes due while it does. Returns how many attempts were made.
    ///
    /// # Errors
    /// The database's.
    pub async fn run_until_idle(mut self) -> Result<usize, DbErr> {
        let mut attempts = 0;
        loop {
            self.turn().await?;
            let pause = self.pause();
            let waiting = tokio::time::timeout(pause, self.running.join_next_with_id()).await;
            // Somebody has become old: there is a place.
            let Ok(ended) = waiting else { continue };
            let Some(ended) = ended else { return Ok(attempts) };
            self.ended(ended).await;
            attempts += 1 + self.drain().await;
        }
    }

    /// Writes what became of those that ended, and begins as many as there are places. Two transactions, because the first
    /// lets the next mail go out while the second looks for more.
    async fn turn(&mut self) -> Result<(), DbErr> {
        self.settle().await?;
        let now = self.clock.now();
        let wanted = self.wanted(now).await?;
        if wanted.is_empty() {
            return Ok(());
        }
        let lease = Lease { now, until: now.plus_seconds(LEASE_SECONDS) };
        let mut turns = self.turns.clone();
        let (mut young, old, places) = (self.young(), self.old(), self.places);
        let (claimed, turns) = self
            .db
            .write_outbox::<_, DbErr, _>(move |transaction| {
                Box::pin(async move {
                    let mut claimed = Vec::new();
                    for of in wanted {
                        let young = young.entry(of.0).or_default();
                        let room = places.room(of.0, of.1, young, old(of.0));
                        let jobs = claim::claim(transaction, of, room, &mut turns, lease).await?;
                        young.extend(jobs.iter().map(|job| job.urgency));
                        claimed.extend(jobs);
                    }
                    Ok((claimed, turns))
                })
            })
            .await?;
        self.turns = turns;
        for row in claimed {
            self.begin(Job {
                id: row.id,
                organization_id: row.organization_id,
                kind: row.kind,
                payload: serde_json::from_str(&row.payload).unwrap_or_default(),
                attempt: row.attempts,
                enqueued_at: row.created_at,
                submission_id: row.submission_id,
                lane: row.lane,
                urgency: row.urgency,
                pass: self.gate.pass(),
            });
        }
        Ok(())
    }

    /// The lanes with a place for which something is due, each with its urgencies in their order.
    async fn wanted(&self, now: Timestamp) -> Result<Vec<(Lane, Urgency)>, DbErr> {
        let (young, old) = (self.young(), self.old());
        let mut wanted = Vec::new();
        for of in Places::LANES.into_iter().flat_map(|lane| Places::URGENCIES.map(|urgency| (lane, urgency))) {
            let young = young.get(&of.0).map_or(&[][..], Vec::as_slice);
            if self.places.room(of.0, of.1, young, old(of.0)) > 0 && claim::has_due(self.db.read(), of, now).await? {
                wanted.push(of);
            }
        }
        Ok(wanted)
    }

    fn young(&self) -> HashMap<Lane, Vec<Urgency>> {
        let mut young: HashMap<Lane, Vec<Urgency>> = HashMap::new();
        for attempt in self.attempts.values().filter(|attempt| attempt.age() < self.young_for) {
            young.entry(attempt.lane).or_default().push(attempt.urgency);
        }
        young
    }

    /// How many attempts of a lane are old.
    fn old(&self) -> impl Fn(Lane) -> usize + Send + use<> {
        let is_old = |attempt: &&Attempt| attempt.age() >= self.young_for;
        let old: Vec<Lane> = self.attempts.values().filter(is_old).map(|attempt| attempt.lane).collect();
        move |lane| old.iter().filter(|other| **other == lane).count()
    }

    /// Until the next look: until an attempt becomes old, for then there is a place.
    fn pause(&self) -> Duration {
        let left = self.attempts.values().filter_map(|attempt| self.young_for.checked_sub(attempt.age()));
        left.min().unwrap_or(LOOK).clamp(Duration::from_millis(1), LOOK)
    }

    fn begin(&mut self, job: Job) {
        let (attempt, work) = attempt::begin(&self.handlers, job, MAX_ATTEMPTS);
        let id = self.running.spawn(work).id();
        self.attempts.insert(id, attempt);
    }

    /// Those that have ended meanwhile; how many.
    async fn drain(&mut self) -> usize {
        let mut count = 0;
        while let Some(ended) = self.running.try_join_next_with_id() {
            self.ended(ended).await;
            count += 1;
        }
        count
    }

    /// An error is an attempt whose task was ended from outside; its lease runs out.
    async fn ended(&mut self, ended: Result<(Id, Ended), JoinError>) {
        let id = ended.as_ref().map_or_else(JoinError::id, |(id, _)| *id);
        self.attempts.remove(&id);
        if let Ok((_, (job, result))) = ended {
            let settlement = self.settlement(&job, result).await;
            let (id, submission_id, attempt) = (job.id, job.submission_id, job.attempt);
            self.settled.push(Settled { id, submission_id, attempt, settlement });
            self.passes.push(job.pass);
        }
    }

    async fn settlement(&self, job: &Job, result: Worked) -> Settlement {
        let outcome = match result {
            Ok(_) => "done",
            Err(JobError::NotBefore(_)) => "postponed",
            Err(JobError::Retry(_) | JobError::Fail(_)) => "failed",
        };
        metrics::counter!("madoguchi_jobs_total", "kind" => job.kind.clone(), "outcome" => outcome).increment(1);
        match result {
            Ok(also) => Settlement::Done { also },
            Err(JobError::NotBefore(run_at)) => {
                tracing::info!(job = %job.id, kind = job.kind, "job waits");
                Settlement::Later { run_at }
            }
            Err(JobError::Retry(error)) if job.attempt < MAX_ATTEMPTS => {
                let run_at = self.clock.now().plus_seconds(waiting(&self.random, job.attempt));
                tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempt, error = kept(&error), "job failed");
                let urgency = job.urgency.after_failure();
                Settlement::Again { run_at, urgency, reason: (self.handlers.reason)(&error), error: kept(&error) }
            }
            Err(JobError::Retry(error) | JobError::Fail(error)) => {
                tracing::error!(job = %job.id, kind = job.kind, error = kept(&error), "job given up");
                if let Err(error) = (self.handlers.give_up)(job.clone()).await {
                    tracing::error!(job = %job.id, %error, "cannot write down that a job was given up");
                }
                Settlement::Dead { reason: (self.handlers.reason)(&error), error: kept(&error) }
            }
        }
    }

    async fn settle(&mut self) -> Result<(), DbErr> {
        if self.settled.is_empty() {
            return Ok(());
        }
        let (settled, now) = (self.settled.clone(), self.clock.now());
        self.db
            .write_outbox::<_, DbErr, _>(move |transaction| Box::pin(store::settle(transaction, settled, now)))
            .await?;
        self.settled.clear();
        self.passes.clear();
        Ok(())
    }
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
