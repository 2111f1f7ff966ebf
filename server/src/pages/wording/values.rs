//! The values that stand in messages: numbers with their separators, days, months and times, names of files.

use serde_json::{Map, Value};

use super::About;
use crate::pages::{control, prose};
use crate::words::{Argument, Words, value};

/// A moment a limit names, taken apart.
pub(super) enum Moment {
    Day(jiff::civil::Date),
    Month(jiff::civil::Date),
    Time(jiff::civil::Time),
    Unknown,
}

impl Moment {
    /// The end of the id of the sentence about it.
    pub(super) const fn variant(&self) -> &'static str {
        match self {
            Self::Day(_) => "-day",
            Self::Month(_) => "-month",
            Self::Time(_) => "-time",
            Self::Unknown => "",
        }
    }

    fn said(&self, words: Words) -> String {
        match self {
            Self::Day(day) => value::day(words, *day),
            Self::Month(day) => value::month(words, *day),
            Self::Time(time) => value::time(words, *time),
            Self::Unknown => String::new(),
        }
    }
}

/// Everything a sentence may say; each takes what it needs.
pub(super) fn arguments<'a>(words: Words, about: &'a About<'_>, params: &Map<String, Value>) -> Vec<Argument<'a>> {
    let limit_value = params.get("limit").or_else(|| params.get("step"));
    let limit = limit_value.map_or_else(|| words.say("violation-limit-unknown"), number);
    let unit = about.unit();
    let amount = match unit {
        "" => limit.clone(),
        unit => words.tell("violation-amount", &[("limit", limit.as_str().into()), ("unit", unit.into())]),
    };
    let name = text(params, "name").map(|name| words.tell("violation-file-name", &[("name", name.into())]));
    vec![
        ("subject", about.subject.as_str().into()),
        ("question", about.question.as_str().into()),
        ("text", about.tick_text().into()),
        ("count", limit_value.and_then(Value::as_u64).unwrap_or_default().into()),
        ("limit", limit.into()),
        ("amount", amount.into()),
        ("actual", params.get("actual").map(number).unwrap_or_default().into()),
        ("moment", moment(params).said(words).into()),
        ("name", name.unwrap_or_default().into()),
        ("size", prose::size(limit_value.and_then(Value::as_u64).unwrap_or_default()).into()),
        ("types", types(words, params).into()),
    ]
}

/// A parameter as a number people read.
fn number(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => madoguchi_schema::grouped(&value.to_string()),
    }
}

/// A parameter that is a text.
pub(super) fn text<'a>(params: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    params.get(name).and_then(Value::as_str)
}

/// The media types a file may have, as people call them.
fn types(words: Words, params: &Map<String, Value>) -> String {
    let types = params.get("allowed").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let types: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
    if types.is_empty() { words.say("violation-types-unknown") } else { control::type_names(words, &types) }
}

/// The limit of `earliest` and `latest`: a day, a month or a time of day.
pub(super) fn moment(params: &Map<String, Value>) -> Moment {
    let limit = text(params, "limit").unwrap_or_default();
    if let Ok(day) = limit.parse() {
        return Moment::Day(day);
    }
    if let Ok(month) = format!("{limit}-01").parse() {
        return Moment::Month(month);
    }
    limit.parse().map_or(Moment::Unknown, Moment::Time)
}
