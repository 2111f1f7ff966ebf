//! Who goes first while a mailing is under way.

use madoguchi::db::entity::job;
use madoguchi::db::entity::values::JobState;
use madoguchi::queue::NewJob;
use sea_orm::EntityTrait;
use serde_json::json;

use super::{enqueue, until};

const MAILING: usize = 20_000;

on_both_databases! {
    /// A mailing that is under way delays no receipt: it goes next, however many of the others are due.
    async fn a_mailing_under_way_delays_no_receipt(app) {
        let (now, organization) = (app.app.clock.now(), app.organization.id);
        let digest = || NewJob::now(&app.app.random, now, organization, "send_digest", json!({ "periods": [] }));
        enqueue(app, (0..MAILING).map(|_| digest().bulk()).collect()).await;
        let worker = tokio::spawn(madoguchi::jobs::work(app.app.clone()));
        until("the mailing", async || app.jobs(JobState::Done).await > 0).await;
        let receipt = digest().urgent();
        let id = receipt.id;
        enqueue(app, vec![receipt]).await;
        app.app.wake.ring();
        until("the receipt", async || {
            let row = job::Entity::find_by_id(id).one(app.app.db.read()).await.unwrap().unwrap();
            row.state == JobState::Done
        })
        .await;
        let waiting = app.jobs(JobState::Waiting).await;
        app.app.wake.stop();
        worker.await.unwrap();
        job::Entity::delete_many().exec(app.app.db.read()).await.unwrap();
        assert!(waiting > 0, "the mailing went first");
    }
}
