//! One step in a submission's timeline.

use sea_orm::entity::prelude::*;

use super::values::{SubmissionEventKind, SubmissionState};
use crate::clock::Timestamp;
use crate::ids::{OrganizationId, StaffId, SubmissionEventId, SubmissionId};

/// One step in a submission's timeline.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submission_event")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubmissionEventId,
    pub organization_id: OrganizationId,
    pub submission_id: SubmissionId,
    pub kind: SubmissionEventKind,
    pub happened_at: Timestamp,
    pub staff_id: Option<StaffId>,
    pub from_state: Option<SubmissionState>,
    pub to_state: Option<SubmissionState>,
    pub sealed_note: Option<Vec<u8>>,
    pub sealed_message: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
