//! What staff see of submissions: counts, lists by key, the timeline, and the move from one state to another.

use std::collections::HashMap;

use sea_orm::sea_query::{Asterisk, Expr, LockType, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};

use crate::clock::Timestamp;
use crate::db::entity::values::{Channel, SubmissionState};
use crate::db::entity::{form, stored_file, submission, submission_event};
use crate::ids::{FormId, OrganizationId, SubmissionId, VersionId};

/// A submission in a list: without its sealed answers.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "submission::Entity")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct SubmissionRow {
    pub id: SubmissionId,
    pub form_version_id: VersionId,
    pub receipt_number: String,
    pub state: SubmissionState,
    pub channel: Channel,
    pub received_at: Timestamp,
    pub updated_at: Timestamp,
    pub is_test: bool,
}

/// Which submissions a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Only {
    /// In this state; in any when absent.
    pub state: Option<SubmissionState>,
    /// Those that came this way; any when absent.
    pub channel: Option<Channel>,
    /// The tests; without it, all but these.
    pub is_test: bool,
}

/// How many submissions each of these forms has, in one query; tests do not count.
///
/// # Errors
/// The database's.
pub async fn counts_by_form(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    forms: Vec<FormId>,
) -> Result<HashMap<FormId, i64>, DbErr> {
    if forms.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(FormId, i64)> = submission::Entity::find()
        .select_only()
        .column(submission::Column::FormId)
        .expr_as(Expr::col(Asterisk).count(), "count")
        .filter(submission::Column::FormId.in_subquery(own(organization, forms)))
        .filter(submission::COLUMN.is_test.eq(false))
        .group_by(submission::Column::FormId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Those of these forms that are the organization's. It is asked of the form, so that counting reads an index alone and
/// never the rows with the sealed answers.
fn own(organization: OrganizationId, forms: Vec<FormId>) -> SelectStatement {
    form::Entity::find()
        .select_only()
        .column(form::Column::Id)
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.is_in(forms))
        .into_query()
}

/// How many submissions of a form are in each state: of the tests, or of all others.
///
/// # Errors
/// The database's.
pub async fn counts_by_state(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    is_test: bool,
) -> Result<Vec<(SubmissionState, i64)>, DbErr> {
    submission::Entity::find()
        .select_only()
        .column(submission::Column::State)
        .expr_as(Expr::col(Asterisk).count(), "count")
        .filter(submission::Column::FormId.in_subquery(own(organization, vec![form])))
        .filter(submission::COLUMN.is_test.eq(is_test))
        .group_by(submission::Column::State)
        .into_tuple()
        .all(db)
        .await
}

/// How many files each of these submissions has.
///
/// # Errors
/// The database's.
pub async fn file_counts(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    submissions: Vec<SubmissionId>,
) -> Result<HashMap<SubmissionId, i64>, DbErr> {
    if submissions.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(SubmissionId, i64)> = stored_file::Entity::find()
        .select_only()
        .column(stored_file::Column::SubmissionId)
        .column_as(stored_file::Column::Id.count(), "count")
        .filter(stored_file::COLUMN.organization_id.eq(organization))
        .filter(stored_file::Column::SubmissionId.is_in(submissions))
        .group_by(stored_file::Column::SubmissionId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The next submissions of a form before `before`, newest first.
///
/// # Errors
/// The database's.
pub async fn page_newest_first(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    only: Only,
    before: Option<(Timestamp, SubmissionId)>,
    limit: u64,
) -> Result<Vec<SubmissionRow>, DbErr> {
    let mut query = submission::Entity::find()
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.form_id.eq(form))
        .filter(submission::COLUMN.is_test.eq(only.is_test));
    if let Some(state) = only.state {
        query = query.filter(submission::Column::State.eq(state));
    }
    if let Some(channel) = only.channel {
        query = query.filter(submission::Column::Channel.eq(channel));
    }
    if let Some((received_at, id)) = before {
        let earlier = submission::Column::ReceivedAt.lt(received_at);
        let same = submission::Column::ReceivedAt.eq(received_at).and(submission::COLUMN.id.lt(id));
        query = query.filter(earlier.or(same));
    }
    query
        .order_by_desc(submission::Column::ReceivedAt)
        .order_by_desc(submission::Column::Id)
        .limit(limit)
        .into_partial_model::<SubmissionRow>()
        .all(db)
        .await
}

/// The form a submission belongs to; `None` when there is no such submission.
///
/// # Errors
/// The database's.
pub async fn form_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SubmissionId,
) -> Result<Option<FormId>, DbErr> {
    submission::Entity::find_by_id(id)
        .select_only()
        .column(submission::Column::FormId)
        .filter(submission::COLUMN.organization_id.eq(organization))
        .into_tuple()
        .one(db)
        .await
}

/// The timeline of a submission, oldest first.
///
/// # Errors
/// The database's.
pub async fn timeline(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SubmissionId,
) -> Result<Vec<submission_event::Model>, DbErr> {
    submission_event::Entity::find()
        .filter(submission_event::COLUMN.organization_id.eq(organization))
        .filter(submission_event::COLUMN.submission_id.eq(id))
        .order_by_asc(submission_event::Column::HappenedAt)
        .order_by_asc(submission_event::Column::Id)
        .all(db)
        .await
}

/// Moves a case from one state to another; `false` when it is no longer in the first.
///
/// # Errors
/// The database's.
pub async fn set_state(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SubmissionId,
    from: SubmissionState,
    to: SubmissionState,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let result = submission::Entity::update_many()
        .col_expr(submission::Column::State, Expr::value(to))
        .col_expr(submission::Column::UpdatedAt, Expr::value(now))
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.id.eq(id))
        .filter(submission::Column::State.eq(from))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// The state of a case, and whether it is a test, as they stay until the transaction ends. Whoever changes a case and its
/// appointment holds the case first and the slots after it.
///
/// # Errors
/// The database's.
pub async fn held(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SubmissionId,
) -> Result<Option<(SubmissionState, bool)>, DbErr> {
    submission::Entity::find_by_id(id)
        .select_only()
        .column(submission::Column::State)
        .column(submission::Column::IsTest)
        .filter(submission::COLUMN.organization_id.eq(organization))
        .lock(LockType::NoKeyUpdate)
        .into_tuple()
        .one(db)
        .await
}

/// Appends steps to timelines.
///
/// # Errors
/// The database's.
pub async fn append_steps(db: &impl ConnectionTrait, steps: Vec<submission_event::Model>) -> Result<(), DbErr> {
    if steps.is_empty() {
        return Ok(());
    }
    let rows = steps.into_iter().map(IntoActiveModel::into_active_model);
    submission_event::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Appends a step to a timeline.
///
/// # Errors
/// The database's.
pub async fn append_step(db: &impl ConnectionTrait, step: submission_event::Model) -> Result<(), DbErr> {
    submission_event::Entity::insert(step.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Puts newly sealed answers in the place of the old ones: only an appointment that was moved changes them.
///
/// # Errors
/// The database's.
pub async fn reseal(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SubmissionId,
    sealed_answers: Vec<u8>,
    now: Timestamp,
) -> Result<(), DbErr> {
    submission::Entity::update_many()
        .col_expr(submission::Column::SealedAnswers, Expr::value(sealed_answers))
        .col_expr(submission::Column::UpdatedAt, Expr::value(now))
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}
