//! `madoguchi export`: all submissions of a form to a file.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::setup;
use crate::exports::{self, Format};
use crate::forms::store;

/// What to export and where to.
#[derive(Args)]
pub(super) struct ExportArguments {
    /// Address of the form.
    slug: String,
    /// csv, xlsx or json.
    #[arg(long)]
    format: Format,
    /// The file to write; it is replaced when the export is complete.
    #[arg(long)]
    out: PathBuf,
}

pub(super) async fn run(arguments: ExportArguments, organization: Option<&str>) -> anyhow::Result<ExitCode> {
    let app = setup::start().await?;
    let organization = setup::organization(&app, organization).await?;
    let form = store::by_slug(app.db.read(), organization.id, &arguments.slug)
        .await?
        .with_context(|| format!("there is no form at {:?}", arguments.slug))?;
    // Written beside the target and moved: what is there is always a whole export.
    let partial = arguments.out.with_extension(format!("{}.partial", arguments.format.extension()));
    let count = match exports::export(&app, organization.id, form.id, arguments.format, &partial).await {
        Ok(count) => count,
        Err(error) => {
            let _ = std::fs::remove_file(&partial);
            return Err(error.into());
        }
    };
    std::fs::rename(&partial, &arguments.out).with_context(|| format!("cannot write {}", arguments.out.display()))?;
    println!("{count} submissions written to {}", arguments.out.display());
    Ok(ExitCode::SUCCESS)
}
