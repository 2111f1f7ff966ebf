//! The notification of staff once a day: one mail in the morning, none where nothing came, nothing lost or sent twice by a
//! restart.

use std::sync::Arc;

use madoguchi::app::App;
use madoguchi::db::entity::values::JobState;
use madoguchi::forms::digest;
use madoguchi::ids::{FormId, Random};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{TestApp, fixtures};

const HOUR: i64 = 60 * 60;

/// A published form whose new cases are told once a day to these addresses.
async fn daily(app: &TestApp, slug: &str, addresses: &[&str]) -> FormId {
    let form = app.publish(slug, fixtures::short_form()).await;
    change(app, form, json!({ "notification_mode": "daily", "notification_emails": addresses })).await;
    form
}

async fn change(app: &TestApp, form: FormId, patch: Value) -> Value {
    let editor = app.editor().await;
    let request = editor.request(Method::PATCH, &format!("/api/v1/staff/forms/{form}")).json(&patch);
    editor.send(request).await.expect(200).json()
}

async fn submit(app: &TestApp, slug: &str, key: &str) -> String {
    let receipt = app.resident().submit(slug, key, &json!({ "name": "見本 花子" })).await.expect(201).json();
    app.run_jobs().await;
    receipt["receipt_number"].as_str().unwrap().to_owned()
}

/// The mails to this address, as they are read.
fn mails(app: &TestApp, address: &str) -> Vec<(String, String)> {
    let read = |message: &str| {
        let mail = mail_parser::MessageParser::default().parse(message.as_bytes()).unwrap();
        (mail.subject().unwrap().to_owned(), mail.body_text(0).unwrap().into_owned())
    };
    app.mails().iter().filter(|(to, _)| to == address).map(|(_, mail)| read(mail)).collect()
}

/// What `serve` does every minute, and then the work.
async fn morning(app: &TestApp) {
    digest::plan(&app.app).await.unwrap();
    app.run_jobs().await;
}

/// Another process on the same database, as after a restart.
async fn restarted(app: &TestApp) -> Arc<App> {
    App::start(app.app.config.clone(), app.app.clock.clone(), Random::system()).await.unwrap()
}

on_both_databases! {
    /// Scenarios begin at ten in the morning: what comes then is told on the next morning, once, in one mail.
    async fn one_mail_in_the_morning(app) {
        daily(app, "short", &["a@example.jp", "b@example.jp"]).await;
        daily(app, "other", &["a@example.jp"]).await;
        app.app.clock.advance(HOUR);
        let first = submit(app, "short", "1").await;
        app.app.clock.advance(HOUR);
        let (second, third) = (submit(app, "short", "2").await, submit(app, "other", "3").await);
        morning(app).await;
        assert!(app.mails().is_empty(), "not before the morning");
        // To one minute before eight, and to eight.
        app.app.clock.advance(20 * HOUR - 60);
        morning(app).await;
        assert!(app.mails().is_empty(), "not before the morning");
        app.app.clock.advance(60);
        morning(app).await;
        let [(subject, text)] = &mails(app, "a@example.jp")[..] else { panic!("one mail for two forms") };
        assert_eq!(subject, "【新着3件】2つの手続");
        for part in [&first, &second, &third, "11時00分", "/submissions"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("見本"), "never an answer: {text}");
        let [(subject, text)] = &mails(app, "b@example.jp")[..] else { panic!("one mail") };
        assert_eq!(subject, "【新着2件】試験用の手続");
        assert!(!text.contains(&third));
        let sent = app.mails().len();
        for _ in 0..3 {
            app.app.clock.advance(HOUR);
            morning(app).await;
        }
        assert_eq!(app.mails().len(), sent, "once a day");
        app.app.clock.advance(24 * HOUR);
        morning(app).await;
        assert_eq!(app.mails().len(), sent, "nothing came, so there is no mail");
    }

    /// A restart between planning and sending loses nothing; one afterwards repeats nothing; a missed morning is made up.
    async fn a_restart_loses_and_repeats_nothing(app) {
        daily(app, "short", &["a@example.jp"]).await;
        app.app.clock.advance(HOUR);
        let number = submit(app, "short", "1").await;
        app.app.clock.advance(27 * HOUR);
        let again = restarted(app).await;
        assert_eq!(digest::plan(&again).await.unwrap(), 1, "the morning that was missed");
        drop(again);
        assert_eq!(app.jobs(JobState::Waiting).await, 1);
        let again = restarted(app).await;
        assert_eq!(digest::plan(&again).await.unwrap(), 0, "it is planned already");
        assert_eq!(digest::plan(&app.app).await.unwrap(), 0);
        app.run_jobs().await;
        assert!(mails(app, "a@example.jp")[0].1.contains(&number));
        morning(app).await;
        assert_eq!(mails(app, "a@example.jp").len(), 1);
    }

    /// What came before a change of the setting is told, whichever way it changes.
    async fn a_change_of_the_setting_forgets_nobody(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        change(app, form, json!({ "notification_emails": ["a@example.jp"] })).await;
        submit(app, "short", "1").await;
        assert_eq!(mails(app, "a@example.jp").len(), 1, "at once");
        app.app.clock.advance(60);
        // Received before the change, worked on after it.
        app.resident().submit("short", "2", &json!({ "name": "見本 花子" })).await.expect(201);
        app.app.clock.advance(60);
        assert_eq!(change(app, form, json!({ "notification_mode": "daily" })).await["notification_mode"], "daily");
        app.run_jobs().await;
        assert_eq!(mails(app, "a@example.jp").len(), 2);
        app.app.clock.advance(60);
        let third = submit(app, "short", "3").await;
        assert_eq!(mails(app, "a@example.jp").len(), 2, "left to the morning");
        app.app.clock.advance(60);
        change(app, form, json!({ "notification_mode": "at_once" })).await;
        app.run_jobs().await;
        let told = mails(app, "a@example.jp");
        assert_eq!(told.len(), 3, "what the morning would have told");
        assert!(told[2].0.starts_with("【新着1件】") && told[2].1.contains(&third), "{told:?}");
        app.app.clock.advance(24 * HOUR);
        morning(app).await;
        assert_eq!(mails(app, "a@example.jp").len(), 3);
    }
}
