//! Calendars for the unit tests of this room.

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::snapshot::Snapshot;
use crate::clock::Timestamp;
use crate::db::entity::{calendar, place, slot};
use crate::ids::{CalendarId, DepartmentId, OrganizationId, PlaceId, SlotId};

/// An instant.
pub fn at(text: &str) -> Timestamp {
    Timestamp::from_micros(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

/// A calendar of so many places, each with a slot at these hours of 1 December 2026 and this capacity, and its rows.
pub fn snapshot(places: u128, hours: &[i64], capacity: i64) -> (Snapshot, Vec<slot::Model>) {
    let organization_id = OrganizationId(Uuid::from_u128(1));
    let calendar_id = CalendarId(Uuid::from_u128(2));
    let midnight = at("2026-12-01T00:00:00+09:00");
    let calendar = calendar::Model {
        id: calendar_id,
        organization_id,
        department_id: DepartmentId(Uuid::from_u128(3)),
        key: "hall".to_owned(),
        title: "集会所".to_owned(),
        rules: "{}".to_owned(),
        opens_at: None,
        earliest_days: 0,
        latest_minutes: 0,
        cutoff_minutes: 0,
        max_persons: 10,
        one_per_field: None,
        hold_minutes: 0,
        reminder_days: 0,
        revision: 1,
        created_at: midnight,
        updated_at: midnight,
        archived_at: None,
    };
    let ids = 1..=places;
    let place = |number: u128| place::Model {
        id: PlaceId(Uuid::from_u128(100 + number)),
        organization_id,
        calendar_id,
        title: format!("会場{number}"),
        note: String::new(),
        position: 0,
    };
    let places: Vec<place::Model> = ids.map(place).collect();
    let mut rows = Vec::new();
    for place in &places {
        for hour in hours {
            rows.push(slot::Model {
                id: SlotId(Uuid::from_u128(1000 + rows.len() as u128)),
                organization_id,
                calendar_id,
                place_id: place.id,
                day: "2026-12-01".to_owned(),
                starts_at: midnight.plus_seconds(hour * 3600),
                ends_at: midnight.plus_seconds(hour * 3600 + 1800),
                capacity,
                reserved: 0,
                taken: 0,
                taken_online: 0,
                is_closed: false,
                is_edited: false,
                updated_at: midnight,
            });
        }
    }
    (Snapshot::new(calendar, places, &rows, TimeZone::get("Asia/Tokyo").unwrap()), rows)
}
