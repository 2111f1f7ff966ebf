//! What staff see of what does not get through, what they can do about it, who is told, and what is forgotten.

use madoguchi::db::entity::audit_event;
use madoguchi::db::entity::values::{JobState, Role};
use madoguchi::ids::SubmissionId;
use madoguchi::outbox::{alarm, sweep};
use madoguchi::queue::NewJob;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use super::{HOUR, document, enqueue, submit};
use crate::harness::smtp::{Mood, SmtpServer};
use crate::harness::{Actor, Backend, TestApp, run_with};

const DAY: i64 = 24 * HOUR;

async fn listed(actor: &Actor) -> Value {
    actor.get("/api/v1/staff/outbox").await.expect(200).json()
}

fn kinds(list: &Value) -> Vec<&str> {
    let mut kinds: Vec<&str> =
        list["jobs"].as_array().unwrap().iter().map(|job| job["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds
}

async fn what_is_stuck_is_seen_and_sent_again(backend: Backend) {
    let server = SmtpServer::start(|_| Mood::Answers(550)).await;
    run_with(backend, &server.setting(), async |app: &TestApp| {
        app.publish("short", document()).await;
        submit(app, "resident0@example.jp").await;
        app.run_jobs().await;
        let other = app.add_department("別の課").await;
        let (admin, clerk, stranger) = (app.admin().await, app.clerk().await, app.staff(Role::Clerk, &[other]).await);
        let list = listed(&admin).await;
        assert!(kinds(&list).contains(&"send_receipt"), "{list}");
        let job = list["jobs"].as_array().unwrap().iter().find(|job| job["kind"] == "send_receipt").unwrap();
        assert_eq!((&job["state"], &job["reason"]), (&json!("dead"), &json!("mail_refused")));
        assert_eq!(job["submission"]["form_title"], "試験用の手続");
        assert_eq!(list["reasons"][0]["reason"], "mail_refused");
        // Codes and numbers: nothing of the applicant, and nothing the mail server said.
        let text = list.to_string();
        assert!(!text.contains("example.jp") && !text.contains("見本 花子") && !text.contains("no:"), "{text}");
        assert_eq!(listed(&clerk).await, list);
        assert_eq!(kinds(&listed(&stranger).await), [""; 0]);
        let counted =
            async |actor: &Actor| actor.get("/api/v1/staff/outbox/count").await.expect(200).json()["stuck"].clone();
        assert_eq!(counted(&admin).await, list["jobs"].as_array().unwrap().len());
        assert_eq!(counted(&stranger).await, 0);
        let resend = format!("/api/v1/staff/outbox/{}/resend", job["id"].as_str().unwrap());
        stranger.post(&resend, &json!({})).await.expect_problem(404, "not-found");
        let all = json!({ "reason": "mail_refused" });
        assert_eq!(stranger.post("/api/v1/staff/outbox/resend", &all).await.expect(200).json()["resent"], 0);

        // The case says so too, and so can the mail be sent again.
        let case = format!("/api/v1/staff/submissions/{}", job["submission"]["id"].as_str().unwrap());
        assert!(clerk.get(&case).await.expect(200).json()["unsent_mails"].as_u64().unwrap() >= 1);
        server.turns(|_| Mood::Takes);
        clerk.post(&resend, &json!({})).await.expect(204);
        app.run_jobs().await;
        assert_eq!(server.taken().iter().filter(|(to, _)| to == "resident0@example.jp").count(), 1);
        clerk.post(&resend, &json!({})).await.expect_problem(409, "conflict");
        let detail = clerk.get(&case).await.expect(200).json();
        let kinds: Vec<&str> =
            detail["timeline"].as_array().unwrap().iter().map(|step| step["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"mail_failed") && kinds.contains(&"mail_sent"), "{kinds:?}");
        assert_eq!(
            admin.post("/api/v1/staff/outbox/resend", &all).await.expect(200).json()["resent"],
            app.jobs(JobState::Waiting).await
        );
        app.run_jobs().await;
        assert_eq!(listed(&admin).await["jobs"], json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_stuck_is_seen_and_sent_again_on_sqlite() {
    what_is_stuck_is_seen_and_sent_again(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_stuck_is_seen_and_sent_again_on_postgres() {
    what_is_stuck_is_seen_and_sent_again(Backend::Postgres).await;
}

/// What waits is not stuck at once; the mails of one case are sent again from its page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_is_shown_after_a_quarter_of_an_hour() {
    let server = SmtpServer::start(|_| Mood::IsDown).await;
    run_with(Backend::Sqlite, &server.setting(), async |app: &TestApp| {
        app.publish("short", document()).await;
        submit(app, "resident0@example.jp").await;
        app.run_jobs().await;
        let clerk = app.clerk().await;
        assert_eq!(listed(&clerk).await["jobs"], json!([]), "the first failure is nobody's business");
        app.app.clock.advance(HOUR / 4);
        let list = listed(&clerk).await;
        assert!(kinds(&list).contains(&"send_receipt") && list["jobs"][0]["state"] == "waiting", "{list}");
        assert_eq!(list["jobs"][0]["reason"], "mail_unreachable");
        for _ in 0..20 {
            app.app.clock.advance(6 * HOUR);
            app.run_jobs().await;
        }
        assert_eq!(app.jobs(JobState::Waiting).await, 0);
        server.turns(|_| Mood::Takes);
        let list = listed(&clerk).await;
        let case = list["jobs"][0]["submission"]["id"].as_str().unwrap();
        let detail =
            clerk.post(&format!("/api/v1/staff/submissions/{case}/resend"), &json!({})).await.expect(200).json();
        assert_eq!(detail["unsent_mails"], 0);
        app.run_jobs().await;
        assert_eq!(server.taken().iter().filter(|(to, _)| to == "resident0@example.jp").count(), 1);
        assert_eq!(app.jobs(JobState::Dead).await, 0);
    })
    .await;
}

/// The mails that tell of what is stuck.
fn told(app: &TestApp) -> Vec<String> {
    let read = |(_, raw): (String, String)| {
        let mail = mail_parser::MessageParser::default().parse(raw.as_bytes()).unwrap();
        mail.subject().unwrap().contains("要確認").then(|| mail.body_text(0).unwrap().into_owned())
    };
    app.mails().into_iter().filter_map(read).collect()
}

on_both_databases! {
    /// Each administrator, once for what was given up.
    async fn administrators_are_told_of_what_was_given_up(app) {
        app.add_account(Role::Admin, &[]).await;
        app.add_account(Role::Clerk, &[app.department]).await;
        assert_eq!(alarm::plan(&app.app).await.unwrap(), 0, "nothing is stuck");
        let gone = SubmissionId::new(&app.app.random, app.app.clock.now());
        let job = NewJob::now(&app.app.random, app.app.clock.now(), app.organization.id, "send_news", json!({ "submission_id": gone }));
        enqueue(app, vec![job]).await;
        app.run_jobs().await;
        app.app.clock.advance(60);
        assert_eq!(alarm::plan(&app.app).await.unwrap(), 1);
        assert_eq!(alarm::plan(&app.app).await.unwrap(), 0, "they are told already");
        app.run_jobs().await;
        let told = told(app);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|text| text.contains("/admin/outbox") && text.contains("あきらめたもの　1件")), "{told:?}");
        app.app.clock.advance(2 * DAY);
        assert_eq!(alarm::plan(&app.app).await.unwrap(), 0, "nothing new was given up");
    }

    /// What waits is an alarm after half an hour, once a day.
    async fn administrators_are_told_of_what_waits(app) {
        app.publish("short", document()).await;
        submit(app, "resident0@example.jp").await;
        for nth in 0..74 {
            app.app.clock.advance(20 * 60);
            let expected = usize::from(nth == 1 || nth == 73);
            assert_eq!(alarm::plan(&app.app).await.unwrap(), expected, "after {} minutes", (nth + 1) * 20);
        }
        app.run_jobs().await;
        app.app.clock.advance(2 * DAY);
        assert_eq!(alarm::plan(&app.app).await.unwrap(), 0, "all was sent");
    }

    /// Done for thirty days, given up for a year.
    async fn what_is_over_is_forgotten(app) {
        app.publish("short", document()).await;
        submit(app, "resident0@example.jp").await;
        app.run_jobs().await;
        let done = app.jobs(JobState::Done).await;
        assert!(done >= 1);
        app.app.clock.advance(29 * DAY);
        assert_eq!(sweep::sweep(&app.app).await.unwrap(), 0);
        submit(app, "resident1@example.jp").await;
        app.run_jobs().await;
        let both = app.jobs(JobState::Done).await;
        app.app.clock.advance(2 * DAY);
        assert_eq!(sweep::sweep(&app.app).await.unwrap(), done);
        assert_eq!(app.jobs(JobState::Done).await, both - done);

        let gone = SubmissionId::new(&app.app.random, app.app.clock.now());
        let payload = json!({ "submission_id": gone });
        let now = app.app.clock.now();
        enqueue(app, vec![NewJob::now(&app.app.random, now, app.organization.id, "send_news", payload)]).await;
        app.run_jobs().await;
        app.app.clock.advance(364 * DAY);
        sweep::sweep(&app.app).await.unwrap();
        assert_eq!((app.jobs(JobState::Dead).await, app.jobs(JobState::Done).await), (1, 0));
        app.app.clock.advance(2 * DAY);
        assert_eq!(sweep::sweep(&app.app).await.unwrap(), 1);
        assert_eq!(app.jobs(JobState::Dead).await, 0);
    }

    /// Refused sign-ins are forgotten after a year, and nothing else of the log is.
    async fn old_refused_sign_ins_are_forgotten(app) {
        let wrong = json!({ "email": "nobody@example.jp", "password": "not the password" });
        app.resident().post("/api/v1/staff/session", &wrong).await.expect(401);
        let lines = async || audit_event::Entity::find().count(app.app.db.read()).await.unwrap();
        let before = lines().await;
        app.app.clock.advance(364 * DAY);
        assert_eq!(madoguchi::audit::sweep::sweep(&app.app).await.unwrap(), 0);
        app.resident().post("/api/v1/staff/session", &wrong).await.expect(401);
        app.app.clock.advance(2 * DAY);
        assert_eq!(madoguchi::audit::sweep::sweep(&app.app).await.unwrap(), 1);
        assert_eq!(lines().await, before);
    }
}
