//! A department of an organization.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{DepartmentId, OrganizationId};

/// A department of an organization.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "department")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DepartmentId,
    pub organization_id: OrganizationId,
    pub name: String,
    pub notification_email: Option<String>,
    pub disabled_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
