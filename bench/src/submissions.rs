//! Accepted submissions through the JSON interface, each with a key of its own, against (a) bare durable inserts of as many
//! bytes, one per transaction, and (b) a server that commits together as Madoguchi does and does nothing else with them.
//! The outbox is written; the worker is not running: mails come after the rush.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::batching;
use crate::floor;
use crate::load::{self, Load};
use crate::report::{Figure, Report};
use crate::stand::{SLUG, Stand};

/// Connections side by side, one figure each.
const CONNECTIONS: [usize; 3] = [16, 64, 256];
/// At the last of them: so many times (a), in at most so long for all but one in a hundred.
const GOAL: f64 = 2.0;
const WORST: Duration = Duration::from_millis(300);

/// Measures and reports.
pub async fn measure(stand: &Stand, database: &str, span: Duration, report: &Report) -> anyhow::Result<()> {
    let body = stand.answers.to_string();
    let url = match stand.app.config.database_url.as_str() {
        "" => format!("sqlite:{}?mode=rwc", stand.path("floor.db").display()),
        url => url.to_owned(),
    };
    let bare = floor::durable_inserts(&url, body.len(), span).await?;
    for connections in CONNECTIONS {
        let what = format!("POST of {} bytes over {connections} connections", body.len());
        let ours = posts(stand.address, &body, connections, span).await?;
        let ours = Figure { what, ..ours };
        report.compare(
            &format!("accepted submissions, {database}, {connections} connections"),
            "submissions",
            &ours,
            &bare,
        );
        if connections == CONNECTIONS[CONNECTIONS.len() - 1] {
            report.goal(&ours, &bare, GOAL);
            report.at_most("p99", ours.latency.map(|(_, worst)| worst), WORST);
        }
        let batching = batching::Batching::start(&url).await?;
        let alone = posts(batching.address, &body, connections, span).await?;
        batching.stop().await?;
        let alone = Figure { what: "committing together and nothing else".to_owned(), ..alone };
        report.compare(
            &format!("the same against (b), {database}, {connections} connections"),
            "submissions",
            &ours,
            &alone,
        );
    }
    Ok(())
}

/// One load of submissions, each with a key that was never used.
pub async fn posts(host: SocketAddr, body: &str, connections: usize, span: Duration) -> anyhow::Result<Figure> {
    static RUN: AtomicU64 = AtomicU64::new(0);
    let (run, body) = (RUN.fetch_add(1, Ordering::Relaxed), body.to_owned());
    let request = move |connection: usize, number: u64| request(host, &format!("{run}-{connection}-{number}"), &body);
    load::run("submissions", Load { address: host, connections, span, request, status: 201 }).await
}

/// The bytes of a submission.
pub fn request(host: SocketAddr, key: &str, body: &str) -> Vec<u8> {
    format!(
        "POST /api/v1/forms/{SLUG}/submissions HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
         Idempotency-Key: {key}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
