//! Tests that break things: `madoguchi-torture NAME` runs one of them against the program as its users run it, prints its
//! figures, and ends with 1 when a promise was broken, with 2 when it may not run here (it says what is missing).
//!
//! Everything stays on this machine: loopback addresses, folders below the working directory, loop devices of its own.

mod canary;
mod client;
mod crowd;
mod disk;
mod disk_faults;
mod kill;
mod ledger;
mod mail_faults;
mod postgres;
mod postgres_faults;
mod power_cut;
mod program;
mod proxy;
mod same_key;
mod slots;
mod smtp;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

/// Which test, and how long.
#[derive(Parser)]
#[command(about = "Tests that break things; `make torture` runs them all")]
struct Arguments {
    name: Name,
    /// A minute or less: shows that the test works.
    #[arg(long)]
    short: bool,
    /// Rounds, cuts, kills, keys or residents; the test's own number when absent.
    #[arg(long)]
    count: Option<usize>,
    /// Only on this one, where a test runs on both.
    #[arg(long)]
    database: Option<DatabaseKind>,
    /// Where chance begins.
    #[arg(long, default_value_t = 20_260_401)]
    seed: u64,
    /// The program.
    #[arg(long, default_value = "target/debug/madoguchi")]
    program: PathBuf,
}

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DatabaseKind {
    Sqlite,
    Postgres,
}

#[derive(Clone, Copy, ValueEnum)]
enum Name {
    PowerCut,
    Kill,
    Disk,
    Postgres,
    SameKey,
    Slots,
    Canary,
    Mail,
}

/// What every test is given.
pub(crate) struct Plan {
    /// The program under test.
    pub(crate) program: PathBuf,
    /// How often.
    pub(crate) count: usize,
    /// Where chance begins.
    pub(crate) seed: u64,
    /// The only one, or both.
    database: Option<DatabaseKind>,
}

impl Plan {
    /// Whether to run on this one.
    pub(crate) fn is_on(&self, database: DatabaseKind) -> bool {
        self.database.is_none_or(|only| only == database)
    }
}

/// Something the test needs is not there, or may not be used.
#[derive(Debug)]
pub(crate) struct Missing(pub(crate) String);

impl std::fmt::Display for Missing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "cannot run here: {}", self.0)
    }
}

impl std::error::Error for Missing {}

impl Arguments {
    fn plan(&self, long: usize, short: usize) -> anyhow::Result<Plan> {
        let program = self.program.canonicalize().map_err(|_| {
            Missing(format!("{} is not built (cargo build --package madoguchi)", self.program.display()))
        })?;
        let count = self.count.unwrap_or(if self.short { short } else { long });
        Ok(Plan { program, count, seed: self.seed, database: self.database })
    }
}

async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    match arguments.name {
        Name::PowerCut => power_cut::run(&arguments.plan(100, 3)?).await,
        Name::Kill => kill::run(&arguments.plan(300, 5)?).await,
        Name::Disk => disk_faults::run(&arguments.plan(10, 2)?).await,
        Name::Postgres => postgres_faults::run(&arguments.plan(30, 3)?).await,
        Name::SameKey => same_key::run(&arguments.plan(10_000, 100)?).await,
        Name::Slots => slots::run(&arguments.plan(50_000, 2_000)?).await,
        Name::Mail => mail_faults::run(&arguments.plan(60, 7)?).await,
        Name::Canary => canary::run(&arguments.plan(50_000, 200)?).await,
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let name = arguments.name.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
    match run(&arguments).await {
        Ok(()) => {
            println!("torture {name}: passed");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("torture {name}: FAILED: {error:#}");
            ExitCode::from(if error.is::<Missing>() { 2 } else { 1 })
        }
    }
}
