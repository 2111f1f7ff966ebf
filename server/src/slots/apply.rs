//! What applying rules would do to the slots that are there: told first, then done. A slot that somebody has booked, or
//! that staff edited by hand, is never changed or removed by rules; nor is one that has begun. A day that staff closed stays
//! closed: its slots stay, and new ones of it are closed.

use std::collections::{HashMap, HashSet};

use super::rules::Planned;
use crate::clock::Timestamp;
use crate::db::entity::slot;
use crate::ids::{PlaceId, SlotId};

/// What would be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New slots.
    pub create: Vec<Planned>,
    /// Slots whose capacity changes: which, to how many people and how many of these reserved.
    pub resize: Vec<(SlotId, i64, i64)>,
    /// Slots that go.
    pub remove: Vec<SlotId>,
    /// Slots that would change or go, and stay as they are because somebody has booked them.
    pub kept_booked: Vec<SlotId>,
    /// The same, because staff edited them.
    pub kept_edited: Vec<SlotId>,
    /// New slots that are not made, because at the same place one stays that they would overlap.
    pub in_the_way: usize,
    /// How many stay as they are because the rules want them so.
    pub unchanged: usize,
}

impl Changes {
    /// Whether any slot is made, changed or removed.
    #[must_use]
    pub fn changes_something(&self) -> bool {
        !(self.create.is_empty() && self.resize.is_empty() && self.remove.is_empty())
    }

    /// Takes over what is done on other days.
    pub fn add(&mut self, other: Self) {
        self.create.extend(other.create);
        self.resize.extend(other.resize);
        self.remove.extend(other.remove);
        self.kept_booked.extend(other.kept_booked);
        self.kept_edited.extend(other.kept_edited);
        self.in_the_way += other.in_the_way;
        self.unchanged += other.unchanged;
    }
}

/// Compares what the rules want with what is there. `booked` are the slots that have ever had a booking.
#[must_use]
pub fn changes(planned: Vec<Planned>, there: &[slot::Model], booked: &HashSet<SlotId>, now: Timestamp) -> Changes {
    let mut changes = Changes::default();
    let closed = closed_days(there, now);
    let is_closed_day = |place: PlaceId, day: &str| closed.contains(&(place, day.to_owned()));
    let is_in_use = |row: &slot::Model| row.taken > 0 || booked.contains(&row.id);
    let mut staying = Staying::default();
    let mut wanted: HashMap<(PlaceId, Timestamp), Planned> =
        planned.into_iter().map(|slot| ((slot.place_id, slot.starts_at), slot)).collect();
    for row in there {
        let slot = wanted.remove(&(row.place_id, row.starts_at));
        if row.starts_at <= now {
            staying.add(row);
            continue;
        }
        let removed = changes.remove.len();
        match slot {
            Some(slot) if fits(row, &slot) => changes.unchanged += 1,
            _ if row.is_edited => changes.kept_edited.push(row.id),
            Some(slot) if row.ends_at == slot.ends_at && has_room(row, &slot) => {
                changes.resize.push((row.id, slot.capacity, slot.reserved));
            }
            _ if is_in_use(row) => changes.kept_booked.push(row.id),
            // That somebody closed the day is remembered by its slots.
            _ if is_closed_day(row.place_id, &row.day) => changes.kept_edited.push(row.id),
            Some(slot) => {
                // Another length is another slot.
                changes.remove.push(row.id);
                changes.create.push(slot);
            }
            None => changes.remove.push(row.id),
        }
        if changes.remove.len() == removed {
            staying.add(row);
        }
    }
    changes.create.extend(wanted.into_values().filter(|slot| slot.starts_at > now));
    let wanted = changes.create.len();
    staying.sort();
    changes.create.retain(|slot| staying.leaves_room(slot));
    changes.in_the_way = wanted - changes.create.len();
    for slot in &mut changes.create {
        slot.is_closed = is_closed_day(slot.place_id, &slot.day.to_string());
    }
    changes.create.sort_by_key(|slot| (slot.place_id, slot.starts_at));
    changes
}

/// When something stays at a place: a new slot there would be a second one for the same people.
#[derive(Default)]
struct Staying(HashMap<PlaceId, Vec<(Timestamp, Timestamp)>>);

impl Staying {
    fn add(&mut self, row: &slot::Model) {
        self.0.entry(row.place_id).or_default().push((row.starts_at, row.ends_at));
    }

    /// By the end too, where what stays overlaps itself.
    fn sort(&mut self) {
        for times in self.0.values_mut() {
            times.sort_unstable();
            let mut latest = Timestamp::from_micros(i64::MIN);
            for (_, ends_at) in times {
                latest = latest.max(*ends_at);
                *ends_at = latest;
            }
        }
    }

    fn leaves_room(&self, slot: &Planned) -> bool {
        let Some(times) = self.0.get(&slot.place_id) else { return true };
        let before = times.partition_point(|(starts_at, _)| *starts_at < slot.ends_at);
        before == 0 || times[before - 1].1 <= slot.starts_at
    }
}

/// The days of places that staff have closed: everything that is to come of them is closed.
fn closed_days(there: &[slot::Model], now: Timestamp) -> HashSet<(PlaceId, String)> {
    let day = |row: &slot::Model| (row.place_id, row.day.clone());
    let to_come = || there.iter().filter(|row| row.starts_at > now);
    let open: HashSet<_> = to_come().filter(|row| !row.is_closed).map(day).collect();
    to_come().map(day).filter(|day| !open.contains(day)).collect()
}

fn fits(row: &slot::Model, slot: &Planned) -> bool {
    (row.ends_at, row.capacity, row.reserved) == (slot.ends_at, slot.capacity, slot.reserved)
}

/// Whether everybody who is in it still would be.
fn has_room(row: &slot::Model, slot: &Planned) -> bool {
    row.taken <= slot.capacity && row.taken_online <= slot.capacity - slot.reserved
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::slots::testing::{at, snapshot};

    fn planned(row: &slot::Model, capacity: i64) -> Planned {
        Planned {
            place_id: row.place_id,
            day: date(2026, 12, 1),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            capacity,
            reserved: 0,
            is_closed: false,
        }
    }

    #[test]
    fn a_closed_day_stays_closed() {
        let (_, mut rows) = snapshot(2, &[9, 10], 4);
        // The first place is closed, in the second one slot alone.
        for row in &mut rows[..3] {
            row.is_closed = true;
        }
        let mut wanted: Vec<Planned> = rows.iter().map(|row| planned(row, 4)).collect();
        for slot in &mut wanted {
            // Longer ones in the place of all, which in a closed day change nothing.
            slot.ends_at = slot.ends_at.plus_seconds(600);
        }
        let mut new = wanted[0].clone();
        (new.starts_at, new.ends_at) = (at("2026-12-01T15:00:00+09:00"), at("2026-12-01T15:30:00+09:00"));
        wanted.push(new.clone());
        let found = changes(wanted, &rows, &HashSet::new(), at("2026-12-01T00:00:00+09:00"));
        assert_eq!(found.kept_edited, [rows[0].id, rows[1].id]);
        assert_eq!(found.remove, [rows[2].id, rows[3].id]);
        let made: Vec<_> = found.create.iter().map(|slot| (slot.place_id, slot.is_closed)).collect();
        assert_eq!(made, [(rows[0].place_id, true), (rows[2].place_id, false), (rows[2].place_id, false)]);
    }

    #[test]
    fn what_is_booked_edited_or_over_stays() {
        let (_, mut rows) = snapshot(1, &[8, 9, 10, 11, 12, 13, 14], 4);
        let now = at("2026-12-01T08:30:00+09:00");
        rows[2].taken = 3;
        rows[3].is_edited = true;
        rows[4].taken = 1;
        let booked = HashSet::from([rows[5].id]);
        // Rules that want 9 to 11 o'clock with room for two, and 15 o'clock.
        let mut wanted: Vec<Planned> = rows[1..4].iter().map(|row| planned(row, 2)).collect();
        let mut new = planned(&rows[6], 2);
        (new.starts_at, new.ends_at) = (at("2026-12-01T15:00:00+09:00"), at("2026-12-01T15:30:00+09:00"));
        wanted.push(new.clone());
        let found = changes(wanted, &rows, &booked, now);
        assert_eq!(found.create, [new]);
        assert_eq!(found.resize, [(rows[1].id, 2, 0)]);
        assert_eq!(found.kept_booked, [rows[2].id, rows[4].id, rows[5].id], "no room for three, booked, once booked");
        assert_eq!(found.kept_edited, [rows[3].id]);
        assert_eq!(found.remove, [rows[6].id]);
        assert_eq!(found.unchanged, 0, "what has begun is not even looked at");
    }

    #[test]
    fn nothing_new_overlaps_what_stays() {
        let (_, mut rows) = snapshot(2, &[9, 10, 11], 4);
        rows[0].taken = 1;
        rows[1].is_edited = true;
        let now = at("2026-12-01T00:00:00+09:00");
        // Slots of half an hour from twenty past nine on at both places: what is booked and edited at the first stays.
        let mut wanted = Vec::new();
        for place in [rows[0].place_id, rows[3].place_id] {
            for begin in ["09:20", "09:50", "10:20", "10:50"] {
                let mut slot = planned(&rows[0], 4);
                (slot.place_id, slot.starts_at) = (place, at(&format!("2026-12-01T{begin}:00+09:00")));
                slot.ends_at = slot.starts_at.plus_seconds(1800);
                wanted.push(slot);
            }
        }
        let found = changes(wanted.clone(), &rows, &HashSet::new(), now);
        assert_eq!((&found.kept_booked, &found.kept_edited), (&vec![rows[0].id], &vec![rows[1].id]));
        assert_eq!((found.remove.len(), found.in_the_way), (4, 3));
        let mut made = found.create;
        made.sort_by_key(|slot| slot.place_id != rows[0].place_id);
        assert_eq!(made, wanted[3..], "ten to eleven is free at the first place");
        // What has begun stays, too.
        let running = at("2026-12-01T09:10:00+09:00");
        rows[0].taken = 0;
        assert_eq!(changes(wanted, &rows, &HashSet::new(), running).in_the_way, 4);
    }

    #[test]
    fn another_length_is_another_slot() {
        let (_, rows) = snapshot(1, &[9, 10], 4);
        let mut longer: Vec<Planned> = rows.iter().map(|row| planned(row, 4)).collect();
        longer[0].ends_at = longer[0].ends_at.plus_seconds(600);
        let found = changes(longer.clone(), &rows, &HashSet::new(), at("2026-12-01T00:00:00+09:00"));
        assert_eq!((found.create, found.remove, found.unchanged), (vec![longer[0].clone()], vec![rows[0].id], 1));
        let booked = HashSet::from([rows[0].id]);
        let found = changes(longer, &rows, &booked, at("2026-12-01T00:00:00+09:00"));
        assert_eq!((found.create, found.remove, found.kept_booked), (vec![], vec![], vec![rows[0].id]));
    }
}
