//! The transactional outbox: work that must happen after a commit, and only then. Knows no feature.
//!
//! A job has a lane (what it occupies while it is done), an urgency (who goes first), and mostly a case. Within a lane and
//! an urgency organizations take turns, so that the many jobs of one never hold up the one job of another.

mod gate;
mod job;
mod places;
pub mod store;
mod wake;
pub mod worker;

use serde_json::Value;

use crate::clock::Timestamp;
use crate::db::entity::values::{Lane, Urgency};
use crate::ids::{JobId, OrganizationId, Random, SubmissionId};

pub use job::{Also, Handlers, Job, JobError, Worked};
pub use places::Places;
pub use wake::Wake;
pub use worker::Worker;

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
    /// What it occupies while it is done.
    pub lane: Lane,
    /// Who goes first.
    pub urgency: Urgency,
    /// The case it is about.
    pub submission_id: Option<SubmissionId>,
}

impl NewJob {
    /// Work to be done as soon as possible: a mail, neither urgent nor one of many. It is about the case that its payload
    /// names as `submission_id`.
    #[must_use]
    pub fn now(
        random: &Random,
        now: Timestamp,
        organization: OrganizationId,
        kind: &'static str,
        payload: Value,
    ) -> Self {
        let submission_id = payload.get("submission_id").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let (id, run_at) = (JobId::new(random, now), now);
        let (lane, urgency) = (Lane::default(), Urgency::default());
        Self { id, organization_id: organization, kind, payload, run_at, lane, urgency, submission_id }
    }

    /// Not before this instant.
    #[must_use]
    pub fn not_before(mut self, run_at: Timestamp) -> Self {
        self.run_at = run_at;
        self
    }

    /// Occupies this while it is done.
    #[must_use]
    pub fn over(mut self, lane: Lane) -> Self {
        self.lane = lane;
        self
    }

    /// Somebody waits for it.
    #[must_use]
    pub fn urgent(mut self) -> Self {
        self.urgency = Urgency::Urgent;
        self
    }

    /// It is one of many.
    #[must_use]
    pub fn bulk(mut self) -> Self {
        self.urgency = Urgency::Bulk;
        self
    }
}
