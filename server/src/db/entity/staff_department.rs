//! Who belongs to which department.

use sea_orm::entity::prelude::*;

use crate::ids::{DepartmentId, OrganizationId, StaffId};

/// Who belongs to which department.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_department")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organization_id: OrganizationId,
    pub staff_id: StaffId,
    pub department_id: DepartmentId,
}

impl ActiveModelBehavior for ActiveModel {}
