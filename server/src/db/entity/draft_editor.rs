//! Somebody who has a draft open in the builder.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{DraftEditorId, FormId, OrganizationId, StaffId};

/// Somebody who has a draft open in the builder.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft_editor")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DraftEditorId,
    pub organization_id: OrganizationId,
    pub form_id: FormId,
    pub staff_id: StaffId,
    pub seen_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
