//! The first page of a form, as browsers ask for it, against a handler that answers with as many constant bytes.

use std::time::Duration;

use crate::floor;
use crate::load::{self, Load};
use crate::report::Report;
use crate::stand::{SLUG, Stand};

const CONNECTIONS: usize = 64;

/// Measures and reports.
pub async fn measure(stand: &Stand, span: Duration, report: &Report) -> anyhow::Result<()> {
    let request = format!("GET /f/{SLUG} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip, br\r\n\r\n", stand.address);
    let request = request.into_bytes();
    let length = load::body_length(stand.address, &request).await?;
    let get = |address| {
        let request = request.clone();
        Load { address, connections: CONNECTIONS, span, request: move |_, _| request.clone(), status: 200 }
    };
    let ours = load::run(&format!("GET /f/{SLUG}, {length} bytes"), get(stand.address)).await?;
    let (address, server) = floor::static_page(length)?;
    let floor = load::run(&format!("actix handler with {length} constant bytes"), get(address)).await?;
    server.stop(false).await;
    report.compare("resident page", "requests", &ours, &floor);
    Ok(())
}
