//! The start page and the first questions of a form, as browsers ask for them, against a handler that answers with as many constant bytes.

use std::time::Duration;

use anyhow::Context as _;

use crate::floor;
use crate::load::{self, Load};
use crate::report::{Figure, Report};
use crate::stand::{SLUG, Stand};

const CONNECTIONS: usize = 64;
/// Both sides take turns, so that whatever else the machine does meets both.
const ROUNDS: u32 = 6;
/// The share of the floor that both pages are to reach: what is ours may cost a fifth of what actix alone does.
const GOAL: f64 = 0.8;

/// Measures and reports.
pub async fn measure(stand: &Stand, span: Duration, report: &Report) -> anyhow::Result<()> {
    for path in [format!("/f/{SLUG}"), format!("/f/{SLUG}/form")] {
        one(stand, span, report, &path).await?;
    }
    Ok(())
}

async fn one(stand: &Stand, span: Duration, report: &Report, path: &str) -> anyhow::Result<()> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip, br\r\n\r\n", stand.address);
    let request = request.into_bytes();
    let length = load::body_length(stand.address, &request).await?;
    let get = |address| {
        let request = request.clone();
        Load {
            address,
            connections: CONNECTIONS,
            span: span / ROUNDS,
            request: move |_, _| request.clone(),
            status: 200,
        }
    };
    let (address, server) = floor::static_page(length)?;
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(load::run(&format!("GET {path}, {length} bytes"), get(stand.address)).await?);
        floors.push(load::run(&format!("actix handler with {length} constant bytes"), get(address)).await?);
    }
    server.stop(false).await;
    let ours = Figure::of_rounds(&ours).context("no round")?;
    let floor = Figure::of_rounds(&floors).context("no round")?;
    let title = if path.ends_with("/form") { "first questions" } else { "start page" };
    report.compare(title, "requests", &ours, &floor);
    report.goal(&ours, &floor, GOAL);
    Ok(())
}
