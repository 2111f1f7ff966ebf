//! One attempt to deliver an event to a form's webhook.

use sea_orm::entity::prelude::*;

use super::values::JobReason;
use crate::clock::Timestamp;
use crate::ids::{DeliveryId, FormId, JobId, OrganizationId};

/// One attempt to deliver an event to a form's webhook.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_delivery")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeliveryId,
    pub organization_id: OrganizationId,
    pub form_id: FormId,
    pub job_id: Option<JobId>,
    pub event: String,
    pub status: Option<i64>,
    pub reason: Option<JobReason>,
    pub duration_ms: i64,
    pub attempted_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
