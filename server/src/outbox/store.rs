//! Reading what is stuck, and letting it begin again. Stuck is what was given up, and what has waited for long: because it
//! failed, or because its turn has not come.

pub mod alarm;
pub mod over;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, ExprTrait, PaginatorTrait,
    QueryFilter, QuerySelect, QueryTrait, Select,
};

use super::STUCK_SECONDS;
use crate::clock::Timestamp;
use crate::db::entity::values::{JobReason, JobState, Lane, Urgency};
use crate::db::entity::{form, job, submission};
use crate::ids::{FormId, JobId, OrganizationId, SubmissionId};
use crate::staff::scope::Scope;

/// A stuck job, without its payload.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "job::Entity")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct StuckRow {
    pub id: JobId,
    pub kind: String,
    pub state: JobState,
    pub attempts: i64,
    pub run_at: Timestamp,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub submission_id: Option<SubmissionId>,
    pub reason: Option<JobReason>,
}

/// The urgencies in which nothing has failed yet.
const FRESH: [Urgency; 3] = [Urgency::Urgent, Urgency::Normal, Urgency::Bulk];
/// Those of what failed before.
const FAILED: [Urgency; 2] = [Urgency::Again, Urgency::BulkAgain];
const LANES: [Lane; 3] = [Lane::Own, Lane::Mail, Lane::Web];

/// The three ways of being stuck: given up; failed, and enqueued long ago; due for long. Each is one range of the index of
/// turns.
fn ways(now: Timestamp) -> [Condition; 3] {
    let long_ago = now.plus_seconds(-STUCK_SECONDS);
    let of = |state: JobState, urgencies: &[Urgency]| {
        Condition::all().add(job::Column::State.eq(state)).add(job::Column::Urgency.is_in(urgencies.iter().copied()))
    };
    [
        of(JobState::Dead, &[FRESH.as_slice(), &FAILED].concat()),
        of(JobState::Waiting, &FAILED).add(job::Column::CreatedAt.lte(long_ago)),
        of(JobState::Waiting, &FRESH).add(job::Column::RunAt.lte(long_ago)),
    ]
}

/// The jobs of the person's reach: all of them for an administrator, those about cases of their departments for others.
fn reachable(scope: &Scope) -> Select<job::Entity> {
    let query = job::Entity::find()
        .filter(job::Column::OrganizationId.eq(scope.organization_id))
        .filter(job::Column::Lane.is_in(LANES));
    let Some(departments) = scope.limited_to() else { return query };
    let forms = form::Entity::find()
        .select_only()
        .column(form::Column::Id)
        .filter(form::COLUMN.organization_id.eq(scope.organization_id))
        .filter(form::COLUMN.department_id.is_in(departments.iter().copied()));
    let is_the_jobs =
        Expr::col((submission::Entity, submission::Column::Id)).equals((job::Entity, job::Column::SubmissionId));
    let cases = submission::Entity::find()
        .select_only()
        .column(submission::Column::Id)
        .filter(submission::Column::FormId.in_subquery(forms.into_query()))
        .filter(is_the_jobs);
    query.filter(Expr::exists(cases.into_query()))
}

/// What is stuck within the person's reach, up to so many, the newest first. In no order where there are more: to sort
/// them, a database might walk through everything that was ever done.
///
/// # Errors
/// The database's.
pub async fn stuck(
    db: &impl ConnectionTrait,
    scope: &Scope,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<StuckRow>, DbErr> {
    let mut rows: Vec<StuckRow> = Vec::new();
    for way in ways(now) {
        let query = reachable(scope).filter(way).limit((limit - rows.len()) as u64);
        rows.extend(query.into_partial_model::<StuckRow>().all(db).await?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.id));
    Ok(rows)
}

/// Receipt number and form of cases.
///
/// # Errors
/// The database's.
pub async fn cases(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    cases: Vec<SubmissionId>,
) -> Result<Vec<(SubmissionId, String, FormId, String)>, DbErr> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(SubmissionId, String, FormId)> = submission::Entity::find()
        .select_only()
        .columns([submission::Column::Id, submission::Column::ReceiptNumber, submission::Column::FormId])
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.id.is_in(cases))
        .into_tuple()
        .all(db)
        .await?;
    let forms: Vec<(FormId, String)> = form::Entity::find()
        .select_only()
        .columns([form::Column::Id, form::Column::Title])
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.is_in(rows.iter().map(|row| row.2)))
        .into_tuple()
        .all(db)
        .await?;
    let title = |id: FormId| forms.iter().find(|form| form.0 == id).map(|form| form.1.clone()).unwrap_or_default();
    Ok(rows.into_iter().map(|(id, number, form)| (id, number, form, title(form))).collect())
}

/// One job within the person's reach: its state.
///
/// # Errors
/// The database's.
pub async fn state(db: &impl ConnectionTrait, scope: &Scope, id: JobId) -> Result<Option<JobState>, DbErr> {
    let query = reachable(scope).filter(job::Column::Id.eq(id)).select_only().column(job::Column::State);
    query.into_tuple().one(db).await
}

/// The jobs that are stuck for one reason, up to so many.
///
/// # Errors
/// The database's.
pub async fn stuck_because(
    db: &impl ConnectionTrait,
    scope: &Scope,
    reason: JobReason,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<JobId>, DbErr> {
    let mut jobs: Vec<JobId> = Vec::new();
    for way in ways(now) {
        let query = reachable(scope).filter(way).filter(job::Column::Reason.eq(reason));
        let query = query.select_only().column(job::Column::Id).limit((limit - jobs.len()) as u64);
        jobs.extend(query.into_tuple::<JobId>().all(db).await?);
    }
    Ok(jobs)
}

/// The mails about a case that were given up.
///
/// # Errors
/// The database's.
pub async fn given_up_mails(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    case: SubmissionId,
) -> Result<Vec<JobId>, DbErr> {
    job::Entity::find()
        .select_only()
        .column(job::Column::Id)
        .filter(job::Column::SubmissionId.eq(case))
        .filter(job::COLUMN.organization_id.eq(organization))
        .filter(job::Column::State.eq(JobState::Dead))
        .filter(job::Column::Lane.eq(Lane::Mail))
        .into_tuple()
        .all(db)
        .await
}

/// Lets jobs begin again as if they were new, at once; what is done, or under way, stays as it is. Returns how many.
///
/// # Errors
/// The database's.
pub async fn begin_again(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    jobs: Vec<JobId>,
    now: Timestamp,
) -> Result<u64, DbErr> {
    let (nothing, no_time): (Option<String>, Option<Timestamp>) = (None, None);
    let is_free = Condition::any().add(job::Column::LeaseUntilAt.is_null()).add(job::Column::LeaseUntilAt.lte(now));
    let changed = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(JobState::Waiting))
        .col_expr(job::Column::Attempts, Expr::value(0_i64))
        .col_expr(job::Column::RunAt, Expr::value(now))
        .col_expr(job::Column::Reason, Expr::value(nothing))
        .col_expr(job::Column::FinishedAt, Expr::value(no_time))
        .col_expr(job::Column::LeaseUntilAt, Expr::value(no_time))
        .filter(job::Column::OrganizationId.eq(organization))
        .filter(job::Column::Id.is_in(jobs))
        .filter(job::Column::State.ne(JobState::Done))
        .filter(is_free)
        .exec(db)
        .await?;
    Ok(changed.rows_affected)
}

/// Takes a job that is done as one that was given up, so that it can begin again; `false` when there is none.
///
/// # Errors
/// The database's.
pub async fn reopen(db: &impl ConnectionTrait, organization: OrganizationId, id: JobId) -> Result<bool, DbErr> {
    let of_it = || Condition::all().add(job::Column::Id.eq(id)).add(job::Column::OrganizationId.eq(organization));
    job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(JobState::Dead))
        .filter(of_it())
        .filter(job::Column::State.eq(JobState::Done))
        .exec(db)
        .await?;
    Ok(job::Entity::find().filter(of_it()).count(db).await? > 0)
}
