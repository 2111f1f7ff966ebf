//! One piece of work in the outbox.

use sea_orm::entity::prelude::*;

use super::values::{JobReason, JobState, Lane, Urgency};
use crate::clock::Timestamp;
use crate::ids::{JobId, OrganizationId, SubmissionId};

/// One piece of work in the outbox.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    pub organization_id: OrganizationId,
    pub kind: String,
    pub payload: String,
    pub state: JobState,
    pub attempts: i64,
    pub run_at: Timestamp,
    pub lease_until_at: Option<Timestamp>,
    pub last_error: Option<String>,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub lane: Lane,
    pub urgency: Urgency,
    pub submission_id: Option<SubmissionId>,
    pub reason: Option<JobReason>,
}

impl ActiveModelBehavior for ActiveModel {}
