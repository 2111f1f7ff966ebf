//! Applying a calendar's rules to its slots: what it would do, and doing it over the revision that was looked at.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::json;
use tokio::sync::Semaphore;

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
    let ids: Vec<SlotId> = there.iter().map(|slot| slot.id).collect();
    let booked = table::booked(app.db.read(), scope.organization_id, &ids).await?;
    Ok(changes(planned, &there, &booked, app.clock.now()))
}

async fn planned(app: &App, row: &calendar::Model, places: &[place::Model]) -> Result<Vec<Planned>, CalendarError> {
    let rules: Rules = serde_json::from_str(&row.rules).unwrap_or_default();
    plan_aside(app, rules, places).await
}

/// How many work out what rules want at the same time: each keeps a thread busy and ten thousands of slots in memory.
static EXPANDING: Semaphore = Semaphore::const_new(2);

/// The slots that these rules want, where nobody waits for the thread that works them out.
pub(super) async fn plan_aside(
    app: &App,
    rules: Rules,
    places: &[place::Model],
) -> Result<Vec<Planned>, CalendarError> {
    let _turn = EXPANDING.acquire().await.map_err(|error| CalendarError::Database(DbErr::Custom(error.to_string())))?;
    let places: Vec<PlaceId> = places.iter().map(|place| place.id).collect();
    let zone = app.time_zone.clone();
    let planned = tokio::task::spawn_blocking(move || plan(&rules, &places, &zone)).await;
    Ok(planned.map_err(|error| CalendarError::Database(DbErr::Custom(error.to_string())))??)
}

/// How many slots are looked at in one transaction, as far as whole days go.
const TURN: usize = 500;

/// Some days of a calendar, and what the rules want on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Turn {
    from: String,
    until: String,
    planned: Vec<Planned>,
}

/// Applies the rules of a calendar that is still at `revision`, some days at a time, so that bookings go in between. What
/// was booked since somebody looked is kept all the same: it is decided while the slots that would change are held, and no
/// others are.
///
/// # Errors
/// See [`CalendarError`]; what was applied until then stays, and applying once more does the rest.
pub async fn apply(app: &App, scope: &Scope, id: CalendarId, revision: i64) -> Result<Changes, CalendarError> {
    let Calendar { row, places } = get(app, scope, id).await?;
    at_revision(&row, revision)?;
    let planned = planned(app, &row, &places).await?;
    // What is over is nobody's to change.
    let today = app.clock.now().day_in(&app.time_zone).to_string();
    let there = table::days(app.db.read(), scope.organization_id, id, &today).await?;
    let mut done = Changes::default();
    for turn in turns(planned, there, &today) {
        let applied = apply_turn(app, scope, (id, revision), turn).await;
        // What is no longer there is no longer offered, also when the next turn fails.
        app.slots.forget(id);
        done.add(applied?);
    }
    Ok(done)
}

/// The days from `today` on with what is planned on them, cut where there are enough slots. `there` are the days that have
/// slots, and how many.
fn turns(planned: Vec<Planned>, there: Vec<(String, i64)>, today: &str) -> Vec<Turn> {
    let mut days: BTreeMap<String, (usize, Vec<Planned>)> = BTreeMap::new();
    for (day, count) in there {
        days.entry(day).or_default().0 = usize::try_from(count).unwrap_or(TURN);
    }
    for slot in planned {
        let day = slot.day.to_string();
        if day.as_str() >= today {
            days.entry(day).or_default().1.push(slot);
        }
    }
    let mut turns: Vec<Turn> = Vec::new();
    let mut slots = 0;
    for (day, (count, planned)) in days {
        let more = count.max(planned.len());
        match turns.last_mut() {
            Some(turn) if slots + more <= TURN => {
                slots += more;
                turn.until = day;
                turn.planned.extend(planned);
            }
            _ => {
                slots = more;
                turns.push(Turn { from: day.clone(), until: day, planned });
            }
        }
    }
    turns
}

async fn apply_turn(
    app: &App,
    scope: &Scope,
    (id, revision): (CalendarId, i64),
    turn: Turn,
) -> Result<Changes, CalendarError> {
    let (now, person, random) = (app.clock.now(), scope.clone(), app.random.clone());
    let event = event(app, scope, "calendar.rules_applied", id);
    app.db
        .write::<_, CalendarError, _>(move |transaction| {
            Box::pin(async move {
                let organization = person.organization_id;
                // Whatever staff do to slots holds the calendar first, so nothing but bookings happens beside this.
                let row = kept::for_change(transaction, &person, id).await?.ok_or(CalendarError::NotFound)?;
                at_revision(&row, revision)?;
                let only = table::Only { from: Some(&turn.from), until: Some(&turn.until), ..table::Only::default() };
                let mut there = table::slots(transaction, organization, id, only).await?;
                let ids: Vec<SlotId> = there.iter().map(|slot| slot.id).collect();
                let booked = table::booked(transaction, organization, &ids).await?;
                let mut found = changes(turn.planned.clone(), &there, &booked, now);
                let touched: HashSet<SlotId> =
                    found.remove.iter().copied().chain(found.resize.iter().map(|(id, ..)| *id)).collect();
                if !touched.is_empty() {
                    // Looked at again while they are held: somebody may have booked one.
                    let held = table::held_these(transaction, organization, &touched).await?;
                    let mut held: HashMap<SlotId, slot::Model> = held.into_iter().map(|row| (row.id, row)).collect();
                    there.retain_mut(|row| match held.remove(&row.id) {
                        Some(fresh) => {
                            *row = fresh;
                            true
                        }
                        None => !touched.contains(&row.id),
                    });
                    let booked = table::booked(transaction, organization, &ids).await?;
                    found = changes(turn.planned, &there, &booked, now);
                }
                table::remove_slots(transaction, organization, &found.remove).await?;
                table::resize_slots(transaction, organization, &found.resize, now).await?;
                let rows = found.create.iter().map(|slot| new_slot(&row, SlotId::new(&random, now), slot, now));
                table::insert_slots(transaction, rows.collect()).await?;
                if found.changes_something() {
                    kept::touch(transaction, organization, id, now).await?;
                    let event = event.with(json!({ "from": turn.from, "until": turn.until,
                        "created": found.create.len(), "changed": found.resize.len(), "removed": found.remove.len(),
                        "kept": found.kept_booked.len() + found.kept_edited.len(), "in_the_way": found.in_the_way }));
                    audit::store::append(transaction, vec![event]).await?;
                }
                Ok(found)
            })
        })
        .await
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

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;

    fn planned(day: Date, count: usize) -> Vec<Planned> {
        let one = Planned {
            place_id: PlaceId(uuid::Uuid::from_u128(1)),
            day,
            starts_at: Timestamp::from_micros(0),
            ends_at: Timestamp::from_micros(1),
            capacity: 1,
            reserved: 0,
            is_closed: false,
        };
        vec![one; count]
    }

    #[test]
    fn days_are_whole_and_turns_short() {
        let all = [(1, 300), (2, 200), (3, 10), (5, 900)];
        let wanted = all.iter().flat_map(|(day, count)| planned(date(2026, 12, *day), *count)).collect();
        let there = vec![("2026-12-02".to_owned(), 100), ("2026-12-04".to_owned(), 490), ("2026-12-09".to_owned(), 3)];
        let found = turns(wanted, there, "2026-12-02");
        let told: Vec<_> = found.iter().map(|turn| (&turn.from[8..], &turn.until[8..], turn.planned.len())).collect();
        assert_eq!(told, [("02", "03", 210), ("04", "04", 0), ("05", "05", 900), ("09", "09", 0)]);
    }
}
