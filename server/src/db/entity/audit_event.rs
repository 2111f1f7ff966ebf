//! One line of the audit log; it holds no answer.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{AuditEventId, OrganizationId, StaffId};

/// One line of the audit log; it holds no answer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    pub organization_id: OrganizationId,
    pub happened_at: Timestamp,
    pub staff_id: Option<StaffId>,
    pub action: String,
    pub object_kind: String,
    pub object_id: Option<Uuid>,
    pub detail: String,
}

impl ActiveModelBehavior for ActiveModel {}
