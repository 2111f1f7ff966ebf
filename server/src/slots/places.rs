//! The places of a calendar as staff write them: checked, and compared with those that are there.

use std::collections::HashSet;

use super::calendars::{CalendarError, Draft, invalid};
use super::store::{self, calendars as kept};
use crate::app::App;
use crate::db::Transaction;
use crate::db::entity::place;
use crate::ids::{CalendarId, OrganizationId, PlaceId};

/// The most places.
const MOST_PLACES: usize = 500;

/// The places of a draft as rows. Names are unique: residents and staff tell places apart by them.
pub(super) fn new_places(
    app: &App,
    organization_id: OrganizationId,
    calendar_id: CalendarId,
    draft: &Draft,
) -> Result<Vec<place::Model>, CalendarError> {
    if draft.places.is_empty() || draft.places.len() > MOST_PLACES {
        return Err(invalid("/places", "length"));
    }
    let mut titles = HashSet::new();
    let now = app.clock.now();
    let mut rows = Vec::new();
    for (index, place) in draft.places.iter().enumerate() {
        if !titles.insert(place.title.as_str()) {
            return Err(invalid(format!("/places/{index}/title"), "duplicate"));
        }
        rows.push(place::Model {
            id: place.id.unwrap_or_else(|| PlaceId::new(&app.random, now)),
            organization_id,
            calendar_id,
            title: place.title.clone(),
            note: place.note.clone(),
            position: i64::try_from(index).unwrap_or(i64::MAX),
        });
    }
    Ok(rows)
}

/// Places that are there are changed, new ones added, and those that are not named any more removed, unless they have
/// slots.
pub(super) async fn settle_places(
    transaction: &Transaction,
    organization: OrganizationId,
    id: CalendarId,
    (places, known): (Vec<place::Model>, HashSet<PlaceId>),
) -> Result<(), CalendarError> {
    let before = store::places(transaction, organization, id).await?;
    // An identifier that was given must be one of this calendar's.
    if let Some(index) = places.iter().position(|place| known.contains(&place.id) && !is_in(&before, place.id)) {
        return Err(invalid(format!("/places/{index}/id"), "unknown"));
    }
    for one in before.iter().filter(|one| !is_in(&places, one.id)) {
        if !kept::remove_place(transaction, organization, one.id).await? {
            return Err(invalid("/places", "inUse"));
        }
    }
    // Two places that exchange their names would meet on the way.
    for one in before.iter().filter(|one| is_in(&places, one.id)) {
        kept::update_place(transaction, place::Model { title: one.id.to_string(), ..one.clone() }).await?;
    }
    for place in places {
        if is_in(&before, place.id) {
            kept::update_place(transaction, place).await?;
        } else {
            kept::insert_place(transaction, place).await?;
        }
    }
    Ok(())
}

fn is_in(places: &[place::Model], id: PlaceId) -> bool {
    places.iter().any(|place| place.id == id)
}
