//! Applying a calendar's rules to its slots: what it would do, and doing it over the revision that was looked at.

use serde_json::json;

use super::apply::{Changes, changes};
use super::calendars::{Calendar, CalendarError, at_revision, event, get};
use super::rules::{Planned, Rules, plan};
use super::store::{calendars as kept, grid as table};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::{calendar, place, slot};
use crate::ids::{CalendarId, PlaceId, SlotId};
use crate::staff::scope::Scope;

/// What applying the rules would do now. Writes nothing.
///
/// # Errors
/// See [`CalendarError`].
pub async fn would_apply(app: &App, scope: &Scope, id: CalendarId) -> Result<Changes, CalendarError> {
    let Calendar { row, places } = get(app, scope, id).await?;
    let planned = planned(app, &row, &places).await?;
    let today = app.clock.now().day_in(&app.time_zone).to_string();
    let only = table::Only { from: Some(&today), ..table::Only::default() };
    let there = table::slots(app.db.read(), scope.organization_id, id, only).await?;
    let booked = table::booked(app.db.read(), scope.organization_id, id).await?;
    Ok(changes(planned, &there, &booked, app.clock.now()))
}

async fn planned(app: &App, row: &calendar::Model, places: &[place::Model]) -> Result<Vec<Planned>, CalendarError> {
    let rules: Rules = serde_json::from_str(&row.rules).unwrap_or_default();
    plan_aside(app, rules, places).await
}

/// The slots that these rules want, where nobody waits for the thread that works them out.
pub(super) async fn plan_aside(
    app: &App,
    rules: Rules,
    places: &[place::Model],
) -> Result<Vec<Planned>, CalendarError> {
    let places: Vec<PlaceId> = places.iter().map(|place| place.id).collect();
    let zone = app.time_zone.clone();
    let planned = tokio::task::spawn_blocking(move || plan(&rules, &places, &zone)).await;
    Ok(planned.map_err(|error| CalendarError::Database(DbErr::Custom(error.to_string())))??)
}

/// Applies the rules of a calendar that is still at `revision`. What was booked since somebody looked is kept all the
/// same: it is decided again while the slots are held.
///
/// # Errors
/// See [`CalendarError`].
pub async fn apply(app: &App, scope: &Scope, id: CalendarId, revision: i64) -> Result<Changes, CalendarError> {
    let Calendar { row, places } = get(app, scope, id).await?;
    at_revision(&row, revision)?;
    let planned = planned(app, &row, &places).await?;
    let today = app.clock.now().day_in(&app.time_zone).to_string();
    let (now, person, random) = (app.clock.now(), scope.clone(), app.random.clone());
    let event = event(app, scope, "calendar.rules_applied", id);
    let applied = app
        .db
        .write::<_, CalendarError, _>(move |transaction| {
            Box::pin(async move {
                let organization = person.organization_id;
                let row = kept::for_change(transaction, &person, id).await?.ok_or(CalendarError::NotFound)?;
                at_revision(&row, revision)?;
                // What is over is nobody's to change, and is not held.
                let only = table::Only { from: Some(&today), ..table::Only::default() };
                let there = table::held(transaction, organization, id, only).await?;
                let booked = table::booked(transaction, organization, id).await?;
                let found = changes(planned, &there, &booked, now);
                table::remove_slots(transaction, organization, &found.remove).await?;
                table::resize_slots(transaction, organization, &found.resize, now).await?;
                let rows = found.create.iter().map(|slot| new_slot(&row, SlotId::new(&random, now), slot, now));
                table::insert_slots(transaction, rows.collect()).await?;
                kept::touch(transaction, organization, id, now).await?;
                let counts = json!({ "created": found.create.len(), "changed": found.resize.len(),
                    "removed": found.remove.len(), "kept": found.kept_booked.len() + found.kept_edited.len(),
                    "in_the_way": found.in_the_way });
                audit::store::append(transaction, vec![event.with(counts)]).await?;
                Ok(found)
            })
        })
        .await?;
    app.slots.forget(id);
    Ok(applied)
}

fn new_slot(calendar: &calendar::Model, id: SlotId, slot: &Planned, now: Timestamp) -> slot::Model {
    slot::Model {
        id,
        organization_id: calendar.organization_id,
        calendar_id: calendar.id,
        place_id: slot.place_id,
        day: slot.day.to_string(),
        starts_at: slot.starts_at,
        ends_at: slot.ends_at,
        capacity: slot.capacity,
        reserved: slot.reserved,
        taken: 0,
        taken_online: 0,
        is_closed: slot.is_closed,
        is_edited: false,
        updated_at: now,
    }
}
