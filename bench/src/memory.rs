//! What the program holds in memory after one submission and after very many: what is kept for each would show. The load
//! comes from the same process, whose own share is counted against Madoguchi.

use std::time::Duration;

use anyhow::Context;

use crate::report::Report;
use crate::stand::Stand;
use crate::submissions::posts;

const CONNECTIONS: usize = 64;
/// Most that it may grow.
const GOAL: u64 = 100 * 1024 * 1024;
/// One step of the load.
const STEP: Duration = Duration::from_secs(5);

/// Measures and reports.
pub async fn measure(stand: &Stand, count: u64, report: &Report) -> anyhow::Result<()> {
    let body = stand.answers.to_string();
    posts(stand.address, &body, 1, Duration::from_millis(200)).await?;
    let first = resident()?;
    let mut sent = 0;
    while sent < count {
        let span = STEP.min(Duration::from_millis(200 + count));
        let step = posts(stand.address, &body, CONNECTIONS, span).await?;
        sent += (step.per_second * span.as_secs_f64()) as u64;
    }
    let last = resident()?;
    let grown = last.saturating_sub(first);
    let mebi = |bytes: u64| bytes / (1024 * 1024);
    report.note(&format!(
        "memory: {} MiB after a few submissions, {} MiB after about {sent}: grown by {} MiB (goal: at most {} MiB: {})",
        mebi(first),
        mebi(last),
        mebi(grown),
        mebi(GOAL),
        if grown <= GOAL { "reached" } else { "missed" }
    ));
    Ok(())
}

/// The resident set of this process (Linux).
fn resident() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status").context("memory is read from /proc")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS in /proc/self/status")?;
    let kibi: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kibi * 1024)
}
