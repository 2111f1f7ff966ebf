//! `dateRange`: two days, the first not after the second. Each is read as a `date` is.

use super::composite::{PartShape, Parts, Shape};
use super::date::{Date, ISO_DAY, lint as lint_limits, stored_day, typed_day};
use super::{Blueprint, Definition, Kind, Reading, Typed, is_empty, plain_text, without_emptiness};
use crate::dates::read_day;
use crate::widget::Widget;
use crate::word::{Say, Word};
use serde_json::{Map, Value, json};

pub const DEFINITION: Definition = Definition {
    keywords: &["x-earliest", "x-latest", "x-max-days"],
    contribute: |schema| SHAPE.contribute(schema),
    lint: |blueprint, problems| {
        SHAPE.lint(blueprint, problems);
        lint_limits(blueprint, problems);
    },
    ..Definition::of("object", build)
};

static SHAPE: Shape =
    Shape {
        parts: &[part(START, "開始日"), part(END, "終了日")], default: &[START, END], required: &[START, END]
    };

const START: &str = "startDate";
const END: &str = "endDate";

const fn part(name: &'static str, label: &'static str) -> PartShape {
    PartShape { inputmode: "numeric", pattern: Some((ISO_DAY, "dateFormat")), ..PartShape::text(name, label, "off") }
}

#[derive(Debug)]
struct DateRange {
    parts: Parts,
    /// Knows the first day's limit.
    start: Date,
    /// Knows the last day's limit.
    end: Date,
    /// Knows both, for a last day without a first one.
    alone: Date,
    max_days: Option<u64>,
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(DateRange {
        parts: SHAPE.parts(blueprint),
        start: Date::limited(blueprint, Some("x-earliest"), None),
        end: Date::limited(blueprint, None, Some("x-latest")),
        alone: Date::limited(blueprint, Some("x-earliest"), Some("x-latest")),
        max_days: blueprint.count("x-max-days"),
    })
}

/// Both days in one text: `2026-04-01〜2026-04-05`.
fn split(text: &str) -> Option<Value> {
    let (start, end) = text.split_once(['〜', '～', '~']).or_else(|| text.split_once("から"))?;
    let end = end.trim().strip_suffix("まで").unwrap_or(end);
    let readable = read_day(start).is_ok() && read_day(end).is_ok();
    readable.then(|| json!({ START: start, END: end }))
}

impl DateRange {
    fn read_parts(&self, members: &Map<String, Value>, reading: &mut Reading) -> Option<Value> {
        let mut answer = Map::new();
        let has_start = members.get(START).is_some_and(|start| !is_empty(start));
        let end = if has_start { &self.end } else { &self.alone };
        for (name, rule) in [(START, &self.start), (END, end)] {
            let read = |reading: &mut Reading| match typed_day(members.get(name)?) {
                Typed::Nothing => None,
                Typed::Text(day, typed) => Some(Value::String(rule.decide(day, typed, reading))),
                Typed::Other(other) => other,
            };
            if let Some(value) = reading.part(name, read) {
                answer.insert(name.to_owned(), value);
            }
        }
        self.check(&answer, reading);
        for (name, member) in members {
            if ![START, END].contains(&name.as_str())
                && let Some(value) = without_emptiness(member)
            {
                answer.insert(name.clone(), value);
            }
        }
        (!answer.is_empty()).then_some(Value::Object(answer))
    }

    /// The order of the days, and how many there are, the first and the last included.
    fn check(&self, answer: &Map<String, Value>, reading: &mut Reading) {
        let day = |name: &str| answer.get(name).and_then(stored_day);
        let (Some(start), Some(end)) = (day(START), day(END)) else {
            return;
        };
        let nights = (end - start).get_days();
        let Ok(nights) = u64::try_from(nights) else {
            reading.report_part(END, "rangeOrder");
            return;
        };
        if let Some(limit) = self.max_days.filter(|limit| nights >= *limit) {
            reading.part(END, |reading| reading.report_limit("maxDays", limit));
        }
    }
}

impl Kind for DateRange {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        match raw {
            Value::Object(members) => self.read_parts(members, reading),
            Value::String(text) => match split(text) {
                Some(Value::Object(members)) => self.read_parts(&members, reading),
                _ => without_emptiness(raw),
            },
            other => without_emptiness(other),
        }
    }

    fn widget(&self) -> Widget {
        Widget::DateRange
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        let Value::Object(members) = value else {
            return vec![plain_text(value)];
        };
        let day = |name: &str| {
            let value = members.get(name)?;
            Some(stored_day(value).map_or_else(|| plain_text(value), |day| say(Word::Day(day))))
        };
        let start = day(START).map(|day| say(Word::From(&day)));
        let end = day(END).map(|day| say(Word::Until(&day)));
        [start, end].into_iter().flatten().collect()
    }

    fn composite(&self) -> Option<&Parts> {
        Some(&self.parts)
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn each_day_in_any_notation() {
        let schema = json!({"x-kind": "dateRange"});
        for raw in [
            json!({"startDate": "令和8年4月1日", "endDate": "2026/4/5"}),
            json!({"startDate": "Ｒ８．４．１", "endDate": "20260405"}),
            json!({"startDate": {"year": "2026", "month": "4", "day": "1"}, "endDate": {"year": "R8", "month": "4", "day": "5"}}),
            json!({"endDate": "2026年4月5日（日）", "startDate": " 2026-04-01 "}),
            json!("2026-04-01〜2026-04-05"),
            json!("令和8年4月1日から令和8年4月5日まで"),
            json!("2026/4/1 ～ 2026/4/5"),
        ] {
            let both = json!({"startDate": "2026-04-01", "endDate": "2026-04-05"});
            assert_eq!(read(schema.clone(), raw.clone()), (Some(both), vec![]), "{raw}");
        }
        for raw in
            [json!({}), json!({"startDate": "", "endDate": {"year": " "}}), json!(""), json!({"startDate": null})]
        {
            assert_eq!(read(schema.clone(), raw), (None, vec![]));
        }
        let lines = build(schema).display(&json!({"startDate": "2026-04-01", "endDate": "2026-04-05"}));
        assert_eq!(lines, ["令和8年4月1日（2026年4月1日）から", "令和8年4月5日（2026年4月5日）まで"]);
    }

    #[test]
    fn mistakes_stand_at_their_day() {
        let schema = json!({"x-kind": "dateRange", "x-earliest": "today", "x-latest": "2026-04-30", "x-max-days": 3});
        let wrong = |start: &str, end: &str| read(schema.clone(), json!({"startDate": start, "endDate": end})).1;
        assert_eq!(wrong("2026-04-01", "2026-04-03"), [""; 0]);
        assert_eq!(wrong("2026-04-01", "2026-04-01"), [""; 0]);
        assert_eq!(wrong("2026-04-01", "2026-04-04"), ["/f/endDate maxDays"]);
        assert_eq!(wrong("2026-04-05", "2026-04-04"), ["/f/endDate rangeOrder"]);
        assert_eq!(wrong("2026-03-31", "2026-04-01"), ["/f/startDate earliest"]);
        assert_eq!(wrong("2026-04-30", "2026-05-01"), ["/f/endDate latest"]);
        assert_eq!(wrong("2026-02-30", "いつか"), ["/f/startDate dateExists", "/f/endDate dateFormat"]);
        let end_alone = read(schema.clone(), json!({"endDate": "2026-03-31"})).1;
        assert_eq!(end_alone, ["/f/endDate earliest"], "without a first day the last one has both limits");
        let stranger = read(schema, json!({"startDate": 5, "note": "x"}));
        assert_eq!(stranger, (Some(json!({"startDate": 5, "note": "x"})), vec![]));
    }
}
