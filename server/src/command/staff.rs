//! `madoguchi staff …` and `madoguchi token …`.

use std::io::Read;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Subcommand, ValueEnum};

use super::setup::{self, Refused};
use crate::db::entity::values::Role;
use crate::staff::accounts::{self, AddError, NewAccount};
use crate::staff::{password, store, tokens};

/// The commands about accounts.
#[derive(Subcommand)]
pub(super) enum StaffCommand {
    /// Add an account; the password is read from standard input.
    Add {
        /// Mail address to sign in with.
        #[arg(long)]
        email: String,
        /// What the person may do.
        #[arg(long)]
        role: RoleArgument,
        /// The person's name; the mail address when absent.
        #[arg(long)]
        name: Option<String>,
        /// Name of a department the person belongs to; may be repeated. All departments when absent.
        #[arg(long)]
        department: Vec<String>,
    },
}

/// The commands about API tokens.
#[derive(Subcommand)]
pub(super) enum TokenCommand {
    /// Issue a bearer token that may do what this person may; printed once.
    Issue {
        /// The person's mail address.
        #[arg(long)]
        email: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum RoleArgument {
    Admin,
    Editor,
    Clerk,
    Viewer,
}

impl From<RoleArgument> for Role {
    fn from(role: RoleArgument) -> Self {
        match role {
            RoleArgument::Admin => Self::Admin,
            RoleArgument::Editor => Self::Editor,
            RoleArgument::Clerk => Self::Clerk,
            RoleArgument::Viewer => Self::Viewer,
        }
    }
}

pub(super) async fn run(command: StaffCommand, organization: Option<&str>) -> anyhow::Result<ExitCode> {
    let StaffCommand::Add { email, role, name, department } = command;
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input).context("cannot read the password from standard input")?;
    let secret = input.trim_end_matches(['\r', '\n']);
    if secret.chars().count() < password::MIN_CHARACTERS || secret.len() > password::MAX_BYTES {
        return Err(Refused(format!("the password needs at least {} characters", password::MIN_CHARACTERS)).into());
    }
    let app = setup::start().await?;
    let organization = setup::organization(&app, organization).await?;
    let all = store::departments(app.db.read(), organization.id).await?;
    let mut department_ids = Vec::new();
    for name in &department {
        let found = all.iter().find(|row| &row.name == name);
        department_ids.push(found.with_context(|| format!("there is no department {name:?}"))?.id);
    }
    if department.is_empty() {
        department_ids = all.iter().map(|row| row.id).collect();
    }
    let name = name.unwrap_or_else(|| email.clone());
    let account = NewAccount { email, name, role: role.into(), department_ids };
    match accounts::add(&app, organization.id, None, account, secret).await {
        Ok(id) => println!("{id}"),
        Err(taken @ AddError::EmailTaken) => return Err(Refused(taken.to_string()).into()),
        Err(error) => return Err(error.into()),
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn run_token(command: TokenCommand, organization: Option<&str>) -> anyhow::Result<ExitCode> {
    let TokenCommand::Issue { email } = command;
    let app = setup::start().await?;
    let organization = setup::organization(&app, organization).await?;
    let account = store::by_email(app.db.read(), organization.id, &email.to_lowercase())
        .await?
        .with_context(|| format!("there is no account {email:?}"))?;
    println!("{}", tokens::issue(&app, organization.id, account.id).await?);
    Ok(ExitCode::SUCCESS)
}
