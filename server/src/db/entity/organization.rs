//! A municipality.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::OrganizationId;

/// A municipality.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organization")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganizationId,
    pub name: String,
    pub base_url: String,
    pub time_zone: String,
    pub created_at: Timestamp,
    pub has_four_eyes: bool,
    pub outbox_told_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
