//! The table that is printed, line by line as figures come in.

use std::time::Duration;

/// One side of a comparison.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// How many in a second.
    pub per_second: f64,
    /// Median and 99th percentile of the time one took, where single ones were timed.
    pub latency: Option<(Duration, Duration)>,
}

impl Figure {
    /// A figure without latencies.
    pub fn of(what: &str, count: u64, took: Duration) -> Self {
        Self { what: what.to_owned(), per_second: count as f64 / took.as_secs_f64(), latency: None }
    }
}

/// The table.
pub struct Report;

impl Report {
    /// Prints the head.
    pub fn begin(span: Duration) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        println!("Madoguchi {} · {processors} processors · {} s per figure", env!("CARGO_PKG_VERSION"), span.as_secs());
        Self
    }

    /// Prints one comparison.
    pub fn compare(&self, title: &str, unit: &str, ours: &Figure, floor: &Figure) {
        println!("\n{title}");
        for (name, figure) in [("madoguchi", ours), ("floor", floor)] {
            let latency = figure.latency.map_or(String::new(), |(median, worst)| {
                format!("  p50 {:.2} ms, p99 {:.2} ms", millis(median), millis(worst))
            });
            println!("  {name:<10} {:>10.0} {unit}/s{latency}  ({})", figure.per_second, figure.what);
        }
        println!("  {:<10} {:>10.2}", "ratio", ours.per_second / floor.per_second);
    }

    /// Prints below a comparison which ratio is aimed at, and whether it was reached.
    pub fn goal(&self, ours: &Figure, floor: &Figure, least: f64) {
        let verdict = if ours.per_second >= least * floor.per_second { "reached" } else { "missed" };
        println!("  {:<10} {least:>10.2} or more: {verdict}", "goal");
    }

    /// Prints a remark.
    pub fn note(&self, text: &str) {
        println!("\n{text}");
    }

    /// Prints the foot.
    pub fn end(&self) {
        println!("\nratio = madoguchi / floor; for what the floors are see bench/README.md");
    }
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
