//! `madoguchi form …`: importing, checking and listing form documents.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use jiff::civil::Date;
use madoguchi_schema::{Problem, PublishedForm, RawAnswers, Severity};
use serde_json::{Value, json};

use super::setup::{self, Refused};
use super::{REFUSED, print};
use crate::clock::Clock;
use crate::config::Config;
use crate::forms::exchange::export::{What, export};
use crate::forms::exchange::origin::OriginKind;
use crate::forms::exchange::read::{self, ReadError};
use crate::forms::images::travel::unpack;
use crate::forms::import::Brought;
use crate::forms::publication::Warrant;
use crate::forms::publish::{self, PublishError, SwitchError};
use crate::forms::{import, is_slug, store, withdraw};

/// The commands about forms.
#[derive(Subcommand)]
pub(super) enum FormCommand {
    /// Make a form from a document, or replace the draft of the form at the same address.
    Import {
        /// A file of `form export`, a form document, or somebody else's JSON Schema (draft 7, 2019-09 or 2020-12).
        file: PathBuf,
        /// Address of the form; the file's name when absent.
        #[arg(long)]
        slug: Option<String>,
        /// Publish it at once and print the public address.
        #[arg(long)]
        publish: bool,
        /// Why the four-eyes rule of the organization is passed over; kept in the audit log.
        #[arg(long = "override", value_name = "REASON", requires = "publish", value_parser = reason)]
        override_reason: Option<String>,
    },
    /// Open a closed form again.
    Open {
        /// Address of the form.
        slug: String,
        /// Why the four-eyes rule of the organization is passed over; kept in the audit log.
        #[arg(long = "override", value_name = "REASON", value_parser = reason)]
        override_reason: Option<String>,
    },
    /// Close a form at once. Nobody's approval is needed.
    Close {
        /// Address of the form.
        slug: String,
    },
    /// Write a form as one file that another installation can import: document, settings without personal data, origin, hash.
    Export {
        /// Address of the form.
        slug: String,
        /// Where to write it.
        #[arg(long)]
        out: PathBuf,
        /// The draft instead of what residents get.
        #[arg(long)]
        draft: bool,
    },
    /// List the problems of a form document.
    Lint {
        /// The form document.
        file: PathBuf,
    },
    /// Print the equivalent plain JSON Schema.
    Contract {
        /// The form document.
        file: PathBuf,
    },
    /// Print the ways through a form, with answers that take them.
    Paths {
        /// The form document.
        file: PathBuf,
        /// At most so many ways.
        #[arg(long, default_value_t = 200)]
        limit: usize,
        /// The day of receipt; today when absent.
        #[arg(long)]
        today: Option<Date>,
    },
    /// Say what would become of these answers.
    Check {
        /// The form document.
        file: PathBuf,
        /// The answers, a JSON object.
        answers: PathBuf,
        /// The day of receipt; today when absent.
        #[arg(long)]
        today: Option<Date>,
    },
    /// List all forms.
    List,
    /// Withdraw a published version: whoever is filling it in goes on in the one residents get now.
    Withdraw {
        /// Address of the form.
        slug: String,
        /// Number of the version.
        #[arg(long)]
        version: i64,
        /// What residents are told.
        #[arg(long)]
        reason: String,
    },
}

pub(super) async fn run(command: FormCommand, organization: Option<&str>) -> anyhow::Result<ExitCode> {
    match command {
        FormCommand::Import { file, slug, publish, override_reason } => {
            import_file(file, slug, publish.then_some(word(override_reason)), organization).await
        }
        FormCommand::Open { slug, override_reason } => switch(&slug, true, word(override_reason), organization).await,
        FormCommand::Close { slug } => switch(&slug, false, Warrant::default(), organization).await,
        FormCommand::Export { slug, out, draft } => export_file(&slug, &out, draft, organization).await,
        FormCommand::Lint { file } => lint(&file),
        FormCommand::Contract { file } => contract(&file),
        FormCommand::Paths { file, limit, today } => paths(&file, limit, today),
        FormCommand::Check { file, answers, today } => check(&file, &answers, today),
        FormCommand::List => list(organization).await,
        FormCommand::Withdraw { slug, version, reason } => {
            withdraw_version(&slug, version, &reason, organization).await
        }
    }
}

async fn import_file(
    file: PathBuf,
    slug: Option<String>,
    publishing: Option<Warrant>,
    organization: Option<&str>,
) -> anyhow::Result<ExitCode> {
    let brought = brought(&file)?;
    let slug = slug.unwrap_or_else(|| file.file_stem().unwrap_or_default().to_string_lossy().into_owned());
    anyhow::ensure!(is_slug(&slug), "{slug:?} is no address (a-z, 0-9 and hyphens); give one with --slug");
    let app = setup::start().await?;
    let organization = setup::organization(&app, organization).await?;
    let departments = crate::staff::store::departments(app.db.read(), organization.id).await?;
    let department = departments.first().context("the organization has no department yet")?.id;
    let form = import::import_from(&app, organization.id, department, &slug, brought).await?;
    if let Some(warrant) = publishing {
        match import::publish_on(&app, organization.id, form, warrant).await {
            Err(PublishError::NotReady(problems)) => {
                print_problems(&problems);
                anyhow::bail!("{} was imported as a draft, but cannot be published", file.display());
            }
            Err(PublishError::ApprovalRequired) => {
                return Err(needs_override(&format!("{} was imported as a draft, but not published", file.display())));
            }
            published => published?,
        }
        println!("{}", organization.form_url(&slug));
    } else {
        println!("{}/admin/forms/{form}/edit", organization.base_url);
    }
    Ok(ExitCode::SUCCESS)
}

/// What stands in the file. What there is to know about it goes to standard error: notes one per line as JSON, and whether
/// an exported file is as it was.
fn brought(file: &std::path::Path) -> anyhow::Result<Brought> {
    let text = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let understood = read::json(&text).map_err(|error| {
        if let ReadError::Refused(problems) = &error {
            print_problems(problems);
            return anyhow::anyhow!("{} cannot become a form without losing something", file.display());
        }
        anyhow::anyhow!("{}: {error}", file.display())
    })?;
    let origin = &understood.origin;
    match origin.kind {
        OriginKind::Schema => {
            for note in &understood.notes {
                eprintln!("{}", serde_json::to_string(note)?);
            }
        }
        OriginKind::File => eprintln!(
            "{}: {} of {}, {}",
            file.display(),
            origin.form.as_deref().unwrap_or_default(),
            origin.organization.as_deref().unwrap_or_default(),
            if origin.is_unchanged == Some(true) {
                "unchanged since it was exported"
            } else {
                "CHANGED since it was exported"
            },
        ),
        _ => {}
    }
    let pictures = unpack(&understood.images).context("the pictures of the file are damaged")?;
    Ok(Brought {
        document: understood.document,
        pictures,
        origin: Some(understood.origin),
        settings: understood.settings,
    })
}

async fn export_file(
    slug: &str,
    out: &std::path::Path,
    is_draft: bool,
    organization: Option<&str>,
) -> anyhow::Result<ExitCode> {
    let app = setup::start().await?;
    let organization = setup::organization(&app, organization).await?;
    let form = store::by_slug(app.db.read(), organization.id, slug).await?;
    let form = form.with_context(|| format!("there is no form at {slug:?}"))?;
    let what = if is_draft { What::Draft } else { What::Live };
    let file = export(&app, &organization, &form, what).await?;
    std::fs::write(out, file).with_context(|| format!("cannot write {}", out.display()))?;
    print(&format!("{slug} is written to {}", out.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn print_problems(problems: &[Problem]) {
    for problem in problems {
        let line = serde_json::to_string(problem).unwrap_or_default();
        eprintln!("{line}");
    }
}

/// Problems one per line as JSON on standard output; exit 1 when one of them is an error.
fn lint(file: &std::path::Path) -> anyhow::Result<ExitCode> {
    let problems = madoguchi_schema::lint(&setup::read_json(file)?);
    for problem in &problems {
        print(&serde_json::to_string(problem)?)?;
    }
    let is_broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    Ok(if is_broken { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS })
}

fn contract(file: &std::path::Path) -> anyhow::Result<ExitCode> {
    print(&serde_json::to_string_pretty(&published(file)?.contract())?)?;
    Ok(ExitCode::SUCCESS)
}

fn paths(file: &std::path::Path, limit: usize, today: Option<Date>) -> anyhow::Result<ExitCode> {
    let paths = published(file)?.paths(limit, day(today)?);
    print(&serde_json::to_string_pretty(&paths)?)?;
    Ok(ExitCode::SUCCESS)
}

/// The given day, or today where the server stands.
fn day(given: Option<Date>) -> anyhow::Result<Date> {
    match given {
        Some(day) => Ok(day),
        None => {
            let zone = jiff::tz::TimeZone::get(&Config::load()?.time_zone)?;
            Ok(Clock::System.now().day_in(&zone))
        }
    }
}

fn published(file: &std::path::Path) -> anyhow::Result<PublishedForm> {
    madoguchi_schema::publish(setup::read_json(file)?).map_err(|problems| {
        print_problems(&problems);
        anyhow::anyhow!("{} is not a form that can be published", file.display())
    })
}

fn check(file: &std::path::Path, answers: &std::path::Path, today: Option<Date>) -> anyhow::Result<ExitCode> {
    let form = published(file)?;
    let Value::Object(raw) = setup::read_json(answers)? else {
        anyhow::bail!("{} is not a JSON object", answers.display());
    };
    let today = day(today)?;
    let (outcome, code) = match form.accept(&RawAnswers(raw), today) {
        Ok(answers) => (json!({ "accepted": true, "answers": answers, "violations": [] }), ExitCode::SUCCESS),
        Err(violations) => {
            (json!({ "accepted": false, "answers": null, "violations": violations }), ExitCode::from(REFUSED))
        }
    };
    print(&outcome.to_string())?;
    Ok(code)
}

async fn list(organization: Option<&str>) -> anyhow::Result<ExitCode> {
    let app = setup::start().await?;
    let organization = setup::organization(&app, organization).await?;
    for form in store::all(app.db.read(), organization.id).await? {
        let state = serde_json::to_value(form.state)?;
        println!("{}\t{}\t{}", form.slug, state.as_str().unwrap_or_default(), form.title);
    }
    Ok(ExitCode::SUCCESS)
}

/// On whose word the command line acts.
fn word(override_reason: Option<String>) -> Warrant {
    Warrant { by: None, override_reason }
}

/// A reason says something, and fits on a line.
fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if (1..=500).contains(&text.chars().count()) { Ok(text.to_owned()) } else { Err("1 to 500 characters".to_owned()) }
}

fn needs_override(what: &str) -> anyhow::Error {
    let why = "this organization wants a second person to approve it in the staff UI";
    Refused(format!("{what}: {why}; --override REASON passes over that and is kept in the audit log")).into()
}

async fn switch(slug: &str, is_open: bool, warrant: Warrant, organization: Option<&str>) -> anyhow::Result<ExitCode> {
    let app = setup::start().await?;
    let organization = setup::organization(&app, organization).await?;
    let form = store::by_slug(app.db.read(), organization.id, slug).await?;
    let form = form.with_context(|| format!("there is no form at {slug:?}"))?;
    match publish::switch(&app, organization.id, form.id, is_open, warrant).await {
        Err(SwitchError::ApprovalRequired) => return Err(needs_override(&format!("{slug} was not opened"))),
        switched => switched?,
    }
    print(&format!("{slug} is {}", if is_open { "open" } else { "closed" }))?;
    Ok(ExitCode::SUCCESS)
}

async fn withdraw_version(
    slug: &str,
    version: i64,
    reason: &str,
    organization: Option<&str>,
) -> anyhow::Result<ExitCode> {
    let app = setup::start().await?;
    let organization = setup::organization(&app, organization).await?;
    let form = store::by_slug(app.db.read(), organization.id, slug).await?;
    let form = form.with_context(|| format!("there is no form at {slug:?}"))?;
    withdraw::withdraw(&app, organization.id, form.id, version, reason, None).await?;
    print(&format!("version {version} of {slug} is withdrawn"))?;
    Ok(ExitCode::SUCCESS)
}
