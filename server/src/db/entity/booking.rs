//! Somebody's appointment.

use sea_orm::entity::prelude::*;

use super::values::{BookingState, Channel};
use crate::clock::Timestamp;
use crate::ids::{BookingId, CalendarId, FormId, OrganizationId, SlotId, SubmissionId};

/// Somebody's appointment.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "booking")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BookingId,
    pub organization_id: OrganizationId,
    pub calendar_id: CalendarId,
    pub slot_id: SlotId,
    pub submission_id: SubmissionId,
    pub form_id: FormId,
    pub persons: i64,
    pub channel: Channel,
    pub state: BookingState,
    pub key_hmac: Option<Vec<u8>>,
    pub booked_at: Timestamp,
    pub cancelled_at: Option<Timestamp>,
    pub reminded_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
