//! A calendar of appointments: its terms and the rules its slots are made by.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{CalendarId, DepartmentId, OrganizationId};

/// A calendar of appointments: its terms and the rules its slots are made by.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CalendarId,
    pub organization_id: OrganizationId,
    pub department_id: DepartmentId,
    pub key: String,
    pub title: String,
    pub rules: String,
    pub opens_at: Option<Timestamp>,
    pub earliest_days: i64,
    pub latest_minutes: i64,
    pub cutoff_minutes: i64,
    pub max_persons: i64,
    pub one_per_field: Option<String>,
    pub hold_minutes: i64,
    pub reminder_days: i64,
    pub revision: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
