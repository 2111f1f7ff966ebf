//! What staff see of forms: every query takes the person's [`Scope`], so that another department's form is not there.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::clock::Timestamp;
use crate::db::entity::values::{Access, FormState, NotificationMode, Retention};
use crate::db::entity::{form, form_version};
use crate::ids::{DepartmentId, FormId, OrganizationId, VersionId};
use crate::staff::scope::Scope;

pub use crate::db::entity::form::Model as FormWithDraft;

/// A form in a list: without its draft document, which may be long.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "form::Entity")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct FormRow {
    pub id: FormId,
    pub department_id: DepartmentId,
    pub slug: String,
    pub title: String,
    pub state: FormState,
    pub draft_revision: i64,
    pub draft_saved_at: Timestamp,
    pub published_version_id: Option<VersionId>,
    pub published_revision: Option<i64>,
    pub notification_emails: String,
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    pub capacity: Option<i64>,
    pub accepted: i64,
    pub is_listed: bool,
    pub embed_origins: String,
    pub notification_mode: NotificationMode,
    pub retention: Option<Retention>,
    pub webhook_url: Option<String>,
    pub origin: Option<String>,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
    pub access: Access,
    pub access_secret: Option<String>,
    pub grace_seconds: i64,
}

fn reachable(scope: &Scope) -> Select<form::Entity> {
    let query = form::Entity::find().filter(form::COLUMN.organization_id.eq(scope.organization_id));
    match scope.limited_to() {
        None => query,
        Some(departments) => query.filter(form::COLUMN.department_id.is_in(departments.iter().copied())),
    }
}

/// The wrapped keys of those of these forms that the person reaches.
///
/// # Errors
/// The database's.
pub async fn keys(
    db: &impl ConnectionTrait,
    scope: &Scope,
    forms: &HashSet<FormId>,
) -> Result<HashMap<FormId, Vec<u8>>, DbErr> {
    if forms.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(FormId, Vec<u8>)> = reachable(scope)
        .select_only()
        .column(form::Column::Id)
        .column(form::Column::WrappedKey)
        .filter(form::COLUMN.id.is_in(forms.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The forms the person reaches, last changed first: those in use, or those that were put away.
///
/// # Errors
/// The database's.
pub async fn list(db: &impl ConnectionTrait, scope: &Scope, is_archived: bool) -> Result<Vec<FormRow>, DbErr> {
    let archived = form::Column::ArchivedAt;
    reachable(scope)
        .filter(if is_archived { archived.is_not_null() } else { archived.is_null() })
        .order_by_desc(form::Column::DraftSavedAt)
        .order_by_desc(form::Column::Id)
        .into_partial_model::<FormRow>()
        .all(db)
        .await
}

/// One form, when the person reaches it.
///
/// # Errors
/// The database's.
pub async fn one(db: &impl ConnectionTrait, scope: &Scope, id: FormId) -> Result<Option<FormRow>, DbErr> {
    reachable(scope).filter(form::COLUMN.id.eq(id)).into_partial_model::<FormRow>().one(db).await
}

/// One form with its draft, when the person reaches it.
///
/// # Errors
/// The database's.
pub async fn with_draft(db: &impl ConnectionTrait, scope: &Scope, id: FormId) -> Result<Option<form::Model>, DbErr> {
    reachable(scope).filter(form::COLUMN.id.eq(id)).one(db).await
}

/// One form with its draft, when the person reaches it, held until the transaction ends: nothing is received meanwhile.
///
/// # Errors
/// The database's.
pub async fn for_change(db: &impl ConnectionTrait, scope: &Scope, id: FormId) -> Result<Option<form::Model>, DbErr> {
    reachable(scope).filter(form::COLUMN.id.eq(id)).lock_exclusive().one(db).await
}

/// Number and time of publication of these versions.
///
/// # Errors
/// The database's.
pub async fn version_numbers(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    versions: Vec<VersionId>,
) -> Result<HashMap<VersionId, (i64, Timestamp)>, DbErr> {
    if versions.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(VersionId, i64, Timestamp)> = form_version::Entity::find()
        .select_only()
        .column(form_version::Column::Id)
        .column(form_version::Column::Number)
        .column(form_version::Column::PublishedAt)
        .filter(form_version::COLUMN.organization_id.eq(organization))
        .filter(form_version::COLUMN.id.is_in(versions))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, number, published_at)| (id, (number, published_at))).collect())
}

/// Writes the operational settings; `false` when there is no such form.
///
/// # Errors
/// The database's; a unique violation when the address is taken.
pub async fn update_settings(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    row: &form::Model,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let result = form::Entity::update_many()
        .col_expr(form::Column::Slug, Expr::value(row.slug.clone()))
        .col_expr(form::Column::DepartmentId, Expr::value(row.department_id))
        .col_expr(form::Column::NotificationEmails, Expr::value(row.notification_emails.clone()))
        .col_expr(form::Column::OpensAt, Expr::value(row.opens_at))
        .col_expr(form::Column::ClosesAt, Expr::value(row.closes_at))
        .col_expr(form::Column::Capacity, Expr::value(row.capacity))
        .col_expr(form::Column::Accepted, Expr::value(row.accepted))
        .col_expr(form::Column::IsListed, Expr::value(row.is_listed))
        .col_expr(form::Column::EmbedOrigins, Expr::value(row.embed_origins.clone()))
        .col_expr(form::Column::Access, Expr::value(row.access))
        .col_expr(form::Column::AccessSecret, Expr::value(row.access_secret.clone()))
        .col_expr(form::Column::GraceSeconds, Expr::value(row.grace_seconds))
        .col_expr(form::Column::NotificationMode, Expr::value(row.notification_mode))
        .col_expr(form::Column::DigestSentAt, Expr::value(row.digest_sent_at))
        .col_expr(form::Column::Retention, Expr::value(row.retention))
        .col_expr(form::Column::WebhookUrl, Expr::value(row.webhook_url.clone()))
        .col_expr(form::Column::UpdatedAt, Expr::value(now))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.eq(row.id))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}
