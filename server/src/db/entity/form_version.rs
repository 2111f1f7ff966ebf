//! One immutable published version of a form.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{FormId, OrganizationId, StaffId, VersionId};

/// One immutable published version of a form.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_version")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VersionId,
    pub organization_id: OrganizationId,
    pub form_id: FormId,
    pub number: i64,
    pub document: String,
    pub published_at: Timestamp,
    pub published_by: Option<StaffId>,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawn_by: Option<StaffId>,
    pub withdrawal_reason: Option<String>,
    pub is_test: bool,
}

impl ActiveModelBehavior for ActiveModel {}
