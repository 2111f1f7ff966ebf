//! Calendars and forms that book, made as staff make them; their slots may be made larger than staff may, so that a figure
//! ends before they are full.

use anyhow::{Context, ensure};
use madoguchi::forms::import;
use madoguchi::staff::store;
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};

use crate::load::Talk;
use crate::stand::Stand;

/// A day after that of the stand.
const DAY: &str = "2026-05-01";
/// How many times a place has on that day.
pub const TIMES: usize = 20;

/// A published form that books.
pub struct Hall {
    /// Its address.
    pub slug: String,
    /// The identifiers of the slots.
    pub slots: Vec<String>,
}

impl Hall {
    /// A form `slug` with a calendar of so many places, each with [`TIMES`] slots of this capacity.
    pub async fn open(stand: &Stand, token: &str, slug: &str, places: usize, capacity: u64) -> anyhow::Result<Self> {
        let department = store::departments(stand.app.db.read(), stand.organization).await?[0].id;
        let titles: Vec<Value> = (1..=places).map(|number| json!({ "title": format!("会場{number}") })).collect();
        let calendar = json!({
            "key": slug, "title": slug, "department_id": department.to_string(), "places": titles,
            "rules": { "blocks": [{ "weekdays": [1, 2, 3, 4, 5, 6, 7], "from": DAY, "until": DAY, "begins": "09:00",
                "ends": "19:00", "minutes": 600 / TIMES, "capacity": capacity.min(100) }] }
        });
        let made =
            say(stand, "POST", "/api/v1/staff/calendars", &format!("Authorization: Bearer {token}\r\n"), &calendar)
                .await?;
        let path = format!("/api/v1/staff/calendars/{}/apply", made["id"].as_str().context("no calendar")?);
        let more = format!("Authorization: Bearer {token}\r\nIf-Match: \"{}\"\r\n", made["revision"]);
        say(stand, "POST", &path, &more, &Value::Null).await?;
        let db = Database::connect(stand.app.config.database_url()).await?;
        db.execute_unprepared(&format!(
            "UPDATE slot SET capacity = {capacity} WHERE calendar_id = (SELECT id FROM calendar WHERE key = '{slug}')"
        ))
        .await?;
        db.close().await?;
        let form = import::import(&stand.app, stand.organization, department, slug, document(slug)).await?;
        import::publish_now(&stand.app, stand.organization, form).await?;
        let path = format!("/api/v1/forms/{slug}/slots?from={DAY}&until={DAY}");
        let offered = say(stand, "GET", &path, "", &Value::Null).await?;
        let slots = offered["slots"].as_array().context("no slots are offered")?.iter();
        let slots: Vec<String> = slots.filter_map(|slot| Some(slot["slot"].as_str()?.to_owned())).collect();
        ensure!(slots.len() == places * TIMES, "{} slots are offered", slots.len());
        Ok(Self { slug: slug.to_owned(), slots })
    }

    /// The bytes of a booking of this slot, as a machine sends it.
    pub fn booking(&self, stand: &Stand, slot: &str, key: &str) -> Vec<u8> {
        booking(&stand.address.to_string(), &self.slug, slot, key)
    }
}

/// The bytes of a booking.
pub fn booking(host: &str, slug: &str, slot: &str, key: &str) -> Vec<u8> {
    let body = json!({ "name": "見本 太郎", "visit": slot }).to_string();
    format!(
        "POST /api/v1/forms/{slug}/submissions HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
         Idempotency-Key: {key}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A form as [`Hall`]'s that books nothing.
pub async fn without_appointments(stand: &Stand, slug: &str) -> anyhow::Result<()> {
    let department = store::departments(stand.app.db.read(), stand.organization).await?[0].id;
    let mut document = document(slug);
    document["properties"]["visit"] = json!({ "type": "string", "title": "希望" });
    let form = import::import(&stand.app, stand.organization, department, slug, document).await?;
    Ok(import::publish_now(&stand.app, stand.organization, form).await?)
}

fn document(key: &str) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "x-language": 3, "type": "object", "title": "窓口相談の予約",
        "properties": {
            "name": { "type": "string", "title": "氏名", "maxLength": 100 },
            "visit": { "type": "object", "title": "予約の日時", "x-kind": "slot", "x-slots": key }
        },
        "required": ["name", "visit"]
    })
}

async fn say(stand: &Stand, method: &str, path: &str, more: &str, body: &Value) -> anyhow::Result<Value> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n{more}Content-Length: {}\r\n\r\n{body}",
        stand.address,
        body.len()
    );
    let (status, answer) = Talk::with(stand.address).await?.say(request.as_bytes()).await?;
    ensure!((200..300).contains(&status), "{path}: {status} {}", String::from_utf8_lossy(&answer));
    Ok(serde_json::from_slice(&answer)?)
}
