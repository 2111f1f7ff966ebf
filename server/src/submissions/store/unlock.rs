//! Counting tries at a declared answer, on the row of the submission.

use sea_orm::sea_query::{CaseStatement, Expr};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter};

use crate::clock::Timestamp;
use crate::db::entity::submission;
use crate::ids::{OrganizationId, SubmissionId};

/// Counts a try; `false` when `limit` of them were made and the last was after `pause`. One statement, so that tries at
/// the same instant are counted one by one on both databases.
///
/// # Errors
/// The database's.
pub async fn count_try(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SubmissionId,
    limit: i64,
    pause: Timestamp,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let is_over = || submission::Column::UnlockFailedAt.lte(pause);
    // After a pause counting begins again.
    let failures: Expr = CaseStatement::new()
        .case(is_over(), Expr::value(1_i64))
        .finally(Expr::col(submission::Column::UnlockFailures).add(1_i64))
        .into();
    let counted = submission::Entity::update_many()
        .col_expr(submission::Column::UnlockFailures, failures)
        .col_expr(submission::Column::UnlockFailedAt, Expr::value(now))
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.id.eq(id))
        .filter(submission::Column::UnlockFailures.lt(limit).or(is_over()))
        .exec(db)
        .await?;
    Ok(counted.rows_affected == 1)
}

/// The answer was right: earlier mistakes do not count any more.
///
/// # Errors
/// The database's.
pub async fn forget_tries(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SubmissionId,
) -> Result<(), DbErr> {
    submission::Entity::update_many()
        .col_expr(submission::Column::UnlockFailures, Expr::value(0_i64))
        .col_expr(submission::Column::UnlockFailedAt, Expr::value(Option::<Timestamp>::None))
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}
