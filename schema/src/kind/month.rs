//! `month`: a month in either calendar, in one text or in two.

use super::date::lint;
use super::{Blueprint, Definition, Kind, Reading, Typed, plain_text, typed};
use crate::dates::Unreadable;
use crate::day_limit::DayLimit;
use crate::display::Cell;
use crate::months::{iso_month, read_month, read_month_parts};
use crate::widget::Widget;
use crate::word::{Say, Word};
use jiff::civil::Date as Day;
use serde_json::Value;

pub const DEFINITION: Definition = Definition {
    pattern_code: Some("month"),
    keywords: &["x-earliest", "x-latest"],
    lint,
    ..Definition::of("string", build)
};

const ISO_MONTH: &str = "^[0-9]{4}-(0[1-9]|1[0-2])$";

#[derive(Debug)]
struct Month {
    earliest: Option<DayLimit>,
    latest: Option<DayLimit>,
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let limit = |keyword| blueprint.text(keyword).and_then(DayLimit::parse);
    Box::new(Month { earliest: limit("x-earliest"), latest: limit("x-latest") })
}

fn stored_month(value: &Value) -> Option<Day> {
    value.as_str().and_then(|text| read_month(text).ok())
}

impl Month {
    /// A limit is the month its day is in: this month is not too early because today is not its first day.
    fn check(&self, month: Day, reading: &mut Reading) {
        let limit = |limit: &Option<DayLimit>| limit.as_ref()?.on(reading.today).map(Day::first_of_month);
        let (earliest, latest) = (limit(&self.earliest), limit(&self.latest));
        if let Some(earliest) = earliest.filter(|earliest| month < *earliest) {
            reading.report_limit("earliest", iso_month(earliest));
        }
        if let Some(latest) = latest.filter(|latest| month > *latest) {
            reading.report_limit("latest", iso_month(latest));
        }
    }
}

impl Kind for Month {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        let (month, typed) =
            match typed(raw, ["year", "month"], "-", read_month, |[year, month]| read_month_parts(year, month)) {
                Typed::Nothing => return None,
                Typed::Text(month, typed) => (month, typed),
                Typed::Other(other) => return other,
            };
        Some(Value::String(match month {
            Ok(month) => {
                self.check(month, reading);
                iso_month(month)
            }
            Err(Unreadable::NoSuchDay(iso)) => {
                reading.report("dateExists");
                iso
            }
            Err(Unreadable::Format) => typed,
        }))
    }

    fn pattern(&self) -> Option<&str> {
        Some(ISO_MONTH)
    }

    fn widget(&self) -> Widget {
        Widget::Month
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        vec![stored_month(value).map_or_else(|| plain_text(value), |month| say(Word::Month(month)))]
    }

    fn cell(&self, value: &Value) -> Cell {
        Cell::Text(plain_text(value))
    }
}

#[cfg(test)]
mod tests {
    use crate::display::Cell;
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn either_calendar_in_one_or_two() {
        let schema = json!({"x-kind": "month"});
        for raw in [
            json!("令和8年4月"),
            json!("Ｒ８．４"),
            json!("2026/4"),
            json!("202604"),
            json!(" ２０２６年　４月分 "),
            json!("令和八年四月"),
            json!({"year": "令和8", "month": "４"}),
            json!({"year": "R8年", "month": "4月"}),
            json!({"year": 2026, "month": 4}),
            json!({"year": " 2026 ", "month": "04"}),
        ] {
            assert_eq!(read(schema.clone(), raw.clone()), (Some(json!("2026-04")), vec![]), "{raw}");
        }
        assert_eq!(read(schema.clone(), json!({"year": "", "month": ""})), (None, vec![]));
        for raw in [json!("4月"), json!("2026-13"), json!({"year": "2026", "month": ""}), json!("2026-04-01")] {
            assert_eq!(read(schema.clone(), raw.clone()).1, ["/f month"], "{raw}");
        }
        let outside = (Some(json!("1026-04")), vec!["/f dateExists".to_owned()]);
        assert_eq!(read(schema.clone(), json!("1026年4月")), outside);
        let field = build(schema);
        assert_eq!(field.display(&json!("2026-04")), ["令和8年4月（2026年4月）"]);
        assert_eq!(field.cell(&json!("2026-04")), Cell::Text("2026-04".to_owned()));
    }

    #[test]
    fn limits_are_months_too() {
        let schema = json!({"x-kind": "month", "x-earliest": "today+P14D", "x-latest": "2026-06-15"});
        assert_eq!(read(schema.clone(), json!("2026-03")).1, ["/f earliest"]);
        assert_eq!(read(schema.clone(), json!("2026-04")).1, [""; 0]);
        assert_eq!(read(schema.clone(), json!("2026-06")).1, [""; 0]);
        assert_eq!(read(schema, json!("2026-07")).1, ["/f latest"]);
    }
}
