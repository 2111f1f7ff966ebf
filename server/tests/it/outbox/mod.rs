//! The outbox against a mail server of its own: whatever that does, every mail goes out at least once, and none waits for
//! another.

mod cost;
mod stuck;
mod webhooks;

use std::time::{Duration, Instant};

use madoguchi::db::DbErr;
use madoguchi::db::entity::values::JobState;
use madoguchi::queue::{NewJob, store};
use serde_json::{Value, json};

use crate::harness::smtp::{Mood, SmtpServer};
use crate::harness::{Backend, TestApp, fixtures, run_with};

const HOUR: i64 = 60 * 60;

/// A form that mails its receipts.
pub fn document() -> Value {
    let mut document = fixtures::short_form();
    let mail = json!({ "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" });
    document["properties"]["email"] = mail;
    document["x-language"] = json!(3);
    document["x-settings"] = json!({ "receiptMail": { "to": "email" } });
    document
}

/// Submits for this address.
pub async fn submit(app: &TestApp, to: &str) {
    let answers = json!({ "name": "見本 花子", "email": to });
    app.resident().submit("short", &to.replace('@', "-"), &answers).await.expect(201);
}

/// Enqueues work of its own.
pub async fn enqueue(app: &TestApp, jobs: Vec<NewJob>) {
    let now = app.app.clock.now();
    let write = app
        .app
        .db
        .write::<_, DbErr, _>(move |transaction| Box::pin(async move { store::enqueue(transaction, jobs, now).await }));
    write.await.unwrap();
}

/// Waits until it is so; a minute at most.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    while !is_so().await {
        assert!(began.elapsed() < Duration::from_secs(60), "{what} did not come about");
        tokio::task::yield_now().await;
    }
}

/// Only mails to applicants are of interest here.
fn to_applicants(mails: Vec<(String, String)>) -> Vec<(String, String)> {
    mails.into_iter().filter(|(to, _)| to.starts_with("resident")).collect()
}

async fn each_of_these_mails_goes_out(
    backend: Backend,
    mood: impl FnMut(usize) -> Mood + Send + 'static,
    rounds: usize,
) {
    let server = SmtpServer::start(mood).await;
    run_with(backend, &server.setting(), async |app: &TestApp| {
        app.publish("short", document()).await;
        for nth in 0..5 {
            submit(app, &format!("resident{nth}@example.jp")).await;
        }
        for _ in 0..rounds {
            app.run_jobs().await;
            app.app.clock.advance(HOUR);
        }
        app.run_jobs().await;
        let taken = to_applicants(server.taken());
        let mut people: Vec<&str> = taken.iter().map(|(to, _)| to.as_str()).collect();
        people.sort_unstable();
        let everybody: Vec<String> = (0..5).map(|nth| format!("resident{nth}@example.jp")).collect();
        assert_eq!(people, everybody, "each once, where the server tells the truth");
        // However often one was seen, it was the same mail.
        for (to, id) in to_applicants(server.seen()) {
            assert!(taken.contains(&(to.clone(), id.clone())), "{to} got another mail {id} than {taken:?}");
        }
        assert_eq!((app.jobs(JobState::Waiting).await, app.jobs(JobState::Dead).await), (0, 0));
    })
    .await;
}

/// 4xx: not now. All the mails, twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_puts_off_gets_the_mails_later() {
    each_of_these_mails_goes_out(Backend::Sqlite, |nth| if nth < 20 { Mood::Answers(451) } else { Mood::Takes }, 5)
        .await;
}

/// It has the mail and does not say so: it gets the same once more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_breaks_off_after_the_mail_gets_the_same_mail_again() {
    let mood = |nth| if nth % 3 == 0 { Mood::DropsAfterData } else { Mood::Takes };
    each_of_these_mails_goes_out(Backend::Postgres, mood, 8).await;
}

/// Down for an hour: everything waits, and goes out after it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_down_for_an_hour_loses_nothing() {
    let server = SmtpServer::start(|_| Mood::IsDown).await;
    run_with(Backend::Sqlite, &server.setting(), async |app: &TestApp| {
        app.publish("short", document()).await;
        for minute in 0..60 {
            if minute % 12 == 0 {
                submit(app, &format!("resident{minute}@example.jp")).await;
            }
            app.run_jobs().await;
            app.app.clock.advance(60);
        }
        assert_eq!((server.seen().len(), app.jobs(JobState::Dead).await), (0, 0));
        server.turns(|_| Mood::Takes);
        // Within the hour a mail fails eight times at most, and 64 minutes is the longest wait that follows.
        app.app.clock.advance(2 * HOUR);
        app.run_jobs().await;
        let mut people: Vec<String> = to_applicants(server.taken()).into_iter().map(|(to, _)| to).collect();
        people.sort();
        assert_eq!(people, [0, 12, 24, 36, 48].map(|minute| format!("resident{minute}@example.jp")));
    })
    .await;
}

/// 5xx is an answer: one attempt, and then staff know.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_for_good_is_not_tried_again() {
    let server = SmtpServer::start(|_| Mood::Answers(550)).await;
    run_with(Backend::Sqlite, &server.setting(), async |app: &TestApp| {
        app.publish("short", document()).await;
        submit(app, "resident0@example.jp").await;
        app.run_jobs().await;
        assert_eq!(app.jobs(JobState::Waiting).await, 0);
        let dead = app.jobs(JobState::Dead).await;
        assert!(dead >= 1);
        app.app.clock.advance(24 * HOUR);
        app.run_jobs().await;
        assert_eq!(app.jobs(JobState::Dead).await, dead);
    })
    .await;
}

/// More mails hang than there are places; one that comes after them goes out within five seconds, and they go out too.
async fn poison_delays_nobody(mood: Mood) {
    let server = SmtpServer::start(move |_| mood).await;
    let settings = format!("{}\nsmtp_connections = 2", server.setting());
    run_with(Backend::Sqlite, &settings, async |app: &TestApp| {
        app.publish("short", document()).await;
        let worker = tokio::spawn(madoguchi::jobs::work(app.app.clone()));
        submit(app, "resident0@example.jp").await;
        submit(app, "resident1@example.jp").await;
        until("every place hangs", async || server.hanging() == 2).await;
        server.turns(|_| Mood::Takes);
        let began = Instant::now();
        submit(app, "resident2@example.jp").await;
        until("the next mail", async || server.taken().iter().any(|(to, _)| to == "resident2@example.jp")).await;
        assert!(began.elapsed() < Duration::from_secs(20), "it waited {:?}", began.elapsed());
        server.release();
        until("the mails that hung", async || app.jobs(JobState::Waiting).await == 0).await;
        assert_eq!(to_applicants(server.taken()).len(), 3);
        app.app.wake.stop();
        worker.await.unwrap();
    })
    .await;
}

/// After MAIL.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_that_hangs_at_its_beginning_delays_nobody() {
    poison_delays_nobody(Mood::HangsAfterMail).await;
}

/// After the mail itself, when it may have been taken or not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_that_hangs_at_its_end_delays_nobody() {
    poison_delays_nobody(Mood::HangsAfterData).await;
}

on_both_databases! {
    /// What is rolled back is sent to nobody: neither a mail nor an event exists before the commit that it tells of.
    async fn nothing_is_sent_of_what_was_rolled_back(app) {
        let form = app.publish("short", document()).await;
        let (organization, now) = (app.organization.id, app.app.clock.now());
        let job = NewJob::now(&app.app.random, now, organization, "send_digest", json!({ "periods": [] }));
        let undone: Result<(), DbErr> = app
            .app
            .db
            .write(move |transaction| {
                Box::pin(async move {
                    store::enqueue(transaction, vec![job], now).await?;
                    Err(DbErr::Custom("the power is cut".to_owned()))
                })
            })
            .await;
        assert!(undone.is_err());
        assert!(app.job_rows().await.is_empty());

        // The same in the journal: a place for one, and two who want it.
        let editor = app.editor().await;
        let path = format!("/api/v1/staff/forms/{form}");
        let one = editor.request(reqwest::Method::PATCH, &path).json(&json!({ "capacity": 1 }));
        editor.send(one).await.expect(200);
        submit(app, "resident0@example.jp").await;
        let late = json!({ "name": "見本 花子", "email": "resident1@example.jp" });
        app.resident().submit("short", "late", &late).await.expect(409);
        assert!(app.mails().is_empty(), "a mail before its time");
        app.run_jobs().await;
        let people: Vec<String> = app.mails().into_iter().map(|(to, _)| to).collect();
        assert!(people.contains(&"resident0@example.jp".to_owned()) && !people.contains(&"resident1@example.jp".to_owned()), "{people:?}");
    }
}
