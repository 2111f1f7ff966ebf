//! The JSON interface of the staff UI (and of tokens that act for staff). One file per resource: DTOs beside handlers.
//! Handlers demand a role by their first argument; forms and cases beyond the person's departments are 404.

pub mod accounts;
pub mod attachments;
mod beginning;
pub mod bookings;
pub mod calendar_archive;
pub mod calendar_days;
pub mod calendar_rules;
pub mod calendar_slots;
pub mod calendars;
pub mod cases;
pub mod changes;
pub mod counter;
pub mod departments;
pub mod drafts;
pub mod editors;
pub mod evaluation;
pub mod exchange;
pub mod exports;
pub mod form_view;
pub mod forms;
pub mod functions;
pub mod images;
pub mod imports;
pub mod mail_preview;
pub mod organization;
pub mod outbox;
pub mod password;
pub mod poster;
pub mod prefill_links;
pub mod preview;
pub mod prose;
pub mod publication_view;
pub mod publications;
pub mod publishing;
pub mod qr;
pub mod session;
pub mod submissions;
pub mod template_preview;
pub mod templates;
pub mod test_submissions;
pub mod texts;
pub mod versions;
pub mod ways;
pub mod webhooks;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header;
use serde::{Deserialize, Deserializer, Serialize};

/// Answers about people and cases are kept by no cache.
fn json(status: StatusCode, body: &impl Serialize) -> HttpResponse {
    HttpResponse::build(status).insert_header((header::CACHE_CONTROL, "no-store")).json(body)
}

fn ok(body: &impl Serialize) -> HttpResponse {
    json(StatusCode::OK, body)
}

fn created(body: &impl Serialize) -> HttpResponse {
    json(StatusCode::CREATED, body)
}

fn no_content() -> HttpResponse {
    HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish()
}

/// Tells "not mentioned" (`None`) from `null` or an empty text (`Some(None)`).
fn mentioned<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    blank_as_null(deserializer).map(Some)
}

/// As [`mentioned`], for values that are no text.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// An empty input in a page means nothing was given.
fn blank_as_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// Names are kept as typed, without the spaces around them.
fn trimmed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(String::deserialize(deserializer)?.trim().to_owned())
}
