//! The slots of a calendar as staff see and change them, and the bookings in them.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::clock::Timestamp;
use crate::db::entity::values::BookingState;
use crate::db::entity::{booking, slot};
use crate::ids::{BookingId, CalendarId, OrganizationId, PlaceId, SlotId};

/// Which of a calendar's slots a query is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Only<'a> {
    /// At this place.
    pub place: Option<PlaceId>,
    /// From this day on (`2026-12-01`).
    pub from: Option<&'a str>,
    /// Until this day, which is included.
    pub until: Option<&'a str>,
}

fn of_calendar(organization: OrganizationId, id: CalendarId, only: Only<'_>) -> Select<slot::Entity> {
    let mut query = slot::Entity::find()
        .filter(slot::COLUMN.organization_id.eq(organization))
        .filter(slot::COLUMN.calendar_id.eq(id));
    if let Some(place) = only.place {
        query = query.filter(slot::COLUMN.place_id.eq(place));
    }
    if let Some(from) = only.from {
        query = query.filter(slot::Column::Day.gte(from));
    }
    if let Some(until) = only.until {
        query = query.filter(slot::Column::Day.lte(until));
    }
    query
}

/// Slots of a calendar, by time.
///
/// # Errors
/// The database's.
pub async fn slots(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
    only: Only<'_>,
) -> Result<Vec<slot::Model>, DbErr> {
    of_calendar(organization, id, only)
        .order_by_asc(slot::Column::StartsAt)
        .order_by_asc(slot::Column::Id)
        .all(db)
        .await
}

/// The same, held until the transaction ends, by identifier: in the order in which everybody holds them.
///
/// # Errors
/// The database's.
pub async fn held(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
    only: Only<'_>,
) -> Result<Vec<slot::Model>, DbErr> {
    of_calendar(organization, id, only).order_by_asc(slot::Column::Id).lock(LockType::NoKeyUpdate).all(db).await
}

/// These slots, held until the transaction ends, by identifier.
///
/// # Errors
/// The database's.
pub async fn held_these(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    slots: &HashSet<SlotId>,
) -> Result<Vec<slot::Model>, DbErr> {
    let mut slots: Vec<SlotId> = slots.iter().copied().collect();
    slots.sort_unstable();
    let mut held = Vec::with_capacity(slots.len());
    for slots in slots.chunks(PIECE) {
        let query = slot::Entity::find()
            .filter(slot::COLUMN.organization_id.eq(organization))
            .filter(slot::COLUMN.id.is_in(slots.iter().copied()))
            .order_by_asc(slot::Column::Id);
        held.extend(query.lock(LockType::NoKeyUpdate).all(db).await?);
    }
    Ok(held)
}

/// The days of a calendar from this one on that have slots, and how many.
///
/// # Errors
/// The database's.
pub async fn days(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
    from: &str,
) -> Result<Vec<(String, i64)>, DbErr> {
    of_calendar(organization, id, Only { from: Some(from), ..Only::default() })
        .select_only()
        .column(slot::Column::Day)
        .column_as(slot::Column::Id.count(), "count")
        .group_by(slot::Column::Day)
        .into_tuple()
        .all(db)
        .await
}

/// Those of these slots that have ever had a booking.
///
/// # Errors
/// The database's.
pub async fn booked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    slots: &[SlotId],
) -> Result<HashSet<SlotId>, DbErr> {
    let mut booked = HashSet::new();
    for slots in slots.chunks(PIECE) {
        let rows: Vec<SlotId> = booking::Entity::find()
            .select_only()
            .column(booking::Column::SlotId)
            .distinct()
            .filter(booking::COLUMN.organization_id.eq(organization))
            .filter(booking::COLUMN.slot_id.is_in(slots.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        booked.extend(rows);
    }
    Ok(booked)
}

/// Rows or identifiers in one statement: databases allow a limited number of parameters.
const PIECE: usize = 500;

/// Writes new slots.
///
/// # Errors
/// The database's.
pub async fn insert_slots(db: &impl ConnectionTrait, rows: Vec<slot::Model>) -> Result<(), DbErr> {
    for rows in rows.chunks(PIECE) {
        let rows = rows.iter().cloned().map(IntoActiveModel::into_active_model);
        slot::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Removes slots.
///
/// # Errors
/// The database's.
pub async fn remove_slots(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    slots: &[SlotId],
) -> Result<(), DbErr> {
    for slots in slots.chunks(PIECE) {
        slot::Entity::delete_many()
            .filter(slot::COLUMN.organization_id.eq(organization))
            .filter(slot::COLUMN.id.is_in(slots.iter().copied()))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Gives slots another size, which the caller has compared with what is taken while holding them.
///
/// # Errors
/// The database's.
pub async fn resize_slots(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    sizes: &[(SlotId, i64, i64)],
    now: Timestamp,
) -> Result<(), DbErr> {
    let mut by_size: HashMap<(i64, i64), Vec<SlotId>> = HashMap::new();
    for (id, capacity, reserved) in sizes {
        by_size.entry((*capacity, *reserved)).or_default().push(*id);
    }
    for ((capacity, reserved), slots) in by_size {
        for slots in slots.chunks(PIECE) {
            slot::Entity::update_many()
                .col_expr(slot::Column::Capacity, Expr::value(capacity))
                .col_expr(slot::Column::Reserved, Expr::value(reserved))
                .col_expr(slot::Column::UpdatedAt, Expr::value(now))
                .filter(slot::COLUMN.organization_id.eq(organization))
                .filter(slot::COLUMN.id.is_in(slots.iter().copied()))
                .exec(db)
                .await?;
        }
    }
    Ok(())
}

/// Changes a slot by hand. What is taken of it stays, whatever is in `row`.
///
/// # Errors
/// The database's.
pub async fn edit(db: &impl ConnectionTrait, row: &slot::Model, now: Timestamp) -> Result<(), DbErr> {
    slot::Entity::update_many()
        .col_expr(slot::Column::Capacity, Expr::value(row.capacity))
        .col_expr(slot::Column::Reserved, Expr::value(row.reserved))
        .col_expr(slot::Column::IsClosed, Expr::value(row.is_closed))
        .col_expr(slot::Column::IsEdited, Expr::value(true))
        .col_expr(slot::Column::UpdatedAt, Expr::value(now))
        .filter(slot::COLUMN.organization_id.eq(row.organization_id))
        .filter(slot::COLUMN.id.eq(row.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Opens or closes these slots.
///
/// # Errors
/// The database's.
pub async fn set_closed(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    slots: &[SlotId],
    is_closed: bool,
    now: Timestamp,
) -> Result<(), DbErr> {
    slot::Entity::update_many()
        .col_expr(slot::Column::IsClosed, Expr::value(is_closed))
        .col_expr(slot::Column::UpdatedAt, Expr::value(now))
        .filter(slot::COLUMN.organization_id.eq(organization))
        .filter(slot::COLUMN.id.is_in(slots.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}

/// The active bookings of these slots, oldest first; at most so many.
///
/// # Errors
/// The database's.
pub async fn bookings(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    slots: &[SlotId],
    limit: Option<u64>,
) -> Result<Vec<booking::Model>, DbErr> {
    booking::Entity::find()
        .filter(booking::COLUMN.organization_id.eq(organization))
        .filter(booking::COLUMN.slot_id.is_in(slots.iter().copied()))
        .filter(booking::Column::State.eq(BookingState::Active))
        .order_by_asc(booking::Column::BookedAt)
        .order_by_asc(booking::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Cancels those of these bookings that are active. What they took the caller gives back.
///
/// # Errors
/// The database's.
pub async fn cancel_all(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    bookings: Vec<BookingId>,
    now: Timestamp,
) -> Result<(), DbErr> {
    if bookings.is_empty() {
        return Ok(());
    }
    booking::Entity::update_many()
        .col_expr(booking::Column::State, Expr::value(BookingState::Cancelled))
        .col_expr(booking::Column::CancelledAt, Expr::value(now))
        .filter(booking::COLUMN.organization_id.eq(organization))
        .filter(booking::COLUMN.id.is_in(bookings))
        .filter(booking::Column::State.eq(BookingState::Active))
        .exec(db)
        .await?;
    Ok(())
}
