//! Where the appointments of a calendar take place.

use sea_orm::entity::prelude::*;

use crate::ids::{CalendarId, OrganizationId, PlaceId};

/// Where the appointments of a calendar take place.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "place")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlaceId,
    pub organization_id: OrganizationId,
    pub calendar_id: CalendarId,
    pub title: String,
    pub note: String,
    pub position: i64,
}

impl ActiveModelBehavior for ActiveModel {}
