//! Reading what is an alarm, who is told of it, and the figures.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{FAILED, FRESH, LANES};
use crate::clock::Timestamp;
use crate::db::entity::values::{JobState, Lane, Role};
use crate::db::entity::{job, organization, staff};
use crate::ids::{OrganizationId, StaffId};

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
