//! Which appointments are to be reminded of.

use jiff::ToSpan as _;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef,
};

use crate::clock::Timestamp;
use crate::db::entity::values::BookingState;
use crate::db::entity::{booking, calendar, slot};
use crate::ids::{BookingId, CalendarId, OrganizationId, SlotId, SubmissionId};

/// An appointment that is near.
#[derive(Clone, Debug)]
pub struct Due {
    /// Whose.
    pub organization_id: OrganizationId,
    /// Which booking.
    pub booking_id: BookingId,
    /// Its slot.
    pub slot_id: SlotId,
    /// Its case.
    pub submission_id: SubmissionId,
}

/// Appointments whose reminder is due today and was not sent, at most `limit`. Across organizations on purpose: the rows
/// carry theirs.
///
/// # Errors
/// The database's.
pub async fn due(
    db: &impl ConnectionTrait,
    (today, midnight): (Date, Timestamp),
    limit: u64,
) -> Result<Vec<Due>, DbErr> {
    let calendars: Vec<(CalendarId, i64)> = calendar::Entity::find()
        .select_only()
        .column(calendar::Column::Id)
        .column(calendar::Column::ReminderDays)
        .filter(calendar::Column::ReminderDays.gt(0))
        .into_tuple()
        .all(db)
        .await?;
    if calendars.is_empty() {
        return Ok(Vec::new());
    }
    let near = |(id, days): &(CalendarId, i64)| {
        let last = today.saturating_add(days.days()).to_string();
        Condition::all().add(slot::Column::CalendarId.eq(*id)).add(slot::Column::Day.lte(last))
    };
    let near = calendars.iter().fold(Condition::any(), |any, one| any.add(near(one)));
    let of_slot: RelationDef =
        booking::Entity::belongs_to(slot::Entity).from(booking::Column::SlotId).to(slot::Column::Id).into();
    let rows: Vec<(OrganizationId, BookingId, SlotId, SubmissionId)> = booking::Entity::find()
        .select_only()
        .column(booking::Column::OrganizationId)
        .column(booking::Column::Id)
        .column(booking::Column::SlotId)
        .column(booking::Column::SubmissionId)
        .join(JoinType::InnerJoin, of_slot)
        .filter(near)
        // Not on the day itself, and nobody who has booked today.
        .filter(slot::Column::Day.gt(today.to_string()))
        .filter(booking::Column::BookedAt.lt(midnight))
        .filter(booking::Column::State.eq(BookingState::Active))
        .filter(booking::Column::RemindedAt.is_null())
        .order_by_asc(booking::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let due = |(organization_id, booking_id, slot_id, submission_id)| Due {
        organization_id,
        booking_id,
        slot_id,
        submission_id,
    };
    Ok(rows.into_iter().map(due).collect())
}

/// Notes that somebody is being reminded; `false` when that is not due any more.
///
/// # Errors
/// The database's.
pub async fn remind(db: &impl ConnectionTrait, one: &Due, now: Timestamp) -> Result<bool, DbErr> {
    let result = booking::Entity::update_many()
        .col_expr(booking::Column::RemindedAt, Expr::value(now))
        .filter(booking::COLUMN.organization_id.eq(one.organization_id))
        .filter(booking::COLUMN.id.eq(one.booking_id))
        .filter(booking::COLUMN.slot_id.eq(one.slot_id))
        .filter(booking::Column::State.eq(BookingState::Active))
        .filter(booking::Column::RemindedAt.is_null())
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}
