//! Slots by hand: another capacity, closed or open, and whole days of a place. Whoever loses an appointment by it is told.

use jiff::civil::Date;
use serde_json::json;

use super::calendars::event;
use super::change;
use super::store::{calendars as kept, intake};
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::db::entity::values::{BookingState, SubmissionEventKind};
use crate::db::entity::{booking, slot, submission_event};
use crate::ids::{CalendarId, PlaceId, SlotId, SubmissionEventId, SubmissionId};
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
                kept::edit(transaction, &row, now).await?;
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

/// Closes a day of a place: nobody can book it, every appointment is cancelled, and every applicant who gave an address is
/// told. Returns the cases whose appointments are gone.
///
/// # Errors
/// See [`SlotError`].
pub async fn close_day(
    app: &App,
    scope: &Scope,
    (calendar, place): (CalendarId, PlaceId),
    day: Date,
) -> Result<Vec<SubmissionId>, SlotError> {
    let (now, person, random) = (app.clock.now(), scope.clone(), app.random.clone());
    let event = event(app, scope, "calendar.day_closed", calendar);
    let gone = app
        .db
        .write::<_, SlotError, _>(move |transaction| {
            Box::pin(async move {
                let organization = person.organization_id;
                kept::one(transaction, &person, calendar).await?.ok_or(SlotError::NotFound)?;
                let name = day.to_string();
                let only = kept::Only { place: Some(place), from: Some(&name), until: Some(&name) };
                let slots: Vec<SlotId> =
                    kept::held(transaction, organization, calendar, only).await?.iter().map(|row| row.id).collect();
                kept::set_closed(transaction, organization, &slots, true, now).await?;
                let bookings = kept::bookings(transaction, organization, &slots).await?;
                let mut more = intake::More::new();
                let (mut tasks, mut gone) = (Vec::new(), Vec::new());
                for row in &bookings {
                    intake::add(&mut more, row.slot_id, row.channel, -row.persons);
                    let step = step(SubmissionEventId::new(&random, now), &person, row, now);
                    submissions::review::append_step(transaction, step).await?;
                    let payload = jobs::booking_payload(row.submission_id, row.slot_id, jobs::BookingNews::Closed);
                    tasks.push(NewJob::now(&random, now, organization, jobs::SEND_BOOKING, payload).bulk());
                    gone.push(row.submission_id);
                }
                kept::cancel_all(transaction, organization, &slots, now).await?;
                intake::take(transaction, &more, now).await?;
                queue::store::enqueue(transaction, tasks, now).await?;
                let detail = json!({ "place_id": place, "day": name, "cancelled": gone.len() });
                audit::store::append(transaction, vec![event.with(detail)]).await?;
                Ok(gone)
            })
        })
        .await?;
    app.wake.ring();
    change::show(app).await;
    Ok(gone)
}

fn step(
    id: SubmissionEventId,
    person: &Scope,
    row: &booking::Model,
    now: crate::clock::Timestamp,
) -> submission_event::Model {
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
                let name = day.to_string();
                let only = kept::Only { place: Some(place), from: Some(&name), until: Some(&name) };
                let rows = kept::held(transaction, organization, calendar, only).await?;
                let slots: Vec<SlotId> = rows.iter().map(|row| row.id).collect();
                kept::set_closed(transaction, organization, &slots, false, now).await?;
                let detail = json!({ "place_id": place, "day": name });
                audit::store::append(transaction, vec![event.with(detail)]).await?;
                Ok(())
            })
        })
        .await?;
    change::show(app).await;
    Ok(())
}
