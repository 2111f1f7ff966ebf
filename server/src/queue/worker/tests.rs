//! The worker on an outbox of its own, with handlers that succeed, fail, panic or stop.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use tokio::time::Instant;

use super::*;
use crate::clock::Timestamp;
use crate::db::entity::values::{JobReason, JobState};
use crate::db::entity::{job, organization};
use crate::ids::{JobId, OrganizationId};
use crate::queue::{Also, NewJob};

const PLACES: Places = Places { mail: 4, web: 2, own: 1 };

struct Outbox {
    db: Db,
    clock: Clock,
    path: std::path::PathBuf,
    organization: OrganizationId,
}

/// A municipality with an address of its own.
fn organization(clock: &Clock) -> organization::ActiveModel {
    let id = OrganizationId::new(&Random::system(), clock.now());
    organization::ActiveModel {
        id: Set(id),
        name: Set("見本市".to_owned()),
        base_url: Set(format!("http://127.0.0.1/{id}")),
        time_zone: Set("Asia/Tokyo".to_owned()),
        created_at: Set(clock.now()),
        has_four_eyes: Set(false),
        outbox_told_at: Set(None),
    }
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
        let row = organization(&clock);
        let id = *row.id.as_ref();
        let outbox = Self { db, clock, path, organization: id };
        let write = outbox.db.write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { organization::Entity::insert(row).exec_without_returning(transaction).await })
        });
        write.await.unwrap();
        for _ in 0..count {
            outbox.add(id, "test", |job| job).await;
        }
        outbox
    }

    async fn add(&self, organization: OrganizationId, name: &str, with: impl FnOnce(NewJob) -> NewJob) {
        let now = self.clock.now();
        let job = with(NewJob::now(&Random::system(), now, organization, "test", json!({ "name": name })));
        let write = self.db.write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { store::enqueue(transaction, vec![job], now).await })
        });
        write.await.unwrap();
    }

    async fn add_organization(&self) -> OrganizationId {
        let row = organization(&self.clock);
        let id = *row.id.as_ref();
        let write = self.db.write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { organization::Entity::insert(row).exec_without_returning(transaction).await })
        });
        write.await.unwrap();
        id
    }

    /// A process that claims so many and ends before it has done them.
    async fn begin_and_die(&self, count: usize) {
        let (mut doomed, _) = self.worker(|_| futures_util::future::pending().boxed());
        doomed.turn().await.unwrap();
        assert_eq!(doomed.running.len(), count);
    }

    fn worker(
        &self,
        work: impl Fn(Job) -> BoxFuture<'static, Worked> + Send + Sync + 'static,
    ) -> (Worker, Arc<AtomicUsize>) {
        let given_up = Arc::new(AtomicUsize::new(0));
        let count = given_up.clone();
        let give_up = move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            async { Ok(()) }.boxed()
        };
        let reason = |_: &anyhow::Error| JobReason::Internal;
        let handlers = Handlers { work: Arc::new(work), give_up: Arc::new(give_up), reason };
        (Worker::new(self.db.clone(), self.clock.clone(), Random::system(), handlers, PLACES), given_up)
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
            Ok(None)
        }
        .boxed()
    });
    assert_eq!(worker.run_until_idle().await.unwrap(), 40);
    assert!((2..=PLACES.mail).contains(&most_seen.load(Ordering::SeqCst)));
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
    assert_eq!(attempts, 20);
    let bounds = (0..19).map(|doublings| (30_i64 << doublings).min(LONGEST_WAIT_SECONDS));
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
async fn what_may_not_be_done_yet_has_not_been_tried() {
    let outbox = Outbox::with(1).await;
    let tomorrow = outbox.clock.now().plus_seconds(1000);
    let (early, given_up) = outbox.worker(move |_| async move { Err(JobError::NotBefore(tomorrow)) }.boxed());
    assert_eq!(early.run_until_idle().await.unwrap(), 1);
    let job = outbox.jobs().await.remove(0);
    assert_eq!((job.state, job.attempts, job.run_at, job.last_error), (JobState::Waiting, 0, tomorrow, None));
    assert_eq!((job.lease_until_at, given_up.load(Ordering::SeqCst)), (None, 0));
    outbox.clock.advance(1000);
    let (worker, _) = outbox.worker(|job| {
        assert_eq!(job.attempt, 1);
        async { Ok(None) }.boxed()
    });
    assert_eq!(worker.run_until_idle().await.unwrap(), 1);
    assert_eq!(outbox.jobs().await[0].state, JobState::Done);
}

#[tokio::test]
async fn what_one_worker_holds_another_gets_only_after_the_lease() {
    let outbox = Outbox::with(3).await;
    // The first worker's process is gone in the middle of its attempts.
    outbox.begin_and_die(3).await;
    let (second, _) = outbox.worker(|_| async { Ok(None) }.boxed());
    assert_eq!(second.run_until_idle().await.unwrap(), 0);
    outbox.clock.advance(LEASE_SECONDS);
    let (third, _) = outbox.worker(|_| async { Ok(None) }.boxed());
    assert_eq!(third.run_until_idle().await.unwrap(), 3);
    assert!(outbox.jobs().await.iter().all(|job| job.attempts == 2));
}

#[tokio::test]
async fn a_job_that_ends_the_process_every_time_is_given_up() {
    let outbox = Outbox::with(1).await;
    for _ in 0..MAX_ATTEMPTS {
        outbox.begin_and_die(1).await;
        outbox.clock.advance(LEASE_SECONDS);
    }
    let has_run = Arc::new(AtomicBool::new(false));
    let seen = has_run.clone();
    let (worker, given_up) = outbox.worker(move |_| {
        seen.store(true, Ordering::SeqCst);
        async { Ok(None) }.boxed()
    });
    worker.run_until_idle().await.unwrap();
    assert!(!has_run.load(Ordering::SeqCst));
    assert_eq!((outbox.jobs().await[0].state, given_up.load(Ordering::SeqCst)), (JobState::Dead, 1));
}

#[tokio::test]
async fn an_attempt_that_lost_its_lease_cannot_undo_what_a_later_one_did() {
    let outbox = Outbox::with(1).await;
    let (mut slow, _) = outbox.worker(|_| async { Err(JobError::Fail(anyhow::anyhow!("late"))) }.boxed());
    slow.turn().await.unwrap();
    let late = slow.running.join_next_with_id().await.unwrap();
    outbox.clock.advance(LEASE_SECONDS);
    let (other, _) = outbox.worker(|_| async { Ok(None) }.boxed());
    assert_eq!(other.run_until_idle().await.unwrap(), 1);
    slow.ended(late).await;
    slow.settle().await.unwrap();
    assert_eq!(outbox.jobs().await[0].state, JobState::Done);
}

#[tokio::test]
async fn stopping_finishes_what_has_begun_and_leaves_the_rest() {
    let outbox = Outbox::with(10).await;
    let wake = Wake::default();
    let stopper = wake.clone();
    let order = Arc::new(Mutex::new(Vec::new()));
    let begun = order.clone();
    let (worker, _) = outbox.worker(move |job| {
        begun.lock().unwrap().push(job.id);
        stopper.stop();
        async { Ok(None) }.boxed()
    });
    worker.run(wake).await;
    let begun = order.lock().unwrap().clone();
    let jobs = outbox.jobs().await;
    let done: Vec<_> = jobs.iter().filter(|job| job.state == JobState::Done).collect();
    assert!(done.len() == begun.len() && !done.is_empty() && done.len() <= PLACES.mail * 2);
    let mut rest = jobs.iter().filter(|job| job.state == JobState::Waiting);
    assert!(rest.all(|job| job.attempts == 0 && job.lease_until_at.is_none()));
}

#[tokio::test]
async fn nothing_goes_out_before_it_is_written_down_what_went_out_before() {
    let outbox = Outbox::with(12).await;
    let (db, gone) = (outbox.db.clone(), Arc::new(Mutex::new(Vec::new())));
    let (mut worker, _) = outbox.worker(move |job| {
        let (db, gone) = (db.clone(), gone.clone());
        async move {
            let offer = async {
                let before: Vec<JobId> = gone.lock().unwrap().clone();
                gone.lock().unwrap().push(job.id);
                let jobs = job::Entity::find().all(db.read()).await?;
                let is_written = |id: &JobId| jobs.iter().any(|job| job.id == *id && job.state == JobState::Done);
                assert!(before.iter().all(is_written), "{before:?} went out, but {jobs:?}");
                tokio::task::yield_now().await;
                Ok(None)
            };
            job.alone(offer).await?
        }
        .boxed()
    });
    worker.gate.patience = Duration::from_secs(3600);
    assert_eq!(worker.run_until_idle().await.unwrap(), 12);
    assert!(outbox.jobs().await.iter().all(|job| job.state == JobState::Done && job.attempts == 1));
}

#[tokio::test]
async fn what_belongs_to_a_job_is_written_with_it_or_the_job_is_done_without() {
    let outbox = Outbox::with(2).await;
    let (city, town) = (organization(&outbox.clock), outbox.organization);
    let new = *city.id.as_ref();
    let nth = Arc::new(AtomicUsize::new(0));
    let (worker, _) = outbox.worker(move |_| {
        // The second one's cannot be written: it is there already.
        nth.fetch_add(1, Ordering::SeqCst);
        let mut row = city.clone();
        row.id = Set(if nth.load(Ordering::SeqCst) == 1 { new } else { town });
        let also = Also::new(move |transaction| {
            let row = row.clone();
            async move { organization::Entity::insert(row).exec_without_returning(transaction).await.map(|_| ()) }
                .boxed()
        });
        async { Ok(Some(also)) }.boxed()
    });
    assert_eq!(worker.run_until_idle().await.unwrap(), 2);
    assert!(outbox.jobs().await.iter().all(|job| job.state == JobState::Done && job.attempts == 1));
    assert!(organization::Entity::find_by_id(new).one(outbox.db.read()).await.unwrap().is_some());
}

/// The order in which jobs are begun, by what their payloads say.
async fn order(outbox: &Outbox, places: usize) -> Vec<String> {
    let order = Arc::new(Mutex::new(Vec::new()));
    let begun = order.clone();
    let (mut worker, _) = outbox.worker(move |job| {
        begun.lock().unwrap().push(job.payload["name"].as_str().unwrap().to_owned());
        async { Ok(None) }.boxed()
    });
    worker.places.mail = places;
    worker.run_until_idle().await.unwrap();
    order.lock().unwrap().clone()
}

#[tokio::test]
async fn a_mailing_delays_no_receipt_and_no_other_organization() {
    let outbox = Outbox::with(0).await;
    let (city, town) = (outbox.organization, outbox.add_organization().await);
    for nth in 0..50 {
        outbox.add(city, &format!("mailing {nth}"), NewJob::bulk).await;
    }
    outbox.add(town, "the town's mailing", NewJob::bulk).await;
    outbox.add(town, "the town's news", |job| job).await;
    outbox.add(city, "the city's receipt", NewJob::urgent).await;
    let order = order(&outbox, 1).await;
    assert_eq!(order[..2], ["the city's receipt", "the town's news"]);
    let place = order.iter().position(|name| name == "the town's mailing").unwrap();
    assert!(place <= 3, "{place}: {order:?}");
    assert_eq!(order.len(), 53);
}

#[tokio::test]
async fn organizations_take_turns_and_those_without_due_work_cost_nobody_a_place() {
    let outbox = Outbox::with(0).await;
    let later = outbox.clock.now().plus_seconds(1000);
    let mut organizations = vec![outbox.organization];
    for _ in 0..5 {
        organizations.push(outbox.add_organization().await);
    }
    for organization in &organizations[3..] {
        outbox.add(*organization, "later", move |job| job.not_before(later)).await;
    }
    for (nth, organization) in organizations[..3].iter().enumerate() {
        for _ in 0..4 {
            outbox.add(*organization, &nth.to_string(), |job| job).await;
        }
    }
    let order = order(&outbox, 1).await;
    assert_eq!(order.len(), 12);
    for round in order.chunks(3) {
        let mut round = round.to_vec();
        round.sort();
        assert_eq!(round, ["0", "1", "2"], "{order:?}");
    }
}

#[tokio::test]
async fn what_hangs_makes_room_for_the_others_and_is_not_begun_twice() {
    let outbox = Outbox::with(0).await;
    for nth in 0..9 {
        outbox.add(outbox.organization, &format!("poison {nth}"), NewJob::urgent).await;
    }
    outbox.add(outbox.organization, "good", |job| job).await;
    let wake = Wake::default();
    let stopper = wake.clone();
    let (mut worker, _) = outbox.worker(move |job| {
        if job.payload["name"] == "good" {
            stopper.stop();
            return async { Ok(None) }.boxed();
        }
        futures_util::future::pending().boxed()
    });
    (worker.places.mail, worker.young_for) = (1, Duration::from_millis(30));
    // Whoever is stopped waits for what has begun, and some of that hangs.
    let running = tokio::spawn(worker.run(wake.clone()));
    let began = Instant::now();
    while !wake.is_stopping() {
        assert!(began.elapsed() < Duration::from_secs(20), "the good one still waits: {:?}", outbox.jobs().await);
        tokio::task::yield_now().await;
    }
    running.abort();
    let jobs = outbox.jobs().await;
    let hanging: Vec<_> = jobs.iter().filter(|job| job.urgency == Urgency::Urgent).collect();
    assert!(hanging.len() == 9 && hanging.iter().all(|job| job.attempts == 1 && job.reason.is_none()), "{jobs:?}");
}
