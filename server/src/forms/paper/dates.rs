//! Days, months and times on paper: the calendars to tick and the blanks between 年, 月 and 日.

use jiff::civil::{Date, date};
use madoguchi_schema::{Field, KindName};
use serde_json::Value;

use super::Scribe;
use crate::pdf::paper::{Entry, Slot};
use crate::words::Argument;

/// Labels of days on which somebody was born (生年月日), where the form does not say so by `x-autocomplete`.
const BIRTH: [&str; 3] = ["生年月日", "生まれた", "誕生"];

/// The first day of 令和.
const REIWA: Date = date(2019, 5, 1);
/// More calendars than these have a line of their own.
const ONE_LINE: usize = 3;

/// A day as the variables of a message.
pub(super) fn parts(day: Date) -> [Argument<'static>; 3] {
    [
        ("year", day.year().to_string().into()),
        ("month", day.month().to_string().into()),
        ("day", day.day().to_string().into()),
    ]
}

impl Scribe<'_> {
    pub(super) fn day_of_writing(&self) -> Vec<Slot> {
        let mut slots =
            vec![Slot::Word(self.say("paper-day-of-writing")), Slot::Blank(2.0), Slot::Word(self.say("paper-reiwa"))];
        slots.extend(self.day_blanks(9.0));
        slots
    }

    fn day_blanks(&self, millimetres: f32) -> Vec<Slot> {
        ["paper-year", "paper-month", "paper-day"]
            .into_iter()
            .flat_map(|unit| [Slot::Blank(millimetres), Slot::Word(self.say(unit))])
            .collect()
    }

    /// A day, in the calendars that can come into question.
    pub(super) fn day(&self, field: &Field) -> Vec<Entry> {
        self.in_an_era(field, self.day_blanks(13.0))
    }

    /// Calendars to tick, and blanks: in one line where there are few calendars.
    fn in_an_era(&self, field: &Field, blanks: Vec<Slot>) -> Vec<Entry> {
        let mut slots = self.eras(field);
        if slots.len() > ONE_LINE {
            return vec![Entry::Line(slots), Entry::Line(blanks)];
        }
        slots.extend(blanks);
        vec![Entry::Line(slots)]
    }

    fn eras(&self, field: &Field) -> Vec<Slot> {
        let ids: &[&str] = if is_birth(field) {
            &["paper-western", "paper-taisho", "paper-showa", "paper-heisei", "paper-reiwa"]
        } else {
            &["paper-western", "paper-heisei", "paper-reiwa"]
        };
        // Of a day ahead or a few months ago nobody says that it was in 平成.
        let earliest = field.keyword("x-earliest").and_then(Value::as_str).unwrap_or_default();
        let is_near = earliest.starts_with("today") && !earliest.contains('Y');
        let is_recent = is_near || earliest.parse::<Date>().is_ok_and(|day| day >= REIWA);
        let ids = if is_recent { &["paper-western", "paper-reiwa"] } else { ids };
        ids.iter().map(|id| Slot::Tick(self.say(id))).collect()
    }

    pub(super) fn month(&self, field: &Field) -> Vec<Entry> {
        let blanks = ["paper-year", "paper-month"];
        let blanks = blanks.into_iter().flat_map(|unit| [Slot::Blank(13.0), Slot::Word(self.say(unit))]);
        self.in_an_era(field, blanks.collect())
    }

    pub(super) fn time(&self) -> Entry {
        let (morning, afternoon) = (Slot::Tick(self.say("paper-morning")), Slot::Tick(self.say("paper-afternoon")));
        let (hour, minute) = (Slot::Word(self.say("paper-hour")), Slot::Word(self.say("paper-minute")));
        Entry::Line(vec![morning, afternoon, Slot::Blank(12.0), hour, Slot::Blank(12.0), minute])
    }

    /// Two days: both in the calendar that is ticked once.
    pub(super) fn days(&self, field: &Field) -> Vec<Entry> {
        let line = |id: &str| {
            let mut slots = self.day_blanks(13.0);
            slots.push(Slot::Word(self.say(id)));
            Entry::Line(slots)
        };
        vec![Entry::Line(self.eras(field)), line("paper-from"), line("paper-until")]
    }
}

fn is_birth(field: &Field) -> bool {
    field.kind() == KindName::Date
        && (field.autocomplete() == Some("bday") || BIRTH.iter().any(|word| field.label().contains(word)))
}
