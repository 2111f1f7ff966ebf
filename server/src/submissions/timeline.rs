//! Steps of a submission's timeline that the program itself takes.

use super::case_store;
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::values::SubmissionEventKind;
use crate::ids::{OrganizationId, SubmissionEventId, SubmissionId};

/// Adds a step that nobody of the staff took and that changes no state.
///
/// # Errors
/// The database's.
pub async fn add_step(
    app: &App,
    organization: OrganizationId,
    submission: SubmissionId,
    kind: SubmissionEventKind,
) -> Result<(), DbErr> {
    let now = app.clock.now();
    let id = SubmissionEventId::new(&app.random, now);
    app.db
        .write(move |transaction| {
            Box::pin(async move { case_store::add_step(transaction, id, organization, submission, kind, now).await })
        })
        .await
}
