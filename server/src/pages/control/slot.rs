//! Picking an appointment: the place, the day on the calendar of a month, the time. Works without a script: place, month
//! and day are buttons that bring the same page again, and what was picked before stays until something else is. Shows what
//! the snapshot says and decides nothing.

mod month;
#[cfg(test)]
mod tests;

use askama::Template;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use madoguchi_schema::Field;
use serde_json::Value;

use super::super::{assets, languages};
use super::Asked;
use crate::clock::Timestamp;
use crate::db::entity::values::Channel;
use crate::ids::{PlaceId, SlotId};
use crate::slots::snapshot::{SlotView, Time};
use crate::slots::terms::Wish;
use crate::slots::{Room, Snapshot};
use crate::words::{Words, value};
use month::Month;

/// What appointments are shown from.
pub struct Appointments<'a> {
    /// The calendar; none where the organization has none with this key, or it cannot be read now.
    pub calendar: Option<&'a Snapshot>,
    /// Who wants to come, and now.
    pub wish: Wish,
    /// The organization's time.
    pub zone: &'a TimeZone,
    /// What is looked at, offered and held.
    pub sought: &'a Sought,
    /// The appointment that is there, when another one is picked for it.
    pub current: Option<SlotId>,
    /// Staff look at a draft.
    pub is_preview: bool,
}

/// What a resident looks at in a calendar, and what stands ready for them there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// The place.
    pub place: Option<PlaceId>,
    /// The first day of the month.
    pub month: Option<Date>,
    /// The day.
    pub day: Option<Date>,
    /// What the last button led to.
    pub focus: Focus,
    /// Free slots that are offered in the place of one that is taken.
    pub offers: Vec<SlotId>,
    /// Until when the picked slot is held for this journey.
    pub held_until: Option<Timestamp>,
}

/// What takes the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// Nothing of the calendar.
    #[default]
    Elsewhere,
    /// The month.
    Month,
    /// The times of the day.
    Times,
}

/// The names of the inputs that say what is looked at: `visit.place`, `visit.month`, `visit.day`.
#[must_use]
pub fn looked_at(name: &str, what: &str) -> String {
    format!("{name}.{what}")
}

/// A place to choose.
struct PlaceChoice {
    id: String,
    value: PlaceId,
    title: String,
    note: String,
    is_chosen: bool,
}

/// A time to choose.
struct TimeChoice {
    id: String,
    value: SlotId,
    title: String,
    mark: &'static str,
    room: String,
    is_chosen: bool,
    is_full: bool,
}

/// A slot that is offered.
struct Offer {
    value: SlotId,
    title: String,
}

/// What there is to pick.
enum State {
    /// No calendar; for staff who look at a draft, what to do about it.
    Missing { hint: Option<String> },
    /// Booking has not begun.
    NotYet { opening: String },
    /// Nothing that could be booked is offered at all.
    Nothing,
    /// A calendar.
    Open(Box<Open>),
}

struct Open {
    places: Vec<PlaceChoice>,
    /// The place that is looked at, where it is the only one.
    only: Option<PlaceChoice>,
    month: Month,
    day: Option<Date>,
    times_title: String,
    times: Vec<TimeChoice>,
    /// What is said above the calendar when everything is taken.
    full: Option<String>,
    summary: String,
}

/// The picker, ready to be drawn.
#[derive(Template)]
#[template(path = "resident/slot.html")]
pub struct Picker {
    words: Words,
    id: String,
    name: String,
    state: State,
    /// What was picked, where it does not stand among the times.
    kept: Option<SlotId>,
    chosen: Option<String>,
    can_forget: bool,
    too_many: Option<String>,
    offers: Vec<Offer>,
    focus: Focus,
}

impl Picker {
    /// The action of a button: `slot:visit:day:2026-12-01`.
    fn ask(&self, verb: &str, what: &str) -> String {
        format!("slot:{}:{verb}:{what}", self.name)
    }

    fn summary(&self) -> &str {
        match &self.state {
            State::Open(open) => &open.summary,
            _ => "",
        }
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn module(&self) -> &'static str {
        assets::url("slots.js")
    }

    fn ours(&self) -> String {
        languages::ours(self.words)
    }

    fn input(&self, what: &str) -> String {
        looked_at(&self.name, what)
    }
}

/// The picker of a question.
pub(super) fn picker(asked: &Asked<'_>) -> Picker {
    let nothing = Sought::default();
    let words = asked.words;
    let sought = asked.slots.map_or(&nothing, |slots| slots.sought);
    let picked = asked.raw.and_then(picked);
    let at = asked.slots.and_then(|slots| Some((slots, slots.calendar?)));
    let chosen = at.and_then(|(slots, calendar)| calendar.slot(picked.filter(|id| Some(*id) != slots.current)?));
    let state = match at {
        Some((slots, calendar)) => looked(asked, slots, calendar, chosen),
        None => State::Missing { hint: asked.slots.filter(|slots| slots.is_preview).map(|_| hint(asked)) },
    };
    let is_listed = match &state {
        State::Open(open) => open.times.iter().any(|time| time.is_chosen),
        _ => false,
    };
    let said = |slot: &SlotView| at.map(|(_, calendar)| lines(words, asked.field, &calendar.answer(slot)));
    let most = at.filter(|(slots, calendar)| calendar.terms.is_too_many(&slots.wish));
    Picker {
        words,
        id: asked.seat.id.clone(),
        name: asked.seat.name.clone(),
        kept: chosen.filter(|_| !is_listed).map(|slot| slot.id),
        chosen: chosen.and_then(said),
        can_forget: chosen.is_some() && !asked.is_required,
        too_many: most
            .map(|(_, calendar)| words.tell("slot-too-many", &[("limit", calendar.terms.max_persons.into())])),
        offers: at.map(|(slots, calendar)| offers(words, slots, calendar)).unwrap_or_default(),
        focus: sought.focus,
        state,
    }
}

/// The slot an answer names, as typed or put in its place.
#[must_use]
pub fn picked(raw: &Value) -> Option<SlotId> {
    raw.get("slot").unwrap_or(raw).as_str()?.trim().parse().ok()
}

fn hint(asked: &Asked<'_>) -> String {
    let key = asked.field.appointments().map(|(key, _)| key.to_owned()).unwrap_or_default();
    asked.words.tell("slot-preview", &[("key", key.into())])
}

fn lines(words: Words, field: &Field, answer: &Value) -> String {
    value::lines(words, field, answer).join(" ")
}

fn looked(asked: &Asked<'_>, slots: &Appointments<'_>, calendar: &Snapshot, chosen: Option<&SlotView>) -> State {
    let (words, wish, sought) = (asked.words, &slots.wish, slots.sought);
    if let Some(at) = calendar.terms.opens_at.filter(|at| wish.channel == Channel::Online && wish.at < *at) {
        return State::NotYet { opening: to_the_second(words, at, slots.zone) };
    }
    let days: Vec<_> = (0..calendar.places.len()).map(|place| calendar.days(place, wish)).collect();
    let is_free = |place: &usize| days[*place].iter().any(|day| day.room > Room::None);
    let wanted = sought.place.and_then(|id| calendar.places.iter().position(|place| place.id == id));
    let current = slots.current.and_then(|id| calendar.slot(id)).map(|slot| slot.place);
    let all = || 0..calendar.places.len();
    let first = || all().find(is_free).or_else(|| all().find(|place| !days[*place].is_empty()));
    let place = wanted.or_else(|| chosen.map(|slot| slot.place)).or(current).or_else(first);
    let Some(place) = place.filter(|_| days.iter().any(|days| !days.is_empty())) else { return State::Nothing };
    let days_here = &days[place];
    let known = |day: &Date| days_here.iter().any(|known| known.day == *day);
    let of_chosen = chosen.filter(|slot| slot.place == place).map(|slot| slot.standing().day);
    let only = Some(days_here).filter(|days| days.len() == 1).map(|days| days[0].day);
    // Another month is looked at: the times of a day of the last one do not stand below it.
    let in_month = |day: &Date| sought.month.is_none_or(|month| month == day.first_of_month());
    let day = sought.day.or(of_chosen).or(only).filter(known).filter(in_month);
    let month = Month::new(words, days_here, (sought.month, day), &asked.seat.id);
    let times = day.map(|day| calendar.times(place, day, wish).map(|time| choice(asked, slots, &time)).collect());
    let full = (!is_free(&place))
        .then(|| words.say(if all().any(|place| is_free(&place)) { "slot-full-here" } else { "slot-full" }));
    let mut places = calendar.places.iter().enumerate().map(|(index, choice)| PlaceChoice {
        id: format!("{}-place-{index}", asked.seat.id),
        value: choice.id,
        title: choice.title.clone(),
        note: choice.note.clone(),
        is_chosen: index == place,
    });
    let is_only = calendar.places.len() == 1;
    let only = if is_only { places.next() } else { None };
    let free = days_here.iter().filter(|day| day.room > Room::None).count();
    State::Open(Box::new(Open {
        only,
        places: if is_only { Vec::new() } else { places.collect() },
        times_title: day.map(|day| times_title(words, day)).unwrap_or_default(),
        times: times.unwrap_or_default(),
        summary: words
            .tell("slot-summary", &[("place", calendar.places[place].title.as_str().into()), ("count", free.into())]),
        day,
        month,
        full,
    }))
}

fn choice(asked: &Asked<'_>, slots: &Appointments<'_>, time: &Time<'_>) -> TimeChoice {
    let (words, id) = (asked.words, time.slot.id);
    let is_current = slots.current == Some(id);
    let is_picked = asked.raw.and_then(picked) == Some(id) && !is_current;
    // Whoever holds it has the place that makes it look full.
    let is_held = is_picked && slots.sought.held_until.is_some();
    let room = if is_held { time.room.max(Room::Few) } else { time.room };
    TimeChoice {
        id: format!("{}-{id}", asked.seat.id),
        value: id,
        title: period(words, (time.standing.starts_at, time.standing.ends_at), slots.zone),
        mark: if is_current { "" } else { room.mark() },
        room: if is_current { words.say("slot-current") } else { room_in_words(words, room) },
        is_chosen: is_picked && room > Room::None,
        is_full: is_current || room == Room::None,
    }
}

fn offers(words: Words, slots: &Appointments<'_>, calendar: &Snapshot) -> Vec<Offer> {
    let offer = |id: &SlotId| {
        let slot = calendar.slot(*id)?;
        let standing = slot.standing();
        let room = standing.room(slots.wish.channel, slots.wish.persons);
        let all = [
            ("place", calendar.place_of(slot).title.as_str().into()),
            ("day", day_in_words(words, standing.day).into()),
            ("time", period(words, (standing.starts_at, standing.ends_at), slots.zone).into()),
            ("room", room_in_words(words, room).into()),
        ];
        Some(Offer { value: *id, title: words.tell("slot-offer", &all) })
    };
    slots.sought.offers.iter().filter_map(offer).collect()
}

/// 「9時30分から10時00分」
fn period(words: Words, (from, until): (Timestamp, Timestamp), zone: &TimeZone) -> String {
    let time = |at: Timestamp| value::time(words, at.in_zone(zone).time());
    words.tell("slot-time", &[("from", time(from).into()), ("until", time(until).into())])
}

/// 「12月1日 火曜日」
fn day_in_words(words: Words, day: Date) -> String {
    let weekday = words.tell("slot-weekday", &[("weekday", day.weekday().to_monday_one_offset().into())]);
    let all = [("month", day.month().into()), ("day", day.day().to_string().into()), ("weekday", weekday.into())];
    words.tell("slot-day", &all)
}

fn times_title(words: Words, day: Date) -> String {
    words.tell("slot-times", &[("day", day_in_words(words, day).into())])
}

fn room_in_words(words: Words, room: Room) -> String {
    words.say(match room {
        Room::Free => "slot-room-free",
        Room::Few => "slot-room-few",
        Room::None => "slot-room-none",
    })
}

/// 「2026年12月1日 火曜日 9時00分00秒」: whoever waits for the opening waits for the second.
fn to_the_second(words: Words, at: Timestamp, zone: &TimeZone) -> String {
    let at = at.in_zone(zone);
    let two = |number: i8| format!("{number:02}");
    let all = [
        ("year", at.year().to_string().into()),
        ("day", day_in_words(words, at.date()).into()),
        ("hour", at.hour().to_string().into()),
        ("minute", two(at.minute()).into()),
        ("second", two(at.second()).into()),
    ];
    words.tell("slot-opening", &all)
}
