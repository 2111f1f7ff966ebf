//! Reading and writing the `saved_journey` table.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

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

/// The same row, for a transaction that decides by it: others that would change it wait.
pub(super) async fn locked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    digest: Vec<u8>,
) -> Result<Option<Model>, DbErr> {
    let of_code = Entity::find().filter(COLUMN.organization_id.eq(organization)).filter(Column::CodeHmac.eq(digest));
    of_code.lock_exclusive().one(db).await
}

/// Counts one more reminder of a row; `false` when there were `most` already, or the row is gone.
pub(super) async fn count_reminder(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SavedJourneyId,
    most: i64,
) -> Result<bool, DbErr> {
    let counted = Entity::update_many()
        .col_expr(Column::Reminders, Expr::col(Column::Reminders).add(1))
        .filter(COLUMN.organization_id.eq(organization))
        .filter(Column::Id.eq(id))
        .filter(Column::Reminders.lt(most))
        .exec(db)
        .await?;
    Ok(counted.rows_affected > 0)
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

/// Deletes what expired first, at most `limit` rows. Across organizations on purpose: it is the same for all.
pub(super) async fn delete_expired(db: &impl ConnectionTrait, now: Timestamp, limit: u64) -> Result<u64, DbErr> {
    let expired = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ExpiresAt.lte(now))
        .order_by_asc(Column::ExpiresAt)
        .limit(limit);
    let ids: Vec<SavedJourneyId> = expired.into_tuple().all(db).await?;
    if ids.is_empty() {
        return Ok(0);
    }
    // Saved anew meanwhile: not expired any more.
    let gone = Entity::delete_many().filter(Column::Id.is_in(ids)).filter(Column::ExpiresAt.lte(now));
    Ok(gone.exec(db).await?.rows_affected)
}
