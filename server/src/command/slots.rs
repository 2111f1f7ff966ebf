//! `madoguchi slots …`.

use std::process::ExitCode;

use clap::Subcommand;

use super::{REFUSED, print, setup};
use crate::slots::reconcile::reconcile;

/// The commands about appointments.
#[derive(Subcommand)]
pub(super) enum SlotsCommand {
    /// Compare what is taken of every slot with the bookings, of all organizations or of the one that is named; exit code 1
    /// when they differ.
    Reconcile {
        /// Write the counts right. Nobody loses an appointment by it.
        #[arg(long)]
        repair: bool,
    },
}

pub(super) async fn run(command: SlotsCommand, organization: Option<&str>) -> anyhow::Result<ExitCode> {
    let SlotsCommand::Reconcile { repair } = command;
    let app = setup::start().await?;
    let organizations = match organization {
        Some(_) => vec![setup::organization(&app, organization).await?],
        None => app.organizations.all(&app.db).await?.to_vec(),
    };
    let mut found = Vec::new();
    for organization in organizations {
        found.extend(reconcile(&app, organization.id, repair).await?);
    }
    if found.is_empty() {
        print("what is taken of slots is what is booked")?;
        return Ok(ExitCode::SUCCESS);
    }
    for one in &found {
        let (taken, booked) = (one.taken, one.booked);
        let online = format!("online {} for {}", one.taken_online, one.booked_online);
        print(&format!(
            "{}: {taken} taken, {booked} booked ({online}){}",
            one.slot_id,
            if repair { ", repaired" } else { "" }
        ))?;
    }
    Ok(ExitCode::from(REFUSED))
}
