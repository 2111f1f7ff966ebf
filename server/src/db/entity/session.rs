//! A signed-in browser; only the hash of its token is kept.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{OrganizationId, SessionId, StaffId};

/// A signed-in browser; only the hash of its token is kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub organization_id: OrganizationId,
    pub staff_id: StaffId,
    pub token_hash: Vec<u8>,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
