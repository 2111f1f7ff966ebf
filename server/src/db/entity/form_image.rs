//! A picture in a form's text blocks: public content, found by its hash.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{FormId, FormImageId, OrganizationId};

/// A picture in a form's text blocks: public content, found by its hash.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_image")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FormImageId,
    pub organization_id: OrganizationId,
    pub form_id: FormId,
    pub sha256: String,
    pub media_type: String,
    pub width: i64,
    pub height: i64,
    pub content: Vec<u8>,
    pub created_at: Timestamp,
    /// When a draft or a version was last seen to show it.
    pub needed_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
