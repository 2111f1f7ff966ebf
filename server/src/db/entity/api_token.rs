//! A bearer token; only its hash is kept.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{ApiTokenId, OrganizationId, StaffId};

/// A bearer token; only its hash is kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiTokenId,
    pub organization_id: OrganizationId,
    pub staff_id: StaffId,
    pub token_hash: Vec<u8>,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
