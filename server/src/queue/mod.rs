//! The transactional outbox: work that must happen after a commit, and only then. Knows no feature.

pub mod store;
mod wake;
pub mod worker;

use serde_json::Value;

use crate::clock::Timestamp;
use crate::ids::{JobId, OrganizationId, Random};

pub use wake::Wake;
pub use worker::{Job, JobError, Worker};

/// A piece of work to be enqueued in the caller's transaction. The payload holds identifiers, never answers.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Its identifier.
    pub id: JobId,
    /// Whose work it is.
    pub organization_id: OrganizationId,
    /// Which handler does it.
    pub kind: &'static str,
    /// Identifiers the handler needs.
    pub payload: Value,
    /// Not before this instant.
    pub run_at: Timestamp,
}

impl NewJob {
    /// Work to be done as soon as possible.
    #[must_use]
    pub fn now(
        random: &Random,
        now: Timestamp,
        organization: OrganizationId,
        kind: &'static str,
        payload: Value,
    ) -> Self {
        Self { id: JobId::new(random, now), organization_id: organization, kind, payload, run_at: now }
    }
}
