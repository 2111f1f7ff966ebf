//! `madoguchi migrate-data`: everything from SQLite to PostgreSQL.

use std::process::ExitCode;

use clap::Args;

use super::setup::{self, Refused};
use crate::config::LogFormat;
use crate::db::transfer::{TransferError, transfer};

/// From where to where.
#[derive(Args)]
pub(super) struct MigrateDataArguments {
    /// The database as it is: sqlite:PATH.
    #[arg(long)]
    from: String,
    /// An empty database: postgres://user@host/name. The password may stand in PGPASSWORD.
    #[arg(long)]
    to: String,
}

pub(super) async fn run(arguments: MigrateDataArguments) -> anyhow::Result<ExitCode> {
    setup::logs(LogFormat::Text, "warn");
    let MigrateDataArguments { from, to } = arguments;
    let is_postgres = ["postgres://", "postgresql://"].iter().any(|scheme| to.starts_with(scheme));
    if !from.starts_with("sqlite:") || !is_postgres {
        anyhow::bail!("data moves from sqlite:… to postgres://…");
    }
    let moved = transfer(&from, &to).await.map_err(refused)?;
    for table in &moved {
        println!("{}\t{}", table.table, table.rows);
    }
    let rows: u64 = moved.iter().map(|table| table.rows).sum();
    println!(
        "{rows} rows are there, each compared; set database_url to the new address, keep the data folder, and start"
    );
    Ok(ExitCode::SUCCESS)
}

fn refused(error: TransferError) -> anyhow::Error {
    match error {
        TransferError::InUse | TransferError::NotEmpty(_) | TransferError::Version => Refused(error.to_string()).into(),
        other => other.into(),
    }
}
