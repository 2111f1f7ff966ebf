//! Holds: places kept for journeys.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};

use crate::clock::Timestamp;
use crate::db::entity::slot_hold;
use crate::ids::{CalendarId, OrganizationId, SlotHoldId, SlotId};

pub use crate::db::entity::slot_hold::Model as Hold;

/// What a calendar keeps for a journey.
///
/// # Errors
/// The database's.
pub async fn of_journey(
    db: &impl ConnectionTrait,
    (organization, calendar): (OrganizationId, CalendarId),
    journey: &[u8],
) -> Result<Option<slot_hold::Model>, DbErr> {
    slot_hold::Entity::find()
        .filter(slot_hold::COLUMN.organization_id.eq(organization))
        .filter(slot_hold::COLUMN.calendar_id.eq(calendar))
        .filter(slot_hold::Column::JourneyHmac.eq(journey.to_vec()))
        .one(db)
        .await
}

/// Keeps a place. The caller holds the slot and counts it.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl ConnectionTrait, row: slot_hold::Model) -> Result<(), DbErr> {
    slot_hold::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Lets places go. The caller holds their slots and counts them. Across organizations on purpose, as the intake.
///
/// # Errors
/// The database's; [`DbErr::RecordNotUpdated`] when one is gone already, and must not be counted twice.
pub async fn remove(db: &impl ConnectionTrait, holds: &[SlotHoldId]) -> Result<(), DbErr> {
    if holds.is_empty() {
        return Ok(());
    }
    let query = slot_hold::Entity::delete_many().filter(slot_hold::COLUMN.id.is_in(holds.iter().copied()));
    let removed = query.exec(db).await?.rows_affected;
    if removed == holds.len() as u64 { Ok(()) } else { Err(DbErr::RecordNotUpdated) }
}

/// The holds that these calendars keep for these journeys. Across organizations on purpose, as the intake.
///
/// # Errors
/// The database's.
pub async fn of_journeys(
    db: &impl ConnectionTrait,
    (calendars, journeys): (HashSet<CalendarId>, Vec<Vec<u8>>),
) -> Result<Vec<slot_hold::Model>, DbErr> {
    if journeys.is_empty() {
        return Ok(Vec::new());
    }
    slot_hold::Entity::find()
        .filter(slot_hold::COLUMN.calendar_id.is_in(calendars))
        .filter(slot_hold::Column::JourneyHmac.is_in(journeys))
        .all(db)
        .await
}

/// For how many people places of each of these slots are held, whether or not that has expired.
///
/// # Errors
/// The database's.
pub async fn held_of(
    db: &impl ConnectionTrait,
    (organization, calendar): (OrganizationId, CalendarId),
    slots: &HashSet<SlotId>,
) -> Result<HashMap<SlotId, i64>, DbErr> {
    let rows: Vec<(SlotId, i64)> = slot_hold::Entity::find()
        .select_only()
        .column(slot_hold::Column::SlotId)
        .column(slot_hold::Column::Persons)
        .filter(slot_hold::COLUMN.organization_id.eq(organization))
        .filter(slot_hold::COLUMN.calendar_id.eq(calendar))
        .into_tuple()
        .all(db)
        .await?;
    let mut held = HashMap::new();
    for (slot, persons) in rows.into_iter().filter(|(slot, _)| slots.contains(slot)) {
        *held.entry(slot).or_default() += persons;
    }
    Ok(held)
}

/// What has expired of these slots. Across organizations on purpose, as the intake.
///
/// # Errors
/// The database's.
pub async fn expired_of(
    db: &impl ConnectionTrait,
    slots: Vec<SlotId>,
    now: Timestamp,
) -> Result<Vec<slot_hold::Model>, DbErr> {
    slot_hold::Entity::find()
        .filter(slot_hold::COLUMN.slot_id.is_in(slots))
        .filter(slot_hold::Column::ExpiresAt.lte(now))
        .all(db)
        .await
}

/// Ends all holds of a calendar that holds places no more; the sweep lets them go.
///
/// # Errors
/// The database's.
pub async fn expire_all(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    calendar: CalendarId,
    now: Timestamp,
) -> Result<(), DbErr> {
    slot_hold::Entity::update_many()
        .col_expr(slot_hold::Column::ExpiresAt, Expr::value(now))
        .filter(slot_hold::COLUMN.organization_id.eq(organization))
        .filter(slot_hold::COLUMN.calendar_id.eq(calendar))
        .filter(slot_hold::Column::ExpiresAt.gt(now))
        .exec(db)
        .await?;
    Ok(())
}

/// Slots of which something has expired. Across organizations on purpose: for the sweep.
///
/// # Errors
/// The database's.
pub async fn expired_slots(db: &impl ConnectionTrait, now: Timestamp, limit: u64) -> Result<Vec<SlotId>, DbErr> {
    slot_hold::Entity::find()
        .select_only()
        .column(slot_hold::Column::SlotId)
        .distinct()
        .filter(slot_hold::Column::ExpiresAt.lte(now))
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}
