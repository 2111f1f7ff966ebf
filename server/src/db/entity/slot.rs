//! One time at one place, with what is taken of it.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{CalendarId, OrganizationId, PlaceId, SlotId};

/// One time at one place, with what is taken of it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "slot")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SlotId,
    pub organization_id: OrganizationId,
    pub calendar_id: CalendarId,
    pub place_id: PlaceId,
    pub day: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub capacity: i64,
    pub reserved: i64,
    pub taken: i64,
    pub taken_online: i64,
    pub is_closed: bool,
    pub is_edited: bool,
    pub updated_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
