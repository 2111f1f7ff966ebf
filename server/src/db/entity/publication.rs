//! A publication of a draft or a change of settings that somebody asked for or planned; the hash fixes what becomes live.

use sea_orm::entity::prelude::*;

use super::values::PublicationState;
use crate::clock::Timestamp;
use crate::ids::{FormId, OrganizationId, PublicationId, StaffId};

/// A publication of a draft or a change of settings that somebody asked for or planned; the hash fixes what becomes live.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publication")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PublicationId,
    pub organization_id: OrganizationId,
    pub form_id: FormId,
    pub state: PublicationState,
    pub revision: Option<i64>,
    pub settings: Option<String>,
    pub hash: String,
    pub publish_at: Option<Timestamp>,
    pub note: Option<String>,
    pub requested_by: StaffId,
    pub requested_at: Timestamp,
    pub decided_by: Option<StaffId>,
    pub decided_at: Option<Timestamp>,
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
