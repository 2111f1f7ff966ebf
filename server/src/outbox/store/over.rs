//! Finding and removing jobs that are over.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::clock::Timestamp;
use crate::db::entity::job;
use crate::db::entity::values::JobState;
use crate::ids::JobId;

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
