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
