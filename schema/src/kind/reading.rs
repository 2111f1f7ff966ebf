//! What reading a raw answer has in common for all kinds: emptiness, text, and the place where kinds report what plain
//! JSON Schema cannot say.

use crate::violation::Violation;
use jiff::civil::Date;
use serde_json::{Map, Value};
use unicode_segmentation::UnicodeSegmentation;

/// The reading of one field's raw answer: where kinds report what plain JSON Schema cannot.
pub struct Reading<'a> {
    /// The day of receipt.
    pub today: Date,
    at: &'a str,
    violations: &'a mut Vec<Violation>,
}

impl<'a> Reading<'a> {
    pub const fn new(today: Date, at: &'a str, violations: &'a mut Vec<Violation>) -> Self {
        Self { today, at, violations }
    }

    /// Reports a violation of the field itself.
    pub fn report(&mut self, code: &'static str) {
        self.violations.push(Violation::new(self.at, code));
    }

    /// Reports a violation with a `limit`.
    pub fn report_limit(&mut self, code: &'static str, limit: impl Into<Value>) {
        self.violations.push(Violation::new(self.at, code).with("limit", limit));
    }

    /// Reports a text with more characters than people would count.
    pub fn report_too_long(&mut self, text: &str, limit: u64) {
        if let Some(actual) = characters_beyond(text, limit) {
            self.violations.push(Violation::new(self.at, "maxCharacters").with("limit", limit).with("actual", actual));
        }
    }

    /// The same for one part of a composite.
    pub fn report_part_too_long(&mut self, part: &str, text: &str, limit: u64) {
        self.part(part, |reading| reading.report_too_long(text, limit));
    }

    /// Reads one part of a composite with a kind of its own.
    pub fn part<T>(&mut self, part: &str, read: impl FnOnce(&mut Reading) -> T) -> T {
        let at = crate::pointer::join(self.at, part);
        read(&mut Reading { today: self.today, at: &at, violations: self.violations })
    }

    /// Reports a violation of one part of a composite.
    pub fn report_part(&mut self, part: &str, code: &'static str) {
        self.violations.push(Violation::new(crate::pointer::join(self.at, part), code));
    }
}

/// The number of characters of a text that has more than `limit`.
fn characters_beyond(text: &str, limit: u64) -> Option<usize> {
    // Bytes are never fewer than characters: most texts are not even counted.
    let within = |count: usize| u64::try_from(count).is_ok_and(|count| count <= limit);
    if within(text.len()) {
        return None;
    }
    Some(text.graphemes(true).count()).filter(|count| !within(*count))
}

/// What was typed for one value that can be given as a text or as an object of texts.
pub enum Typed<T> {
    /// Nothing.
    Nothing,
    /// What it means, and the text itself.
    Text(T, String),
    /// Other JSON, without emptiness, for the validator to refuse.
    Other(Option<Value>),
}

/// Reads a text with `one`, or the members `names` of an object that has no others with `several`, in their order. The
/// members' texts joined with `separator` stand for what was typed.
pub fn typed<T, const N: usize>(
    raw: &Value,
    names: [&str; N],
    separator: &str,
    one: impl FnOnce(&str) -> T,
    several: impl FnOnce(&[String; N]) -> T,
) -> Typed<T> {
    match raw {
        Value::String(text) if text.trim().is_empty() => Typed::Nothing,
        Value::String(text) => Typed::Text(one(text), text.trim().to_owned()),
        Value::Object(members) if holds_only(members, &names) => {
            let texts = names.map(|name| match members.get(name) {
                Some(Value::String(text)) => text.trim().to_owned(),
                Some(Value::Number(number)) => number.to_string(),
                _ => String::new(),
            });
            if texts.iter().all(String::is_empty) {
                return Typed::Nothing;
            }
            Typed::Text(several(&texts), texts.join(separator))
        }
        other => Typed::Other(without_emptiness(other)),
    }
}

/// Whether an object holds nothing but these members; blank others do not count.
pub fn holds_only(members: &Map<String, Value>, names: &[&str]) -> bool {
    members.iter().all(|(name, member)| names.contains(&name.as_str()) || without_emptiness(member).is_none())
}

/// A text answer after `fold`; other JSON passes through for the validator to refuse.
pub fn read_text(raw: &Value, fold: impl FnOnce(&str) -> String) -> Option<Value> {
    match raw {
        Value::String(text) => {
            let folded = fold(text);
            (!folded.trim().is_empty()).then_some(Value::String(folded))
        }
        other => without_emptiness(other),
    }
}

/// Any JSON without empty members, from the inside out; none when nothing is left.
pub fn without_emptiness(value: &Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) => (!text.trim().is_empty()).then(|| value.clone()),
        Value::Array(items) => {
            let left: Vec<Value> = items.iter().filter_map(without_emptiness).collect();
            (!left.is_empty()).then_some(Value::Array(left))
        }
        Value::Object(members) => {
            let left: Map<String, Value> = members
                .iter()
                .filter_map(|(name, member)| without_emptiness(member).map(|member| (name.clone(), member)))
                .collect();
            (!left.is_empty()).then_some(Value::Object(left))
        }
        Value::Bool(_) | Value::Number(_) => Some(value.clone()),
    }
}

/// Whether nothing is left of a value once emptiness is taken out.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(members) => members.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A value as plain text: for answers that an older form stored in another shape.
pub fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain_text).collect::<Vec<_>>().join("、"),
        Value::Object(members) => members.values().map(plain_text).collect::<Vec<_>>().join("　"),
        other => other.to_string(),
    }
}
