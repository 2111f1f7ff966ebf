//! One accepted submission; its answers are sealed.

use sea_orm::entity::prelude::*;

use super::values::{Channel, SubmissionState};
use crate::clock::Timestamp;
use crate::ids::{FormId, OrganizationId, StaffId, SubmissionId, VersionId};

/// One accepted submission; its answers are sealed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submission")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubmissionId,
    pub organization_id: OrganizationId,
    pub form_id: FormId,
    pub form_version_id: VersionId,
    pub receipt_number: String,
    pub idempotency_key: String,
    pub body_hmac: Vec<u8>,
    pub wrapped_key: Vec<u8>,
    pub sealed_answers: Vec<u8>,
    pub state: SubmissionState,
    pub channel: Channel,
    pub entered_by: Option<StaffId>,
    pub language: String,
    pub unlock_failures: i64,
    pub unlock_failed_at: Option<Timestamp>,
    pub received_at: Timestamp,
    pub updated_at: Timestamp,
    pub is_test: bool,
}

impl ActiveModelBehavior for ActiveModel {}
