//! Figures of Madoguchi, each beside a floor measured in the same run on the same machine: what the bare work costs
//! without us. The ratio is what can be compared between machines; the absolute figures cannot.
//!
//! Load comes over loopback from the same process, so that both sides of every ratio share the processors alike.

mod batching;
mod calendar;
mod exports;
mod floor;
mod growth;
mod load;
mod memory;
mod nine;
mod pages;
mod receipts;
mod report;
mod slots;
mod stand;
mod submissions;

use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use report::Report;
use stand::Stand;

/// What to measure and for how long.
#[derive(Parser)]
#[command(about = "Figures of Madoguchi, each as a ratio to a floor measured in the same run")]
struct Arguments {
    /// Only these figures; all of them when none is named.
    #[arg(value_enum)]
    only: Vec<Part>,
    /// One second per figure: shows that everything works, not how fast it is.
    #[arg(long)]
    quick: bool,
    /// Seconds per figure.
    #[arg(long, default_value_t = 6)]
    seconds: u64,
    /// Only on this database.
    #[arg(long, value_enum)]
    database: Option<Kind>,
    /// Submissions stored at the end of the growth figures, and sent for the memory figure.
    #[arg(long, default_value_t = 1_000_000)]
    stored: u64,
}

/// What can be measured. Pages, receipts, exports and memory do not depend on the database: on SQLite only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    Pages,
    Submissions,
    Receipts,
    Exports,
    Slots,
    Nine,
    Memory,
    Growth,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    const fn title(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

impl Arguments {
    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let span = Duration::from_secs(if arguments.quick { 1 } else { arguments.seconds });
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("madoguchi-bench: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(&arguments, span)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("madoguchi-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments, span: Duration) -> anyhow::Result<()> {
    let report = Report::begin(span);
    // As in operation: figures are counted, and every request is a line of the log.
    let figures = PrometheusBuilder::new().install_recorder()?;
    let log = std::fs::File::create(stand::folder()?.join("bench.log"))?;
    tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_ansi(false).with_writer(Mutex::new(log)).init();
    let server = std::env::var("TEST_POSTGRES_URL").ok();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        if arguments.database.is_some_and(|only| only != kind) {
            continue;
        }
        if kind == Kind::Postgres && server.is_none() {
            report.note("PostgreSQL: not measured (TEST_POSTGRES_URL is not set)");
            continue;
        }
        let server = server.as_deref().filter(|_| kind == Kind::Postgres);
        for parts in RUNS {
            let parts: Vec<Part> = parts.iter().copied().filter(|part| arguments.wants(*part)).collect();
            let parts: Vec<Part> =
                parts.into_iter().filter(|part| kind == Kind::Sqlite || part.is_of_database()).collect();
            if !parts.is_empty() {
                on_a_stand(arguments, (kind, server), &parts, span, figures.clone(), &report).await?;
            }
        }
    }
    report.end();
    Ok(())
}

/// What is measured on the same installation, one after the other; each line begins with an empty one.
const RUNS: [&[Part]; 4] = [
    &[Part::Pages, Part::Submissions, Part::Receipts, Part::Exports],
    &[Part::Slots, Part::Nine],
    &[Part::Memory],
    &[Part::Growth],
];

impl Part {
    fn is_of_database(self) -> bool {
        matches!(self, Self::Submissions | Self::Slots | Self::Nine | Self::Growth)
    }
}

async fn on_a_stand(
    arguments: &Arguments,
    (kind, server): (Kind, Option<&str>),
    parts: &[Part],
    span: Duration,
    figures: PrometheusHandle,
    report: &Report,
) -> anyhow::Result<()> {
    let database = match server {
        Some(server) => Some(stand::PostgresDatabase::create(server).await?),
        None => None,
    };
    let stand = Stand::build(database.as_ref().map_or("", stand::PostgresDatabase::url), figures).await?;
    let (title, token) = (kind.title(), stand.administrator().await?);
    let most = if arguments.quick { 2_000 } else { arguments.stored };
    for part in parts {
        match part {
            Part::Pages => pages::measure(&stand, span, report).await?,
            Part::Submissions => submissions::measure(&stand, title, span, report).await?,
            Part::Receipts => receipts::measure(&stand, span, report)?,
            Part::Exports => exports::measure(&stand, span, report).await?,
            Part::Slots => slots::measure(&stand, &token, title, span, report).await?,
            Part::Nine => {
                let size = if arguments.quick { nine::QUICK } else { nine::WHOLE };
                nine::measure(&stand, &token, title, size, report).await?;
            }
            Part::Memory => memory::measure(&stand, most, report).await?,
            Part::Growth => growth::measure(&stand, &token, title, most, span, report).await?,
        }
    }
    stand.stop().await;
    match database {
        Some(database) => database.remove().await,
        None => Ok(()),
    }
}
