//! Accepted submissions through the JSON interface, each with a key of its own, against bare durable inserts of as many
//! bytes, one per transaction. Madoguchi commits what waits together, so that it may well be the faster one.
//! The worker is not running: mails come after the rush.

use std::time::Duration;

use crate::floor;
use crate::load::{self, Load};
use crate::report::Report;
use crate::stand::{SLUG, Stand};

const CONNECTIONS: usize = 64;

/// Measures and reports.
pub async fn measure(stand: &Stand, database: &str, span: Duration, report: &Report) -> anyhow::Result<()> {
    let body = stand.answers.to_string();
    let row_bytes = body.len();
    let host = stand.address;
    let request = move |connection: usize, number: u64| {
        format!(
            "POST /api/v1/forms/{SLUG}/submissions HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
             Idempotency-Key: {connection}-{number}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    };
    let posts = Load { address: stand.address, connections: CONNECTIONS, span, request, status: 201 };
    let ours = load::run(&format!("POST of {row_bytes} bytes over {CONNECTIONS} connections"), posts).await?;
    let url = match stand.app.config.database_url.as_str() {
        "" => format!("sqlite:{}?mode=rwc", stand.path("floor.db").display()),
        url => url.to_owned(),
    };
    let floor = floor::durable_inserts(&url, row_bytes, span).await?;
    report.compare(&format!("accepted submissions, {database}"), "submissions", &ours, &floor);
    Ok(())
}
