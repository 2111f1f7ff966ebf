//! One calendar in memory: its places, its slots, and what is taken of each as of at most a second ago. Cheap to read and
//! shared; it shows and never decides.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::terms::{NoPlace, Room, Standing, Terms, Wish, refusal, untimely};
use crate::clock::Timestamp;
use crate::db::entity::{calendar, place, slot};
use crate::ids::{CalendarId, OrganizationId, PlaceId, SlotId};

/// A calendar as it was last read.
#[derive(Debug)]
pub struct Snapshot {
    /// Which one.
    pub id: CalendarId,
    /// Whose.
    pub organization_id: OrganizationId,
    /// Its key in the organization.
    pub key: String,
    /// What staff call it.
    pub title: String,
    /// Its terms.
    pub terms: Terms,
    /// The field of which each answer may have one active appointment.
    pub one_per_field: Option<String>,
    /// For how many minutes a place is held while somebody fills in; 0: not at all.
    pub hold_minutes: i64,
    /// Its places, in their order.
    pub places: Vec<PlaceView>,
    /// When its row last changed.
    pub(super) updated_at: Timestamp,
    /// By place and time.
    slots: Vec<SlotView>,
    by_id: HashMap<SlotId, usize>,
    zone: TimeZone,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceView {
    /// Which one.
    pub id: PlaceId,
    /// Its name.
    pub title: String,
    /// How to get there, what to mind.
    pub note: String,
}

/// A slot. What is taken of it goes on changing.
#[derive(Debug)]
pub struct SlotView {
    /// Which one.
    pub id: SlotId,
    /// Index of its place.
    pub place: usize,
    day: Date,
    starts_at: Timestamp,
    ends_at: Timestamp,
    capacity: AtomicI64,
    reserved: AtomicI64,
    taken: AtomicI64,
    taken_online: AtomicI64,
    is_closed: AtomicBool,
}

impl SlotView {
    fn of(row: &slot::Model, place: usize) -> Option<Self> {
        let standing = Standing::of(row)?;
        Some(Self {
            id: row.id,
            place,
            day: standing.day,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            capacity: row.capacity.into(),
            reserved: row.reserved.into(),
            taken: row.taken.into(),
            taken_online: row.taken_online.into(),
            is_closed: row.is_closed.into(),
        })
    }

    /// As it stands. Two numbers read while they change may be of two instants: good enough to show.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let number = |number: &AtomicI64| number.load(Ordering::Relaxed);
        Standing {
            day: self.day,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            capacity: number(&self.capacity),
            reserved: number(&self.reserved),
            taken: number(&self.taken),
            taken_online: number(&self.taken_online),
            is_closed: self.is_closed.load(Ordering::Relaxed),
        }
    }

    fn note(&self, row: &slot::Model) {
        self.capacity.store(row.capacity, Ordering::Relaxed);
        self.reserved.store(row.reserved, Ordering::Relaxed);
        self.taken.store(row.taken, Ordering::Relaxed);
        self.taken_online.store(row.taken_online, Ordering::Relaxed);
        self.is_closed.store(row.is_closed, Ordering::Relaxed);
    }
}

/// A time that can be picked, or that is shown as full.
#[derive(Clone, Copy, Debug)]
pub struct Time<'a> {
    /// The slot.
    pub slot: &'a SlotView,
    /// Its standing.
    pub standing: Standing,
    /// How free it is for so many people.
    pub room: Room,
}

/// A day at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: Date,
    /// How free its freest time is.
    pub room: Room,
    /// How many people it still has room for.
    pub left: i64,
}

impl Snapshot {
    /// Of what was read. Slots whose place is unknown are left out: they were made after the places were read.
    #[must_use]
    pub fn new(calendar: calendar::Model, places: Vec<place::Model>, rows: &[slot::Model], zone: TimeZone) -> Self {
        let positions: HashMap<PlaceId, usize> =
            places.iter().enumerate().map(|(index, place)| (place.id, index)).collect();
        let view = |row: &slot::Model| SlotView::of(row, *positions.get(&row.place_id)?);
        let mut slots: Vec<SlotView> = rows.iter().filter_map(view).collect();
        slots.sort_by_key(|slot| (slot.place, slot.starts_at, slot.id));
        let view = |place: place::Model| PlaceView { id: place.id, title: place.title, note: place.note };
        Self {
            id: calendar.id,
            organization_id: calendar.organization_id,
            terms: Terms::of(&calendar),
            key: calendar.key,
            title: calendar.title,
            one_per_field: calendar.one_per_field,
            hold_minutes: calendar.hold_minutes,
            updated_at: calendar.updated_at,
            places: places.into_iter().map(view).collect(),
            by_id: slots.iter().enumerate().map(|(index, slot)| (slot.id, index)).collect(),
            slots,
            zone,
        }
    }

    /// The slot with this identifier.
    #[must_use]
    pub fn slot(&self, id: SlotId) -> Option<&SlotView> {
        self.slots.get(*self.by_id.get(&id)?)
    }

    /// All slots, by place and time.
    #[must_use]
    pub fn slots(&self) -> &[SlotView] {
        &self.slots
    }

    /// The place of a slot.
    #[must_use]
    pub fn place_of(&self, slot: &SlotView) -> &PlaceView {
        &self.places[slot.place]
    }

    /// The whole answer that names this slot: the only one that is ever believed.
    #[must_use]
    pub fn answer(&self, slot: &SlotView) -> Value {
        answer(slot.id, &self.place_of(slot).title, (slot.starts_at, slot.ends_at), &self.zone)
    }

    /// Takes over what is taken of a slot now; `false` when the slot is not known here.
    pub(super) fn note(&self, row: &slot::Model) -> bool {
        match self.slot(row.id) {
            Some(slot) => {
                slot.note(row);
                // Its time cannot change, but its day would be another slot's.
                slot.starts_at == row.starts_at && slot.ends_at == row.ends_at
            }
            None => false,
        }
    }

    /// The days at a place (index into [`Self::places`]) on which something takes place that this wish is timely for; days
    /// on which everything is taken are there, with [`Room::None`].
    #[must_use]
    pub fn days(&self, place: usize, wish: &Wish) -> Vec<Day> {
        let mut days: BTreeMap<Date, Day> = BTreeMap::new();
        for slot in self.at(place) {
            let standing = slot.standing();
            if untimely(&self.terms, &standing, wish).is_some() {
                continue;
            }
            let day = days.entry(slot.day).or_insert(Day { day: slot.day, room: Room::None, left: 0 });
            day.room = day.room.max(standing.room(wish.channel, wish.persons));
            if !standing.is_closed {
                day.left += standing.left(wish.channel);
            }
        }
        days.into_values().collect()
    }

    /// The times of a day at a place that this wish is timely for, full ones with [`Room::None`]; closed ones are not shown.
    pub fn times<'a>(&'a self, place: usize, day: Date, wish: &'a Wish) -> impl Iterator<Item = Time<'a>> {
        self.at(place).iter().filter(move |slot| slot.day == day).filter_map(move |slot| {
            let standing = slot.standing();
            let is_shown = !standing.is_closed && untimely(&self.terms, &standing, wish).is_none();
            is_shown.then(|| Time { slot, standing, room: standing.room(wish.channel, wish.persons) })
        })
    }

    fn at(&self, place: usize) -> &[SlotView] {
        let from = self.slots.partition_point(|slot| slot.place < place);
        let to = self.slots.partition_point(|slot| slot.place <= place);
        &self.slots[from..to]
    }

    /// Whether it seems that this wish can be fulfilled.
    #[must_use]
    pub fn seems_free(&self, slot: &SlotView, wish: &Wish) -> bool {
        refusal(&self.terms, &slot.standing(), wish).is_none()
    }

    /// Whether it seems that nothing stands against this wish but that not enough places are left.
    #[must_use]
    pub fn seems_full(&self, id: SlotId, wish: &Wish) -> bool {
        self.slot(id).is_some_and(|slot| refusal(&self.terms, &slot.standing(), wish) == Some(NoPlace::Taken))
    }

    /// The local day of an instant.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        at.day_in(&self.zone)
    }
}

/// The answer of a `slot` field, whole.
#[must_use]
pub fn answer(id: SlotId, place: &str, (starts_at, ends_at): (Timestamp, Timestamp), zone: &TimeZone) -> Value {
    let moment = |at: Timestamp| at.in_zone(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    json!({ "slot": id, "place": place, "start": moment(starts_at), "end": moment(ends_at) })
}
