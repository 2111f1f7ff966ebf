//! What conditions ask about a field, and the answers that make a difference to them.

use super::examiner::Examiner;
use super::example::{confirmed, number, numbers};
use super::text::matching;
use crate::condition::Condition;
use crate::field::Field;
use crate::kind::{KindName, json_type};
use crate::validator::Validator;
use jiff::Span;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// At most so many answers of one field are tried.
const MOST: usize = 24;

/// The statements about each field that stand anywhere in some conditions, by name.
pub fn statements<'a>(conditions: impl Iterator<Item = &'a Condition>) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for condition in conditions {
        collect(&condition.explicit, &mut found);
    }
    found
}

fn collect(predicate: &Value, found: &mut Vec<(String, Value)>) {
    let Some(keywords) = predicate.as_object() else { return };
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(members)) => {
                found.extend(members.iter().map(|(name, statement)| (name.clone(), statement.clone())));
            }
            ("allOf" | "anyOf", Value::Array(items)) => items.iter().for_each(|item| collect(item, found)),
            ("not", statement) => collect(statement, found),
            _ => {}
        }
    }
}

/// Answers of a field that some statement tells apart, one for each way; beginning with the example.
pub fn telling(examiner: &Examiner<'_>, example: Option<&Value>, statements: &[&Value], extra: &[Value]) -> Vec<Value> {
    let schema = &examiner.field.schema;
    let mut guesses: Vec<Value> = example.cloned().into_iter().collect();
    // As it is stored: that is what the statements see.
    let stored = example.and_then(|example| examiner.examine(example).0);
    for statement in statements {
        named(statement, stored.as_ref(), &mut guesses);
    }
    guesses.extend(extra.iter().cloned());
    let choices = examiner.field.choices();
    if json_type(schema) == Some("array") {
        let all: Vec<Value> = choices.iter().map(|choice| choice.value.clone().into()).collect();
        let counts = (1..=all.len().min(MOST)).chain((all.len() > MOST).then_some(all.len()));
        guesses.extend(counts.map(|count| Value::Array(all[..count].to_vec())));
        guesses.extend(all.into_iter().map(|one| json!([one])));
    } else {
        guesses.extend(choices.iter().map(|choice| Value::from(choice.value.clone())));
    }
    if matches!(json_type(schema), Some("integer" | "number")) {
        guesses.extend(numbers(schema, json_type(schema) == Some("integer")));
    }
    guesses.extend(super::example::guesses(schema, "", examiner.today));
    let checks: Vec<Validator> = statements.iter().filter_map(|statement| Validator::compile(statement).ok()).collect();
    let mut known: Vec<(Vec<bool>, Option<Value>)> = Vec::new();
    let mut answers: Vec<Value> = Vec::new();
    for guess in guesses {
        if answers.len() == MOST {
            break;
        }
        let guess = confirmed(examiner.field, guess);
        let (Some(value), wrong) = examiner.examine(&guess) else { continue };
        let verdict: Vec<bool> = checks.iter().map(|check| check.misfits(&value).is_empty()).collect();
        // An expression may tell apart what no statement does.
        let different = (verdict, (!extra.is_empty()).then_some(value));
        if wrong.is_empty() && !known.contains(&different) {
            known.push(different);
            answers.push(guess);
        }
    }
    answers
}

/// The values a statement names, and their neighbours.
fn named(statement: &Value, example: Option<&Value>, guesses: &mut Vec<Value>) {
    let Some(keywords) = statement.as_object() else { return };
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("const", value) => guesses.push(value.clone()),
            ("enum", Value::Array(values)) => guesses.extend(values.iter().cloned()),
            ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum", limit) => {
                let limit = limit.as_f64().unwrap_or_default();
                guesses.extend([0.0, 1.0, -1.0, 0.5, -0.5].into_iter().filter_map(|step| number(limit + step)));
            }
            ("minLength" | "maxLength", Value::Number(length)) => {
                let length =
                    length.as_u64().and_then(|length| usize::try_from(length).ok()).unwrap_or_default().min(5_000);
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

/// The answers of a field that may make a difference to expressions which mention it: what they name, and where they cross
/// one of the limits that conditions set for their results.
pub fn around(expressions: &[&str], limits: &[f64], field: &Field, today: Date) -> Vec<Value> {
    let (mut numbers, texts) = literals(expressions);
    let quotients: Vec<f64> =
        limits.iter().flat_map(|limit| numbers.iter().map(move |number| (limit / number).floor())).collect();
    numbers.extend(quotients.into_iter().chain(limits.iter().copied()).filter(|number| number.is_finite()));
    match json_type(&field.schema) {
        Some("integer" | "number") => {
            numbers.iter().flat_map(|limit| [0.0, 1.0, -1.0].map(|step| limit + step)).filter_map(number).collect()
        }
        Some("string") => {
            let days = numbers.iter().flat_map(|count| days_from(today, *count));
            let days: Vec<Date> = days.collect();
            let moments = days.iter().map(|day| Value::from(format!("{day}T10:00:00+09:00")));
            let is_moment = field.kind == KindName::DateTime;
            if is_moment {
                moments.collect()
            } else {
                days.iter().map(|day| Value::from(day.to_string())).chain(texts).collect()
            }
        }
        _ => Vec::new(),
    }
}

/// The days that lie so many years or days before or behind today, and their neighbours.
fn days_from(today: Date, count: f64) -> impl Iterator<Item = Date> {
    let count = if (0.0..=4_000.0).contains(&count.abs()) && count.fract() == 0.0 { count.abs() as i64 } else { 0 };
    let years = if count < 150 { count } else { 0 };
    let spans = [Span::new().years(-years), Span::new().days(-count), Span::new().days(count)];
    let days = spans.into_iter().filter_map(move |span| today.checked_add(span).ok());
    days.flat_map(|day| [Some(day), day.tomorrow().ok(), day.yesterday().ok()]).flatten()
}

/// The numbers and texts that stand in expressions.
fn literals(expressions: &[&str]) -> (Vec<f64>, Vec<Value>) {
    let (mut numbers, mut texts) = (Vec::new(), Vec::new());
    for expression in expressions {
        let mut quoted = expression.split(['"', '\'']);
        while let Some(outside) = quoted.next() {
            let words = outside.split(|one: char| !one.is_ascii_alphanumeric() && one != '.' && one != '_');
            let given = words.filter(|word| word.starts_with(|one: char| one.is_ascii_digit()));
            numbers.extend(given.filter_map(|word| word.parse::<f64>().ok()));
            texts.extend(quoted.next().map(Value::from));
        }
    }
    (numbers, texts)
}

/// The numbers that statements compare with.
pub fn limits(statement: &Value) -> Vec<f64> {
    let mut named_values = Vec::new();
    named(statement, None, &mut named_values);
    named_values.iter().filter_map(Value::as_f64).collect()
}
