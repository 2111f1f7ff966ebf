//! Checks of one value inside a predicate: standard JSON Schema assertions, vacuous for other types as the standard says.

use regex::Regex;
use serde_json::{Number, Value};
use std::cmp::Ordering;

/// A statement about one value.
#[derive(Clone, Debug)]
pub enum Check {
    Always,
    Never,
    Const(Value),
    Enum(Vec<Value>),
    /// Compared with the limit, a number must be one of these.
    Number(Number, &'static [Ordering]),
    Length {
        min: u64,
        max: u64,
    },
    Pattern(Regex),
    Items {
        min: u64,
        max: u64,
    },
    Contains {
        item: Box<Check>,
        min: u64,
        max: u64,
    },
    /// An object has this member and it fits.
    Member(String, Box<Check>),
    /// An object lacks this member.
    NoMember(String),
    Not(Box<Check>),
    All(Vec<Check>),
    Any(Vec<Check>),
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

impl Check {
    pub fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Const(expected) => equal(expected, value),
            Self::Enum(options) => options.iter().any(|option| equal(option, value)),
            Self::Number(limit, orders) => value
                .as_number()
                .is_none_or(|number| compare(number, limit).is_some_and(|order| orders.contains(&order))),
            Self::Length { min, max } => {
                value.as_str().is_none_or(|text| (*min..=*max).contains(&count(text.chars().count())))
            }
            Self::Pattern(pattern) => value.as_str().is_none_or(|text| pattern.is_match(text)),
            Self::Items { min, max } => {
                value.as_array().is_none_or(|items| (*min..=*max).contains(&count(items.len())))
            }
            Self::Contains { item, min, max } => value
                .as_array()
                .is_none_or(|items| (*min..=*max).contains(&count(items.iter().filter(|one| item.holds(one)).count()))),
            Self::Member(name, check) => {
                value.as_object().is_none_or(|members| members.get(name).is_some_and(|member| check.holds(member)))
            }
            Self::NoMember(name) => value.as_object().is_none_or(|members| !members.contains_key(name)),
            Self::Not(check) => !check.holds(value),
            Self::All(checks) => checks.iter().all(|check| check.holds(value)),
            Self::Any(checks) => checks.iter().any(|check| check.holds(value)),
        }
    }
}

fn compare(one: &Number, other: &Number) -> Option<Ordering> {
    match (one.as_i64(), other.as_i64()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}

/// Equality as JSON Schema means it: 1 and 1.0 are the same number, members have no order.
fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => compare(one, other) == Some(Ordering::Equal),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, member)| other.get(name).is_some_and(|twin| equal(member, twin)))
        }
        _ => one == other,
    }
}
