//! Erasing test submissions: rows, timelines, files, appointments and whatever still waits in the outbox for them, as if they had never
//! been. Nothing else can be erased. What stays is a line in the audit log that says so, and that the draft was tried out. The
//! caller decides who may.

use serde_json::json;

use super::store::test_submissions::{self as store, Removed};
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::ids::{FileId, FormId, OrganizationId, SubmissionId};
use crate::queue;
use crate::slots;
use crate::staff::scope::Scope;

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// There is no such submission.
    #[error("there is no such submission")]
    NotFound,
    /// A resident's submission is never erased this way.
    #[error("only a test submission can be erased")]
    NotATest,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Submissions erased in one transaction.
const BATCH: u64 = 100;

/// Erases one test submission.
///
/// # Errors
/// See [`EraseError`].
pub async fn one(app: &App, scope: &Scope, id: SubmissionId) -> Result<(), EraseError> {
    match store::is_test(app.db.read(), scope.organization_id, id).await? {
        None => Err(EraseError::NotFound),
        Some(false) => Err(EraseError::NotATest),
        Some(true) => {
            remove(app, scope, vec![id], ("submission", id.0)).await?;
            Ok(())
        }
    }
}

/// Erases all test submissions of a form. Returns how many there were.
///
/// # Errors
/// The database's; what was erased until then stays erased.
pub async fn all(app: &App, scope: &Scope, form: FormId) -> Result<u64, DbErr> {
    let mut erased = 0;
    loop {
        let tests = store::of_form(app.db.read(), scope.organization_id, form, BATCH).await?;
        if tests.is_empty() {
            return Ok(erased);
        }
        erased += remove(app, scope, tests, ("form", form.0)).await?;
    }
}

async fn remove(
    app: &App,
    scope: &Scope,
    tests: Vec<SubmissionId>,
    object: (&'static str, uuid::Uuid),
) -> Result<u64, DbErr> {
    let (organization, now) = (scope.organization_id, app.clock.now());
    let event = audit::Event::new(&app.random, now, organization, "submission.tests_erased", object).by(scope.staff_id);
    let removed = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let removed = store::remove(transaction, organization, tests, now).await?;
                queue::store::remove_about(transaction, organization, removed.tests.clone()).await?;
                let event = event.with(json!({ "erased": removed.tests.len() }));
                audit::store::append(transaction, vec![event]).await?;
                Ok(removed)
            })
        })
        .await?;
    let Removed { tests, files, freed } = removed;
    if freed > 0 {
        slots::change::show(app).await;
    }
    delete_contents(app, organization, files).await;
    Ok(tests.len() as u64)
}

/// The rows are gone, so nothing points to what may stay behind; it is sealed with a key that went with its row.
async fn delete_contents(app: &App, organization: OrganizationId, files: Vec<FileId>) {
    for file in files {
        if let Err(error) = app.files.delete(organization, file).await {
            tracing::warn!(%error, %file, "the file of an erased test stays in the store");
        }
    }
}
