//! Answers that may make a difference to expressions: guessed from the numbers and texts that stand in them.

use super::example::number;
use crate::day_limit::DayLimit;
use crate::field::Field;
use crate::kind::{KindName, json_type};
use jiff::Span;
use jiff::civil::Date;
use serde_json::{Value, json};

/// So many numbers of expressions and conditions are looked at.
const NUMBERS: usize = 40;

/// The answers of a field that may make a difference to expressions which mention it: what they name, and where they cross
/// one of the limits that conditions set for their results.
pub fn around(expressions: &[&str], limits: &[f64], field: &Field, today: Date) -> Vec<Value> {
    let (mut numbers, texts) = literals(expressions);
    numbers.truncate(NUMBERS);
    let limits = &limits[..limits.len().min(NUMBERS)];
    let quotients = limits.iter().flat_map(|limit| numbers.iter().map(move |number| (limit / number).floor()));
    let quotients: Vec<f64> = quotients.take(NUMBERS).collect();
    numbers.extend(quotients.into_iter().chain(limits.iter().copied()).filter(|number| number.is_finite()));
    match json_type(&field.schema) {
        Some("integer" | "number") => {
            // Large ones first, each with a share of it: rules compare amounts with each other, too.
            numbers.sort_by(|one, other| other.total_cmp(one));
            numbers.dedup();
            let near = numbers.iter().flat_map(|limit| [*limit, (limit * 0.9).floor(), limit + 1.0]);
            near.chain(numbers.iter().map(|limit| limit - 1.0)).filter_map(number).collect()
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
        _ if field.kind == KindName::DateRange => ranges(field, &numbers, today),
        _ => Vec::new(),
    }
}

/// Ranges of days that begin at a limit or today, as long as expressions mention.
fn ranges(field: &Field, lengths: &[f64], today: Date) -> Vec<Value> {
    let limit = |keyword: &str| DayLimit::parse(field.schema.get(keyword)?.as_str()?)?.on(today);
    let starts: Vec<Date> = [Some(today), limit("x-earliest")].into_iter().flatten().collect();
    let last = limit("x-latest");
    let mut lengths: Vec<i64> =
        lengths.iter().filter(|days| (0.0..=40_000.0).contains(*days)).map(|days| *days as i64).collect();
    lengths.truncate(NUMBERS);
    lengths.extend([0, 1, 7, 30, 365]);
    let lengths = lengths.iter().flat_map(|days| [*days, days + 1]);
    let ends = lengths
        .flat_map(|days| starts.iter().map(move |start| (*start, start.checked_add(Span::new().days(days)).ok())));
    let whole = starts.iter().map(|start| (*start, last));
    let range = |(start, end): (Date, Option<Date>)| {
        Some(json!({ "startDate": start.to_string(), "endDate": end?.to_string() }))
    };
    whole.chain(ends).filter_map(range).collect()
}

/// A composite answer with one of its texts written somewhat differently.
pub fn altered(example: &Value) -> Vec<Value> {
    let Some(members) = example.as_object().filter(|members| members.len() <= 20) else { return Vec::new() };
    let texts = members.iter().filter_map(|(name, value)| Some((name, value.as_str()?)));
    let others = texts.flat_map(|(name, text)| {
        [format!("{text}2"), ["2", text].concat(), "1000004".to_owned()].map(|other| (name, other))
    });
    let with = |(name, other): (&String, String)| {
        let mut changed = members.clone();
        changed.insert(name.clone(), other.into());
        Value::Object(changed)
    };
    others.map(with).collect()
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
