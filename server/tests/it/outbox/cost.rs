//! What it costs to find the next job: the same with a hundred thousand that wait as with none.

use std::time::{Duration, Instant};

use madoguchi::ids::JobId;
use madoguchi::queue::NewJob;
use serde_json::json;

use super::enqueue;
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
}
