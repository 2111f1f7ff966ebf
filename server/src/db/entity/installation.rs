//! The one row that names the installation key this database is sealed with.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;

/// The one row that names the installation key this database is sealed with.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "installation")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub key_fingerprint: String,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
