//! Steps of a submission's timeline that the program itself takes.

use super::case_store;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::SubmissionEventKind;
use crate::db::{DbErr, Transaction};
use crate::ids::{OrganizationId, SubmissionEventId, SubmissionId};

/// A step that nobody of the staff took and that changes no state.
#[derive(Clone)]
pub struct Step {
    id: SubmissionEventId,
    organization: OrganizationId,
    submission: SubmissionId,
    kind: SubmissionEventKind,
    at: Timestamp,
}

/// A step that is taken now, to be written.
#[must_use]
pub fn step(app: &App, organization: OrganizationId, submission: SubmissionId, kind: SubmissionEventKind) -> Step {
    let at = app.clock.now();
    Step { id: SubmissionEventId::new(&app.random, at), organization, submission, kind, at }
}

impl Step {
    /// Writes it.
    ///
    /// # Errors
    /// The database's.
    pub async fn write(self, transaction: &Transaction) -> Result<(), DbErr> {
        let Self { id, organization, submission, kind, at } = self;
        case_store::add_step(transaction, id, organization, submission, kind, at).await
    }
}

/// Takes and writes a step in a transaction of its own.
///
/// # Errors
/// The database's.
pub async fn add_step(
    app: &App,
    organization: OrganizationId,
    submission: SubmissionId,
    kind: SubmissionEventKind,
) -> Result<(), DbErr> {
    let step = step(app, organization, submission, kind);
    app.db.write(move |transaction| Box::pin(step.write(transaction))).await
}
