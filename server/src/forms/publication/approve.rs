//! Approving: another person with the right in the form's department says yes to exactly one hash. It is computed again
//! from what is there, in the transaction that makes it live.

use madoguchi_schema::Problem;
use serde_json::json;

use super::hash::hash;
use super::live::{self, Going, damaged, pending_of};
use super::{Warrant, request};
use crate::app::App;
use crate::audit;
use crate::db::entity::form;
use crate::db::entity::values::PublicationState;
use crate::db::{DbErr, Failure, failure};
use crate::forms::images::check;
use crate::forms::store::publications::{self, Decision, Publication};
use crate::forms::store::reach;
use crate::ids::{FormId, PublicationId, VersionId};
use crate::staff::scope::Scope;

/// Why it was not approved. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ApproveError {
    /// There is none within the person's reach.
    #[error("there is no such publication")]
    NotFound,
    /// Whoever asks cannot approve.
    #[error("another person must approve it")]
    OwnRequest,
    /// What was looked at is not what is asked for now: it was edited, decided or withdrawn.
    #[error("the publication is no longer what was looked at")]
    Changed,
    /// The document cannot be published any more.
    #[error("the form is not ready to be published")]
    NotReady(Vec<Problem>),
    /// Another form has taken the address meanwhile.
    #[error("another form has this address")]
    SlugTaken,
    /// The database's.
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for ApproveError {
    fn from(error: DbErr) -> Self {
        if failure(&error) == Failure::Unique { Self::SlugTaken } else { Self::Database(error) }
    }
}

/// Approves the publication with exactly this hash: it becomes live now, or waits for its time.
///
/// # Errors
/// See [`ApproveError`].
pub async fn approve(app: &App, scope: &Scope, id: PublicationId, seen: &str) -> Result<FormId, ApproveError> {
    let read = app.db.read();
    let found = publications::by_id(read, scope.organization_id, id).await?.ok_or(ApproveError::NotFound)?;
    let form = reach::with_draft(read, scope, found.form_id).await?.ok_or(ApproveError::NotFound)?;
    may_approve(scope, &found, seen)?;
    if found.revision.is_some() {
        let document = serde_json::from_str(&form.draft_document).map_err(damaged)?;
        check::publishable(app, scope.organization_id, form.id, document).await?.map_err(ApproveError::NotReady)?;
    }
    let (random, person, now, seen) = (app.random.clone(), scope.clone(), app.clock.now(), seen.to_owned());
    let approved = app
        .db
        .write::<_, ApproveError, _>(move |transaction| {
            Box::pin(async move {
                let organization = person.organization_id;
                let row = reach::for_change(transaction, &person, found.form_id).await?;
                let row = row.ok_or(ApproveError::NotFound)?;
                let found = publications::by_id(transaction, organization, id).await?.ok_or(ApproveError::NotFound)?;
                may_approve(&person, &found, &seen)?;
                is_unchanged(&row, &found)?;
                let waits = found.publish_at.filter(|at| *at > now);
                let state = if waits.is_some() { PublicationState::Planned } else { PublicationState::Published };
                let decision = Decision { state, by: Some(person.staff_id), now, reason: None };
                if !publications::decide(transaction, organization, id, PublicationState::Requested, decision).await? {
                    return Err(ApproveError::Changed);
                }
                let event = audit::Event::new(&random, now, organization, "publication.approved", ("form", row.id.0))
                    .by(person.staff_id)
                    .with(json!({ "publication_id": id, "hash": found.hash, "requested_by": found.requested_by,
                        "publish_at": waits }));
                audit::store::append(transaction, vec![event]).await?;
                if let Some(at) = waits {
                    request::plan(transaction, &random, organization, (id, at), now).await?;
                } else {
                    let going = Going {
                        version: found.revision.map(|_| VersionId::new(&random, now)),
                        pending: pending_of(&found)?,
                        warrant: Warrant::from(Some(person.staff_id)),
                        form: row,
                        publication: Some(found),
                        now,
                    };
                    live::go(transaction, &random, going).await?;
                }
                Ok(())
            })
        })
        .await;
    app.live_forms.forget(form.id);
    approved.map(|()| form.id)
}

fn may_approve(scope: &Scope, publication: &Publication, seen: &str) -> Result<(), ApproveError> {
    if publication.requested_by == scope.staff_id {
        return Err(ApproveError::OwnRequest);
    }
    if publication.state != PublicationState::Requested || publication.hash != seen {
        return Err(ApproveError::Changed);
    }
    Ok(())
}

/// Whatever way the form was changed: it is approved as it was asked for, or not at all.
fn is_unchanged(row: &form::Model, publication: &Publication) -> Result<(), ApproveError> {
    let pending = pending_of(publication)?;
    let has_draft = publication.revision.is_some();
    let is_same_draft = publication.revision.is_none_or(|revision| revision == row.draft_revision);
    let is_same = hash(row, has_draft, &pending).map_err(damaged)? == publication.hash;
    if is_same && is_same_draft { Ok(()) } else { Err(ApproveError::Changed) }
}
