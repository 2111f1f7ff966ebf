//! Reading and writing the `organization` table. It has no organization above it.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::db::entity::organization;
use crate::ids::OrganizationId;

/// All organizations, oldest first.
///
/// # Errors
/// The database's.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<organization::Model>, DbErr> {
    organization::Entity::find().order_by_asc(organization::Column::CreatedAt).all(db).await
}

/// One organization.
///
/// # Errors
/// The database's.
pub async fn by_id(db: &impl ConnectionTrait, id: OrganizationId) -> Result<Option<organization::Model>, DbErr> {
    organization::Entity::find_by_id(id).one(db).await
}

/// Whether a second person must approve what residents get. Read where it is needed: it is never kept in memory.
///
/// # Errors
/// The database's.
pub async fn has_four_eyes(db: &impl ConnectionTrait, id: OrganizationId) -> Result<bool, DbErr> {
    Ok(by_id(db, id).await?.is_some_and(|row| row.has_four_eyes))
}

/// Switches the four-eyes rule; `false` when it is so already.
///
/// # Errors
/// The database's.
pub async fn set_four_eyes(db: &impl ConnectionTrait, id: OrganizationId, has_four_eyes: bool) -> Result<bool, DbErr> {
    let result = organization::Entity::update_many()
        .col_expr(organization::Column::HasFourEyes, Expr::value(has_four_eyes))
        .filter(organization::COLUMN.id.eq(id))
        .filter(organization::COLUMN.has_four_eyes.eq(!has_four_eyes))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Changes where residents and staff reach an organization.
///
/// # Errors
/// The database's.
pub async fn set_base_url(db: &impl ConnectionTrait, id: OrganizationId, base_url: String) -> Result<(), DbErr> {
    organization::Entity::update_many()
        .col_expr(organization::Column::BaseUrl, Expr::value(base_url))
        .filter(organization::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}
