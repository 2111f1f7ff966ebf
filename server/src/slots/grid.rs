//! Slots by hand: another capacity, closed or open, and whole days of a place. Whoever loses an appointment by it is told.

use jiff::civil::Date;
use serde_json::json;

use super::calendars::event;
use super::change;
use super::store::{calendars as kept, grid as table, intake};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::values::{BookingState, SubmissionEventKind};
use crate::db::entity::{booking, slot, submission_event};
use crate::db::{DbErr, Transaction};
use crate::ids::{CalendarId, OrganizationId, PlaceId, Random, SlotId, SubmissionEventId, SubmissionId};
use crate::jobs;
use crate::queue::{self, NewJob};
use crate::staff::scope::Scope;
use crate::submissions::store as submissions;

pub use crate::db::entity::slot::Model as Slot;

/// What is to change of a slot; `None` leaves it.
#[derive(Clone, Copy, Debug, Default)]
pub struct SlotChange {
    /// How many people it takes.
    pub capacity: Option<i64>,
    /// How many of these are kept for telephone and counter.
    pub reserved: Option<i64>,
    /// Whether nobody can book it. Who has booked it stays.
    pub is_closed: Option<bool>,
}

/// Why a slot was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SlotError {
    /// There is no such calendar, place or slot within the person's reach.
    #[error("there is no such slot")]
    NotFound,
    /// A value that cannot be.
    #[error("{at} cannot be so")]
    Invalid {
        /// JSON Pointer into the change.
        at: &'static str,
    },
    /// More is taken than would be left.
    #[error("{taken} are taken already, {taken_online} of them online")]
    Taken {
        /// By everybody.
        taken: i64,
        /// Online.
        taken_online: i64,
    },
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Changes a slot by hand; from then on rules leave it alone.
///
/// # Errors
/// See [`SlotError`].
pub async fn edit(
    app: &App,
    scope: &Scope,
    calendar: CalendarId,
    id: SlotId,
    change: SlotChange,
) -> Result<slot::Model, SlotError> {
    let (now, person) = (app.clock.now(), scope.clone());
    let event = event(app, scope, "slot.changed", calendar);
    let row = app
        .db
        .write::<_, SlotError, _>(move |transaction| {
            Box::pin(async move {
                kept::one(transaction, &person, calendar).await?.ok_or(SlotError::NotFound)?;
                intake::held(transaction, [id].into()).await?;
                let row = super::store::bookings::slot(transaction, person.organization_id, id).await?;
                let row = row.filter(|row| row.calendar_id == calendar).ok_or(SlotError::NotFound)?;
                let row = changed(row, change)?;
                table::edit(transaction, &row, now).await?;
                let detail = json!({ "slot_id": row.id, "capacity": row.capacity, "reserved": row.reserved,
                    "is_closed": row.is_closed });
                audit::store::append(transaction, vec![event.with(detail)]).await?;
                Ok(row)
            })
        })
        .await?;
    change::show(app).await;
    Ok(row)
}

fn changed(mut row: slot::Model, change: SlotChange) -> Result<slot::Model, SlotError> {
    row.capacity = change.capacity.unwrap_or(row.capacity);
    row.reserved = change.reserved.unwrap_or(row.reserved);
    row.is_closed = change.is_closed.unwrap_or(row.is_closed);
    if !(1..=super::rules::MOST_PEOPLE).contains(&row.capacity) {
        return Err(SlotError::Invalid { at: "/capacity" });
    }
    if !(0..=row.capacity).contains(&row.reserved) {
        return Err(SlotError::Invalid { at: "/reserved" });
    }
    if row.taken > row.capacity || row.taken_online > row.capacity - row.reserved {
        return Err(SlotError::Taken { taken: row.taken, taken_online: row.taken_online });
    }
    row.is_edited = true;
    Ok(row)
}

/// How many appointments are cancelled in one transaction: bookings of other slots go in between.
const TURN: u64 = 200;

/// Closes what is to come of a day of a place: nobody can book it, every appointment is cancelled, and every applicant who
/// gave an address is told. What has begun stays as it is. Returns the cases whose appointments are gone. It is closed
/// first, and cancelled in turns; when it stops in between, closing it again goes on.
///
/// # Errors
/// See [`SlotError`]; [`SlotError::Invalid`] where nothing is to come: a day without slots is an exception of the rules.
pub async fn close_day(
    app: &App,
    scope: &Scope,
    (calendar, place): (CalendarId, PlaceId),
    day: Date,
) -> Result<Vec<SubmissionId>, SlotError> {
    let (now, person, random) = (app.clock.now(), scope.clone(), app.random.clone());
    let event = event(app, scope, "calendar.day_closed", calendar);
    let slots = app
        .db
        .write::<_, SlotError, _>(move |transaction| {
            Box::pin(async move {
                let organization = person.organization_id;
                kept::one(transaction, &person, calendar).await?.ok_or(SlotError::NotFound)?;
                known_place(transaction, organization, (calendar, place)).await?;
                let name = day.to_string();
                let only = table::Only { place: Some(place), from: Some(&name), until: Some(&name) };
                let rows = table::held(transaction, organization, calendar, only).await?;
                let slots: Vec<SlotId> = rows.iter().filter(|row| row.starts_at > now).map(|row| row.id).collect();
                if slots.is_empty() {
                    return Err(SlotError::Invalid { at: "/day" });
                }
                table::set_closed(transaction, organization, &slots, true, now).await?;
                let bookings = table::bookings(transaction, organization, &slots, None).await?;
                let detail = json!({ "place_id": place, "day": name, "cancelled": bookings.len() });
                audit::store::append(transaction, vec![event.with(detail)]).await?;
                Ok(slots)
            })
        })
        .await?;
    let mut gone = Vec::new();
    loop {
        let (person, random, slots) = (scope.clone(), random.clone(), slots.clone());
        let turn = app
            .db
            .write::<_, SlotError, _>(move |transaction| {
                Box::pin(async move { Ok(cancel_some(transaction, &person, &random, &slots, now).await?) })
            })
            .await?;
        if turn.is_empty() {
            break;
        }
        gone.extend(turn);
        app.wake.ring();
    }
    change::show(app).await;
    Ok(gone)
}

/// Cancels the next appointments of slots that are closed, and has their applicants told.
async fn cancel_some(
    transaction: &Transaction,
    person: &Scope,
    random: &Random,
    slots: &[SlotId],
    now: Timestamp,
) -> Result<Vec<SubmissionId>, DbErr> {
    let organization = person.organization_id;
    intake::held(transaction, slots.iter().copied().collect()).await?;
    let bookings = table::bookings(transaction, organization, slots, Some(TURN)).await?;
    let mut more = intake::More::new();
    let (mut tasks, mut steps) = (Vec::new(), Vec::new());
    for row in &bookings {
        intake::add(&mut more, row.slot_id, row.channel, -row.persons);
        steps.push(step(SubmissionEventId::new(random, now), person, row, now));
        let payload = jobs::booking_payload(row.submission_id, row.slot_id, jobs::BookingNews::Closed);
        tasks.push(NewJob::now(random, now, organization, jobs::SEND_BOOKING, payload).bulk());
    }
    submissions::review::append_steps(transaction, steps).await?;
    let ids = bookings.iter().map(|row| row.id).collect();
    table::cancel_all(transaction, organization, ids, now).await?;
    intake::take(transaction, &more, now).await?;
    queue::store::enqueue(transaction, tasks, now).await?;
    Ok(bookings.iter().map(|row| row.submission_id).collect())
}

async fn known_place(
    transaction: &Transaction,
    organization: OrganizationId,
    (calendar, place): (CalendarId, PlaceId),
) -> Result<(), SlotError> {
    let places = super::store::places(transaction, organization, calendar).await?;
    if places.iter().any(|one| one.id == place) { Ok(()) } else { Err(SlotError::NotFound) }
}

fn step(id: SubmissionEventId, person: &Scope, row: &booking::Model, now: Timestamp) -> submission_event::Model {
    debug_assert_eq!(row.state, BookingState::Active);
    submission_event::Model {
        id,
        organization_id: row.organization_id,
        submission_id: row.submission_id,
        kind: SubmissionEventKind::BookingCancelled,
        happened_at: now,
        staff_id: Some(person.staff_id),
        from_state: None,
        to_state: None,
        sealed_note: None,
        sealed_message: None,
    }
}

/// Opens a day of a place again. Appointments that were cancelled stay so.
///
/// # Errors
/// See [`SlotError`].
pub async fn reopen_day(
    app: &App,
    scope: &Scope,
    (calendar, place): (CalendarId, PlaceId),
    day: Date,
) -> Result<(), SlotError> {
    let (now, person) = (app.clock.now(), scope.clone());
    let event = event(app, scope, "calendar.day_reopened", calendar);
    app.db
        .write::<_, SlotError, _>(move |transaction| {
            Box::pin(async move {
                let organization = person.organization_id;
                kept::one(transaction, &person, calendar).await?.ok_or(SlotError::NotFound)?;
                known_place(transaction, organization, (calendar, place)).await?;
                let name = day.to_string();
                let only = table::Only { place: Some(place), from: Some(&name), until: Some(&name) };
                let rows = table::held(transaction, organization, calendar, only).await?;
                let slots: Vec<SlotId> = rows.iter().map(|row| row.id).collect();
                table::set_closed(transaction, organization, &slots, false, now).await?;
                let detail = json!({ "place_id": place, "day": name });
                audit::store::append(transaction, vec![event.with(detail)]).await?;
                Ok(())
            })
        })
        .await?;
    change::show(app).await;
    Ok(())
}
