//! Figures of Madoguchi, each beside a floor measured in the same run on the same machine: what the bare work costs
//! without us. The ratio is what can be compared between machines; the absolute figures cannot.
//!
//! Load comes over loopback from the same process, so that both sides of every ratio share the processors alike.

mod batching;
mod exports;
mod floor;
mod growth;
mod load;
mod memory;
mod pages;
mod receipts;
mod report;
mod stand;
mod submissions;

use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use clap::Parser;
use metrics_exporter_prometheus::PrometheusBuilder;

use report::Report;
use stand::Stand;

/// What to measure and for how long.
#[derive(Parser)]
#[command(about = "Figures of Madoguchi, each as a ratio to a floor measured in the same run")]
struct Arguments {
    /// One second per figure: shows that everything works, not how fast it is.
    #[arg(long)]
    quick: bool,
    /// Seconds per figure.
    #[arg(long, default_value_t = 6)]
    seconds: u64,
    /// Only the intake: submissions, how cost grows with what is stored, and memory.
    #[arg(long)]
    intake: bool,
    /// Submissions stored at the end of the growth figures, and sent for the memory figure.
    #[arg(long, default_value_t = 1_000_000)]
    stored: u64,
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
    let most = if arguments.quick { 2_000 } else { arguments.stored };
    let stand = Stand::build("", figures.clone()).await?;
    if !arguments.intake {
        pages::measure(&stand, span, &report).await?;
    }
    submissions::measure(&stand, "SQLite", span, &report).await?;
    if !arguments.intake {
        receipts::measure(&stand, span, &report)?;
        exports::measure(&stand, span, &report).await?;
    }
    stand.stop().await;
    let stand = Stand::build("", figures.clone()).await?;
    memory::measure(&stand, most, &report).await?;
    stand.stop().await;
    let stand = Stand::build("", figures.clone()).await?;
    growth::measure(&stand, "SQLite", most, span, &report).await?;
    stand.stop().await;
    match std::env::var("TEST_POSTGRES_URL") {
        Ok(server) => {
            let database = stand::PostgresDatabase::create(&server).await?;
            let stand = Stand::build(database.url(), figures).await?;
            submissions::measure(&stand, "PostgreSQL", span, &report).await?;
            growth::measure(&stand, "PostgreSQL", most, span, &report).await?;
            stand.stop().await;
            database.remove().await?;
        }
        Err(_) => report.note("accepted submissions, PostgreSQL: not measured (TEST_POSTGRES_URL is not set)"),
    }
    report.end();
    Ok(())
}
