//! Rules become slots: places × days × times. Pure: no clock, no database. What a calendar stores is this, as JSON.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use madoguchi_schema::tables::holidays;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Timestamp;
use crate::ids::PlaceId;

/// What slots are made by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Where two make a slot of the same place and time, the later one counts.
    pub blocks: Vec<Block>,
    /// Days without any.
    pub exceptions: Vec<Exception>,
    /// Whether there are none on public holidays (国民の祝日).
    pub is_closed_on_holidays: bool,
}

/// Slots of one length, one after the other, on some weekdays of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// At these places; none named: at all of the calendar.
    #[serde(default)]
    pub places: Vec<PlaceId>,
    /// On these days of the week: 1 is Monday, 7 is Sunday.
    pub weekdays: Vec<i8>,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// When the first slot begins (`09:00`).
    #[serde(with = "clock_time")]
    #[schema(value_type = String)]
    pub begins: Time,
    /// When the last slot ends at the latest.
    #[serde(with = "clock_time")]
    #[schema(value_type = String)]
    pub ends: Time,
    /// How long each is.
    pub minutes: i64,
    /// How many people each takes.
    pub capacity: i64,
    /// How many of these are kept for telephone and counter.
    #[serde(default)]
    pub reserved: i64,
}

/// A day without slots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// At this place only; none named: at all.
    #[serde(default)]
    pub place: Option<PlaceId>,
}

/// Hours and minutes, as people write them.
mod clock_time {
    use jiff::civil::Time;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&time.strftime("%H:%M"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Time::strptime("%H:%M", text.as_ref()).map_err(serde::de::Error::custom)
    }
}

/// A slot as the rules want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Where.
    pub place_id: PlaceId,
    /// On which local day it begins.
    pub day: Date,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many people it takes.
    pub capacity: i64,
    /// How many of these are kept for telephone and counter.
    pub reserved: i64,
}

/// The most slots that rules may make.
pub const MOST_SLOTS: usize = 50_000;
/// The longest period of a block, in days.
const LONGEST: i64 = 3 * 366;
/// The most blocks, and exceptions.
const MOST_RULES: usize = 200;
/// The most people of one slot.
pub const MOST_PEOPLE: i64 = 100_000;
const DAY_MINUTES: i64 = 24 * 60;

/// A rule that makes no sense: where, as JSON Pointer into the rules, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// Where.
    pub at: String,
    /// `order`, `range`, `unknown`, `weekday` or `tooMany`.
    pub code: &'static str,
}

fn fault(at: impl Into<String>, code: &'static str) -> RuleFault {
    RuleFault { at: at.into(), code }
}

/// The slots that these rules want at these places, by place and time.
///
/// # Errors
/// The first rule that makes no sense.
pub fn plan(rules: &Rules, places: &[PlaceId], zone: &TimeZone) -> Result<Vec<Planned>, RuleFault> {
    check(rules, places)?;
    let mut planned = BTreeMap::new();
    for (index, block) in rules.blocks.iter().enumerate() {
        for day in days(rules, block) {
            let chosen = if block.places.is_empty() { places } else { &block.places };
            for place in chosen.iter().filter(|place| is_open(rules, day, **place)) {
                for slot in of_day(block, *place, day, zone) {
                    planned.insert((slot.place_id, slot.starts_at), slot);
                }
                if planned.len() > MOST_SLOTS {
                    return Err(fault(format!("/blocks/{index}"), "tooMany"));
                }
            }
        }
    }
    Ok(planned.into_values().collect())
}

fn check(rules: &Rules, places: &[PlaceId]) -> Result<(), RuleFault> {
    if rules.blocks.len() > MOST_RULES {
        return Err(fault("/blocks", "tooMany"));
    }
    if rules.exceptions.len() > MOST_RULES {
        return Err(fault("/exceptions", "tooMany"));
    }
    for (index, block) in rules.blocks.iter().enumerate() {
        let at = |member: &str| format!("/blocks/{index}/{member}");
        if block.weekdays.is_empty() || block.weekdays.iter().any(|day| !(1..=7).contains(day)) {
            return Err(fault(at("weekdays"), "weekday"));
        }
        if block.until < block.from {
            return Err(fault(at("until"), "order"));
        }
        if i64::from((block.until - block.from).get_days()) > LONGEST {
            return Err(fault(at("until"), "range"));
        }
        if block.ends <= block.begins {
            return Err(fault(at("ends"), "order"));
        }
        if !(1..=DAY_MINUTES).contains(&block.minutes) {
            return Err(fault(at("minutes"), "range"));
        }
        if !(1..=MOST_PEOPLE).contains(&block.capacity) {
            return Err(fault(at("capacity"), "range"));
        }
        if !(0..=block.capacity).contains(&block.reserved) {
            return Err(fault(at("reserved"), "range"));
        }
        if let Some(place) = block.places.iter().position(|place| !places.contains(place)) {
            return Err(fault(at(&format!("places/{place}")), "unknown"));
        }
    }
    let stranger = |exception: &Exception| exception.place.is_some_and(|place| !places.contains(&place));
    match rules.exceptions.iter().position(stranger) {
        Some(index) => Err(fault(format!("/exceptions/{index}/place"), "unknown")),
        None => Ok(()),
    }
}

fn days<'a>(rules: &'a Rules, block: &'a Block) -> impl Iterator<Item = Date> + 'a {
    let all = block.from.series(1.day()).take_while(|day| *day <= block.until);
    all.filter(|day| block.weekdays.contains(&day.weekday().to_monday_one_offset()))
        .filter(|day| !(rules.is_closed_on_holidays && holidays::is_holiday(*day)))
}

fn is_open(rules: &Rules, day: Date, place: PlaceId) -> bool {
    !rules.exceptions.iter().any(|one| one.day == day && one.place.is_none_or(|named| named == place))
}

/// A time that the clock leaves out on a day gives no slot.
fn of_day(block: &Block, place_id: PlaceId, day: Date, zone: &TimeZone) -> Vec<Planned> {
    let minute = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
    let (begins, ends) = (minute(block.begins), minute(block.ends));
    let count = (ends - begins) / block.minutes;
    let slot = |number: i64| {
        let starts = begins + number * block.minutes;
        let time = Time::new(i8::try_from(starts / 60).ok()?, i8::try_from(starts % 60).ok()?, 0, 0).ok()?;
        let starts_at = day.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp().as_microsecond();
        let starts_at = Timestamp::from_micros(starts_at);
        Some(Planned {
            place_id,
            day,
            starts_at,
            ends_at: starts_at.plus_seconds(block.minutes * 60),
            capacity: block.capacity,
            reserved: block.reserved,
        })
    };
    (0..count).filter_map(slot).collect()
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            all[..3],
            ["1 2026-12-21 09:00-09:30 4", "1 2026-12-21 09:30-10:00 4", "1 2026-12-21 10:00-10:30 4"]
        );
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
        let long = |one: &mut Block| (one.until, one.minutes) = (date(2029, 12, 1), 1);
        assert_eq!(refused(&long), fault("/blocks/0", "tooMany"));
        let stranger = vec![Exception { day: date(2026, 12, 1), place: Some(place(9)) }];
        let rules = Rules { exceptions: stranger, ..Rules::default() };
        assert_eq!(plan(&rules, &[place(1)], &zone()), Err(fault("/exceptions/0/place", "unknown")));
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
            let weekdays = vec![narrow(1 + dice[2] % 7), narrow(1 + dice[3] % 7)];
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
}
