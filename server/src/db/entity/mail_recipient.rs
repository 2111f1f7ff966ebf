//! How many mails an address has got on one day. The address itself is not stored, only its keyed digest.

use sea_orm::entity::prelude::*;

use crate::clock::Timestamp;
use crate::ids::{MailRecipientId, OrganizationId};

/// How many mails an address has got on one day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_recipient")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailRecipientId,
    pub organization_id: OrganizationId,
    pub address_hmac: Vec<u8>,
    pub day_at: Timestamp,
    pub mails: i64,
}

impl ActiveModelBehavior for ActiveModel {}
