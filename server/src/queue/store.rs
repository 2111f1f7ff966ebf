//! Writing the `job` table: what is to be done, and what became of it.

pub(super) mod claim;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect,
    TransactionTrait, UpdateMany,
};

use super::{Also, NewJob};
use crate::clock::Timestamp;
use crate::db::entity::job;
use crate::db::entity::values::{JobReason, JobState, Urgency};
use crate::ids::{JobId, OrganizationId, SubmissionId};

/// Rows of one statement: databases take some ten thousand values at once.
const ROWS: usize = 1000;

/// Enqueues work within the caller's transaction: it exists exactly when the transaction commits.
///
/// # Errors
/// The database's.
pub async fn enqueue(db: &impl ConnectionTrait, jobs: Vec<NewJob>, now: Timestamp) -> Result<(), DbErr> {
    let row = |new: NewJob| job::ActiveModel {
        id: Set(new.id),
        organization_id: Set(new.organization_id),
        kind: Set(new.kind.to_owned()),
        payload: Set(new.payload.to_string()),
        state: Set(JobState::Waiting),
        attempts: Set(0),
        run_at: Set(new.run_at),
        lease_until_at: Set(None),
        last_error: Set(None),
        created_at: Set(now),
        finished_at: Set(None),
        lane: Set(new.lane),
        urgency: Set(new.urgency),
        submission_id: Set(new.submission_id),
        reason: Set(None),
    };
    let mut jobs = jobs.into_iter().map(row).peekable();
    while jobs.peek().is_some() {
        job::Entity::insert_many(jobs.by_ref().take(ROWS)).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Whether this work is known, done or not.
///
/// # Errors
/// The database's.
pub async fn is_there(db: &impl ConnectionTrait, id: JobId) -> Result<bool, DbErr> {
    let found: Option<JobId> =
        job::Entity::find_by_id(id).select_only().column(job::Column::Id).into_tuple().one(db).await?;
    Ok(found.is_some())
}

/// Removes the work about these cases, done or not: they are gone.
///
/// # Errors
/// The database's.
pub async fn remove_about(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    cases: Vec<SubmissionId>,
) -> Result<(), DbErr> {
    if cases.is_empty() {
        return Ok(());
    }
    job::Entity::delete_many()
        .filter(job::Column::OrganizationId.eq(organization))
        .filter(job::Column::SubmissionId.is_in(cases))
        .exec(db)
        .await?;
    Ok(())
}

/// What became of one attempt.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub(super) id: JobId,
    /// The case it was about.
    pub(super) submission_id: Option<SubmissionId>,
    pub(super) attempt: i64,
    pub(super) settlement: Settlement,
}

/// What becomes of a job after an attempt.
#[derive(Clone, Debug)]
pub(super) enum Settlement {
    /// It is done, and this is written with it.
    Done { also: Option<Also> },
    /// Once more, not before this instant, and after those that have not failed.
    Again { run_at: Timestamp, urgency: Urgency, reason: JobReason, error: String },
    /// Not before this instant; that was no attempt.
    Later { run_at: Timestamp },
    /// It is given up; staff see it.
    Dead { reason: JobReason, error: String },
}

/// Writes what became of jobs. Only the attempt that holds the lease may say so, except that done is done.
pub(super) async fn settle(
    transaction: &DatabaseTransaction,
    mut settled: Vec<Settled>,
    now: Timestamp,
) -> Result<(), DbErr> {
    // A case before its jobs, and cases by their order: as whoever removes cases takes them, so that nobody waits in a circle.
    settled.sort_by_key(|settled| settled.submission_id);
    for settled in &settled {
        if let Settlement::Done { also: Some(also) } = &settled.settlement {
            beside(transaction, also).await?;
        }
    }
    let is_done = |settled: &&Settled| matches!(settled.settlement, Settlement::Done { .. });
    let done: Vec<JobId> = settled.iter().filter(is_done).map(|settled| settled.id).collect();
    if !done.is_empty() {
        free()
            .filter(job::Column::Id.is_in(done))
            .col_expr(job::Column::State, Expr::value(JobState::Done))
            .col_expr(job::Column::FinishedAt, Expr::value(now))
            .exec(transaction)
            .await?;
    }
    for Settled { id, attempt, settlement, .. } in settled {
        let update = free().filter(job::Column::Id.eq(id)).filter(job::Column::Attempts.eq(attempt));
        let update = match settlement {
            Settlement::Done { .. } => continue,
            Settlement::Again { run_at, urgency, reason, error } => update
                .col_expr(job::Column::RunAt, Expr::value(run_at))
                .col_expr(job::Column::Urgency, Expr::value(urgency))
                .col_expr(job::Column::Reason, Expr::value(reason))
                .col_expr(job::Column::LastError, Expr::value(error)),
            Settlement::Later { run_at } => update
                .col_expr(job::Column::RunAt, Expr::value(run_at))
                .col_expr(job::Column::Attempts, Expr::value(attempt - 1)),
            Settlement::Dead { reason, error } => update
                .col_expr(job::Column::State, Expr::value(JobState::Dead))
                .col_expr(job::Column::FinishedAt, Expr::value(now))
                .col_expr(job::Column::Reason, Expr::value(reason))
                .col_expr(job::Column::LastError, Expr::value(error)),
        };
        update.exec(transaction).await?;
    }
    Ok(())
}

/// Behind a savepoint: what cannot be written takes nothing else with it.
async fn beside(transaction: &DatabaseTransaction, also: &Also) -> Result<(), DbErr> {
    let inner = transaction.begin().await?;
    match also.write(&inner).await {
        Ok(()) => inner.commit().await,
        Err(error) => {
            tracing::warn!(%error, "what belongs to a job that is done cannot be written");
            inner.rollback().await
        }
    }
}

/// A change of jobs that wait: whoever holds them lets go.
fn free() -> UpdateMany<job::Entity> {
    let no_lease: Option<Timestamp> = None;
    job::Entity::update_many()
        .filter(job::Column::State.eq(JobState::Waiting))
        .col_expr(job::Column::LeaseUntilAt, Expr::value(no_lease))
}

/// How many jobs wait (due or not) and how many were given up: for figures and for tests. Across organizations on purpose.
///
/// # Errors
/// The database's.
pub async fn counts(db: &impl ConnectionTrait) -> Result<(u64, u64), DbErr> {
    use sea_orm::PaginatorTrait;
    let count = |state: JobState| job::Entity::find().filter(job::Column::State.eq(state)).count(db);
    Ok((count(JobState::Waiting).await?, count(JobState::Dead).await?))
}
