//! What the journal asks of slots and writes to them: a fixed number of statements per batch, and none where nobody books.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{CaseStatement, Expr, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::holds;
use crate::clock::Timestamp;
use crate::db::entity::values::{BookingState, Channel};
use crate::db::entity::{booking, calendar, slot};
use crate::ids::{BookingId, CalendarId, SlotId, SubmissionId};
use crate::slots::booking::NewBooking;
use crate::slots::terms::{Standing, Terms};

/// A slot as it stays until the transaction ends, with its calendar's terms.
#[derive(Clone, Debug)]
pub struct Held {
    /// Which calendar.
    pub calendar_id: CalendarId,
    /// Its terms.
    pub terms: Terms,
    /// How it stands.
    pub standing: Standing,
    /// Whether places of it may be held.
    pub has_holds: bool,
    /// The field of which each answer may have one active booking.
    pub one_per: Option<String>,
}

/// The slots of a batch, held until the transaction ends. Across organizations on purpose: a batch is. Three processes
/// that book the same slots wait for each other here, in the same order, and nowhere else; on SQLite there is one writer.
///
/// # Errors
/// The database's.
pub async fn held(db: &impl ConnectionTrait, slots: HashSet<SlotId>) -> Result<HashMap<SlotId, Held>, DbErr> {
    if slots.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = slot::Entity::find()
        .filter(slot::COLUMN.id.is_in(slots))
        .order_by_asc(slot::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(db)
        .await?;
    let ids: HashSet<CalendarId> = rows.iter().map(|row| row.calendar_id).collect();
    let calendars = sayings(db, ids).await?;
    let held = |row: &slot::Model| {
        let (calendar, standing) = (calendars.get(&row.calendar_id)?, Standing::of(row)?);
        let (terms, has_holds, one_per) = (calendar.terms, calendar.has_holds, calendar.one_per.clone());
        Some((row.id, Held { calendar_id: row.calendar_id, terms, standing, has_holds, one_per }))
    };
    Ok(rows.iter().filter_map(held).collect())
}

/// What a calendar says of every booking.
struct Saying {
    terms: Terms,
    has_holds: bool,
    one_per: Option<String>,
}

/// Without the rules, which can be long and which no booking asks.
async fn sayings(
    db: &impl ConnectionTrait,
    calendars: HashSet<CalendarId>,
) -> Result<HashMap<CalendarId, Saying>, DbErr> {
    type Row = (CalendarId, Option<Timestamp>, i64, i64, i64, i64, i64, Option<String>);
    let rows: Vec<Row> = calendar::Entity::find()
        .select_only()
        .column(calendar::Column::Id)
        .column(calendar::Column::OpensAt)
        .column(calendar::Column::EarliestDays)
        .column(calendar::Column::LatestMinutes)
        .column(calendar::Column::CutoffMinutes)
        .column(calendar::Column::MaxPersons)
        .column(calendar::Column::HoldMinutes)
        .column(calendar::Column::OnePerField)
        .filter(calendar::COLUMN.id.is_in(calendars))
        .into_tuple()
        .all(db)
        .await?;
    let saying = |(id, opens_at, earliest_days, latest_minutes, cutoff_minutes, max_persons, hold_minutes, one_per)| {
        let terms = Terms { opens_at, earliest_days, latest_minutes, cutoff_minutes, max_persons };
        (id, Saying { terms, has_holds: hold_minutes > 0, one_per })
    };
    Ok(rows.into_iter().map(saying).collect())
}

/// Lets go what has expired of these held slots. Returns how many holds.
///
/// # Errors
/// The database's.
pub async fn release_expired(
    db: &impl ConnectionTrait,
    held: &mut HashMap<SlotId, Held>,
    now: Timestamp,
) -> Result<usize, DbErr> {
    let slots: Vec<SlotId> = held.keys().copied().collect();
    let expired = holds::expired_of(db, slots, now).await?;
    let mut more = More::new();
    for hold in &expired {
        add(&mut more, hold.slot_id, Channel::Online, -hold.persons);
        if let Some(held) = held.get_mut(&hold.slot_id) {
            held.standing.take(Channel::Online, -hold.persons);
        }
    }
    holds::remove(db, &expired.iter().map(|hold| hold.id).collect::<Vec<_>>()).await?;
    take(db, &more, now).await?;
    Ok(expired.len())
}

/// Which key it is: of which calendar, with which digest.
pub type KeyOf = (CalendarId, Vec<u8>);

/// Those of these keys that an active booking has. An appointment that is over ends its key: it is taken from it here, so
/// that the next one can have it.
///
/// # Errors
/// The database's.
pub async fn taken_keys(
    db: &impl ConnectionTrait,
    keys: &HashSet<KeyOf>,
    now: Timestamp,
) -> Result<HashSet<KeyOf>, DbErr> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let rows: Vec<(BookingId, SlotId, CalendarId, Option<Vec<u8>>)> = booking::Entity::find()
        .select_only()
        .column(booking::Column::Id)
        .column(booking::Column::SlotId)
        .column(booking::Column::CalendarId)
        .column(booking::Column::KeyHmac)
        .filter(booking::COLUMN.calendar_id.is_in(keys.iter().map(|(calendar, _)| *calendar)))
        .filter(booking::Column::KeyHmac.is_in(keys.iter().map(|(_, hmac)| hmac.clone())))
        .filter(booking::Column::State.eq(BookingState::Active))
        .into_tuple()
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(HashSet::new());
    }
    let over: Vec<SlotId> = slot::Entity::find()
        .select_only()
        .column(slot::Column::Id)
        .filter(slot::COLUMN.id.is_in(rows.iter().map(|(_, slot, ..)| *slot)))
        .filter(slot::Column::EndsAt.lte(now))
        .into_tuple()
        .all(db)
        .await?;
    let over: HashSet<SlotId> = over.into_iter().collect();
    let (ended, taken): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, slot, ..)| over.contains(slot));
    if !ended.is_empty() {
        booking::Entity::update_many()
            .col_expr(booking::Column::KeyHmac, Expr::value(Option::<Vec<u8>>::None))
            .filter(booking::COLUMN.id.is_in(ended.iter().map(|(id, ..)| *id)))
            .exec(db)
            .await?;
    }
    Ok(taken.into_iter().filter_map(|(_, _, calendar, hmac)| Some((calendar, hmac?))).collect())
}

/// How many more people each slot takes: all of them, and those of them that came online. Negative numbers free places.
pub type More = HashMap<SlotId, (i64, i64)>;

/// Adds a booking's people to what slots take.
pub fn add(more: &mut More, slot: SlotId, channel: Channel, persons: i64) {
    let (taken, online) = more.entry(slot).or_default();
    *taken += persons;
    if channel == Channel::Online {
        *online += persons;
    }
}

/// Changes what is taken of slots, in one statement that touches none of them where it would not fit. The caller has
/// decided under the slots' locks, so a slot that is not touched is a fault, and the transaction must go.
///
/// # Errors
/// The database's; [`DbErr::RecordNotUpdated`] when one does not fit.
pub async fn take(db: &impl ConnectionTrait, more: &More, now: Timestamp) -> Result<(), DbErr> {
    if more.is_empty() {
        return Ok(());
    }
    let taken = || Expr::col(slot::Column::Taken).add(each(more, |(taken, _)| *taken));
    let online = || Expr::col(slot::Column::TakenOnline).add(each(more, |(_, online)| *online));
    let for_online = Expr::col(slot::Column::Capacity).sub(Expr::col(slot::Column::Reserved));
    let result = slot::Entity::update_many()
        .col_expr(slot::Column::Taken, taken())
        .col_expr(slot::Column::TakenOnline, online())
        .col_expr(slot::Column::UpdatedAt, Expr::value(now))
        .filter(slot::COLUMN.id.is_in(more.keys().copied()))
        .filter(taken().lte(Expr::col(slot::Column::Capacity)))
        .filter(online().lte(for_online))
        .filter(taken().gte(0_i64))
        .filter(online().gte(0_i64))
        .exec(db)
        .await?;
    if result.rows_affected == more.len() as u64 { Ok(()) } else { Err(DbErr::RecordNotUpdated) }
}

/// A number for each of these slots. In a rush most slots get the same: only the others are named, because a line for each
/// of 256 slots in each of six places costs more than everything else of a batch.
fn each(more: &More, pick: fn(&(i64, i64)) -> i64) -> Expr {
    let mut groups: HashMap<i64, Vec<SlotId>> = HashMap::new();
    for (id, one) in more {
        groups.entry(pick(one)).or_default().push(*id);
    }
    let usual = groups.iter().max_by_key(|(number, slots)| (slots.len(), **number)).map_or(0, |(number, _)| *number);
    groups.remove(&usual);
    if groups.is_empty() {
        return Expr::value(usual);
    }
    let case = groups.into_iter().fold(CaseStatement::new(), |case, (number, slots)| {
        case.case(slot::COLUMN.id.is_in(slots), Expr::value(number))
    });
    case.finally(usual).into()
}

/// Writes bookings.
///
/// # Errors
/// The database's; a unique violation when a key was taken meanwhile.
pub async fn insert(db: &impl ConnectionTrait, bookings: Vec<(SubmissionId, &NewBooking)>) -> Result<(), DbErr> {
    if bookings.is_empty() {
        return Ok(());
    }
    let row = |(submission, new): (SubmissionId, &NewBooking)| booking::Model {
        id: new.id,
        organization_id: new.organization_id,
        calendar_id: new.calendar_id,
        slot_id: new.slot_id,
        submission_id: submission,
        form_id: new.form_id,
        persons: new.wish.persons,
        channel: new.wish.channel,
        state: BookingState::Active,
        key_hmac: new.key.as_ref().map(|key| key.hmac.to_vec()),
        booked_at: new.wish.at,
        cancelled_at: None,
        reminded_at: None,
    };
    let rows = bookings.into_iter().map(|new| row(new).into_active_model());
    booking::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}
