//! What is offered when a slot is taken: the free slots nearest to it, first at the same place, then at the others.

use serde_json::{Value, json};

use super::snapshot::{SlotView, Snapshot};
use super::terms::Wish;
use crate::ids::SlotId;

/// How many are offered.
pub const NEAREST: usize = 5;

/// The free slots nearest in time to `wanted`, of the same place first; at most `limit`. Of a slot that is not known, the
/// first free ones.
#[must_use]
pub fn nearest<'a>(snapshot: &'a Snapshot, wanted: SlotId, wish: &Wish, limit: usize) -> Vec<&'a SlotView> {
    let known = snapshot.slot(wanted);
    let rank = |slot: &&SlotView| match known {
        Some(known) => {
            let distance = (slot.standing().starts_at.micros() - known.standing().starts_at.micros()).abs();
            (slot.place != known.place, distance, slot.place, slot.standing().starts_at)
        }
        None => (false, slot.standing().starts_at.micros(), slot.place, slot.standing().starts_at),
    };
    let mut free: Vec<&SlotView> =
        snapshot.slots().iter().filter(|slot| slot.id != wanted && snapshot.seems_free(slot, wish)).collect();
    free.sort_by_cached_key(rank);
    free.truncate(limit);
    free
}

/// The same as the JSON interface tells it: the answer to send, and how free it is.
#[must_use]
pub fn told(snapshot: &Snapshot, slots: &[&SlotView], wish: &Wish) -> Value {
    let told = |slot: &&SlotView| {
        let mut told = snapshot.answer(slot);
        told["room"] = json!(slot.standing().room(wish.channel, wish.persons));
        told
    };
    slots.iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::entity::values::Channel;
    use crate::slots::testing::{at, snapshot};

    #[test]
    fn the_same_place_comes_first_and_then_the_nearest_time() {
        // Two places with a slot at 9, 10, 11 and 12 o'clock, one place each.
        let (snapshot, rows) = snapshot(2, &[9, 10, 11, 12], 1);
        let now = at("2026-12-01T00:00:00+09:00");
        let wish = Wish { channel: Channel::Online, persons: 1, at: now, today: snapshot.day(now) };
        let name = |slot: &&SlotView| {
            let hour = slot.standing().starts_at.in_zone(&jiff::tz::TimeZone::get("Asia/Tokyo").unwrap()).hour();
            format!("{} {hour}", snapshot.place_of(slot).title)
        };
        let names = |wanted, limit| nearest(&snapshot, wanted, &wish, limit).iter().map(name).collect::<Vec<_>>();
        let eleven = rows[2].id;
        assert_eq!(names(eleven, 5), ["会場1 10", "会場1 12", "会場1 9", "会場2 11", "会場2 10"]);
        let mut taken = rows[1].clone();
        (taken.taken, taken.taken_online) = (1, 1);
        assert!(snapshot.note(&taken));
        assert_eq!(names(eleven, 2), ["会場1 12", "会場1 9"]);
        let gone = crate::ids::SlotId(uuid::Uuid::nil());
        assert_eq!(names(gone, 2), ["会場1 9", "会場2 9"]);
    }
}
