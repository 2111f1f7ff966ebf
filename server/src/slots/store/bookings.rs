//! Bookings that are there: finding, moving and cancelling them. Always the case first, then the slots, then the booking,
//! so that nobody waits in a circle.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::intake;
use crate::clock::Timestamp;
use crate::db::entity::values::{BookingState, Channel};
use crate::db::entity::{booking, slot};
use crate::ids::{BookingId, OrganizationId, SlotId, SubmissionId};

/// The active booking of a submission, with its slot.
///
/// # Errors
/// The database's.
pub async fn of_submission(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    submission: SubmissionId,
) -> Result<Option<(booking::Model, slot::Model)>, DbErr> {
    let found = booking::Entity::find()
        .filter(booking::COLUMN.organization_id.eq(organization))
        .filter(booking::COLUMN.submission_id.eq(submission))
        .filter(booking::Column::State.eq(BookingState::Active))
        .one(db)
        .await?;
    let Some(booking) = found else { return Ok(None) };
    let slot = slot::Entity::find_by_id(booking.slot_id).one(db).await?;
    Ok(slot.map(|slot| (booking, slot)))
}

/// The slot with this identifier.
///
/// # Errors
/// The database's.
pub async fn slot(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SlotId,
) -> Result<Option<slot::Model>, DbErr> {
    slot::Entity::find_by_id(id).filter(slot::COLUMN.organization_id.eq(organization)).one(db).await
}

/// Cancels an active booking of this slot and frees its places; `false` when it is not there any more, and nothing
/// happened. The caller holds the slot.
///
/// # Errors
/// The database's.
pub async fn cancel(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    row: &booking::Model,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let result = booking::Entity::update_many()
        .col_expr(booking::Column::State, Expr::value(BookingState::Cancelled))
        .col_expr(booking::Column::CancelledAt, Expr::value(now))
        .filter(booking::COLUMN.organization_id.eq(organization))
        .filter(booking::COLUMN.id.eq(row.id))
        .filter(booking::COLUMN.slot_id.eq(row.slot_id))
        .filter(booking::Column::State.eq(BookingState::Active))
        .exec(db)
        .await?;
    if result.rows_affected == 0 {
        return Ok(false);
    }
    let mut more = intake::More::new();
    intake::add(&mut more, row.slot_id, row.channel, -row.persons);
    intake::take(db, &more, now).await?;
    Ok(true)
}

/// Cancels whatever a submission has booked, and returns it. The caller holds the submission.
///
/// # Errors
/// The database's.
pub async fn cancel_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    submission: SubmissionId,
    now: Timestamp,
) -> Result<Option<booking::Model>, DbErr> {
    // It may be moved between the look and the lock; whoever moves it holds both slots, so the second look is the last.
    for _ in 0..3 {
        let Some((row, _)) = of_submission(db, organization, submission).await? else { return Ok(None) };
        intake::held(db, [row.slot_id].into()).await?;
        if cancel(db, organization, &row, now).await? {
            return Ok(Some(row));
        }
    }
    Err(DbErr::RecordNotUpdated)
}

/// Removes whatever these submissions have ever booked, and frees its places. The caller holds the submissions, which go
/// with it; returns how many places were taken until now.
///
/// # Errors
/// The database's.
pub async fn remove_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    submissions: &[SubmissionId],
    now: Timestamp,
) -> Result<i64, DbErr> {
    let of_them = || {
        Condition::all()
            .add(booking::COLUMN.organization_id.eq(organization))
            .add(booking::COLUMN.submission_id.is_in(submissions.iter().copied()))
    };
    let rows = booking::Entity::find().filter(of_them()).all(db).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let active = rows.iter().filter(|row| row.state == BookingState::Active);
    let mut more = intake::More::new();
    for row in active {
        intake::add(&mut more, row.slot_id, row.channel, -row.persons);
    }
    intake::held(db, more.keys().copied().collect()).await?;
    intake::take(db, &more, now).await?;
    booking::Entity::delete_many().filter(of_them()).exec(db).await?;
    Ok(more.values().map(|(taken, _)| -taken).sum())
}

/// Moves an active booking from its slot to another one, where it is counted by this way; `false` when it is not there any
/// more, and nothing happened. The caller holds both slots and has decided that there is room.
///
/// # Errors
/// The database's.
pub async fn relocate(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    row: &booking::Model,
    (to, channel): (SlotId, Channel),
    now: Timestamp,
) -> Result<bool, DbErr> {
    let id: BookingId = row.id;
    let result = booking::Entity::update_many()
        .col_expr(booking::Column::SlotId, Expr::value(to))
        .col_expr(booking::Column::Channel, Expr::value(channel))
        .col_expr(booking::Column::RemindedAt, Expr::value(Option::<Timestamp>::None))
        .filter(booking::COLUMN.organization_id.eq(organization))
        .filter(booking::COLUMN.id.eq(id))
        .filter(booking::COLUMN.slot_id.eq(row.slot_id))
        .filter(booking::Column::State.eq(BookingState::Active))
        .exec(db)
        .await?;
    if result.rows_affected == 0 {
        return Ok(false);
    }
    let mut more = intake::More::new();
    intake::add(&mut more, row.slot_id, row.channel, -row.persons);
    intake::add(&mut more, to, channel, row.persons);
    intake::take(db, &more, now).await?;
    Ok(true)
}
