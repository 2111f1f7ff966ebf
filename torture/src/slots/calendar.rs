//! A calendar as staff make it, by the interface they have: one hall, one day, twenty times.

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::program::Program;

/// How many times there are.
pub(super) const SLOTS: usize = 20;
/// How many people each takes.
pub(super) const CAPACITY: usize = 50;

const KEY: &str = "hall";
const EMAIL: &str = "clerk@example.jp";
/// Far enough that no booking is ever late.
const DAY: &str = "2099-04-01";

/// Makes the installation, its calendar, and the form that books.
pub(super) async fn open(program: &Program, slug: &str) -> anyhow::Result<()> {
    let mut serving = program.serve().await?;
    program.run_with(&["staff", "add", "--email", EMAIL, "--role", "admin"], "a password for torture").await?;
    let token = program.run(&["token", "issue", "--email", EMAIL]).await?;
    let staff = Staff { http: client()?, base: format!("{}/api/v1/staff", program.base_url()), token };
    let departments = staff.send(reqwest::Method::GET, "/departments", None, None).await?;
    let made = staff
        .send(
            reqwest::Method::POST,
            "/calendars",
            Some(json!({
                "key": KEY, "title": "見本の予約", "department_id": departments["departments"][0]["id"],
                "places": [{ "title": "中央公民館" }],
                "rules": { "blocks": [{ "weekdays": [1, 2, 3, 4, 5, 6, 7], "from": DAY, "until": DAY,
                    "begins": "09:00", "ends": "19:00", "minutes": 30, "capacity": CAPACITY }] }
            })),
            None,
        )
        .await?;
    let path = format!("/calendars/{}/apply", made["id"].as_str().context("no calendar was made")?);
    let applied = staff.send(reqwest::Method::POST, &path, None, made["revision"].as_i64()).await?;
    ensure!(applied["created"].as_u64() == Some(SLOTS as u64), "{applied}");
    serving.kill().await?;
    program.publish(slug, &document()).await
}

/// The identifiers of the times, as the form offers them.
pub(super) async fn slots(base_url: &str, slug: &str) -> anyhow::Result<Vec<String>> {
    let url = format!("{base_url}/api/v1/forms/{slug}/slots?from={DAY}&until={DAY}");
    let offered: Value = client()?.get(url).send().await?.error_for_status()?.json().await?;
    let slots = offered["slots"].as_array().context("no slots are offered")?.iter();
    let slots: Vec<String> = slots.filter_map(|slot| Some(slot["slot"].as_str()?.to_owned())).collect();
    ensure!(slots.len() == SLOTS, "{} slots are offered", slots.len());
    Ok(slots)
}

fn document() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "x-language": 3, "type": "object", "title": "窓口相談の予約",
        "properties": { "visit": { "type": "object", "title": "予約の日時", "x-kind": "slot", "x-slots": KEY } },
        "required": ["visit"]
    })
}

fn client() -> anyhow::Result<reqwest::Client> {
    Ok(reqwest::Client::builder().no_proxy().build()?)
}

struct Staff {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Staff {
    async fn send(
        &self,
        method: reqwest::Method,
        path: &str,
        body: Option<Value>,
        revision: Option<i64>,
    ) -> anyhow::Result<Value> {
        let mut request = self.http.request(method, format!("{}{path}", self.base)).bearer_auth(self.token.trim());
        if let Some(body) = &body {
            request = request.json(body);
        }
        if let Some(revision) = revision {
            request = request.header("If-Match", format!("\"{revision}\""));
        }
        let answer = request.send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        ensure!(status.is_success(), "{path}: {status} {text}");
        Ok(serde_json::from_str(&text)?)
    }
}
