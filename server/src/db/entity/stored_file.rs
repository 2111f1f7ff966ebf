//! One uploaded file; its name and content are sealed.

use sea_orm::entity::prelude::*;

use super::values::ScanState;
use crate::clock::Timestamp;
use crate::ids::{FileId, FormId, OrganizationId, SubmissionId};

/// One uploaded file; its name and content are sealed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stored_file")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FileId,
    pub organization_id: OrganizationId,
    pub form_id: FormId,
    pub submission_id: Option<SubmissionId>,
    pub field: String,
    pub sealed_name: Vec<u8>,
    pub media_type: String,
    pub size: i64,
    pub sha256: Vec<u8>,
    pub wrapped_key: Vec<u8>,
    pub scan_state: ScanState,
    pub keep_until: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
