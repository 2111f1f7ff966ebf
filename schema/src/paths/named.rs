//! The values that the statements of conditions name, with their neighbours: guesses, as many as fit.

use super::example::number;
use super::text::matching;
use serde_json::{Map, Value, json};

/// So many guesses are enough for one field; the others are left out.
pub const ENOUGH: usize = 600;

/// The values a statement names, and their neighbours.
pub fn named(statement: &Value, example: Option<&Value>, guesses: &mut Vec<Value>) {
    let Some(keywords) = statement.as_object() else { return };
    for (keyword, value) in keywords {
        if guesses.len() >= ENOUGH {
            return;
        }
        match (keyword.as_str(), value) {
            ("const", value) => guesses.push(value.clone()),
            ("enum", Value::Array(values)) => guesses.extend(values.iter().take(ENOUGH).cloned()),
            ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum", limit) => {
                let limit = limit.as_f64().unwrap_or_default();
                guesses.extend([0.0, 1.0, -1.0, 0.5, -0.5].into_iter().filter_map(|step| number(limit + step)));
            }
            ("minLength" | "maxLength", Value::Number(length)) => {
                let length =
                    length.as_u64().and_then(|length| usize::try_from(length).ok()).unwrap_or_default().min(2_000);
                let letters = ["あ", "ア", "a", "1"];
                let lengths = [length.saturating_sub(1), length, length + 1];
                guesses.extend(lengths.iter().flat_map(|length| letters.map(|one| Value::from(one.repeat(*length)))));
            }
            ("pattern", Value::String(pattern)) => {
                let texts = matching(pattern);
                let inside = example.and_then(Value::as_str).unwrap_or_default();
                guesses.extend(texts.iter().flat_map(|text| spliced(inside, text)).map(Value::String));
                guesses.extend(texts.into_iter().map(Value::String));
            }
            ("contains", item) => {
                let mut items = Vec::new();
                named(item, example.and_then(|example| example.get(0)), &mut items);
                guesses.extend(items.iter().map(|item| json!([item])));
                guesses.extend((2..=items.len().min(5)).map(|count| Value::Array(items[..count].to_vec())));
                guesses.extend(
                    items.iter().flat_map(|item| (2..=3).map(move |count| Value::Array(vec![item.clone(); count]))),
                );
            }
            ("properties", Value::Object(members)) => {
                for (name, statement) in members {
                    with_member(example, name, statement, guesses);
                }
            }
            ("required", Value::Array(_)) | ("minItems" | "maxItems", _) => {}
            ("allOf" | "anyOf", Value::Array(items)) => items.iter().for_each(|item| named(item, example, guesses)),
            ("not", statement) => named(statement, example, guesses),
            _ => {}
        }
    }
}

/// The example with this text instead of as many characters, at every place: many patterns ask about a piece only.
fn spliced(example: &str, text: &str) -> Vec<String> {
    let letters: Vec<char> = example.chars().take(40).collect();
    let length = text.chars().count();
    let places = (0..letters.len()).filter(|place| place + length <= letters.len());
    let at = |place: usize| {
        let (before, behind) = (&letters[..place], &letters[place + length..]);
        before.iter().copied().chain(text.chars()).chain(behind.iter().copied()).collect()
    };
    places.map(at).collect()
}

/// The example with one member as the statement names it, and without it.
fn with_member(example: Option<&Value>, name: &str, statement: &Value, guesses: &mut Vec<Value>) {
    let base: Map<String, Value> = example.and_then(Value::as_object).cloned().unwrap_or_default();
    if guesses.len() >= ENOUGH || base.len() > 20 {
        return;
    }
    let mut members = Vec::new();
    named(statement, base.get(name), &mut members);
    for member in members {
        // The other parts may have to go along: the two days of a range.
        let mut alike = base.clone();
        alike.values_mut().filter(|other| other.is_string()).for_each(|other| *other = member.clone());
        alike.insert(name.to_owned(), member.clone());
        guesses.push(Value::Object(alike));
        let mut whole = base.clone();
        whole.insert(name.to_owned(), member);
        guesses.push(Value::Object(whole));
    }
    let mut without = base;
    without.remove(name);
    guesses.push(Value::Object(without));
}

/// The numbers that statements compare with.
pub fn limits(statement: &Value) -> Vec<f64> {
    let mut named_values = Vec::new();
    named(statement, None, &mut named_values);
    named_values.iter().filter_map(Value::as_f64).collect()
}
