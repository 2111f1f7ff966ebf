//! A member of staff.

use sea_orm::entity::prelude::*;

use super::values::Role;
use crate::clock::Timestamp;
use crate::ids::{OrganizationId, StaffId};

/// A member of staff.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StaffId,
    pub organization_id: OrganizationId,
    pub email: String,
    pub name: String,
    pub password_hash: String,
    pub role: Role,
    pub disabled_at: Option<Timestamp>,
    pub failed_sign_ins: i64,
    pub blocked_until_at: Option<Timestamp>,
    pub last_sign_in_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
