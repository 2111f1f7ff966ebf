//! What it costs to find the next job: the same with a hundred thousand that wait as with none.

use std::time::{Duration, Instant};

use madoguchi::db::entity::job;
use madoguchi::db::entity::values::JobState;
use madoguchi::ids::JobId;
use madoguchi::queue::NewJob;
use sea_orm::EntityTrait;
use serde_json::json;

use super::{enqueue, until};
use crate::harness::TestApp;

const MAILING: usize = 100_000;

/// Enqueues a receipt of a case that does not exist and does what is due: how long that took.
async fn one_more(app: &TestApp) -> Duration {
    let (now, organization) = (app.app.clock.now(), app.organization.id);
    let job = NewJob::now(&app.app.random, now, organization, "send_digest", json!({ "periods": [] })).urgent();
    enqueue(app, vec![job]).await;
    let began = Instant::now();
    app.run_jobs().await;
    began.elapsed()
}

async fn fastest(app: &TestApp) -> Duration {
    let mut fastest = Duration::MAX;
    for _ in 0..20 {
        fastest = fastest.min(one_more(app).await);
    }
    fastest
}

on_both_databases! {
    /// A mailing whose time has not come, and one of those that hang under a lease, cost a receipt nothing.
    async fn a_hundred_thousand_that_wait_cost_nothing(app) {
        let idle = fastest(app).await;
        let (now, organization) = (app.app.clock.now(), app.organization.id);
        let jobs = (0..MAILING).map(|nth| {
            let due = now.plus_seconds(1000 + i64::try_from(nth).unwrap());
            let job = NewJob::now(&app.app.random, now, organization, "send_digest", json!({ "periods": [] }));
            // Among those of the same urgency, and those of another.
            let job = if nth % 2 == 0 { job.urgent() } else { job.bulk() };
            NewJob { id: JobId::new(&app.app.random, now), ..job.not_before(due) }
        });
        enqueue(app, jobs.collect()).await;
        let busy = fastest(app).await;
        eprintln!("{:?}: one job {idle:?}, beside {MAILING} others {busy:?}", app.backend());
        assert!(busy < idle * 4 + Duration::from_millis(5), "one job took {idle:?}, and {busy:?} beside {MAILING} others");
    }

    /// A mailing that is under way delays no receipt: it goes next, however many of the others are due.
    async fn a_mailing_under_way_delays_no_receipt(app) {
        let (now, organization) = (app.app.clock.now(), app.organization.id);
        let digest = || NewJob::now(&app.app.random, now, organization, "send_digest", json!({ "periods": [] }));
        enqueue(app, (0..MAILING / 5).map(|_| digest().bulk()).collect()).await;
        let worker = tokio::spawn(madoguchi::jobs::work(app.app.clone()));
        until("the mailing", async || app.jobs(JobState::Done).await > 0).await;
        let receipt = digest().urgent();
        let id = receipt.id;
        let began = Instant::now();
        enqueue(app, vec![receipt]).await;
        app.app.wake.ring();
        until("the receipt", async || {
            let row = job::Entity::find_by_id(id).one(app.app.db.read()).await.unwrap().unwrap();
            row.state == JobState::Done
        })
        .await;
        let waited = began.elapsed();
        let waiting = app.jobs(JobState::Waiting).await;
        app.app.wake.stop();
        worker.await.unwrap();
        job::Entity::delete_many().exec(app.app.db.read()).await.unwrap();
        eprintln!("{:?}: beside a mailing of which {waiting} waited, a receipt took {waited:?}", app.backend());
        assert!(waiting > 0, "the mailing was over: this proves nothing");
        assert!(waited < Duration::from_secs(5), "it waited {waited:?}");
    }
}
