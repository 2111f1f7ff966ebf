//! Saying no to a publication that was asked for, and taking one back.

use serde_json::json;

use super::VoidReason;
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::db::entity::values::PublicationState;
use crate::forms::store::publications::{self, Decision, Voiding};
use crate::forms::store::reach;
use crate::ids::{FormId, PublicationId};
use crate::staff::scope::Scope;

/// Longest reason, in characters.
pub const MAX_REASON: usize = 500;

/// Why it was not refused or taken back.
#[derive(Debug, thiserror::Error)]
pub enum RefuseError {
    /// There is none within the person's reach.
    #[error("there is no such publication")]
    NotFound,
    /// Whoever asked takes it back instead.
    #[error("another person decides about it")]
    OwnRequest,
    /// It was decided, voided or taken back meanwhile.
    #[error("the publication waits no longer")]
    Changed,
    /// There is no reason, or a very long one.
    #[error("the reason must have 1 to 500 characters")]
    ReasonInvalid,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Refuses what another person asked for, with a reason for them.
///
/// # Errors
/// See [`RefuseError`].
pub async fn refuse(app: &App, scope: &Scope, id: PublicationId, reason: &str) -> Result<FormId, RefuseError> {
    let reason = reason.trim().to_owned();
    if !(1..=MAX_REASON).contains(&reason.chars().count()) {
        return Err(RefuseError::ReasonInvalid);
    }
    let found = publications::by_id(app.db.read(), scope.organization_id, id).await?.ok_or(RefuseError::NotFound)?;
    reach::one(app.db.read(), scope, found.form_id).await?.ok_or(RefuseError::NotFound)?;
    if found.requested_by == scope.staff_id {
        return Err(RefuseError::OwnRequest);
    }
    let (now, organization, form) = (app.clock.now(), scope.organization_id, found.form_id);
    let event = audit::Event::new(&app.random, now, organization, "publication.refused", ("form", form.0))
        .by(scope.staff_id)
        .with(json!({ "publication_id": id, "reason": reason }));
    let decision = Decision { state: PublicationState::Refused, by: Some(scope.staff_id), now, reason: Some(reason) };
    app.db
        .write::<_, RefuseError, _>(move |transaction| {
            Box::pin(async move {
                if !publications::decide(transaction, organization, id, PublicationState::Requested, decision).await? {
                    return Err(RefuseError::Changed);
                }
                audit::store::append(transaction, vec![event]).await?;
                Ok(form)
            })
        })
        .await
}

/// Takes back what waits for approval or for its time: whoever may edit the form may, since an edit would do the same.
///
/// # Errors
/// See [`RefuseError`].
pub async fn withdraw(app: &App, scope: &Scope, id: PublicationId) -> Result<FormId, RefuseError> {
    let found = publications::by_id(app.db.read(), scope.organization_id, id).await?.ok_or(RefuseError::NotFound)?;
    reach::one(app.db.read(), scope, found.form_id).await?.ok_or(RefuseError::NotFound)?;
    let (now, organization, form, by) = (app.clock.now(), scope.organization_id, found.form_id, scope.staff_id);
    let event = audit::Event::new(&app.random, now, organization, "publication.withdrawn", ("form", form.0))
        .by(by)
        .with(json!({ "publication_id": id }));
    app.db
        .write::<_, RefuseError, _>(move |transaction| {
            Box::pin(async move {
                let open = publications::open_of(transaction, organization, form).await?;
                if open.is_none_or(|open| open.id != id) {
                    return Err(RefuseError::Changed);
                }
                let voiding = Voiding { reason: VoidReason::Withdrawn, by: Some(by), now };
                publications::void_open(transaction, organization, form, voiding).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(form)
            })
        })
        .await
}
