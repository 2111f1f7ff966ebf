//! Publishing: the draft becomes an immutable version and the form opens. Opening and closing change nothing else.

use madoguchi_schema::Problem;
use serde_json::json;

use super::store;
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::db::entity::form_version;
use crate::db::entity::values::FormState;
use crate::ids::{FormId, OrganizationId, StaffId, VersionId};

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
    by: Option<StaffId>,
) -> Result<VersionId, PublishError> {
    let row = store::by_id(app.db.read(), organization, form).await?.ok_or(PublishError::NotFound)?;
    if row.draft_revision != revision {
        return Err(PublishError::Conflict { revision: row.draft_revision });
    }
    let document = serde_json::from_str(&row.draft_document)?;
    madoguchi_schema::publish(document).map_err(PublishError::NotReady)?;
    let now = app.clock.now();
    let id = VersionId::new(&app.random, now);
    let random = app.random.clone();
    let published = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let number = store::last_version(transaction, organization, form).await? + 1;
                let version = form_version::Model {
                    id,
                    organization_id: organization,
                    form_id: form,
                    number,
                    document: row.draft_document,
                    published_at: now,
                    published_by: by,
                    withdrawn_at: None,
                    withdrawn_by: None,
                    withdrawal_reason: None,
                    is_test: false,
                };
                store::insert_version(transaction, version).await?;
                if !store::point_to_version(transaction, organization, form, revision, id, now).await? {
                    return Err(DbErr::RecordNotUpdated);
                }
                let mut event = audit::Event::new(&random, now, organization, "form.published", ("form", form.0))
                    .with(json!({ "version": number, "version_id": id }));
                event.staff_id = by;
                audit::store::append(transaction, vec![event]).await
            })
        })
        .await;
    app.live_forms.forget(form);
    match published {
        Ok(()) => Ok(id),
        // Somebody saved between our look and our write: nothing was published.
        Err(DbErr::RecordNotUpdated) => Err(PublishError::Conflict { revision: revision + 1 }),
        Err(error) => Err(error.into()),
    }
}

/// Why a form was not opened or closed.
#[derive(Debug, thiserror::Error)]
pub enum SwitchError {
    /// There is no such form, or it was never published.
    #[error("there is no such published form")]
    NotFound,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Opens or closes a published form; effective in this process when it returns, in others within a second.
///
/// # Errors
/// See [`SwitchError`].
pub async fn switch(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    is_open: bool,
    by: Option<StaffId>,
) -> Result<(), SwitchError> {
    let (state, action) = if is_open { (FormState::Open, "form.opened") } else { (FormState::Closed, "form.closed") };
    let now = app.clock.now();
    let mut event = audit::Event::new(&app.random, now, organization, action, ("form", form.0));
    event.staff_id = by;
    let is_switched = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let is_switched = store::set_state(transaction, organization, form, state, now).await?;
                if is_switched {
                    audit::store::append(transaction, vec![event]).await?;
                }
                Ok(is_switched)
            })
        })
        .await?;
    app.live_forms.forget(form);
    if is_switched { Ok(()) } else { Err(SwitchError::NotFound) }
}
