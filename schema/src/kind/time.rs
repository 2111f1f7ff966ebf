//! `time`: a time of day in hours and minutes, in one text or in two.

use super::{Blueprint, Definition, Kind, Reading, Typed, json_type, plain_text, typed};
use crate::display::Cell;
use crate::pointer;
use crate::problem::Problem;
use crate::times::{iso_time, read_time, read_time_parts};
use crate::widget::Widget;
use crate::word::{Say, Word};
use jiff::civil::Time as Clock;
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition {
    pattern_code: Some("time"),
    keywords: &["x-earliest", "x-latest", "x-step"],
    infers,
    lint,
    ..Definition::of("string", build)
};

const ISO_TIME: &str = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

#[derive(Debug)]
struct Time {
    earliest: Option<Clock>,
    latest: Option<Clock>,
    /// In minutes.
    step: Option<u64>,
}

fn infers(schema: &Map<String, Value>) -> bool {
    matches!(json_type(schema), None | Some("string")) && schema.get("format").and_then(Value::as_str) == Some("time")
}

/// The limits stand in the document as they stand in answers: `09:00`.
fn limit(blueprint: &Blueprint, keyword: &str) -> Option<Clock> {
    let text = blueprint.text(keyword)?;
    read_time(text).filter(|time| iso_time(*time) == text)
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    for keyword in ["x-earliest", "x-latest"] {
        if let Some(text) = blueprint.text(keyword).filter(|_| limit(blueprint, keyword).is_none()) {
            problems.push(Problem::error("timeLimit", pointer::join(blueprint.at, keyword)).with("value", text));
        }
    }
    if let (Some(earliest), Some(latest)) = (limit(blueprint, "x-earliest"), limit(blueprint, "x-latest"))
        && earliest > latest
    {
        problems
            .push(Problem::error("emptyRange", blueprint.at).with("minimum", "x-earliest").with("maximum", "x-latest"));
    }
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Time {
        earliest: limit(blueprint, "x-earliest"),
        latest: limit(blueprint, "x-latest"),
        step: step(blueprint),
    })
}

/// Minutes between the times that can be chosen.
pub(super) fn step(blueprint: &Blueprint) -> Option<u64> {
    blueprint.count("x-step").filter(|step| *step > 0)
}

/// What was typed for a time.
pub(super) fn typed_time(raw: &Value) -> Typed<Option<Clock>> {
    typed(raw, ["hour", "minute"], ":", read_time, |[hour, minute]| read_time_parts(hour, minute))
}

/// Reports a time between two steps, which are counted from `from`.
pub(super) fn check_step(time: Clock, from: Clock, step: Option<u64>, reading: &mut Reading) {
    let minutes = |time: Clock| i64::from(time.hour()) * 60 + i64::from(time.minute());
    let passed = (minutes(time) - minutes(from)).unsigned_abs();
    if let Some(step) = step.filter(|step| !passed.is_multiple_of(*step) || time.second() != 0) {
        reading.report_limit("step", step);
    }
}

impl Time {
    fn check(&self, time: Clock, reading: &mut Reading) {
        if let Some(earliest) = self.earliest.filter(|earliest| time < *earliest) {
            reading.report_limit("earliest", iso_time(earliest));
        }
        if let Some(latest) = self.latest.filter(|latest| time > *latest) {
            reading.report_limit("latest", iso_time(latest));
        }
        check_step(time, self.earliest.unwrap_or(Clock::midnight()), self.step, reading);
    }
}

impl Kind for Time {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        match typed_time(raw) {
            Typed::Nothing => None,
            // Seconds would be lost.
            Typed::Text(Some(time), _) if time.second() == 0 => {
                self.check(time, reading);
                Some(Value::String(iso_time(time)))
            }
            Typed::Text(_, typed) => Some(Value::String(typed)),
            Typed::Other(other) => other,
        }
    }

    fn pattern(&self) -> Option<&str> {
        Some(ISO_TIME)
    }

    fn widget(&self) -> Widget {
        Widget::Time
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        vec![value.as_str().and_then(read_time).map_or_else(|| plain_text(value), |time| say(Word::Time(time)))]
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
    fn in_one_text_or_two() {
        let schema = json!({"type": "string", "format": "time"});
        for raw in [
            json!("15:30"),
            json!("１５：３０"),
            json!("午後3時半"),
            json!("午後３時３０分"),
            json!("15時30分"),
            json!("1530"),
            json!("3:30pm"),
            json!("PM 3:30"),
            json!("15:30:00"),
            json!({"hour": "15", "minute": "30"}),
            json!({"hour": "午後３", "minute": "３０分"}),
            json!({"hour": 15, "minute": 30}),
        ] {
            assert_eq!(read(schema.clone(), raw.clone()), (Some(json!("15:30")), vec![]), "{raw}");
        }
        assert_eq!(read(schema.clone(), json!({"hour": "", "minute": " "})), (None, vec![]));
        for raw in [json!("24:00"), json!("夕方"), json!({"hour": "15", "minute": ""}), json!("15:30:20")] {
            assert_eq!(read(schema.clone(), raw.clone()).1, ["/f time"], "{raw}");
        }
        let field = build(schema);
        assert_eq!(field.display(&json!("09:05")), ["9時05分"]);
        assert_eq!(field.cell(&json!("09:05")), Cell::Text("09:05".to_owned()));
    }

    #[test]
    fn within_limits_in_steps() {
        let schema = json!({"x-kind": "time", "x-earliest": "09:15", "x-latest": "17:00", "x-step": 30});
        assert_eq!(read(schema.clone(), json!("9:45")).1, [""; 0]);
        assert_eq!(read(schema.clone(), json!("9:00")).1, ["/f earliest", "/f step"]);
        assert_eq!(read(schema.clone(), json!("17:15")).1, ["/f latest"]);
        assert_eq!(read(schema, json!("10:00")).1, ["/f step"]);
        assert_eq!(read(json!({"x-kind": "time", "x-step": 15}), json!("10:45")).1, [""; 0]);
        assert_eq!(read(json!({"x-kind": "time", "x-step": 15}), json!("10:50")).1, ["/f step"]);
    }
}
