//! Reading and writing the `job` table. The statements are the same on SQLite and PostgreSQL but for the row lock.

use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::NewJob;
use crate::clock::Timestamp;
use crate::db::entity::job;
use crate::db::entity::values::JobState;
use crate::ids::{JobId, OrganizationId};

/// Enqueues work within the caller's transaction: it exists exactly when the transaction commits.
///
/// # Errors
/// The database's.
pub async fn enqueue(db: &impl ConnectionTrait, jobs: Vec<NewJob>, now: Timestamp) -> Result<(), DbErr> {
    if jobs.is_empty() {
        return Ok(());
    }
    let rows = jobs.into_iter().map(|new| job::ActiveModel {
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
    });
    job::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Takes up to `limit` jobs that are due and nobody's, oldest first, until `lease_until`. Each counts as an attempt from
/// now on: a job that ends the process every time is given up one day.
pub(super) async fn claim(
    transaction: &DatabaseTransaction,
    now: Timestamp,
    lease_until: Timestamp,
    limit: u64,
) -> Result<Vec<job::Model>, DbErr> {
    let is_nobodys = Condition::any().add(job::Column::LeaseUntilAt.is_null()).add(job::Column::LeaseUntilAt.lte(now));
    let mut due = job::Entity::find()
        .filter(job::Column::State.eq(JobState::Waiting))
        .filter(job::Column::RunAt.lte(now))
        .filter(is_nobodys)
        .order_by_asc(job::Column::RunAt)
        .order_by_asc(job::Column::Id)
        .limit(limit);
    // SQLite has one writer, and this transaction is it. On PostgreSQL another process may be claiming right now.
    if transaction.get_database_backend() == DbBackend::Postgres {
        due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let mut jobs = due.all(transaction).await?;
    if jobs.is_empty() {
        return Ok(jobs);
    }
    job::Entity::update_many()
        .col_expr(job::Column::LeaseUntilAt, Expr::value(lease_until))
        .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
        .filter(job::Column::Id.is_in(jobs.iter().map(|job| job.id)))
        .exec(transaction)
        .await?;
    for job in &mut jobs {
        job.attempts += 1;
        job.lease_until_at = Some(lease_until);
    }
    Ok(jobs)
}

/// The work since an instant whose payload names one of these identifiers, done or not. Looks through the whole table:
/// not in a transaction that others wait for.
///
/// # Errors
/// The database's.
pub async fn about(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    identifiers: &[String],
    since: Timestamp,
) -> Result<Vec<JobId>, DbErr> {
    if identifiers.is_empty() {
        return Ok(Vec::new());
    }
    let named = identifiers.iter().fold(Condition::any(), |any, id| any.add(job::Column::Payload.contains(id)));
    job::Entity::find()
        .select_only()
        .column(job::Column::Id)
        .filter(job::Column::OrganizationId.eq(organization))
        .filter(job::Column::CreatedAt.gte(since))
        .filter(named)
        .into_tuple()
        .all(db)
        .await
}

/// Removes work: what it was about is gone.
///
/// # Errors
/// The database's.
pub async fn remove(db: &impl ConnectionTrait, organization: OrganizationId, jobs: Vec<JobId>) -> Result<(), DbErr> {
    if jobs.is_empty() {
        return Ok(());
    }
    job::Entity::delete_many()
        .filter(job::Column::OrganizationId.eq(organization))
        .filter(job::Column::Id.is_in(jobs))
        .exec(db)
        .await?;
    Ok(())
}

/// What becomes of a job after an attempt.
#[derive(Clone, Debug)]
pub(super) enum Settlement {
    /// It is done.
    Done,
    /// Once more, not before this instant.
    Again { run_at: Timestamp, error: String },
    /// Not before this instant; that was no attempt.
    Later { run_at: Timestamp },
    /// It is given up; staff see it.
    Dead { error: String },
    /// It was claimed but never begun.
    Untouched,
}

/// Writes what became of a job. Only the attempt that holds the lease may say so, except that done is done.
pub(super) async fn settle(
    db: &impl ConnectionTrait,
    id: JobId,
    attempt: i64,
    settlement: Settlement,
    now: Timestamp,
) -> Result<(), DbErr> {
    let no_lease: Option<Timestamp> = None;
    let mut update = job::Entity::update_many()
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.eq(JobState::Waiting))
        .col_expr(job::Column::LeaseUntilAt, Expr::value(no_lease));
    if !matches!(settlement, Settlement::Done) {
        update = update.filter(job::Column::Attempts.eq(attempt));
    }
    let update = match settlement {
        Settlement::Done => update
            .col_expr(job::Column::State, Expr::value(JobState::Done))
            .col_expr(job::Column::FinishedAt, Expr::value(now)),
        Settlement::Again { run_at, error } => update
            .col_expr(job::Column::RunAt, Expr::value(run_at))
            .col_expr(job::Column::LastError, Expr::value(error)),
        Settlement::Later { run_at } => update
            .col_expr(job::Column::RunAt, Expr::value(run_at))
            .col_expr(job::Column::Attempts, Expr::value(attempt - 1)),
        Settlement::Dead { error } => update
            .col_expr(job::Column::State, Expr::value(JobState::Dead))
            .col_expr(job::Column::FinishedAt, Expr::value(now))
            .col_expr(job::Column::LastError, Expr::value(error)),
        Settlement::Untouched => update.col_expr(job::Column::Attempts, Expr::value(attempt - 1)),
    };
    update.exec(db).await?;
    Ok(())
}

/// How many jobs wait (due or not) and how many were given up: for figures and for tests.
///
/// # Errors
/// The database's.
pub async fn counts(db: &impl ConnectionTrait) -> Result<(u64, u64), DbErr> {
    use sea_orm::PaginatorTrait;
    let count = |state: JobState| job::Entity::find().filter(job::Column::State.eq(state)).count(db);
    Ok((count(JobState::Waiting).await?, count(JobState::Dead).await?))
}
