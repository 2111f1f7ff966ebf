//! The time of a planned publication has come: it becomes live when its hash is still that of what is there, and is void
//! otherwise. The same after a restart, since the work waits in the outbox.

use super::hash::hash;
use super::live::{self, Going, damaged, pending_of};
use super::{VoidReason, Warrant};
use crate::app::App;
use crate::db::entity::form;
use crate::db::entity::values::PublicationState;
use crate::db::{DbErr, Failure, Transaction, failure};
use crate::forms::images::check;
use crate::forms::store;
use crate::forms::store::publications::{self, Decision, Publication, Voiding};
use crate::ids::{FormId, OrganizationId, PublicationId, VersionId};
use crate::organizations;

/// Makes a planned publication live. One that was voided meanwhile is left alone.
///
/// # Errors
/// The database's.
pub async fn run(app: &App, organization: OrganizationId, id: PublicationId) -> Result<(), DbErr> {
    let Some(found) = publications::by_id(app.db.read(), organization, id).await? else { return Ok(()) };
    if found.state != PublicationState::Planned {
        return Ok(());
    }
    let Some(row) = store::by_id(app.db.read(), organization, found.form_id).await? else { return Ok(()) };
    let is_ready = found.revision.is_none() || is_publishable(app, &row).await?;
    let (random, now, form) = (app.random.clone(), app.clock.now(), row.id);
    let published = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let Some(row) = store::held(transaction, organization, form).await? else { return Ok(()) };
                let Some(found) = publications::by_id(transaction, organization, id).await? else { return Ok(()) };
                if found.state != PublicationState::Planned {
                    return Ok(());
                }
                if let Some(reason) = objection(transaction, &row, &found, is_ready).await? {
                    return publications::void_open(transaction, organization, form, Voiding { reason, by: None, now })
                        .await;
                }
                let decision = Decision { state: PublicationState::Published, by: None, now, reason: None };
                publications::decide(transaction, organization, id, PublicationState::Planned, decision).await?;
                let going = Going {
                    version: found.revision.map(|_| VersionId::new(&random, now)),
                    pending: pending_of(&found)?,
                    warrant: Warrant::default(),
                    form: row,
                    publication: Some(found),
                    now,
                };
                live::go(transaction, &random, going).await
            })
        })
        .await;
    app.live_forms.forget(form);
    match published {
        // Another form has taken the address: trying again changes nothing.
        Err(error) if failure(&error) == Failure::Unique => void(app, organization, form).await,
        published => published,
    }
}

/// What was planned did not come to be, and is not tried again.
///
/// # Errors
/// The database's.
pub async fn give_up(app: &App, organization: OrganizationId, id: PublicationId) -> Result<(), DbErr> {
    match publications::by_id(app.db.read(), organization, id).await? {
        Some(found) if found.state == PublicationState::Planned => void(app, organization, found.form_id).await,
        _ => Ok(()),
    }
}

async fn void(app: &App, organization: OrganizationId, form: FormId) -> Result<(), DbErr> {
    let voiding = Voiding { reason: VoidReason::Unfit, by: None, now: app.clock.now() };
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { publications::void_open(transaction, organization, form, voiding).await })
        })
        .await
}

async fn is_publishable(app: &App, row: &form::Model) -> Result<bool, DbErr> {
    let Ok(document) = serde_json::from_str(&row.draft_document) else { return Ok(false) };
    Ok(check::publishable(app, row.organization_id, row.id, document).await?.is_ok())
}

/// Why it may not become live after all.
async fn objection(
    transaction: &Transaction,
    row: &form::Model,
    publication: &Publication,
    is_ready: bool,
) -> Result<Option<VoidReason>, DbErr> {
    let has_four_eyes = organizations::store::has_four_eyes(transaction, row.organization_id).await?;
    if has_four_eyes && publication.decided_by.is_none() {
        return Ok(Some(VoidReason::FourEyes));
    }
    let is_same_draft = publication.revision.is_none_or(|revision| revision == row.draft_revision);
    let now_hash = hash(row, publication.revision.is_some(), &pending_of(publication)?).map_err(damaged)?;
    let is_fit = is_ready && is_same_draft && now_hash == publication.hash;
    Ok((!is_fit).then_some(VoidReason::Unfit))
}
