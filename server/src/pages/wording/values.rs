//! The values that stand in messages: numbers with their separators, days, months and times, names of files.

use serde_json::{Map, Value};

/// A moment a limit names, taken apart.
pub(super) enum Moment {
    Day(i16, i8, i8),
    Month(i16, i8),
    Time(i8, i8),
    Unknown,
}

/// A parameter as a number people read, or none.
pub(super) fn number(params: &Map<String, Value>, name: &str) -> Option<String> {
    match params.get(name)? {
        Value::String(text) => Some(text.clone()),
        value => Some(grouped(&value.to_string())),
    }
}

/// A parameter that is a text.
pub(super) fn text<'a>(params: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    params.get(name).and_then(Value::as_str)
}

/// A number of bytes.
pub(super) fn bytes(params: &Map<String, Value>) -> String {
    super::super::prose::size(params.get("limit").and_then(Value::as_u64).unwrap_or_default())
}

/// The limit of `earliest` and `latest`: a day, a month or a time of day.
pub(super) fn moment(params: &Map<String, Value>) -> Moment {
    let limit = text(params, "limit").unwrap_or_default();
    if let Ok(day) = limit.parse::<jiff::civil::Date>() {
        return Moment::Day(day.year(), day.month(), day.day());
    }
    if let Ok(month) = format!("{limit}-01").parse::<jiff::civil::Date>() {
        return Moment::Month(month.year(), month.month());
    }
    match limit.parse::<jiff::civil::Time>() {
        Ok(time) => Moment::Time(time.hour(), time.minute()),
        Err(_) => Moment::Unknown,
    }
}

/// Thousands separators for whole numbers of five digits and more; residents read 10,000 more easily than 10000.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}
