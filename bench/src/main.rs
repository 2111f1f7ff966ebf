//! Figures of Madoguchi, each beside a floor measured in the same run on the same machine: what the bare work costs
//! without us. The ratio is what can be compared between machines; the absolute figures cannot.
//!
//! Load comes over loopback from the same process, so that both sides of every ratio share the processors alike.

mod exports;
mod floor;
mod load;
mod pages;
mod receipts;
mod report;
mod stand;
mod submissions;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

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
    match runtime.block_on(run(span)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("madoguchi-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(span: Duration) -> anyhow::Result<()> {
    let report = Report::begin(span);
    let stand = Stand::build("").await?;
    pages::measure(&stand, span, &report).await?;
    submissions::measure(&stand, "SQLite", span, &report).await?;
    receipts::measure(&stand, span, &report)?;
    exports::measure(&stand, span, &report).await?;
    stand.stop().await;
    match std::env::var("TEST_POSTGRES_URL") {
        Ok(server) => {
            let database = stand::PostgresDatabase::create(&server).await?;
            let stand = Stand::build(database.url()).await?;
            submissions::measure(&stand, "PostgreSQL", span, &report).await?;
            stand.stop().await;
            database.remove().await?;
        }
        Err(_) => report.note("accepted submissions, PostgreSQL: not measured (TEST_POSTGRES_URL is not set)"),
    }
    report.end();
    Ok(())
}
