//! Closing and reopening whole days of a place. Whoever loses an appointment by it is told.

use jiff::civil::Date;
use serde_json::json;

use super::calendars::event;
use super::change;
use super::day_list::{self, Entry};
use super::grid::{SlotError, at_version};
use super::store::{calendars as kept, grid as table, intake};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::values::{BookingState, SubmissionEventKind};
use crate::db::entity::{booking, slot, submission_event};
use crate::db::{DbErr, Transaction};
use crate::ids::{CalendarId, OrganizationId, PlaceId, Random, SlotId, SubmissionEventId};
use crate::jobs;
use crate::queue::{self, NewJob};
use crate::staff::scope::Scope;
use crate::submissions::store as submissions;

/// How many appointments are cancelled in one transaction: bookings of other slots go in between.
const TURN: u64 = 200;

/// A day of a place as somebody looked at it, and what it is closed with.
#[derive(Clone, Debug)]
pub struct Closing {
    /// The place.
    pub place: PlaceId,
    /// The day.
    pub day: Date,
    /// What its slots were: see [`version_of`](super::grid::version_of).
    pub version: String,
    /// What everybody whose appointment is cancelled is told beside that.
    pub message: Option<String>,
}

/// Closes what is to come of a day of a place: nobody can book it, every appointment is cancelled, and every applicant who
/// gave an address is told. What has begun stays as it is. Returns the appointments that are gone, as this person sees
/// them. It is closed first, and cancelled in turns; when it stops in between, closing it again goes on.
///
/// # Errors
/// See [`SlotError`]; [`SlotError::Invalid`] where nothing is to come: a day without slots is an exception of the rules.
pub async fn close_day(
    app: &App,
    scope: &Scope,
    calendar: CalendarId,
    closing: Closing,
) -> Result<Vec<Entry>, SlotError> {
    let now = app.clock.now();
    let message = closing.message.clone();
    let slots = shut(app, scope, calendar, closing, now).await?;
    let ids: Vec<SlotId> = slots.iter().map(|row| row.id).collect();
    let mut gone = Vec::new();
    loop {
        let (person, random, ids, message) = (scope.clone(), app.random.clone(), ids.clone(), message.clone());
        let turn = app
            .db
            .write::<_, SlotError, _>(move |transaction| {
                Box::pin(async move {
                    Ok(cancel_some(transaction, &person, &random, (&ids, message.as_deref()), now).await?)
                })
            })
            .await?;
        if turn.is_empty() {
            break;
        }
        gone.extend(turn);
        app.wake.ring();
    }
    change::show(app).await;
    Ok(day_list::entries(app, scope, &slots, &gone).await?)
}

/// Closes the slots that are to come, and returns them by time.
async fn shut(
    app: &App,
    scope: &Scope,
    calendar: CalendarId,
    closing: Closing,
    now: Timestamp,
) -> Result<Vec<slot::Model>, SlotError> {
    let event = event(app, scope, "calendar.day_closed", calendar);
    let person = scope.clone();
    app.db
        .write::<_, SlotError, _>(move |transaction| {
            Box::pin(async move {
                let Closing { place, day, version, message } = closing;
                let organization = person.organization_id;
                kept::for_change(transaction, &person, calendar).await?.ok_or(SlotError::NotFound)?;
                known_place(transaction, organization, (calendar, place)).await?;
                let name = day.to_string();
                let only = table::Only { place: Some(place), from: Some(&name), until: Some(&name) };
                let mut rows = table::held(transaction, organization, calendar, only).await?;
                if rows.iter().all(|row| row.starts_at <= now) {
                    return Err(SlotError::Invalid { at: "/day" });
                }
                at_version(&rows, &version)?;
                rows.retain(|row| row.starts_at > now);
                rows.sort_unstable_by_key(|row| (row.starts_at, row.id));
                let slots: Vec<SlotId> = rows.iter().map(|row| row.id).collect();
                table::set_closed(transaction, organization, &slots, true, now).await?;
                let bookings = table::bookings(transaction, organization, &slots, None).await?;
                let detail = json!({ "place_id": place, "day": name, "cancelled": bookings.len(), "message": message });
                audit::store::append(transaction, vec![event.with(detail)]).await?;
                Ok(rows)
            })
        })
        .await
}

/// Cancels the next appointments of slots that are closed, and has their applicants told.
async fn cancel_some(
    transaction: &Transaction,
    person: &Scope,
    random: &Random,
    (slots, message): (&[SlotId], Option<&str>),
    now: Timestamp,
) -> Result<Vec<booking::Model>, DbErr> {
    let organization = person.organization_id;
    intake::held(transaction, slots.iter().copied().collect()).await?;
    let bookings = table::bookings(transaction, organization, slots, Some(TURN)).await?;
    let mut more = intake::More::new();
    let (mut tasks, mut steps) = (Vec::new(), Vec::new());
    for row in &bookings {
        intake::add(&mut more, row.slot_id, row.channel, -row.persons);
        steps.push(step(SubmissionEventId::new(random, now), person, row, now));
        let payload = jobs::closed_booking_payload(row.submission_id, row.slot_id, message);
        tasks.push(NewJob::now(random, now, organization, jobs::SEND_BOOKING, payload).bulk());
    }
    submissions::review::append_steps(transaction, steps).await?;
    let ids = bookings.iter().map(|row| row.id).collect();
    table::cancel_all(transaction, organization, ids, now).await?;
    intake::take(transaction, &more, now).await?;
    queue::store::enqueue(transaction, tasks, now).await?;
    Ok(bookings)
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
                kept::for_change(transaction, &person, calendar).await?.ok_or(SlotError::NotFound)?;
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
