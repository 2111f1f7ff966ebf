//! A number or an address that may be sent once, as a keyed digest.

use sea_orm::entity::prelude::*;

use crate::ids::{FormId, OrganizationId, SubmissionId, UsedKeyId};

/// A number or an address that may be sent once, as a keyed digest.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "used_key")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UsedKeyId,
    pub organization_id: OrganizationId,
    pub form_id: FormId,
    pub field: String,
    pub key_hmac: Vec<u8>,
    pub submission_id: SubmissionId,
}

impl ActiveModelBehavior for ActiveModel {}
