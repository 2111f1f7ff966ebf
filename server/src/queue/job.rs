//! A claimed job as its handler sees it, and what the handler may say of it.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde_json::Value;

use super::gate::Pass;
use crate::clock::Timestamp;
use crate::db::entity::values::{JobReason, Lane, Urgency};
use crate::db::{DbErr, Transaction};
use crate::ids::{JobId, OrganizationId, SubmissionId};

/// A claimed job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its identifier: the same at every attempt.
    pub id: JobId,
    /// Whose work it is.
    pub organization_id: OrganizationId,
    /// Which handler does it.
    pub kind: String,
    /// Identifiers the handler needs.
    pub payload: Value,
    /// Which attempt this is, from 1.
    pub attempt: i64,
    /// When it was enqueued.
    pub enqueued_at: Timestamp,
    /// The case it is about.
    pub submission_id: Option<SubmissionId>,
    /// What it occupies.
    pub lane: Lane,
    /// Whose turn it was.
    pub urgency: Urgency,
    pub(super) pass: Pass,
}

impl Job {
    /// Does what cannot be taken back, as to hand over a mail. Until it is written down what became of it no other job of
    /// this process does such a thing, unless this takes long.
    ///
    /// # Errors
    /// [`JobError::NotBefore`] when it does not get its turn: nothing was done, and it may be begun again at once.
    pub async fn alone<T>(&self, offer: impl Future<Output = T>) -> Result<T, JobError> {
        self.pass.through(offer).await.map_err(|_| JobError::NotBefore(self.enqueued_at))
    }
}

/// Why an attempt failed. The text is kept and shown to staff: it must hold nothing personal, no address and no answer.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Another attempt may succeed.
    #[error(transparent)]
    Retry(anyhow::Error),
    /// No attempt will ever succeed.
    #[error(transparent)]
    Fail(anyhow::Error),
    /// It may not be done yet. That was no attempt; the first one follows at this instant.
    #[error("not before {0:?}")]
    NotBefore(Timestamp),
}

impl From<DbErr> for JobError {
    fn from(error: DbErr) -> Self {
        Self::Retry(error.into())
    }
}

/// What one attempt came to.
pub type Worked = Result<Option<Also>, JobError>;

/// What is written in the transaction that writes that the job is done, as the line of a timeline. When it cannot be written
/// the job is done all the same: a mail that is on its way must not be sent again for that.
#[derive(Clone)]
pub struct Also(Arc<Write>);

type Write = dyn for<'t> Fn(&'t Transaction) -> BoxFuture<'t, Result<(), DbErr>> + Send + Sync;

impl Also {
    /// Writes this.
    pub fn new(
        write: impl for<'t> Fn(&'t Transaction) -> BoxFuture<'t, Result<(), DbErr>> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(write))
    }

    pub(super) async fn write(&self, transaction: &Transaction) -> Result<(), DbErr> {
        (self.0)(transaction).await
    }
}

impl std::fmt::Debug for Also {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Also")
    }
}

/// What is done with a job.
#[derive(Clone)]
pub struct Handlers {
    /// One attempt.
    pub work: Arc<dyn Fn(Job) -> BoxFuture<'static, Worked> + Send + Sync>,
    /// Called once more when a job is given up, before that is written.
    pub give_up: Arc<dyn Fn(Job) -> BoxFuture<'static, Result<(), DbErr>> + Send + Sync>,
    /// Which kind of failure this is.
    pub reason: fn(&anyhow::Error) -> JobReason,
}
