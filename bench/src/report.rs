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
    /// The figure of several rounds of the same: the mean rate, and the median of the latencies.
    pub fn of_rounds(rounds: &[Self]) -> Option<Self> {
        let first = rounds.first()?;
        let median = |at: fn(&(Duration, Duration)) -> Duration| {
            let mut times: Vec<Duration> = rounds.iter().filter_map(|round| round.latency.as_ref().map(at)).collect();
            times.sort_unstable();
            times.get(times.len() / 2).copied()
        };
        let per_second = rounds.iter().map(|round| round.per_second).sum::<f64>() / rounds.len() as f64;
        let latency = median(|(median, _)| *median).zip(median(|(_, worst)| *worst));
        Some(Self { what: first.what.clone(), per_second, latency })
    }

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

    /// Prints below a comparison how long something may take, and whether it does.
    pub fn at_most(&self, name: &str, took: Option<Duration>, most: Duration) {
        let verdict = if took.is_some_and(|took| took <= most) { "reached" } else { "missed" };
        println!("  {:<10} {name} at most {:.0} ms: {verdict}", "goal", millis(most));
    }

    /// Prints one line below a remark.
    pub fn line(&self, name: &str, text: &str) {
        println!("  {name:<10} {text}");
    }

    /// Prints below a comparison or a remark something that has to be so, and whether it is.
    pub fn check(&self, what: &str, is_so: bool) {
        println!("  {:<10} {what}: {}", "goal", if is_so { "reached" } else { "missed" });
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
