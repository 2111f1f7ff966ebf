//! Publishing at once, opening and closing. What waits for a second person or for a time is in `publication`.

use madoguchi_schema::Problem;
use serde_json::json;

use super::images::check;
use super::publication::live::{self, Going};
use super::publication::pending::Pending;
use super::publication::{VoidReason, Warrant};
use super::store;
use super::store::publications::{self, Voiding};
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::db::entity::values::FormState;
use crate::ids::{FormId, OrganizationId, VersionId};
use crate::organizations;

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// There is no such form.
    #[error("there is no such form")]
    NotFound,
    /// The draft is no longer the one that was looked at.
    #[error("the draft was changed by somebody else")]
    Conflict {
        /// The revision it has now.
        revision: i64,
    },
    /// The document has problems that must be put right first.
    #[error("the form is not ready to be published")]
    NotReady(Vec<Problem>),
    /// Another person must approve it.
    #[error("another person must approve it: this organization has the four-eyes rule")]
    ApprovalRequired,
    /// The stored draft cannot be read: a fault of ours.
    #[error("the stored draft cannot be read")]
    Damaged(#[from] serde_json::Error),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Publishes the draft at `revision` as the next version and opens the form.
///
/// # Errors
/// See [`PublishError`].
pub async fn publish(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    revision: i64,
    warrant: impl Into<Warrant>,
) -> Result<VersionId, PublishError> {
    let warrant = warrant.into();
    let row = store::by_id(app.db.read(), organization, form).await?.ok_or(PublishError::NotFound)?;
    if row.draft_revision != revision {
        return Err(PublishError::Conflict { revision: row.draft_revision });
    }
    let document = serde_json::from_str(&row.draft_document)?;
    check::publishable(app, organization, form, document).await?.map_err(PublishError::NotReady)?;
    let now = app.clock.now();
    let id = VersionId::new(&app.random, now);
    let random = app.random.clone();
    let published = app
        .db
        .write::<_, PublishError, _>(move |transaction| {
            Box::pin(async move {
                let row = store::held(transaction, organization, form).await?.ok_or(PublishError::NotFound)?;
                // Somebody saved between our look and our write.
                if row.draft_revision != revision {
                    return Err(PublishError::Conflict { revision: row.draft_revision });
                }
                let is_override = warrant.override_reason.is_some();
                if !is_override && organizations::store::has_four_eyes(transaction, organization).await? {
                    return Err(PublishError::ApprovalRequired);
                }
                let voiding = Voiding { reason: VoidReason::Published, by: warrant.by, now };
                publications::void_open(transaction, organization, form, voiding).await?;
                let pending = Pending::default();
                let going = Going { form: row, version: Some(id), pending, warrant, publication: None, now };
                live::go(transaction, &random, going).await?;
                Ok(())
            })
        })
        .await;
    app.live_forms.forget(form);
    published.map(|()| id)
}

/// Why a form was not opened or closed.
#[derive(Debug, thiserror::Error)]
pub enum SwitchError {
    /// There is no such form, or it was never published.
    #[error("there is no such published form")]
    NotFound,
    /// Another person must approve that it opens again. Closing needs nobody.
    #[error("another person must approve it: this organization has the four-eyes rule")]
    ApprovalRequired,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Opens or closes a published form; effective in this process when it returns, in others within a second. Closing voids
/// what is planned: nothing opens again by itself what somebody closed.
///
/// # Errors
/// See [`SwitchError`].
pub async fn switch(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    is_open: bool,
    warrant: impl Into<Warrant>,
) -> Result<(), SwitchError> {
    let warrant = warrant.into();
    let (state, action) = if is_open { (FormState::Open, "form.opened") } else { (FormState::Closed, "form.closed") };
    let now = app.clock.now();
    let mut event = audit::Event::new(&app.random, now, organization, action, ("form", form.0));
    event.staff_id = warrant.by;
    if let Some(reason) = &warrant.override_reason {
        event.detail = json!({ "override": reason });
    }
    let switched = app
        .db
        .write::<_, SwitchError, _>(move |transaction| {
            Box::pin(async move {
                let is_alone = is_open && warrant.override_reason.is_none();
                if is_alone && organizations::store::has_four_eyes(transaction, organization).await? {
                    return Err(SwitchError::ApprovalRequired);
                }
                if !store::set_state(transaction, organization, form, state, now).await? {
                    return Err(SwitchError::NotFound);
                }
                let reason = if is_open { VoidReason::Settings } else { VoidReason::Closed };
                let voiding = Voiding { reason, by: warrant.by, now };
                publications::void_open(transaction, organization, form, voiding).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await;
    app.live_forms.forget(form);
    switched
}
