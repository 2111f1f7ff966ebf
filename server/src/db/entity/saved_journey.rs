//! A half-filled form that a resident saved to continue later; its answers are sealed.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{FormId, OrganizationId, SavedJourneyId, VersionId};

/// A half-filled form that a resident saved to continue later; its answers are sealed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_journey")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SavedJourneyId,
    pub organization_id: OrganizationId,
    pub form_id: FormId,
    pub form_version_id: VersionId,
    pub code_hmac: Vec<u8>,
    pub sealed_state: Vec<u8>,
    pub page: String,
    pub language: String,
    pub reminders: i64,
    pub saved_at: Timestamp,
    pub expires_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
