//! `dateTime`: a moment in the form's own time zone, in one text or as a date and a time. Stored with its offset, so that
//! it means the same everywhere: `2026-04-01T15:30:00+09:00`.

use super::date::{Date, lint, typed_day};
use super::time::{check_step, step, typed_time};
use super::{Blueprint, Definition, Kind, Reading, Typed, holds_only, json_type, plain_text, without_emptiness};
use crate::characters::half_width;
use crate::dates::{Unreadable, read_day};
use crate::display::Cell;
use crate::times::read_time;
use crate::widget::Widget;
use crate::word::{Say, Word};
use jiff::Span;
use jiff::civil::{Date as Day, Time};
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition {
    pattern_code: Some("dateTime"),
    keywords: &["x-earliest", "x-latest", "x-offset", "x-step"],
    infers,
    lint,
    ..Definition::of("string", build)
};

/// Japan's.
const OFFSET: &str = "+09:00";

/// Longer texts are no moments; a shorter one is split wherever it may be.
const LONGEST: usize = 120;

#[derive(Debug)]
struct DateTime {
    day: Date,
    step: Option<u64>,
    offset: String,
    pattern: String,
}

fn infers(schema: &Map<String, Value>) -> bool {
    matches!(json_type(schema), None | Some("string"))
        && schema.get("format").and_then(Value::as_str) == Some("date-time")
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let offset = blueprint.text("x-offset").filter(|text| minutes(text).is_some()).unwrap_or(OFFSET);
    let day = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    // Only digits, a colon and the sign stand in an offset.
    let (sign, hours) = offset.split_at(1);
    let pattern = format!("^{day}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][{sign}]{hours}$");
    Box::new(DateTime {
        day: Date::limited(blueprint, Some("x-earliest"), Some("x-latest")),
        step: step(blueprint),
        offset: offset.to_owned(),
        pattern,
    })
}

/// The minutes of an offset (`+09:00`).
fn minutes(offset: &str) -> Option<i64> {
    let (sign, rest) = match offset.as_bytes().first()? {
        b'+' => (1, &offset[1..]),
        b'-' => (-1, &offset[1..]),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |text: &str, most: i64| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse::<i64>().ok().filter(|number| *number <= most) } else { None }
    };
    Some(sign * (number(hours, 23)? * 60 + number(minutes, 59)?))
}

/// A day and a time, as far as they can be read.
type Moment = (Result<Day, Unreadable>, Time);

/// What stands before the offset of an RFC 3339 text, and the offset in minutes.
fn split_offset(text: &str) -> (&str, Option<i64>) {
    if let Some(rest) = text.strip_suffix(['Z', 'z']) {
        return (rest, Some(0));
    }
    let at = text.len().checked_sub(6).filter(|at| text.is_char_boundary(*at));
    let split = at.map(|at| text.split_at(at)).and_then(|(rest, offset)| minutes(offset).map(|offset| (rest, offset)));
    split.filter(|(rest, _)| rest.contains(':')).map_or((text, None), |(rest, offset)| (rest, Some(offset)))
}

/// The day and the time in one text: they are parted by white space, a `T`, a comma, or the end of the day.
fn split(text: &str) -> Option<Moment> {
    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return both(&text[..8], &text[8..]);
    }
    let mut found = None;
    for (position, letter) in text.char_indices() {
        let next = position + letter.len_utf8();
        let end = match letter {
            'T' | 't' | ',' | '、' => position,
            '日' | ')' => next,
            space if space.is_whitespace() => position,
            _ => continue,
        };
        found = both(&text[..end], &text[next..]).or(found);
    }
    found
}

fn both(day: &str, time: &str) -> Option<Moment> {
    // RFC 3339 allows fractions of a second, which no form asks for.
    let time =
        time.split_once('.').filter(|(whole, _)| whole.matches(':').count() == 2).map_or(time, |(whole, _)| whole);
    let time = read_time(time)?;
    match read_day(day) {
        Err(Unreadable::Format) => None,
        day => Some((day, time)),
    }
}

impl DateTime {
    fn read_text(&self, text: &str) -> Option<Moment> {
        if text.len() > LONGEST {
            return None;
        }
        let folded = half_width(text);
        let (written, offset) = split_offset(folded.trim());
        let (day, time) = split(written)?;
        let own = minutes(&self.offset)?;
        let Some(shift) = offset.map(|offset| own - offset).filter(|shift| *shift != 0) else {
            return Some((day, time));
        };
        // Where there is no such day there is nothing to shift.
        let Ok(day) = day else {
            return Some((day, time));
        };
        let moment = day.to_datetime(time).checked_add(Span::new().minutes(shift)).ok()?;
        Some((read_day(&moment.date().to_string()), moment.time()))
    }

    fn decide(&self, moment: Option<Moment>, typed: String, reading: &mut Reading) -> Value {
        let Some((day, time)) = moment.filter(|(day, _)| *day != Err(Unreadable::Format)) else {
            return Value::String(typed);
        };
        let day = self.day.decide(day, String::new(), reading);
        check_step(time, Time::midnight(), self.step, reading);
        Value::String(format!("{day}T{:02}:{:02}:{:02}{}", time.hour(), time.minute(), time.second(), self.offset))
    }
}

impl Kind for DateTime {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        let members = match raw {
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) => {
                return Some(self.decide(self.read_text(text.trim()), text.trim().to_owned(), reading));
            }
            Value::Object(members) if holds_only(members, &["date", "time"]) => members,
            other => return without_emptiness(other),
        };
        let member = |name: &str| members.get(name).unwrap_or(&Value::Null);
        let (day, typed_day) = match typed_day(member("date")) {
            Typed::Text(day, typed) => (Some(day), typed),
            Typed::Nothing | Typed::Other(None) => (None, String::new()),
            Typed::Other(Some(_)) => return without_emptiness(raw),
        };
        let (time, typed_time) = match typed_time(member("time")) {
            Typed::Text(time, typed) => (time, typed),
            Typed::Nothing | Typed::Other(None) => (None, String::new()),
            Typed::Other(Some(_)) => return without_emptiness(raw),
        };
        let typed = format!("{typed_day} {typed_time}").trim().to_owned();
        (!typed.is_empty()).then(|| self.decide(day.zip(time), typed, reading))
    }

    fn pattern(&self) -> Option<&str> {
        Some(&self.pattern)
    }

    fn widget(&self) -> Widget {
        Widget::DateTime
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        let moment = value.as_str().and_then(|text| self.read_text(text));
        vec![match moment {
            Some((Ok(day), time)) => say(Word::Moment(day, time)),
            _ => plain_text(value),
        }]
    }

    fn cell(&self, value: &Value) -> Cell {
        Cell::Text(plain_text(value))
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn one_text_or_a_date_and_a_time() {
        let schema = json!({"type": "string", "format": "date-time"});
        for raw in [
            json!("2026-04-01T15:30:00+09:00"),
            json!("2026-04-01T06:30:00Z"),
            json!("2026-04-01T06:30:00.000Z"),
            json!("2026-04-01T15:30"),
            json!("2026/4/1 15:30"),
            json!("令和8年4月1日 午後3時30分"),
            json!("令和８年４月１日　午後３時半"),
            json!("R8.4.1 15:30"),
            json!("2026年4月1日15時30分"),
            json!("2026年4月1日（水）15:30"),
            json!("2026 年 4 月 1 日 15 時 30 分"),
            json!("2026年4月1日、15時30分"),
            json!("202604011530"),
            json!("20260401 1530"),
            json!({"date": "令和8年4月1日", "time": "午後3時半"}),
            json!({"date": {"year": "令和8", "month": "4", "day": "1"}, "time": {"hour": "15", "minute": "30"}}),
            json!({"date": {"year": 2026, "month": 4, "day": 1}, "time": {"hour": 15, "minute": 30}}),
        ] {
            assert_eq!(read(schema.clone(), raw.clone()), (Some(json!("2026-04-01T15:30:00+09:00")), vec![]), "{raw}");
        }
        let midnight = read(schema.clone(), json!("2026-04-10 0:30"));
        assert_eq!(midnight.0, Some(json!("2026-04-10T00:30:00+09:00")));
        assert_eq!(
            build(schema).display(&json!("2026-04-01T15:30:00+09:00")),
            ["令和8年4月1日（2026年4月1日） 15時30分"]
        );
    }

    #[test]
    fn half_a_moment_is_none() {
        let schema = json!({"x-kind": "dateTime"});
        assert_eq!(read(schema.clone(), json!({"date": {"year": ""}, "time": {"hour": " "}})), (None, vec![]));
        assert_eq!(read(schema.clone(), json!({"date": null, "time": []})), (None, vec![]));
        for raw in [
            json!("2026-04-01"),
            json!("15:30"),
            json!("4月1日 15:30"),
            json!("2026-04-0115:30"),
            json!({"date": "2026-04-01", "time": ""}),
            json!({"date": "", "time": "15:30"}),
            json!({"date": "あした", "time": "15:30"}),
            json!({"date": "2026-13-01", "time": "15:30"}),
        ] {
            assert_eq!(read(schema.clone(), raw.clone()).1, ["/f dateTime"], "{raw}");
        }
        let missing = (Some(json!("2026-02-30T15:30:00+09:00")), vec!["/f dateExists".to_owned()]);
        assert_eq!(read(schema.clone(), json!("2026年2月30日 15:30")), missing);
        assert_eq!(read(schema.clone(), missing.0.clone().unwrap()), missing);
        assert_eq!(read(schema, json!({"date": [1], "time": ""})).0, Some(json!({"date": [1]})));
    }

    #[test]
    fn offsets_and_limits() {
        let schema = json!({"x-kind": "dateTime", "x-offset": "-03:30", "x-step": 30, "x-earliest": "today"});
        assert_eq!(read(schema.clone(), json!("2026-04-01T00:00:00Z")).0, Some(json!("2026-03-31T20:30:00-03:30")));
        assert_eq!(read(schema.clone(), json!("2026-03-31 20:30")).1, ["/f earliest"]);
        assert_eq!(read(schema.clone(), json!("2026-04-01 20:31")).1, ["/f step"]);
        assert_eq!(read(schema, json!("2026-04-01 20:30")).1, [""; 0]);
        let edge = read(json!({"x-kind": "dateTime", "x-offset": "-23:59"}), json!("1868-01-01T00:00:00Z"));
        assert_eq!(edge, (Some(json!("1867-12-31T00:01:00-23:59")), vec!["/f dateExists".to_owned()]));
    }
}
