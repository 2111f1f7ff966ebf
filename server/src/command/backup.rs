//! `madoguchi backup` and `madoguchi restore`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::setup;
use crate::backup::{backup, restore};
use crate::clock::Clock;
use crate::config::{Config, LogFormat};

/// Where a backup lies.
#[derive(Args)]
pub(super) struct BackupArguments {
    /// The folder of the backup.
    folder: PathBuf,
}

pub(super) async fn run(arguments: BackupArguments) -> anyhow::Result<ExitCode> {
    let config = Config::load()?;
    setup::logs(LogFormat::Text, "warn");
    let made = backup(&config, &Clock::System, &arguments.folder).await?;
    println!(
        "{} submissions and {} files are in {}; keep the installation key apart from it",
        made.submissions,
        made.files,
        arguments.folder.display()
    );
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn run_restore(arguments: BackupArguments) -> anyhow::Result<ExitCode> {
    let config = Config::load()?;
    setup::logs(LogFormat::Text, "warn");
    let restored = restore::restore(&config, &arguments.folder).await?;
    println!("{} submissions and {} files are restored", restored.submissions, restored.files);
    Ok(ExitCode::SUCCESS)
}
