//! Reading and removing test versions: drafts that were frozen to be tried out.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use crate::db::entity::{form_version, submission};
use crate::ids::{FormId, OrganizationId, VersionId};

fn of_form(organization: OrganizationId, form: FormId) -> Condition {
    Condition::all()
        .add(form_version::COLUMN.organization_id.eq(organization))
        .add(form_version::COLUMN.form_id.eq(form))
        .add(form_version::COLUMN.is_test.eq(true))
}

/// The test version of a draft's revision, if it was frozen.
///
/// # Errors
/// The database's.
pub async fn of_revision(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    revision: i64,
) -> Result<Option<VersionId>, DbErr> {
    form_version::Entity::find()
        .select_only()
        .column(form_version::Column::Id)
        .filter(of_form(organization, form))
        .filter(form_version::COLUMN.number.eq(-revision))
        .into_tuple()
        .one(db)
        .await
}

/// Whether this is a test version of this form.
///
/// # Errors
/// The database's.
pub async fn is_there(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    id: VersionId,
) -> Result<bool, DbErr> {
    let found = form_version::Entity::find_by_id(id).filter(of_form(organization, form)).count(db).await?;
    Ok(found > 0)
}

/// Removes the test versions of a form in which nothing was sent, or nothing is left. Gives back which.
///
/// # Errors
/// The database's.
pub async fn remove_unused(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
) -> Result<Vec<VersionId>, DbErr> {
    let used = Query::select()
        .column(submission::Column::FormVersionId)
        .from(submission::Entity)
        .and_where(submission::Column::OrganizationId.eq(organization))
        .and_where(submission::Column::FormId.eq(form))
        .and_where(submission::Column::IsTest.eq(true))
        .to_owned();
    let unused = of_form(organization, form).add(form_version::Column::Id.not_in_subquery(used));
    let removed: Vec<VersionId> = form_version::Entity::find()
        .select_only()
        .column(form_version::Column::Id)
        .filter(unused)
        .into_tuple()
        .all(db)
        .await?;
    if !removed.is_empty() {
        form_version::Entity::delete_many()
            .filter(of_form(organization, form))
            .filter(form_version::COLUMN.id.is_in(removed.iter().copied()))
            .exec(db)
            .await?;
    }
    Ok(removed)
}
