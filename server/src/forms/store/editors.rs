//! Reading and writing the `draft_editor` table: who has a draft open, one row per person and form.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::clock::Timestamp;
use crate::db::entity::draft_editor::{COLUMN, Column, Entity, Model};
use crate::ids::{FormId, OrganizationId, StaffId};

/// Writes down that somebody has the draft open; who was there before stays one row.
///
/// # Errors
/// The database's.
pub async fn put(db: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let is_there = OnConflict::columns([Column::FormId, Column::StaffId]).update_column(Column::SeenAt).to_owned();
    Entity::insert(row.into_active_model()).on_conflict(is_there).exec_without_returning(db).await?;
    Ok(())
}

/// Who else was seen after this instant, who has been there longest first: person and when last seen.
///
/// # Errors
/// The database's.
pub async fn others(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    me: StaffId,
    after: Timestamp,
) -> Result<Vec<(StaffId, Timestamp)>, DbErr> {
    let rows = Entity::find()
        .filter(COLUMN.organization_id.eq(organization))
        .filter(COLUMN.form_id.eq(form))
        .filter(COLUMN.staff_id.ne(me))
        .filter(Column::SeenAt.gt(after))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.staff_id, row.seen_at)).collect())
}

/// Forgets those of the form who were not seen after this instant.
///
/// # Errors
/// The database's.
pub async fn forget_gone(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    after: Timestamp,
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(COLUMN.organization_id.eq(organization))
        .filter(COLUMN.form_id.eq(form))
        .filter(Column::SeenAt.lte(after))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets one person.
///
/// # Errors
/// The database's.
pub async fn forget(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    person: StaffId,
) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(COLUMN.organization_id.eq(organization))
        .filter(COLUMN.form_id.eq(form))
        .filter(COLUMN.staff_id.eq(person))
        .exec(db)
        .await?;
    Ok(())
}
