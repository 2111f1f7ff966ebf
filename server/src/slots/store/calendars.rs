//! Calendars, places and slots as staff see and change them. Every query that begins with a person takes the [`Scope`], so
//! that another department's calendar is not there.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

use crate::clock::Timestamp;
use crate::db::entity::values::BookingState;
use crate::db::entity::{booking, calendar, place, slot};
use crate::ids::{CalendarId, OrganizationId, PlaceId, SlotId};
use crate::staff::scope::Scope;

fn reachable(scope: &Scope) -> Select<calendar::Entity> {
    let query = calendar::Entity::find().filter(calendar::COLUMN.organization_id.eq(scope.organization_id));
    match scope.limited_to() {
        None => query,
        Some(departments) => query.filter(calendar::COLUMN.department_id.is_in(departments.iter().copied())),
    }
}

/// The calendars the person reaches, by title.
///
/// # Errors
/// The database's.
pub async fn list(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<calendar::Model>, DbErr> {
    reachable(scope).order_by_asc(calendar::Column::Title).order_by_asc(calendar::Column::Id).all(db).await
}

/// One calendar, when the person reaches it.
///
/// # Errors
/// The database's.
pub async fn one(db: &impl ConnectionTrait, scope: &Scope, id: CalendarId) -> Result<Option<calendar::Model>, DbErr> {
    reachable(scope).filter(calendar::COLUMN.id.eq(id)).one(db).await
}

/// The same, held until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn for_change(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: CalendarId,
) -> Result<Option<calendar::Model>, DbErr> {
    // Not exclusive: the intake refers to calendars and must not wait for who edits one.
    reachable(scope).filter(calendar::COLUMN.id.eq(id)).lock(LockType::NoKeyUpdate).one(db).await
}

/// Writes a new calendar.
///
/// # Errors
/// The database's; a unique violation when the key is taken.
pub async fn insert(db: &impl ConnectionTrait, row: calendar::Model) -> Result<(), DbErr> {
    calendar::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Writes all of a calendar's row.
///
/// # Errors
/// The database's.
pub async fn update(db: &impl ConnectionTrait, row: calendar::Model) -> Result<(), DbErr> {
    calendar::Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// Dates a calendar, so that every process reads it again.
///
/// # Errors
/// The database's.
pub async fn touch(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
    now: Timestamp,
) -> Result<(), DbErr> {
    calendar::Entity::update_many()
        .col_expr(calendar::Column::UpdatedAt, Expr::value(now))
        .filter(calendar::COLUMN.organization_id.eq(organization))
        .filter(calendar::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Adds a place.
///
/// # Errors
/// The database's; a unique violation when the calendar has one of this name.
pub async fn insert_place(db: &impl ConnectionTrait, row: place::Model) -> Result<(), DbErr> {
    place::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Changes a place.
///
/// # Errors
/// The database's.
pub async fn update_place(db: &impl ConnectionTrait, row: place::Model) -> Result<(), DbErr> {
    place::Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// Removes a place that has no slots; `false` when it has.
///
/// # Errors
/// The database's.
pub async fn remove_place(db: &impl ConnectionTrait, organization: OrganizationId, id: PlaceId) -> Result<bool, DbErr> {
    let of_place = || slot::Entity::find().filter(slot::COLUMN.organization_id.eq(organization));
    if of_place().filter(slot::COLUMN.place_id.eq(id)).count(db).await? > 0 {
        return Ok(false);
    }
    place::Entity::delete_by_id(id).filter(place::COLUMN.organization_id.eq(organization)).exec(db).await?;
    Ok(true)
}

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

/// The slots of a calendar that have ever had a booking.
///
/// # Errors
/// The database's.
pub async fn booked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
) -> Result<HashSet<SlotId>, DbErr> {
    let rows: Vec<SlotId> = booking::Entity::find()
        .select_only()
        .column(booking::Column::SlotId)
        .distinct()
        .filter(booking::COLUMN.organization_id.eq(organization))
        .filter(booking::COLUMN.calendar_id.eq(id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
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

/// The active bookings of these slots, oldest first.
///
/// # Errors
/// The database's.
pub async fn bookings(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    slots: &[SlotId],
) -> Result<Vec<booking::Model>, DbErr> {
    booking::Entity::find()
        .filter(booking::COLUMN.organization_id.eq(organization))
        .filter(booking::COLUMN.slot_id.is_in(slots.iter().copied()))
        .filter(booking::Column::State.eq(BookingState::Active))
        .order_by_asc(booking::Column::BookedAt)
        .order_by_asc(booking::Column::Id)
        .all(db)
        .await
}

/// Cancels the active bookings of these slots. What they took the caller gives back.
///
/// # Errors
/// The database's.
pub async fn cancel_all(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    slots: &[SlotId],
    now: Timestamp,
) -> Result<(), DbErr> {
    booking::Entity::update_many()
        .col_expr(booking::Column::State, Expr::value(BookingState::Cancelled))
        .col_expr(booking::Column::CancelledAt, Expr::value(now))
        .filter(booking::COLUMN.organization_id.eq(organization))
        .filter(booking::COLUMN.slot_id.is_in(slots.iter().copied()))
        .filter(booking::Column::State.eq(BookingState::Active))
        .exec(db)
        .await?;
    Ok(())
}
