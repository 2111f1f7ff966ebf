//! Removing test submissions with everything that hangs on them. No other submission can be removed here: every statement
//! goes out from the mark.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::printed;
use crate::clock::Timestamp;
use crate::db::entity::{form_version, stored_file, submission, submission_event};
use crate::forms;
use crate::ids::{FileId, FormId, OrganizationId, SubmissionId};
use crate::slots::store::bookings;

/// Whether this is a test submission; `None` when there is no such submission.
///
/// # Errors
/// The database's.
pub async fn is_test(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SubmissionId,
) -> Result<Option<bool>, DbErr> {
    submission::Entity::find_by_id(id)
        .select_only()
        .column(submission::Column::IsTest)
        .filter(submission::COLUMN.organization_id.eq(organization))
        .into_tuple()
        .one(db)
        .await
}

/// The oldest test submissions of a form.
///
/// # Errors
/// The database's.
pub async fn of_form(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    limit: u64,
) -> Result<Vec<SubmissionId>, DbErr> {
    submission::Entity::find()
        .select_only()
        .column(submission::Column::Id)
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.form_id.eq(form))
        .filter(submission::COLUMN.is_test.eq(true))
        .order_by_asc(submission::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// What was removed.
#[derive(Default)]
pub struct Removed {
    /// The submissions.
    pub tests: Vec<SubmissionId>,
    /// Their files, whose content is still in the store.
    pub files: Vec<FileId>,
    /// How many places of slots they had taken.
    pub freed: i64,
}

/// Removes those of these submissions that are tests: rows, timelines, rows of files, and the appointments that somebody
/// may have given them, whose places are free again.
///
/// # Errors
/// The database's.
pub async fn remove(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    submissions: Vec<SubmissionId>,
    now: Timestamp,
) -> Result<Removed, DbErr> {
    let tests: Vec<SubmissionId> = submission::Entity::find()
        .select_only()
        .column(submission::Column::Id)
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.id.is_in(submissions))
        .filter(submission::COLUMN.is_test.eq(true))
        // The case first, and then its slots, as everybody does.
        .order_by_asc(submission::Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(db)
        .await?;
    let ids = || tests.iter().copied();
    if tests.is_empty() {
        return Ok(Removed::default());
    }
    // Forms are always held before slots.
    for (form, revision) in tested(db, organization, &tests).await? {
        forms::store::readiness::set_tested(db, organization, form, revision).await?;
    }
    let freed = bookings::remove_of(db, organization, &tests, now).await?;
    let mut files: Vec<FileId> = stored_file::Entity::find()
        .select_only()
        .column(stored_file::Column::Id)
        .filter(stored_file::COLUMN.organization_id.eq(organization))
        .filter(stored_file::Column::SubmissionId.is_in(ids()))
        .into_tuple()
        .all(db)
        .await?;
    files.extend(printed::remove(db, organization, tests.clone()).await?);
    stored_file::Entity::delete_many()
        .filter(stored_file::COLUMN.organization_id.eq(organization))
        .filter(stored_file::Column::SubmissionId.is_in(ids()))
        .exec(db)
        .await?;
    submission_event::Entity::delete_many()
        .filter(submission_event::COLUMN.organization_id.eq(organization))
        .filter(submission_event::COLUMN.submission_id.is_in(ids()))
        .exec(db)
        .await?;
    submission::Entity::delete_many()
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.id.is_in(ids()))
        .exec(db)
        .await?;
    Ok(Removed { tests, files, freed })
}

/// The newest draft of each form that these had tried out. A test version's number is its draft's revision below zero.
async fn tested(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    tests: &[SubmissionId],
) -> Result<Vec<(FormId, i64)>, DbErr> {
    let versions = Query::select()
        .column(submission::Column::FormVersionId)
        .from(submission::Entity)
        .and_where(submission::Column::OrganizationId.eq(organization))
        .and_where(submission::Column::Id.is_in(tests.iter().copied()))
        .to_owned();
    let of_forms: Vec<(FormId, i64)> = form_version::Entity::find()
        .select_only()
        .column(form_version::Column::FormId)
        .column_as(form_version::Column::Number.min(), "newest")
        .filter(form_version::COLUMN.organization_id.eq(organization))
        .filter(form_version::COLUMN.is_test.eq(true))
        .filter(form_version::Column::Id.in_subquery(versions))
        .group_by(form_version::Column::FormId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(of_forms.into_iter().map(|(form, number)| (form, -number)).collect())
}
