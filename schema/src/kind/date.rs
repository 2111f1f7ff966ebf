//! `date`: a day in either calendar, in one text or in three.

use super::{Blueprint, Definition, Kind, Reading, Typed, json_type, typed};
use crate::dates::{Unreadable, read_day, read_day_parts};
use crate::day_limit::DayLimit;
use crate::display::Cell;
use crate::problem::Problem;
use crate::widget::Widget;
use crate::word::{Say, Word};
use jiff::civil::Date as Day;
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition {
    pattern_code: Some("dateFormat"),
    keywords: &["x-earliest", "x-latest"],
    infers,
    lint,
    ..Definition::of("string", build)
};

/// A day in ISO notation, whether or not the calendar has it.
pub(super) const ISO_DAY: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

#[derive(Debug)]
pub(super) struct Date {
    earliest: Option<DayLimit>,
    latest: Option<DayLimit>,
}

fn infers(schema: &Map<String, Value>) -> bool {
    matches!(json_type(schema), None | Some("string")) && schema.get("format").and_then(Value::as_str) == Some("date")
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Date::limited(blueprint, Some("x-earliest"), Some("x-latest")))
}

/// Limits that cannot be read, or that leave no day.
pub(super) fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    for keyword in ["x-earliest", "x-latest"] {
        if let Some(text) = blueprint.text(keyword).filter(|text| DayLimit::parse(text).is_none()) {
            let at = crate::pointer::join(blueprint.at, keyword);
            problems.push(Problem::error("dayLimit", at).with("value", text));
        }
    }
    if let (Some(earliest), Some(latest)) = (fixed(blueprint, "x-earliest"), fixed(blueprint, "x-latest"))
        && earliest > latest
    {
        problems
            .push(Problem::error("emptyRange", blueprint.at).with("minimum", "x-earliest").with("maximum", "x-latest"));
    }
}

fn fixed(blueprint: &Blueprint, keyword: &str) -> Option<Day> {
    match DayLimit::parse(blueprint.text(keyword)?)? {
        DayLimit::Fixed(day) => Some(day),
        DayLimit::FromToday(_) => None,
    }
}

/// What was typed for a day.
pub(super) fn typed_day(raw: &Value) -> Typed<Result<Day, Unreadable>> {
    typed(raw, ["year", "month", "day"], "-", read_day, |[year, month, day]| read_day_parts(year, month, day))
}

/// A stored day.
pub(super) fn stored_day(value: &Value) -> Option<Day> {
    value.as_str()?.parse().ok()
}

impl Date {
    /// A day within the limits that these keywords name.
    pub(super) fn limited(blueprint: &Blueprint, earliest: Option<&str>, latest: Option<&str>) -> Self {
        let limit = |keyword: Option<&str>| DayLimit::parse(blueprint.text(keyword?)?);
        Self { earliest: limit(earliest), latest: limit(latest) }
    }

    /// The day in ISO notation, or what was typed. What is no date at all is left to the pattern.
    pub(super) fn decide(&self, day: Result<Day, Unreadable>, typed: String, reading: &mut Reading) -> String {
        match day {
            Ok(day) => {
                self.check(day, reading);
                day.to_string()
            }
            Err(Unreadable::NoSuchDay(iso)) => {
                reading.report("dateExists");
                iso
            }
            Err(Unreadable::Format) => typed,
        }
    }

    fn check(&self, day: Day, reading: &mut Reading) {
        let limit = |limit: &Option<DayLimit>| limit.as_ref().and_then(|limit| limit.on(reading.today));
        let (earliest, latest) = (limit(&self.earliest), limit(&self.latest));
        if let Some(earliest) = earliest.filter(|earliest| day < *earliest) {
            reading.report_limit("earliest", earliest.to_string());
        }
        if let Some(latest) = latest.filter(|latest| day > *latest) {
            reading.report_limit("latest", latest.to_string());
        }
    }
}

impl Kind for Date {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        match typed_day(raw) {
            Typed::Nothing => None,
            Typed::Text(day, typed) => Some(Value::String(self.decide(day, typed, reading))),
            Typed::Other(other) => other,
        }
    }

    fn pattern(&self) -> Option<&str> {
        Some(ISO_DAY)
    }

    fn widget(&self) -> Widget {
        Widget::Date
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        vec![stored_day(value).map_or_else(|| super::plain_text(value), |day| say(Word::Day(day)))]
    }

    fn cell(&self, value: &Value) -> Cell {
        stored_day(value).map_or_else(|| Cell::Text(super::plain_text(value)), Cell::Date)
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn either_calendar_in_one_or_three() {
        let schema = json!({"type": "string", "format": "date"});
        for raw in [
            json!("令和8年4月1日"),
            json!({"year": "令和8", "month": "４", "day": "1"}),
            json!({"year": "2026", "month": "4", "day": "1"}),
            json!({"year": 2026, "month": 4, "day": 1}),
        ] {
            assert_eq!(read(schema.clone(), raw), (Some(json!("2026-04-01")), vec![]));
        }
        assert_eq!(read(schema.clone(), json!({"year": "", "month": " "})), (None, vec![]));
        assert_eq!(
            read(schema.clone(), json!({"year": "2026", "month": "", "day": "1"})),
            (Some(json!("2026--1")), vec!["/f dateFormat".to_owned()])
        );
        assert_eq!(
            read(schema.clone(), json!("2026/2/30")),
            (Some(json!("2026-02-30")), vec!["/f dateExists".to_owned()])
        );
        assert_eq!(build(schema).display(&json!("2026-04-01")), ["令和8年4月1日（2026年4月1日）"]);
    }

    #[test]
    fn limits_count_from_the_day_of_receipt() {
        let schema = json!({"format": "date", "x-earliest": "today+P1D", "x-latest": "2026-04-30"});
        assert_eq!(read(schema.clone(), json!("2026-04-01")).1, ["/f earliest"]);
        assert_eq!(read(schema.clone(), json!("2026-04-02")).1, [""; 0]);
        assert_eq!(read(schema, json!("2026-05-01")).1, ["/f latest"]);
    }
}
