//! Reading and writing what webhooks need: the case of an event, which secrets sign, and the log of deliveries.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::db::entity::webhook_delivery::{COLUMN, Column, Entity, Model};
use crate::db::entity::{form, submission};
use crate::ids::{DeliveryId, FormId, OrganizationId, SubmissionId};

pub use crate::db::entity::webhook_delivery::Model as Delivery;

/// Deliveries of a form that are kept.
pub const KEPT: u64 = 50;

/// A case without its answers.
///
/// # Errors
/// The database's.
pub async fn case(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SubmissionId,
) -> Result<Option<(FormId, String, bool)>, DbErr> {
    submission::Entity::find_by_id(id)
        .select_only()
        .columns([submission::Column::FormId, submission::Column::ReceiptNumber, submission::Column::IsTest])
        .filter(submission::COLUMN.organization_id.eq(organization))
        .into_tuple()
        .one(db)
        .await
}

/// Which generations of secrets sign for a form.
///
/// # Errors
/// The database's.
pub async fn set_secrets(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    generations: String,
) -> Result<(), DbErr> {
    form::Entity::update_many()
        .col_expr(form::Column::WebhookSecrets, Expr::value(generations))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.eq(form))
        .exec(db)
        .await?;
    Ok(())
}

/// Writes a line of the log, and forgets those before the last fifty of the form.
///
/// # Errors
/// The database's.
pub async fn log(db: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let (organization, form) = (row.organization_id, row.form_id);
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(db).await?;
    let first_over: Option<DeliveryId> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(COLUMN.organization_id.eq(organization))
        .filter(COLUMN.form_id.eq(form))
        .order_by_desc(Column::Id)
        .offset(KEPT)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    if let Some(over) = first_over {
        let query = Entity::delete_many().filter(COLUMN.organization_id.eq(organization));
        query.filter(COLUMN.form_id.eq(form)).filter(Column::Id.lte(over)).exec(db).await?;
    }
    Ok(())
}

/// The log of a form, the newest first.
///
/// # Errors
/// The database's.
pub async fn deliveries(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(COLUMN.organization_id.eq(organization))
        .filter(COLUMN.form_id.eq(form))
        .order_by_desc(Column::Id)
        .limit(KEPT)
        .all(db)
        .await
}

/// One line of a form's log.
///
/// # Errors
/// The database's.
pub async fn delivery(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    id: DeliveryId,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(COLUMN.organization_id.eq(organization)).filter(COLUMN.form_id.eq(form)).one(db).await
}
