//! Comparing what slots say is taken with what bookings and holds take, some hundred slots at a time.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::clock::Timestamp;
use crate::db::entity::values::{BookingState, Channel};
use crate::db::entity::{booking, calendar, slot, slot_hold};
use crate::ids::{OrganizationId, SlotId};

/// A slot whose counts are wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which one.
    pub slot_id: SlotId,
    /// What it says is taken.
    pub taken: i64,
    /// What it says came online.
    pub taken_online: i64,
    /// What bookings and holds take.
    pub booked: i64,
    /// What of it came online.
    pub booked_online: i64,
}

/// How many slots are compared at a time.
const PIECE: u64 = 500;

/// Of the next slots of an organization, by identifier after this one, those whose counts are wrong; and the last that was
/// looked at, none at the end.
///
/// # Errors
/// The database's.
pub async fn next(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    after: Option<SlotId>,
) -> Result<(Vec<Difference>, Option<SlotId>), DbErr> {
    let mut query = slots(organization).limit(PIECE);
    if let Some(after) = after {
        query = query.filter(slot::COLUMN.id.gt(after));
    }
    let rows: Vec<Counts> = query.into_tuple().all(db).await?;
    let last = rows.last().map(|(id, ..)| *id);
    Ok((wrong(db, organization, rows).await?, last))
}

/// Those of these slots whose counts are wrong. They are held until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn among(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    among: &[SlotId],
) -> Result<Vec<Difference>, DbErr> {
    let query = slots(organization).filter(slot::COLUMN.id.is_in(among.iter().copied())).lock(LockType::NoKeyUpdate);
    let rows = query.into_tuple().all(db).await?;
    wrong(db, organization, rows).await
}

/// The organizations that have slots. Across organizations on purpose: each is compared by itself.
///
/// # Errors
/// The database's.
pub async fn organizations(db: &impl ConnectionTrait) -> Result<Vec<OrganizationId>, DbErr> {
    calendar::Entity::find()
        .select_only()
        .column(calendar::Column::OrganizationId)
        .distinct()
        .into_tuple()
        .all(db)
        .await
}

/// What a slot says: which one, what is taken, and what of it online.
type Counts = (SlotId, i64, i64);

fn slots(organization: OrganizationId) -> Select<slot::Entity> {
    slot::Entity::find()
        .select_only()
        .column(slot::Column::Id)
        .column(slot::Column::Taken)
        .column(slot::Column::TakenOnline)
        .filter(slot::COLUMN.organization_id.eq(organization))
        .order_by_asc(slot::Column::Id)
}

async fn wrong(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    rows: Vec<Counts>,
) -> Result<Vec<Difference>, DbErr> {
    let booked = booked(db, organization, &rows.iter().map(|(id, ..)| *id).collect::<Vec<_>>()).await?;
    let difference = |(slot_id, taken, taken_online)| {
        let (booked, booked_online) = booked.get(&slot_id).copied().unwrap_or_default();
        let is_right = (taken, taken_online) == (booked, booked_online);
        (!is_right).then_some(Difference { slot_id, taken, taken_online, booked, booked_online })
    };
    Ok(rows.into_iter().filter_map(difference).collect())
}

/// What active bookings and holds take: of everybody, and of those who came online.
async fn booked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    slots: &[SlotId],
) -> Result<HashMap<SlotId, (i64, i64)>, DbErr> {
    let of_bookings = booking::Entity::find()
        .select_only()
        .column(booking::Column::SlotId)
        .column(booking::Column::Channel)
        .column(booking::Column::Persons)
        .filter(booking::COLUMN.organization_id.eq(organization))
        .filter(booking::COLUMN.slot_id.is_in(slots.iter().copied()))
        .filter(booking::Column::State.eq(BookingState::Active));
    let of_holds = slot_hold::Entity::find()
        .select_only()
        .column(slot_hold::Column::SlotId)
        .column(slot_hold::Column::Persons)
        .filter(slot_hold::COLUMN.organization_id.eq(organization))
        .filter(slot_hold::COLUMN.slot_id.is_in(slots.iter().copied()));
    let mut booked: HashMap<SlotId, (i64, i64)> = HashMap::new();
    let rows: Vec<(SlotId, Channel, i64)> = of_bookings.into_tuple().all(db).await?;
    let holds: Vec<(SlotId, i64)> = of_holds.into_tuple().all(db).await?;
    let holds = holds.into_iter().map(|(slot, persons)| (slot, Channel::Online, persons));
    for (slot, channel, persons) in rows.into_iter().chain(holds) {
        let (all, online) = booked.entry(slot).or_default();
        *all += persons;
        *online += if channel == Channel::Online { persons } else { 0 };
    }
    Ok(booked)
}

/// Writes the counts of a slot right. Where more is booked than there is room for, the room grows: nobody loses an
/// appointment by a repair.
///
/// # Errors
/// The database's.
pub async fn repair(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    one: &Difference,
    now: Timestamp,
) -> Result<(), DbErr> {
    let row = slot::Entity::find_by_id(one.slot_id).one(db).await?.ok_or(DbErr::RecordNotUpdated)?;
    let capacity = row.capacity.max(one.booked);
    let reserved = row.reserved.min(capacity - one.booked_online);
    slot::Entity::update_many()
        .col_expr(slot::Column::Capacity, Expr::value(capacity))
        .col_expr(slot::Column::Reserved, Expr::value(reserved))
        .col_expr(slot::Column::Taken, Expr::value(one.booked))
        .col_expr(slot::Column::TakenOnline, Expr::value(one.booked_online))
        .col_expr(slot::Column::UpdatedAt, Expr::value(now))
        .filter(slot::COLUMN.organization_id.eq(organization))
        .filter(slot::COLUMN.id.eq(one.slot_id))
        .exec(db)
        .await?;
    Ok(())
}
