//! Webhooks against a receiver of their own: what is told, how it is signed, what happens when it is not taken, and where
//! nothing is ever sent.

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use madoguchi::db::entity::values::JobState;
use madoguchi::ids::FormId;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{HOUR, document, submit};
use crate::harness::{Actor, Answer, Backend, TestApp, run_with};

/// A request as the receiver got it.
#[derive(Clone, Debug)]
struct Got {
    headers: Vec<(String, String)>,
    body: String,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Whether one of the signatures is this secret's.
    fn is_signed_with(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&key).unwrap();
        let signed = format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.body);
        mac.update(signed.as_bytes());
        let wanted = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        self.header("webhook-signature").split(' ').any(|given| given == wanted)
    }
}

/// A web server that answers what it is told to.
struct Receiver {
    url: String,
    got: Arc<Mutex<Vec<Got>>>,
    answer: Arc<Mutex<String>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Receiver {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (got, answer) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new("204 No Content".to_owned())));
        let (log, says) = (got.clone(), answer.clone());
        let task = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut bytes = Vec::new();
                let got = loop {
                    let mut part = [0; 4096];
                    let count = stream.read(&mut part).await.unwrap_or(0);
                    bytes.extend_from_slice(&part[..count]);
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                    let headers: Vec<(String, String)> = head
                        .lines()
                        .filter_map(|line| line.split_once(": "))
                        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                        .collect();
                    let got = Got { headers, body: body.to_owned() };
                    if count == 0 || body.len() >= got.header("content-length").parse().unwrap_or(0) {
                        break got;
                    }
                };
                log.lock().unwrap().push(got);
                let answer = says.lock().unwrap().clone();
                let _ = stream.write_all(format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n").as_bytes()).await;
            }
        });
        Self { url, got, answer, task }
    }

    fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    fn answers(&self, answer: &str) {
        *self.answer.lock().unwrap() = answer.to_owned();
    }
}

const HERE: &str = "webhook_allowed_networks = [\"127.0.0.0/8\"]\nwebhook_allow_http = true";

async fn set(editor: &Actor, form: FormId, url: &str) -> Answer {
    let path = format!("/api/v1/staff/forms/{form}");
    editor.send(editor.request(Method::PATCH, &path).json(&json!({ "webhook_url": url }))).await
}

async fn webhook(editor: &Actor, form: FormId) -> Value {
    editor.get(&format!("/api/v1/staff/forms/{form}/webhook")).await.expect(200).json()
}

async fn secret(editor: &Actor, form: FormId) -> String {
    let path = format!("/api/v1/staff/forms/{form}/webhook/secret");
    editor.post(&path, &json!({})).await.expect(200).json()["secret"].as_str().unwrap().to_owned()
}

async fn events_are_told_and_signed(backend: Backend) {
    let receiver = Receiver::start().await;
    run_with(backend, HERE, async |app: &TestApp| {
        let form = app.publish("short", document()).await;
        let editor = app.editor().await;
        assert_eq!(set(&editor, form, &receiver.url).await.expect(200).json()["webhook_url"], receiver.url);
        // The address may hold a secret of the other side: who only reads does not see it.
        let viewer = app.viewer().await;
        let seen = viewer.get(&format!("/api/v1/staff/forms/{form}")).await.expect(200).json();
        assert_eq!(seen["webhook_url"], Value::Null);
        let first = secret(&editor, form).await;
        submit(app, "resident0@example.jp").await;
        assert!(receiver.got().is_empty(), "nothing before the worker");
        app.run_jobs().await;
        let got = receiver.got();
        assert_eq!(got.len(), 1);
        assert!(got[0].is_signed_with(&first), "{:?}", got[0]);
        let body: Value = serde_json::from_str(&got[0].body).unwrap();
        assert_eq!((&body["type"], &body["data"]["form_slug"]), (&json!("submission.created"), &json!("short")));
        assert_eq!(body["timestamp"], "2026-04-01T01:00:00Z");
        assert!(
            !got[0].body.contains("見本") && !got[0].body.contains("resident0"),
            "never an answer: {}",
            got[0].body
        );

        // Both secrets sign while the other side changes over.
        let second = secret(&editor, form).await;
        assert_ne!(first, second);
        let case = body["data"]["submission_id"].as_str().unwrap().to_owned();
        let clerk = app.clerk().await;
        let state = format!("/api/v1/staff/submissions/{case}/state");
        clerk.post(&state, &json!({ "state": "in_progress", "note": "内部のメモ" })).await.expect(200);
        app.run_jobs().await;
        let moved = receiver.got().pop().unwrap();
        assert!(moved.is_signed_with(&first) && moved.is_signed_with(&second));
        let body: Value = serde_json::from_str(&moved.body).unwrap();
        assert_eq!((&body["type"], &body["data"]["to"]), (&json!("case.state_changed"), &json!("in_progress")));
        assert!(!moved.body.contains("メモ"));
        editor.request(Method::DELETE, &format!("/api/v1/staff/forms/{form}/webhook/old-secret")).send().await.unwrap();
        // A note alone is no change of state.
        clerk.post(&state, &json!({ "state": "in_progress", "note": "もう一つ" })).await.expect(200);
        app.run_jobs().await;
        assert_eq!(receiver.got().len(), 2);
        let tried =
            editor.post(&format!("/api/v1/staff/forms/{form}/webhook/test"), &json!({})).await.expect(200).json();
        assert_eq!((&tried["status"], &tried["event"]), (&json!(204), &json!("webhook.test")));
        let tried = receiver.got().pop().unwrap();
        assert!(tried.is_signed_with(&second) && !tried.is_signed_with(&first));
        let log = webhook(&editor, form).await;
        assert_eq!((log["deliveries"].as_array().unwrap().len(), &log["secrets"]), (3, &json!(1)));

        // Without an address nothing more is told.
        assert_eq!(set(&editor, form, "").await.expect(200).json()["webhook_url"], Value::Null);
        submit(app, "resident1@example.jp").await;
        app.run_jobs().await;
        assert_eq!(receiver.got().len(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_are_told_and_signed_on_sqlite() {
    events_are_told_and_signed(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_are_told_and_signed_on_postgres() {
    events_are_told_and_signed(Backend::Postgres).await;
}

/// Refused: again later, under the same name, and given up in the end; a redirect is no way anywhere.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_taken_comes_again_and_is_given_up() {
    let (receiver, elsewhere) = (Receiver::start().await, Receiver::start().await);
    receiver.answers(&format!("307 Temporary Redirect\r\nlocation: {}", elsewhere.url));
    run_with(Backend::Sqlite, HERE, async |app: &TestApp| {
        let form = app.publish("short", document()).await;
        let editor = app.editor().await;
        set(&editor, form, &receiver.url).await.expect(200);
        submit(app, "resident0@example.jp").await;
        app.run_jobs().await;
        assert!(elsewhere.got().is_empty(), "a redirect was followed");
        receiver.answers("500 Internal Server Error");
        for _ in 0..20 {
            app.app.clock.advance(6 * HOUR);
            app.run_jobs().await;
        }
        let got = receiver.got();
        assert_eq!(got.len(), 20);
        assert!(got.iter().all(|again| again.body == got[0].body), "the same event each time");
        assert_eq!(app.jobs(JobState::Dead).await, 1);
        let log = webhook(&editor, form).await;
        let first = &log["deliveries"][0];
        assert_eq!((&first["status"], &first["reason"]), (&json!(500), &json!("webhook_refused")));
        receiver.answers("200 OK");
        let id = first["id"].as_str().unwrap();
        let resend = format!("/api/v1/staff/forms/{form}/webhook/deliveries/{id}/resend");
        editor.post(&resend, &json!({})).await.expect(204);
        app.run_jobs().await;
        assert_eq!(receiver.got().len(), 21);
        // What was taken can be told again too: the other side may have lost it.
        editor.post(&resend, &json!({})).await.expect(204);
        app.run_jobs().await;
        let got = receiver.got();
        assert_eq!(got.len(), 22);
        let ids: std::collections::BTreeSet<&str> = got.iter().map(|got| got.header("webhook-id")).collect();
        assert_eq!(ids.len(), 1, "one event, one name");
    })
    .await;
}

on_both_databases! {
    /// Whoever may set the address reaches nothing inside with it; and a test tells nobody.
    async fn nothing_is_sent_inside(app) {
        let form = app.publish("short", document()).await;
        let editor = app.editor().await;
        for inside in ["http://hooks.example.jp/", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/", "https://10.0.0.1/x", "https://u:p@hooks.example.jp/", "mist"] {
            let refused = set(&editor, form, inside).await.expect(422).json();
            assert_eq!((&refused["violations"][0]["at"], &refused["violations"][0]["code"]), (&json!("/webhook_url"), &json!("webhook")), "{inside}");
        }
        // A name is looked up when something is sent; this one always leads to this machine.
        set(&editor, form, "https://localhost/hook").await.expect(200);
        let tried = editor.post(&format!("/api/v1/staff/forms/{form}/webhook/test"), &json!({})).await.expect(200).json();
        assert_eq!((&tried["reason"], &tried["status"]), (&json!("webhook_forbidden"), &Value::Null));
        submit(app, "resident0@example.jp").await;
        app.run_jobs().await;
        assert_eq!(app.jobs(JobState::Dead).await, 1, "no attempt helps");
    }
}
