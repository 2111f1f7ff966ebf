//! Saving the one draft of a form. A draft may have problems; publishing may not.

use madoguchi_schema::Problem;
use serde_json::Value;

use super::images::settle::{Named, settle};
use super::images::{Picture, check};
use super::publication::VoidReason;
use super::store::publications::{self, Voiding};
use super::{store, title_of};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::form;
use crate::ids::{FormId, OrganizationId, StaffId};

/// What a saved draft is now.
#[derive(Clone, Debug)]
pub struct Saved {
    /// To be named with the next save.
    pub revision: i64,
    /// When.
    pub saved_at: Timestamp,
    /// What keeps it from being published, and what could be better.
    pub problems: Vec<Problem>,
}

/// Why a draft was not saved. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// There is no such form.
    #[error("there is no such form")]
    NotFound,
    /// Somebody saved another state meanwhile.
    #[error("the draft was changed by somebody else")]
    Conflict(Box<form::Model>),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Replaces the draft when it is still at `revision`; the pictures it names come along. A publication that waits for the draft as it was becomes void.
///
/// # Errors
/// See [`SaveError`].
pub async fn save(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    revision: i64,
    document: Value,
    brought: Vec<Picture>,
    by: Option<StaffId>,
) -> Result<Saved, SaveError> {
    let saved_at = app.clock.now();
    let next = store::NextDraft {
        revision,
        title: title_of(&document),
        document: document.to_string(),
        saved_at,
        saved_by: by,
    };
    let (named, random) = (Named::of(&document, brought), app.random.clone());
    let is_saved = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let is_saved = store::replace_draft(transaction, organization, form, next).await?;
                if is_saved {
                    settle(transaction, &random, saved_at, (organization, form), named).await?;
                    let voiding = Voiding { reason: VoidReason::Draft, by, now: saved_at };
                    publications::void_open(transaction, organization, form, voiding).await?;
                }
                Ok(is_saved)
            })
        })
        .await?;
    if is_saved {
        let problems = check::lint(app, organization, form, &document).await?;
        return Ok(Saved { revision: revision + 1, saved_at, problems });
    }
    match store::by_id(app.db.read(), organization, form).await? {
        Some(current) => Err(SaveError::Conflict(Box::new(current))),
        None => Err(SaveError::NotFound),
    }
}
