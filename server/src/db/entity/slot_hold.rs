//! A place kept for somebody who is still filling in.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{CalendarId, OrganizationId, SlotHoldId, SlotId};

/// A place kept for somebody who is still filling in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "slot_hold")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SlotHoldId,
    pub organization_id: OrganizationId,
    pub calendar_id: CalendarId,
    pub slot_id: SlotId,
    pub journey_hmac: Vec<u8>,
    pub persons: i64,
    pub expires_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
