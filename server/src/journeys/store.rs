//! Reading and writing the `saved_journey` table.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter};

use crate::clock::Timestamp;
use crate::db::entity::saved_journey::{COLUMN, Column, Entity, Model};
use crate::ids::{OrganizationId, SavedJourneyId};

/// Writes a row; one with the same code gets what is new and keeps its identifier.
pub(super) async fn put(db: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let is_there = OnConflict::columns([Column::OrganizationId, Column::CodeHmac])
        .update_columns([
            Column::FormVersionId,
            Column::SealedState,
            Column::Page,
            Column::Language,
            Column::SavedAt,
            Column::ExpiresAt,
        ])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(is_there).exec_without_returning(db).await?;
    Ok(())
}

/// The row of a code.
pub(super) async fn by_code(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    digest: Vec<u8>,
) -> Result<Option<Model>, DbErr> {
    let of_code = Entity::find().filter(COLUMN.organization_id.eq(organization)).filter(Column::CodeHmac.eq(digest));
    of_code.one(db).await
}

/// A row by its identifier.
pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SavedJourneyId,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(COLUMN.organization_id.eq(organization)).one(db).await
}

/// Deletes the row of a code, if there is one.
pub(super) async fn delete(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    digest: Vec<u8>,
) -> Result<(), DbErr> {
    let of_code = Entity::delete_many().filter(COLUMN.organization_id.eq(organization));
    of_code.filter(Column::CodeHmac.eq(digest)).exec(db).await?;
    Ok(())
}

/// Deletes what has expired. Across organizations on purpose: it is the same for all.
pub(super) async fn delete_expired(db: &impl ConnectionTrait, now: Timestamp) -> Result<u64, DbErr> {
    Ok(Entity::delete_many().filter(Column::ExpiresAt.lte(now)).exec(db).await?.rows_affected)
}
