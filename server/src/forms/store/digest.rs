//! Which forms are to be told of once a day, and up to when they have been.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use crate::clock::Timestamp;
use crate::db::entity::form;
use crate::db::entity::values::NotificationMode;
use crate::ids::{FormId, OrganizationId};

/// A form whose new cases are told of once a day.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "form::Entity")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct DailyForm {
    pub id: FormId,
    pub created_at: Timestamp,
    pub digest_sent_at: Option<Timestamp>,
}

fn due(organization: OrganizationId, until: Timestamp) -> Select<form::Entity> {
    let untold = Condition::any().add(form::Column::DigestSentAt.is_null()).add(form::Column::DigestSentAt.lt(until));
    form::Entity::find()
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::Column::NotificationMode.eq(NotificationMode::Daily))
        .filter(untold)
}

/// Whether there are forms that have not been told of up to this instant.
///
/// # Errors
/// The database's.
pub async fn is_any_due(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    until: Timestamp,
) -> Result<bool, DbErr> {
    use sea_orm::PaginatorTrait;
    Ok(due(organization, until).count(db).await? > 0)
}

/// Those forms, held until the transaction ends: no other process tells of them meanwhile.
///
/// # Errors
/// The database's.
pub async fn due_for_change(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    until: Timestamp,
) -> Result<Vec<DailyForm>, DbErr> {
    due(organization, until)
        .order_by_asc(form::Column::Id)
        .lock_exclusive()
        .into_partial_model::<DailyForm>()
        .all(db)
        .await
}

/// Writes down up to when these forms have been told of.
///
/// # Errors
/// The database's.
pub async fn told(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    forms: Vec<FormId>,
    until: Timestamp,
) -> Result<(), DbErr> {
    form::Entity::update_many()
        .col_expr(form::Column::DigestSentAt, Expr::value(until))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.is_in(forms))
        .exec(db)
        .await?;
    Ok(())
}
