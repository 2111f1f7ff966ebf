//! What staff have done with a draft before it is published: looked at its preview, tried it out to the end.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::db::entity::{form, form_version, submission};
use crate::ids::{FormId, OrganizationId};

/// Notes that somebody has looked at the preview of the draft at this revision.
///
/// # Errors
/// The database's.
pub async fn set_previewed(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FormId,
    revision: i64,
) -> Result<(), DbErr> {
    form::Entity::update_many()
        .col_expr(form::Column::PreviewedRevision, Expr::value(revision))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether a test of the draft at this revision is there. A test version's number is its draft's revision below zero.
///
/// # Errors
/// The database's.
pub async fn is_tested(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    revision: i64,
) -> Result<bool, DbErr> {
    let version = form_version::Entity::find()
        .filter(form_version::COLUMN.organization_id.eq(organization))
        .filter(form_version::COLUMN.form_id.eq(form))
        .filter(form_version::COLUMN.is_test.eq(true))
        .filter(form_version::COLUMN.number.eq(-revision))
        .one(db)
        .await?;
    let Some(version) = version else { return Ok(false) };
    let sent = submission::Entity::find()
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.form_version_id.eq(version.id))
        .filter(submission::COLUMN.is_test.eq(true))
        .one(db)
        .await?;
    Ok(sent.is_some())
}

/// Notes that the draft at `revision` was tried out to the end, whatever becomes of what was sent.
///
/// # Errors
/// The database's.
pub async fn set_tested(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: FormId,
    revision: i64,
) -> Result<(), DbErr> {
    let earlier =
        Condition::any().add(form::COLUMN.tested_revision.is_null()).add(form::COLUMN.tested_revision.lt(revision));
    form::Entity::update_many()
        .col_expr(form::Column::TestedRevision, Expr::value(revision))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.eq(id))
        .filter(earlier)
        .exec(db)
        .await?;
    Ok(())
}
