//! A receipt that was printed; its sealed bytes lie in the file store under the row's id.

use sea_orm::entity::prelude::*;

use super::values::ReceiptScope;
use crate::clock::Timestamp;
use crate::ids::{FileId, OrganizationId, SubmissionId};

/// A receipt that was printed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "printed_receipt")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FileId,
    pub organization_id: OrganizationId,
    pub submission_id: SubmissionId,
    pub scope: ReceiptScope,
    pub language: String,
    pub sha256: Vec<u8>,
    pub size: i64,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
