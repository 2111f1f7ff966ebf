//! When cases ended, and which came in a period: what retention and the daily notification ask.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::clock::Timestamp;
use crate::db::entity::values::SubmissionState;
use crate::db::entity::{submission, submission_event};
use crate::ids::{FormId, OrganizationId, SubmissionId};

/// The last time each of these cases came to 完了 or 取下げ; one that never did is not there. A case that was opened again
/// still is: the caller knows the state.
///
/// # Errors
/// The database's.
pub async fn ended_at(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    cases: Vec<SubmissionId>,
) -> Result<HashMap<SubmissionId, Timestamp>, DbErr> {
    if cases.is_empty() {
        return Ok(HashMap::new());
    }
    let ends = [SubmissionState::Completed, SubmissionState::Withdrawn];
    let rows: Vec<(SubmissionId, Timestamp)> = submission_event::Entity::find()
        .select_only()
        .column(submission_event::Column::SubmissionId)
        .column_as(submission_event::Column::HappenedAt.max(), "happened_at")
        .filter(submission_event::COLUMN.organization_id.eq(organization))
        .filter(submission_event::COLUMN.submission_id.is_in(cases))
        .filter(submission_event::Column::ToState.is_in(ends))
        .group_by(submission_event::Column::SubmissionId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Number and time of what a form received after `after` and up to `until`, oldest first, tests left out; at most `limit`.
///
/// # Errors
/// The database's.
pub async fn received_between(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    (after, until): (Timestamp, Timestamp),
    limit: u64,
) -> Result<Vec<(String, Timestamp)>, DbErr> {
    submission::Entity::find()
        .select_only()
        .column(submission::Column::ReceiptNumber)
        .column(submission::Column::ReceivedAt)
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.form_id.eq(form))
        .filter(submission::Column::ReceivedAt.gt(after))
        .filter(submission::Column::ReceivedAt.lte(until))
        .filter(submission::Column::IsTest.eq(false))
        .order_by_asc(submission::Column::ReceivedAt)
        .order_by_asc(submission::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// How many those are.
///
/// # Errors
/// The database's.
pub async fn count_between(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    (after, until): (Timestamp, Timestamp),
) -> Result<u64, DbErr> {
    use sea_orm::PaginatorTrait;
    submission::Entity::find()
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.form_id.eq(form))
        .filter(submission::Column::ReceivedAt.gt(after))
        .filter(submission::Column::ReceivedAt.lte(until))
        .filter(submission::Column::IsTest.eq(false))
        .count(db)
        .await
}
