//! Reading and writing forms and their versions. What staff see of them is in `reach`.

pub mod digest;
pub mod editors;
pub mod images;
pub mod publications;
pub mod reach;
pub mod readiness;
pub mod test_versions;
pub mod versions;

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::clock::Timestamp;
use crate::db::entity::values::FormState;
use crate::db::entity::{form, form_version, submission};
use crate::ids::{FormId, OrganizationId, StaffId, VersionId};

/// The form at this address of this organization.
///
/// # Errors
/// The database's.
pub async fn by_slug(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    slug: &str,
) -> Result<Option<form::Model>, DbErr> {
    form::Entity::find()
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.slug.eq(slug))
        .one(db)
        .await
}

/// The form with this identifier.
///
/// # Errors
/// The database's.
pub async fn by_id(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FormId,
) -> Result<Option<form::Model>, DbErr> {
    form::Entity::find_by_id(id).filter(form::COLUMN.organization_id.eq(organization)).one(db).await
}

/// The form with this identifier, held until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn held(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FormId,
) -> Result<Option<form::Model>, DbErr> {
    let query = form::Entity::find_by_id(id).filter(form::COLUMN.organization_id.eq(organization));
    query.lock_exclusive().one(db).await
}

/// All forms of an organization, by address.
///
/// # Errors
/// The database's.
pub async fn all(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<Vec<form::Model>, DbErr> {
    form::Entity::find()
        .filter(form::COLUMN.organization_id.eq(organization))
        .order_by_asc(form::Column::Slug)
        .all(db)
        .await
}

/// One published version.
///
/// # Errors
/// The database's.
pub async fn version(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: VersionId,
) -> Result<Option<form_version::Model>, DbErr> {
    form_version::Entity::find_by_id(id).filter(form_version::COLUMN.organization_id.eq(organization)).one(db).await
}

/// When each form of the installation last changed, and how many submissions it has taken: what caches compare with.
/// Across organizations on purpose.
///
/// # Errors
/// The database's.
pub async fn changes(db: &impl ConnectionTrait) -> Result<HashMap<FormId, (Timestamp, i64)>, DbErr> {
    let rows: Vec<(FormId, Timestamp, i64)> = form::Entity::find()
        .select_only()
        .column(form::Column::Id)
        .column(form::Column::UpdatedAt)
        .column(form::Column::Accepted)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, updated_at, accepted)| (id, (updated_at, accepted))).collect())
}

/// Writes a new form.
///
/// # Errors
/// The database's; a unique violation when the address is taken.
pub async fn insert(db: &impl ConnectionTrait, row: form::Model) -> Result<(), DbErr> {
    form::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Writes a new version. Nothing ever changes one.
///
/// # Errors
/// The database's; a unique violation when the number was taken meanwhile.
pub async fn insert_version(db: &impl ConnectionTrait, row: form_version::Model) -> Result<(), DbErr> {
    form_version::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// A draft that is to take the place of the one at `revision`.
pub struct NextDraft {
    /// The revision it was made from.
    pub revision: i64,
    /// The document's title, for lists.
    pub title: String,
    /// The document.
    pub document: String,
    /// When.
    pub saved_at: Timestamp,
    /// By whom.
    pub saved_by: Option<StaffId>,
}

/// Replaces the draft and counts its revision up; `false` when the draft is at another revision.
///
/// # Errors
/// The database's.
pub async fn replace_draft(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FormId,
    next: NextDraft,
) -> Result<bool, DbErr> {
    let result = form::Entity::update_many()
        .col_expr(form::Column::DraftDocument, Expr::value(next.document))
        .col_expr(form::Column::Title, Expr::value(next.title))
        .col_expr(form::Column::DraftRevision, Expr::value(next.revision + 1))
        .col_expr(form::Column::DraftSavedAt, Expr::value(next.saved_at))
        .col_expr(form::Column::DraftSavedBy, Expr::value(next.saved_by))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.eq(id))
        .filter(form::COLUMN.draft_revision.eq(next.revision))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Says anew where a form's draft came from.
///
/// # Errors
/// The database's.
pub async fn set_origin(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FormId,
    origin: String,
) -> Result<(), DbErr> {
    form::Entity::update_many()
        .col_expr(form::Column::Origin, Expr::value(origin))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// The highest version number of a form; 0 when it was never published.
///
/// # Errors
/// The database's.
pub async fn last_version(db: &impl ConnectionTrait, organization: OrganizationId, id: FormId) -> Result<i64, DbErr> {
    let last: Option<i64> = form_version::Entity::find()
        .select_only()
        .column(form_version::Column::Number)
        .filter(form_version::COLUMN.organization_id.eq(organization))
        .filter(form_version::COLUMN.form_id.eq(id))
        .filter(form_version::COLUMN.is_test.eq(false))
        .order_by_desc(form_version::Column::Number)
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.unwrap_or(0))
}

/// Makes a version the one residents get, and opens the form; `false` when the draft moved on.
///
/// # Errors
/// The database's.
pub async fn point_to_version(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FormId,
    revision: i64,
    version: VersionId,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let result = form::Entity::update_many()
        .col_expr(form::Column::PublishedVersionId, Expr::value(version))
        .col_expr(form::Column::PublishedRevision, Expr::value(revision))
        .col_expr(form::Column::State, Expr::value(FormState::Open))
        .col_expr(form::Column::ArchivedAt, Expr::value(NOT_ARCHIVED))
        .col_expr(form::Column::UpdatedAt, Expr::value(now))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.eq(id))
        .filter(form::COLUMN.draft_revision.eq(revision))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// What is open is not put away.
const NOT_ARCHIVED: Option<Timestamp> = None;

/// Opens or closes a form that has been published; `false` when there is none. One that opens is taken out of the archive.
///
/// # Errors
/// The database's.
pub async fn set_state(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FormId,
    state: FormState,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let mut update = form::Entity::update_many();
    if state == FormState::Open {
        update = update.col_expr(form::Column::ArchivedAt, Expr::value(NOT_ARCHIVED));
    }
    let result = update
        .col_expr(form::Column::State, Expr::value(state))
        .col_expr(form::Column::UpdatedAt, Expr::value(now))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.eq(id))
        .filter(form::Column::PublishedVersionId.is_not_null())
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Puts a form away, or takes it out again. Residents notice nothing: it is closed either way.
///
/// # Errors
/// The database's.
pub async fn set_archived(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FormId,
    archived_at: Option<Timestamp>,
) -> Result<(), DbErr> {
    form::Entity::update_many()
        .col_expr(form::Column::ArchivedAt, Expr::value(archived_at))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// The published versions of a form, newest first.
///
/// # Errors
/// The database's.
pub async fn versions(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FormId,
) -> Result<Vec<VersionId>, DbErr> {
    form_version::Entity::find()
        .select_only()
        .column(form_version::Column::Id)
        .filter(form_version::COLUMN.organization_id.eq(organization))
        .filter(form_version::COLUMN.form_id.eq(id))
        .filter(form_version::COLUMN.is_test.eq(false))
        .order_by_desc(form_version::Column::Number)
        .into_tuple()
        .all(db)
        .await
}

/// The addresses of the forms that are switched on and listed, by title. Whether their period has begun is not asked.
///
/// # Errors
/// The database's.
pub async fn listed_slugs(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<Vec<String>, DbErr> {
    form::Entity::find()
        .select_only()
        .column(form::Column::Slug)
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::Column::State.eq(FormState::Open))
        .filter(form::Column::IsListed.eq(true))
        .order_by_asc(form::Column::Title)
        .into_tuple()
        .all(db)
        .await
}

/// How many submissions a form has received; tests do not count.
///
/// # Errors
/// The database's.
pub async fn received(db: &impl ConnectionTrait, organization: OrganizationId, id: FormId) -> Result<i64, DbErr> {
    let query = submission::Entity::find()
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.form_id.eq(id))
        .filter(submission::COLUMN.is_test.eq(false));
    Ok(i64::try_from(query.count(db).await?).unwrap_or(i64::MAX))
}
