//! Reading what is stuck, and letting it begin again. Stuck is what was given up, and what has waited for long: because it
//! failed, or because its turn has not come.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, ExprTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::STUCK_SECONDS;
use crate::clock::Timestamp;
use crate::db::entity::values::{JobReason, JobState, Lane, Role, Urgency};
use crate::db::entity::{form, job, organization, staff, submission};
use crate::ids::{FormId, JobId, OrganizationId, StaffId, SubmissionId};
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

/// When something was given up last, and since when the longest waiting due job of an organization waits.
///
/// # Errors
/// The database's.
pub async fn worst(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<(Option<Timestamp>, Option<Timestamp>), DbErr> {
    let of = |state: JobState| {
        job::Entity::find()
            .select_only()
            .filter(job::Column::OrganizationId.eq(organization))
            .filter(job::Column::State.eq(state))
            .filter(job::Column::Lane.is_in(LANES))
    };
    let given_up: Option<Option<Timestamp>> =
        of(JobState::Dead).column_as(job::Column::FinishedAt.max(), "last").into_tuple().one(db).await?;
    let fresh: Option<Option<Timestamp>> = of(JobState::Waiting)
        .column_as(job::Column::RunAt.min(), "first")
        .filter(job::Column::Urgency.is_in(FRESH))
        .filter(job::Column::RunAt.lte(now))
        .into_tuple()
        .one(db)
        .await?;
    let failed: Option<Option<Timestamp>> = of(JobState::Waiting)
        .column_as(job::Column::CreatedAt.min(), "first")
        .filter(job::Column::Urgency.is_in(FAILED))
        .into_tuple()
        .one(db)
        .await?;
    let waits = fresh.flatten().into_iter().chain(failed.flatten()).min();
    Ok((given_up.flatten(), waits))
}

/// When administrators were told last.
///
/// # Errors
/// The database's.
pub async fn told_at(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<Option<Timestamp>, DbErr> {
    let query = organization::Entity::find_by_id(organization).select_only();
    let told: Option<Option<Timestamp>> = query.column(organization::Column::OutboxToldAt).into_tuple().one(db).await?;
    Ok(told.flatten())
}

/// Notes that administrators are told; `false` when another process did meanwhile.
///
/// # Errors
/// The database's.
pub async fn tell(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    before: Option<Timestamp>,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let column = organization::Column::OutboxToldAt;
    let changed = organization::Entity::update_many()
        .col_expr(column, Expr::value(now))
        .filter(organization::Column::Id.eq(organization))
        .filter(before.map_or_else(|| column.is_null(), |before| column.eq(before)))
        .exec(db)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// The administrators whose accounts are in use.
///
/// # Errors
/// The database's.
pub async fn administrators(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<Vec<StaffId>, DbErr> {
    staff::Entity::find()
        .select_only()
        .column(staff::Column::Id)
        .filter(staff::Column::OrganizationId.eq(organization))
        .filter(staff::Column::Role.eq(Role::Admin))
        .filter(staff::Column::DisabledAt.is_null())
        .order_by_asc(staff::Column::Id)
        .into_tuple()
        .all(db)
        .await
}

/// Of each lane: how many jobs wait, how many were given up, and when the oldest due one was to begin. Across
/// organizations on purpose: figures of the program.
///
/// # Errors
/// The database's.
pub async fn figures(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<LaneFigures>, DbErr> {
    let mut all = Vec::new();
    for lane in LANES {
        let of = |state: JobState| {
            job::Entity::find().filter(job::Column::State.eq(state)).filter(job::Column::Lane.eq(lane))
        };
        let oldest: Option<Option<Timestamp>> = of(JobState::Waiting)
            .select_only()
            .column_as(job::Column::RunAt.min(), "first")
            .filter(job::Column::RunAt.lte(now))
            .into_tuple()
            .one(db)
            .await?;
        let (waiting, dead) = (of(JobState::Waiting).count(db).await?, of(JobState::Dead).count(db).await?);
        all.push(LaneFigures { lane, waiting, dead, oldest_due_at: oldest.flatten() });
    }
    Ok(all)
}

/// The figures of one lane.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "see `figures`")]
pub struct LaneFigures {
    pub lane: Lane,
    pub waiting: u64,
    pub dead: u64,
    pub oldest_due_at: Option<Timestamp>,
}

/// Jobs in this state between these identifiers (left out) that were over before this instant, and the last one that was
/// looked at; none when there are no more. Across organizations on purpose: it is the same for all.
///
/// # Errors
/// The database's.
pub async fn over(
    db: &impl ConnectionTrait,
    state: JobState,
    (after, youngest): (Option<JobId>, JobId),
    before: Timestamp,
    limit: u64,
) -> Result<(Vec<JobId>, Option<JobId>), DbErr> {
    let mut query = job::Entity::find().filter(job::Column::Id.lt(youngest));
    if let Some(after) = after {
        query = query.filter(job::Column::Id.gt(after));
    }
    let rows: Vec<(JobId, JobState, Option<Timestamp>)> = query
        .select_only()
        .columns([job::Column::Id, job::Column::State, job::Column::FinishedAt])
        .order_by_asc(job::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let last = rows.last().map(|row| row.0);
    let is_over = |row: &&(JobId, JobState, Option<Timestamp>)| row.1 == state && row.2.is_some_and(|at| at < before);
    Ok((rows.iter().filter(is_over).map(|row| row.0).collect(), last))
}

/// Removes jobs.
///
/// # Errors
/// The database's.
pub async fn remove(db: &impl ConnectionTrait, jobs: Vec<JobId>) -> Result<(), DbErr> {
    if !jobs.is_empty() {
        job::Entity::delete_many().filter(job::Column::Id.is_in(jobs)).exec(db).await?;
    }
    Ok(())
}
