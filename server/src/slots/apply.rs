//! What applying rules would do to the slots that are there: told first, then done. A slot that somebody has booked, or
//! that staff edited by hand, is never changed or removed by rules; nor is one that has begun.

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
    /// How many stay as they are because the rules want them so.
    pub unchanged: usize,
}

/// Compares what the rules want with what is there. `booked` are the slots that have ever had a booking.
#[must_use]
pub fn changes(planned: Vec<Planned>, there: &[slot::Model], booked: &HashSet<SlotId>, now: Timestamp) -> Changes {
    let mut changes = Changes::default();
    let is_in_use = |row: &slot::Model| row.taken > 0 || booked.contains(&row.id);
    let mut wanted: HashMap<(PlaceId, Timestamp), Planned> =
        planned.into_iter().map(|slot| ((slot.place_id, slot.starts_at), slot)).collect();
    for row in there {
        let slot = wanted.remove(&(row.place_id, row.starts_at));
        if row.starts_at <= now {
            continue;
        }
        match slot {
            Some(slot) if fits(row, &slot) => changes.unchanged += 1,
            _ if row.is_edited => changes.kept_edited.push(row.id),
            Some(slot) if row.ends_at == slot.ends_at && has_room(row, &slot) => {
                changes.resize.push((row.id, slot.capacity, slot.reserved));
            }
            _ if is_in_use(row) => changes.kept_booked.push(row.id),
            Some(slot) => {
                // Another length is another slot.
                changes.remove.push(row.id);
                changes.create.push(slot);
            }
            None => changes.remove.push(row.id),
        }
    }
    changes.create.extend(wanted.into_values().filter(|slot| slot.starts_at > now));
    changes.create.sort_by_key(|slot| (slot.place_id, slot.starts_at));
    changes
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
        }
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
