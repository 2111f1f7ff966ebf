//! The intake while something fails: the disk is full, the database is locked, cut off in the middle of a commit or away,
//! more come than can wait, a browser gives up. Nothing that was acknowledged is lost, nothing is doubled, what was not
//! acknowledged can be sent again under the same key, and the process goes on by itself.

mod away;

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::future::join_all;
use madoguchi::db::entity::submission;
use madoguchi::db::{Condition, DbErr};
use reqwest::Method;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use serde_json::json;
use tokio::sync::oneshot;

use crate::harness::{Answer, Backend, Browser, TestApp, connect, fixtures, run_with};

async fn submit(app: &TestApp, key: &str) -> Answer {
    app.resident().submit("short", key, &json!({ "name": format!("見本 {key}") })).await
}

async fn written(app: &TestApp) -> u64 {
    submission::Entity::find().count(app.app.db.read()).await.unwrap()
}

fn number(answer: &Answer) -> String {
    answer.json()["receipt_number"].as_str().unwrap().to_owned()
}

/// Waits for a condition; the test fails when it never comes true.
async fn until(mut is_true: impl AsyncFnMut() -> bool) {
    let waited = tokio::time::timeout(Duration::from_secs(60), async {
        while !is_true().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    waited.await.expect("a condition came true");
}

/// Whether the journal goes on having (no) room for longer than its task takes to look: what it is about to take is no queue.
async fn stays(app: &TestApp, is_so: impl Fn() -> bool) -> bool {
    for _ in 0..20 {
        if !is_so() {
            return false;
        }
        // Another task's time, whatever the answer.
        let _ = app.resident().get("/readyz").await;
    }
    is_so()
}

/// Tells the one write connection of SQLite something that holds as long as the connection does.
async fn tell_writer(app: &TestApp, pragma: &'static str) {
    let told = app.app.db.write::<_, DbErr, _>(move |transaction| {
        Box::pin(async move { transaction.execute_unprepared(pragma).await.map(|_| ()) })
    });
    told.await.unwrap();
}

/// Somebody else's write that takes long, until the sender is dropped. (On SQLite everybody waits for it.)
async fn hold_the_writer(app: &TestApp) -> oneshot::Sender<()> {
    let (holding, is_held) = oneshot::channel();
    let (release, released) = oneshot::channel::<()>();
    let db = app.app.db.clone();
    tokio::spawn(async move {
        db.write::<_, DbErr, _>(move |_| {
            Box::pin(async move {
                let _ = holding.send(());
                let _ = released.await;
                Ok(())
            })
        })
        .await
    });
    is_held.await.unwrap();
    release
}

/// The disk is full for a while: nobody is told otherwise than what is true, `/readyz` says so until a write works again,
/// and the same process goes on without repair.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_told_and_survived() {
    run_with(Backend::Sqlite, "", async |app: &TestApp| {
        app.publish("short", fixtures::short_form()).await;
        let resident = app.resident();
        for round in 0..3 {
            // The file may not grow any more.
            tell_writer(app, "PRAGMA max_page_count = 1").await;
            let (before, mut received, mut refused) = (written(app).await, 0, None);
            for index in 0..2000 {
                let key = format!("{round}-{index}");
                let answer = submit(app, &key).await;
                if answer.status == 201 {
                    received += 1;
                    continue;
                }
                answer.expect_problem(503, "unavailable");
                refused = Some(key);
                break;
            }
            let refused = refused.expect("the disk was full at some time");
            assert_eq!(written(app).await, before + received, "exactly what was acknowledged");
            resident.get("/readyz").await.expect_problem(503, "unavailable");
            // What writes nothing proves nothing, as often as it commits.
            app.app.db.write::<_, DbErr, _>(|_| Box::pin(async { Ok(()) })).await.unwrap();
            app.run_jobs().await;
            resident.get("/readyz").await.expect_problem(503, "unavailable");
            app.app.db.probe().await.unwrap();
            resident.get("/readyz").await.expect(200);
            submit(app, &refused).await.expect(201);
            assert_eq!(written(app).await, before + received + 1);
        }
        app.run_jobs().await;
    })
    .await;
}

/// Another program holds the database: a resident who sent in time is told to come back, the page goes on by itself, and
/// what was sent in time is honoured although the form has closed meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_sent_in_time_while_the_database_was_busy_is_received_as_of_then() {
    run_with(Backend::Sqlite, "", async |app: &TestApp| {
        let form = app.publish("short", fixtures::short_form()).await;
        let editor = app.editor().await;
        let sent_at = app.app.clock.now();
        let closes = json!({ "closes_at": sent_at.plus_seconds(60).to_jiff().to_string() });
        let path = format!("/api/v1/staff/forms/{form}");
        editor.send(editor.request(Method::PATCH, &path).json(&closes)).await.expect(200);
        let mut browser = Browser::begin(&app.resident(), "/f/short").await;
        browser.fill("name", "見本 花子");
        browser.press("next").await;

        tell_writer(app, "PRAGMA busy_timeout = 20").await;
        let other = connect(&format!("sqlite:{}", app.folder().join("madoguchi.db").display())).await;
        other.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
        let answer = browser.press_only("submit").await.expect(503);
        let wait: u32 = answer.header("retry-after").parse().unwrap();
        assert!((5..=20).contains(&wait), "{wait}");
        browser.press("submit").await;
        let sheet = &browser.sheet;
        assert!(sheet.html.contains("data-again=\"") && sheet.html.contains("/assets/again."), "{}", sheet.html);
        assert!(sheet.has_button("submit"), "without a script there is a button");
        app.resident().get("/readyz").await.expect_problem(503, "unavailable");
        other.execute_unprepared("ROLLBACK").await.unwrap();
        other.close().await.unwrap();

        app.app.clock.advance(10 * 60);
        let late = submit(app, "late").await;
        late.expect_problem(409, "form-closed");
        browser.press("submit").await;
        assert!(browser.path.starts_with("/r/"), "{} {}", browser.path, browser.sheet.text);
        let row = submission::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
        assert_eq!(row.received_at, sent_at, "the first attempt counts");
        app.app.db.probe().await.unwrap();
        app.resident().get("/readyz").await.expect(200);
        app.run_jobs().await;
    })
    .await;
}

/// Those who wait behind a batch that cannot be written are told with it, and do not wait for a batch of their own each.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_behind_a_batch_that_is_given_up_is_told_at_once() {
    run_with(Backend::Sqlite, "intake_waiting = 1000", async |app: &TestApp| {
        app.publish("short", fixtures::short_form()).await;
        tell_writer(app, "PRAGMA busy_timeout = 20").await;
        let other = connect(&format!("sqlite:{}", app.folder().join("madoguchi.db").display())).await;
        other.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
        let first = async {
            submit(app, "first").await.expect_problem(503, "unavailable");
            std::time::Instant::now()
        };
        let behind = async {
            until(async || app.app.db.condition() == Condition::Refusing).await;
            let answers =
                join_all((0..300).map(|index| async move { submit(app, &format!("behind{index}")).await })).await;
            for answer in answers {
                let answer = answer.expect_problem(503, "unavailable");
                assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 2);
            }
            std::time::Instant::now()
        };
        let (first, behind) = futures_util::future::join(first, behind).await;
        // Two batches that both try for their five seconds would take ten.
        assert!(behind.saturating_duration_since(first) < Duration::from_secs(9), "each batch tries for itself");
        other.execute_unprepared("ROLLBACK").await.unwrap();
        other.close().await.unwrap();
        submit(app, "first").await.expect(201);
        app.resident().get("/readyz").await.expect(200);
        app.run_jobs().await;
    })
    .await;
}

/// More than may wait: those over are told when to come back (not all at the same instant), their pages keep everything,
/// and whoever had given up meanwhile was received all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_cannot_wait_is_told_and_who_goes_away_is_received() {
    run_with(Backend::Sqlite, "intake_waiting = 3", async |app: &TestApp| {
        app.publish("short", fixtures::short_form()).await;
        let mut browser = Browser::begin(&app.resident(), "/f/short").await;
        browser.fill("name", "見本 花子");
        browser.press("next").await;

        let release = hold_the_writer(app).await;
        let waiting: Vec<_> = (0..3)
            .map(|index| {
                let resident = app.resident();
                let answers = json!({ "name": format!("見本 w{index}") });
                tokio::spawn(async move { resident.submit("short", &format!("w{index}"), &answers).await })
            })
            .collect();
        // Whatever the journal has taken already waits for the writer; the rest fills the queue.
        let mut more = Vec::new();
        until(async || {
            let (resident, key) = (app.resident(), format!("m{}", more.len()));
            if app.app.journal.room() > 0 {
                let answers = json!({ "name": format!("見本 {key}") });
                more.push(tokio::spawn(async move { resident.submit("short", &key, &answers).await }));
            }
            stays(app, || app.app.journal.room() == 0).await
        })
        .await;
        app.resident().get("/readyz").await.expect_problem(503, "unavailable");
        let waits: BTreeSet<String> = join_all((0..20).map(|index| {
            let key = format!("over{index}");
            async move {
                let answer = submit(app, &key).await.expect_problem(503, "unavailable");
                answer.header("retry-after").to_owned()
            }
        }))
        .await
        .into_iter()
        .collect();
        assert!(waits.len() > 1 && waits.iter().all(|wait| wait.parse::<u32>().unwrap() >= 2), "{waits:?}");
        browser.press("submit").await;
        assert_eq!(browser.sheet.status, 503);
        assert!(browser.sheet.html.contains("data-again=\""), "{}", browser.sheet.html);

        for gone in &waiting {
            gone.abort();
        }
        let _ = join_all(waiting).await;
        drop(release);
        for sent in more {
            let answer = sent.await.unwrap();
            assert!([201, 503].contains(&answer.status), "{}", answer.text());
        }
        for index in 0..3 {
            submit(app, &format!("w{index}")).await.expect(201);
        }
        let before = written(app).await;
        browser.press("submit").await;
        assert!(browser.path.starts_with("/r/"), "{}", browser.sheet.text);
        assert_eq!(written(app).await, before + 1);
        app.resident().get("/readyz").await.expect(200);
        app.run_jobs().await;
    })
    .await;
}

/// A browser that goes away while its submission waits cannot drop it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_request_drops_no_transaction() {
    run_with(Backend::Sqlite, "", async |app: &TestApp| {
        app.publish("short", fixtures::short_form()).await;
        let release = hold_the_writer(app).await;
        let room = app.app.journal.room();
        let mut gone = Vec::new();
        until(async || {
            let (resident, key) = (app.resident(), format!("g{}", gone.len()));
            gone.push(tokio::spawn(async move { resident.submit("short", &key, &json!({ "name": "見本" })).await }));
            stays(app, || app.app.journal.room() < room).await
        })
        .await;
        for sent in &gone {
            sent.abort();
        }
        let answers = join_all(gone).await;
        assert!(answers.iter().all(|answer| answer.as_ref().is_err_and(|error| error.is_cancelled())));
        drop(release);
        // One at least was in the writer's hands, one in the queue.
        until(async || written(app).await >= 2).await;
        let received = submit(app, "g0").await;
        assert!([201, 422].contains(&received.status), "{}", received.text());
        app.run_jobs().await;
    })
    .await;
}

on_both_databases! {
    /// The same submission ten times at once is one row and one answer; other answers under its key are refused, always.
    async fn a_key_is_one_submission(app) {
        app.publish("short", fixtures::short_form()).await;
        let keys: Vec<String> = (0..30).map(|index| format!("k{index}")).collect();
        for key in &keys {
            let answers = join_all((0..10).map(|_| submit(app, key))).await;
            let numbers: BTreeSet<String> = answers.into_iter().map(|answer| number(&answer.expect(201))).collect();
            assert_eq!(numbers.len(), 1, "{key}");
        }
        let others = keys.iter().map(|key| {
            let resident = app.resident();
            async move { resident.submit("short", key, &json!({ "name": "別の 名前" })).await }
        });
        for answer in join_all(others).await {
            answer.expect_problem(422, "idempotency-key-reused");
        }
        assert_eq!(written(app).await, 30);
        app.run_jobs().await;
    }
}
