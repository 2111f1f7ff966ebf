//! Reading and writing the `mail_recipient` table.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QuerySelect};

use crate::clock::Timestamp;
use crate::db::entity::mail_recipient::{COLUMN, Column, Entity, Model};
use crate::ids::{MailRecipientId, OrganizationId};

/// Adds one mail of that day and gives back how many that makes. Two that count at the same time wait for each other at
/// the row.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    id: MailRecipientId,
    organization_id: OrganizationId,
    address_hmac: Vec<u8>,
    day_at: Timestamp,
) -> Result<i64, DbErr> {
    let one_more = OnConflict::columns([Column::OrganizationId, Column::AddressHmac, Column::DayAt])
        .value(Column::Mails, Expr::col((Entity, Column::Mails)).add(1_i64))
        .to_owned();
    let row = Model { id, organization_id, address_hmac: address_hmac.clone(), day_at, mails: 1 };
    Entity::insert(row.into_active_model()).on_conflict(one_more).exec_without_returning(db).await?;
    let mails: Option<i64> = Entity::find()
        .select_only()
        .column(Column::Mails)
        .filter(COLUMN.organization_id.eq(organization_id))
        .filter(Column::AddressHmac.eq(address_hmac))
        .filter(Column::DayAt.eq(day_at))
        .into_tuple()
        .one(db)
        .await?;
    Ok(mails.unwrap_or_default())
}

/// Deletes the counts of days that began before this instant. Across organizations on purpose: it is the same for all.
pub(super) async fn forget(db: &impl ConnectionTrait, before: Timestamp) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::DayAt.lt(before)).exec(db).await?;
    Ok(())
}
