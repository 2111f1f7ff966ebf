//! Test versions: the draft at one revision, frozen so that staff can try it out to the end. A version like a published one,
//! with a number below zero (minus the revision), in no list and at no address of residents. Knows no HTTP.

use madoguchi_schema::Problem;
use serde_json::json;

use super::images::check;
use super::store::{self, reach, test_versions};
use crate::app::App;
use crate::audit;
use crate::db::entity::form_version;
use crate::db::{DbErr, Failure, failure};
use crate::ids::{FormId, VersionId};
use crate::staff::scope::Scope;

/// Why nothing was frozen.
#[derive(Debug, thiserror::Error)]
pub enum FreezeError {
    /// There is no such form within the person's reach.
    #[error("there is no such form")]
    NotFound,
    /// The draft is no longer the one that was looked at.
    #[error("the draft was changed by somebody else")]
    Conflict {
        /// The revision it has now.
        revision: i64,
    },
    /// The document has problems that must be put right first.
    #[error("the form is not ready to be tried out")]
    NotReady(Vec<Problem>),
    /// The stored draft cannot be read: a fault of ours.
    #[error("the stored draft cannot be read")]
    Damaged(#[from] serde_json::Error),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Freezes the draft at `revision`; the same revision again is the same version. Residents notice nothing.
///
/// # Errors
/// See [`FreezeError`].
pub async fn freeze(app: &App, scope: &Scope, form: FormId, revision: i64) -> Result<VersionId, FreezeError> {
    let organization = scope.organization_id;
    let row = reach::with_draft(app.db.read(), scope, form).await?.ok_or(FreezeError::NotFound)?;
    if let Some(known) = test_versions::of_revision(app.db.read(), organization, form, revision).await? {
        return Ok(known);
    }
    if row.draft_revision != revision {
        return Err(FreezeError::Conflict { revision: row.draft_revision });
    }
    let document = serde_json::from_str(&row.draft_document)?;
    check::publishable(app, organization, form, document).await?.map_err(FreezeError::NotReady)?;
    let now = app.clock.now();
    let id = VersionId::new(&app.random, now);
    let version = form_version::Model {
        id,
        organization_id: organization,
        form_id: form,
        number: -revision,
        document: row.draft_document,
        published_at: now,
        published_by: Some(scope.staff_id),
        withdrawn_at: None,
        withdrawn_by: None,
        withdrawal_reason: None,
        is_test: true,
    };
    let event = audit::Event::new(&app.random, now, organization, "form.test_version_made", ("form", form.0))
        .by(scope.staff_id)
        .with(json!({ "revision": revision, "version_id": id }));
    let written = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                store::insert_version(transaction, version).await?;
                audit::store::append(transaction, vec![event]).await
            })
        })
        .await;
    match written {
        Ok(()) => Ok(id),
        // A second press of the button, or a colleague, was a moment faster.
        Err(error) if failure(&error) == Failure::Unique => {
            let known = test_versions::of_revision(app.db.read(), organization, form, revision).await?;
            known.ok_or(FreezeError::Database(error))
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes the test versions of a form in which nothing was sent or nothing is left.
///
/// # Errors
/// The database's.
pub async fn sweep(app: &App, scope: &Scope, form: FormId) -> Result<(), DbErr> {
    let organization = scope.organization_id;
    let removed = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { test_versions::remove_unused(transaction, organization, form).await })
        })
        .await?;
    app.live_forms.forget_versions(&removed);
    Ok(())
}
