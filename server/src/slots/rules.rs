//! Rules become slots: places × days × times. Pure: no clock, no database. What a calendar stores is this, as JSON.

use std::collections::{BTreeMap, HashSet};

use jiff::ToSpan as _;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use madoguchi_schema::tables::holidays;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Timestamp;
use crate::ids::PlaceId;

/// What slots are made by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Where two make a slot that begins at the same place and time, the later one counts. Otherwise slots of one place
    /// may not overlap.
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
    /// Whether it is closed at first, because its day is.
    pub is_closed: bool,
}

/// The most slots that rules may make.
pub const MOST_SLOTS: usize = 50_000;
/// The most that is looked at to make them, where blocks overlap and exceptions take away.
const MOST_STEPS: usize = 4 * MOST_SLOTS;
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
    /// `order`, `range`, `unknown`, `weekday`, `duplicate`, `overlap` or `tooMany`.
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
    let exceptions: HashSet<(Date, Option<PlaceId>)> =
        rules.exceptions.iter().map(|one| (one.day, one.place)).collect();
    let is_open =
        |day, place: &PlaceId| !exceptions.contains(&(day, None)) && !exceptions.contains(&(day, Some(*place)));
    let mut planned: BTreeMap<(PlaceId, Timestamp), (usize, Planned)> = BTreeMap::new();
    let mut steps = 0;
    for (index, block) in rules.blocks.iter().enumerate() {
        let chosen = if block.places.is_empty() { places } else { &block.places };
        // Counted before it is done: what a few lines of rules ask for is bounded.
        let each = chosen.len() * usize::try_from(number(block)).unwrap_or(usize::MAX).clamp(1, MOST_STEPS);
        steps += days(rules, block).count() * each;
        if steps > MOST_STEPS {
            return Err(fault(format!("/blocks/{index}"), "tooMany"));
        }
        for day in days(rules, block) {
            for place in chosen.iter().filter(|place| is_open(day, place)) {
                for slot in of_day(block, *place, day, zone) {
                    planned.insert((slot.place_id, slot.starts_at), (index, slot));
                }
                if planned.len() > MOST_SLOTS {
                    return Err(fault(format!("/blocks/{index}"), "tooMany"));
                }
            }
        }
    }
    let planned: Vec<(usize, Planned)> = planned.into_values().collect();
    let overlap = planned.windows(2).find(|pair| {
        let (first, second) = (&pair[0].1, &pair[1].1);
        first.place_id == second.place_id && second.starts_at < first.ends_at
    });
    match overlap {
        Some(pair) => Err(fault(format!("/blocks/{}", pair[0].0.max(pair[1].0)), "overlap")),
        None => Ok(planned.into_iter().map(|(_, slot)| slot).collect()),
    }
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
        if has_twice(&block.weekdays) {
            return Err(fault(at("weekdays"), "duplicate"));
        }
        if has_twice(&block.places) {
            return Err(fault(at("places"), "duplicate"));
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

fn minute(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// How many slots it makes of a day.
fn number(block: &Block) -> i64 {
    (minute(block.ends) - minute(block.begins)) / block.minutes
}

fn has_twice<T: Eq + std::hash::Hash>(all: &[T]) -> bool {
    let mut seen = HashSet::new();
    !all.iter().all(|one| seen.insert(one))
}

/// A time that the clock leaves out on a day gives no slot, nor does one that would reach into it.
fn of_day(block: &Block, place_id: PlaceId, day: Date, zone: &TimeZone) -> Vec<Planned> {
    let begins = minute(block.begins);
    let slot = |number: i64| {
        let starts = begins + number * block.minutes;
        let time = Time::new(i8::try_from(starts / 60).ok()?, i8::try_from(starts % 60).ok()?, 0, 0).ok()?;
        let moment = zone.to_ambiguous_zoned(day.to_datetime(time));
        if matches!(moment.offset(), AmbiguousOffset::Gap { .. }) {
            return None;
        }
        let starts_at = moment.compatible().ok()?.timestamp().as_microsecond();
        let starts_at = Timestamp::from_micros(starts_at);
        let ends_at = starts_at.plus_seconds(block.minutes * 60);
        let last = ends_at.plus_seconds(-1).in_zone(zone).time();
        if minute(last) >= starts + block.minutes {
            return None;
        }
        Some(Planned {
            place_id,
            day,
            starts_at,
            ends_at,
            capacity: block.capacity,
            reserved: block.reserved,
            is_closed: false,
        })
    };
    (0..number(block)).filter_map(slot).collect()
}

#[cfg(test)]
mod tests;
