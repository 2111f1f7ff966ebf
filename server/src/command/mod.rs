//! The sub-commands. Each prints what it promises on standard output; errors are one plain sentence on standard error
//! with exit code 1 (refused) or 2 (cannot be used: wrong file, unknown form, unreachable database).

mod backup;
mod export;
mod form;
mod migrate_data;
mod serve;
mod setup;
mod slots;
mod staff;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use setup::{Refused, exit_code, sentence};

/// Exit code when the request was understood and the answer is no.
pub const REFUSED: u8 = 1;
/// Exit code when the request cannot be worked on.
pub const UNUSABLE: u8 = 2;

/// Madoguchi (窓口): an open, self-hosted form service for local governments.
#[derive(Parser)]
#[command(name = "madoguchi", version, about)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Name or base URL of the organization, where there are several.
    #[arg(long, global = true)]
    organization: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server (makes the first organization and administrator on an empty database).
    Serve,
    /// Work with form documents.
    #[command(subcommand)]
    Form(form::FormCommand),
    /// Write all submissions of a form to a file.
    Export(export::ExportArguments),
    /// Look after appointments.
    #[command(subcommand)]
    Slots(slots::SlotsCommand),
    /// Manage staff accounts.
    #[command(subcommand)]
    Staff(staff::StaffCommand),
    /// Manage API tokens.
    #[command(subcommand)]
    Token(staff::TokenCommand),
    /// Write a backup into an empty folder, while the server runs.
    Backup(backup::BackupArguments),
    /// Make an installation of a backup, in a data folder that holds the key only.
    Restore(backup::BackupArguments),
    /// Move everything from SQLite into an empty PostgreSQL database.
    MigrateData(migrate_data::MigrateDataArguments),
    /// Bring the database up to date and stop.
    Migrate,
    /// Print the description of the HTTP interface (OpenAPI 3.1).
    Openapi,
}

/// Runs one command.
///
/// # Errors
/// See the module.
pub async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let organization = arguments.organization.as_deref();
    match arguments.command {
        Command::Serve => serve::run().await,
        Command::Form(command) => form::run(command, organization).await,
        Command::Export(arguments) => export::run(arguments, organization).await,
        Command::Slots(command) => slots::run(command, organization).await,
        Command::Staff(command) => staff::run(command, organization).await,
        Command::Token(command) => staff::run_token(command, organization).await,
        Command::Backup(arguments) => backup::run(arguments).await,
        Command::Restore(arguments) => backup::run_restore(arguments).await,
        Command::MigrateData(arguments) => migrate_data::run(arguments).await,
        Command::Migrate => {
            setup::start().await?;
            println!("the database is up to date");
            Ok(ExitCode::SUCCESS)
        }
        Command::Openapi => {
            print(&crate::http::openapi::document())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Prints a text and a line break. A reader that has seen enough (`| head`) is no failure.
fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}
