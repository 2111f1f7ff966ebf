//! What `rules` promises.

use jiff::civil::{date, time};
use serde_json::json;
use uuid::Uuid;

use super::*;

fn zone() -> TimeZone {
    TimeZone::get("Asia/Tokyo").unwrap()
}

fn place(number: u128) -> PlaceId {
    PlaceId(Uuid::from_u128(number))
}

fn block() -> Block {
    Block {
        places: Vec::new(),
        weekdays: vec![1, 2, 3, 4, 5],
        from: date(2026, 12, 21),
        until: date(2026, 12, 27),
        begins: time(9, 0, 0, 0),
        ends: time(10, 40, 0, 0),
        minutes: 30,
        capacity: 4,
        reserved: 1,
    }
}

fn names(rules: &Rules, places: &[PlaceId]) -> Vec<String> {
    let name = |slot: &Planned| {
        let at = |at: Timestamp| at.in_zone(&zone()).strftime("%H:%M").to_string();
        format!(
            "{} {} {}-{} {}",
            slot.place_id.0.as_u128(),
            slot.day,
            at(slot.starts_at),
            at(slot.ends_at),
            slot.capacity
        )
    };
    plan(rules, places, &zone()).unwrap().iter().map(name).collect()
}

#[test]
fn weekdays_times_and_places() {
    let rules = Rules { blocks: vec![block()], ..Rules::default() };
    let all = names(&rules, &[place(1), place(2)]);
    assert_eq!(all.len(), 2 * 5 * 3, "what does not fit whole is left out");
    assert_eq!(all[..3], ["1 2026-12-21 09:00-09:30 4", "1 2026-12-21 09:30-10:00 4", "1 2026-12-21 10:00-10:30 4"]);
    let only = Rules { blocks: vec![Block { places: vec![place(2)], ..block() }], ..Rules::default() };
    assert!(names(&only, &[place(1), place(2)]).iter().all(|name| name.starts_with("2 ")));
}

#[test]
fn exceptions_holidays_and_later_blocks() {
    let one = Block { minutes: 60, until: date(2026, 12, 23), ..block() };
    let more = Block { capacity: 9, from: date(2026, 12, 23), ..one.clone() };
    let rules = Rules {
        blocks: vec![one.clone(), more],
        exceptions: vec![
            Exception { day: date(2026, 12, 21), place: None },
            Exception { day: date(2026, 12, 22), place: Some(place(1)) },
        ],
        is_closed_on_holidays: false,
    };
    assert_eq!(
        names(&rules, &[place(1), place(2)]),
        ["1 2026-12-23 09:00-10:00 9", "2 2026-12-22 09:00-10:00 4", "2 2026-12-23 09:00-10:00 9"]
    );
    // 23 November 2026 is 勤労感謝の日, a Monday.
    let autumn = Block { from: date(2026, 11, 23), until: date(2026, 11, 24), minutes: 60, ..block() };
    let closed = Rules { blocks: vec![autumn], is_closed_on_holidays: true, ..Rules::default() };
    assert_eq!(names(&closed, &[place(1)]), ["1 2026-11-24 09:00-10:00 4"]);
}

#[test]
fn rules_that_make_no_sense_are_named() {
    let refused = |change: &dyn Fn(&mut Block)| {
        let mut one = block();
        change(&mut one);
        plan(&Rules { blocks: vec![one], ..Rules::default() }, &[place(1)], &zone()).unwrap_err()
    };
    assert_eq!(refused(&|one| one.weekdays = vec![0]), fault("/blocks/0/weekdays", "weekday"));
    assert_eq!(refused(&|one| one.until = date(2026, 12, 20)), fault("/blocks/0/until", "order"));
    assert_eq!(refused(&|one| one.ends = one.begins), fault("/blocks/0/ends", "order"));
    assert_eq!(refused(&|one| one.minutes = 0), fault("/blocks/0/minutes", "range"));
    assert_eq!(refused(&|one| one.reserved = 5), fault("/blocks/0/reserved", "range"));
    assert_eq!(refused(&|one| one.places = vec![place(9)]), fault("/blocks/0/places/0", "unknown"));
    assert_eq!(refused(&|one| one.places = vec![place(1), place(1)]), fault("/blocks/0/places", "duplicate"));
    assert_eq!(refused(&|one| one.weekdays = vec![1; 1000]), fault("/blocks/0/weekdays", "duplicate"));
    let long = |one: &mut Block| (one.until, one.minutes) = (date(2029, 12, 1), 1);
    assert_eq!(refused(&long), fault("/blocks/0", "tooMany"));
    let stranger = vec![Exception { day: date(2026, 12, 1), place: Some(place(9)) }];
    let rules = Rules { exceptions: stranger, ..Rules::default() };
    assert_eq!(plan(&rules, &[place(1)], &zone()), Err(fault("/exceptions/0/place", "unknown")));
}

#[test]
fn slots_of_one_place_may_not_overlap() {
    let first = Block { ends: time(10, 0, 0, 0), ..block() };
    let with = |second: Block, places: &[PlaceId]| {
        plan(&Rules { blocks: vec![first.clone(), second], ..Rules::default() }, places, &zone())
    };
    let later = Block { begins: time(9, 45, 0, 0), ..block() };
    assert_eq!(with(later.clone(), &[place(1)]), Err(fault("/blocks/1", "overlap")));
    // The same beginning takes the place of a slot, and may then reach into the next one.
    let longer = Block { minutes: 45, ..first.clone() };
    assert_eq!(with(longer, &[place(1)]), Err(fault("/blocks/1", "overlap")));
    let touching = Block { begins: time(10, 0, 0, 0), ..block() };
    assert_eq!(with(touching, &[place(1)]).unwrap().len(), 5 * 3);
    let elsewhere = Block { places: vec![place(2)], ..later.clone() };
    let at_one =
        Rules { blocks: vec![Block { places: vec![place(1)], ..first.clone() }, elsewhere], ..Rules::default() };
    assert!(plan(&at_one, &[place(1), place(2)], &zone()).is_ok());
    let weekend = Block { weekdays: vec![6], ..later };
    assert!(with(weekend, &[place(1)]).is_ok());
}

#[test]
fn a_time_that_the_clock_leaves_out_gives_no_slot() {
    // On 8 March 2026 it is never between 2 and 3 o'clock in New York, and on 1 November twice between 1 and 2.
    let zone = TimeZone::get("America/New_York").unwrap();
    let night = |day| Block {
        weekdays: vec![7],
        from: day,
        until: day,
        begins: time(1, 0, 0, 0),
        ends: time(4, 0, 0, 0),
        minutes: 45,
        ..block()
    };
    let begins = |day| {
        let rules = Rules { blocks: vec![night(day)], ..Rules::default() };
        let slots = plan(&rules, &[place(1)], &zone).unwrap();
        slots.iter().map(|slot| slot.starts_at.in_zone(&zone).strftime("%H:%M").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(begins(date(2026, 3, 8)), ["01:00", "03:15"]);
    assert_eq!(begins(date(2026, 11, 1)), ["01:00", "01:45", "02:30", "03:15"]);
}

#[test]
fn rules_are_stored_as_people_write_them() {
    let written = json!({
        "blocks": [{ "weekdays": [1], "from": "2026-12-01", "until": "2026-12-31", "begins": "09:00", "ends": "17:00",
            "minutes": 30, "capacity": 4 }],
        "exceptions": [{ "day": "2026-12-29" }]
    });
    let rules: Rules = serde_json::from_value(written).unwrap();
    let again: Rules = serde_json::from_value(serde_json::to_value(&rules).unwrap()).unwrap();
    assert_eq!(rules, again);
    assert_eq!(serde_json::to_value(&rules).unwrap()["blocks"][0]["begins"], "09:00");
    assert!(serde_json::from_value::<Rules>(json!({ "block": [] })).is_err());
    assert_eq!(serde_json::from_str::<Rules>("{}").unwrap(), Rules::default());
}

/// Slots of one place never overlap within a block, lie within its hours and days, and none stands twice.
#[test]
fn slots_lie_within_their_rules() {
    let random = crate::ids::Random::system();
    for _ in 0..500 {
        let dice = random.bytes::<6>().map(i64::from);
        let narrow = |number: i64| i8::try_from(number).unwrap();
        let (begins, hours) = (narrow(dice[0] % 20), narrow(1 + dice[1] % 3));
        // Two different ones.
        let weekdays = vec![narrow(1 + dice[2] % 7), narrow(1 + (dice[2] + 1 + dice[3] % 6) % 7)];
        let one = Block {
            weekdays: weekdays.clone(),
            begins: time(begins, 0, 0, 0),
            ends: time(begins + hours, 0, 0, 0),
            until: date(2026, 12, 21).saturating_add((dice[4] % 60).days()),
            minutes: 1 + dice[5],
            ..block()
        };
        let rules = Rules { blocks: vec![one.clone(), one], ..Rules::default() };
        let slots = plan(&rules, &[place(1)], &zone()).unwrap();
        for pair in slots.windows(2) {
            assert!(pair[0].ends_at <= pair[1].starts_at, "{rules:?}");
        }
        for slot in &slots {
            assert!(weekdays.contains(&slot.day.weekday().to_monday_one_offset()), "{rules:?}");
            let ends = slot.day.to_datetime(time(begins + hours, 0, 0, 0)).to_zoned(zone()).unwrap().timestamp();
            assert!(slot.ends_at.micros() <= ends.as_microsecond(), "{rules:?}");
            assert_eq!(slot.starts_at.day_in(&zone()), slot.day);
        }
    }
}
