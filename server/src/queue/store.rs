//! Reading and writing the `job` table.

use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};

use super::NewJob;
use crate::clock::Timestamp;
use crate::db::entity::job;
use crate::db::entity::values::JobState;

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
