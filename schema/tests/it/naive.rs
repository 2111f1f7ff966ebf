//! Predicates decided from the words of docs/form-language.md alone, slowly and from the document's own JSON: a second
//! opinion for the compiled ones. And what predicates see of an evaluation.

use madoguchi_schema::{Evaluation, PublishedForm};
use regex::Regex;
use serde_json::{Map, Value};

/// Whether a predicate over answers holds.
pub fn holds(predicate: &Value, answers: &Map<String, Value>) -> bool {
    match predicate {
        Value::Bool(truth) => *truth,
        Value::Object(keywords) => keywords.iter().all(|(keyword, value)| match keyword.as_str() {
            "properties" => value.as_object().unwrap().iter().all(|(name, schema)| member(schema, answers.get(name))),
            "required" => value.as_array().unwrap().iter().all(|name| answers.contains_key(name.as_str().unwrap())),
            "allOf" => value.as_array().unwrap().iter().all(|one| holds(one, answers)),
            "anyOf" => value.as_array().unwrap().iter().any(|one| holds(one, answers)),
            "not" => !holds(value, answers),
            other => panic!("{other}"),
        }),
        other => panic!("{other}"),
    }
}

/// A statement about an absent value is false, except that it is absent.
fn member(schema: &Value, value: Option<&Value>) -> bool {
    match value {
        None => *schema == Value::Bool(false),
        Some(value) => fits(schema, value),
    }
}

/// Whether a value fits a statement; keywords for another type say nothing.
fn fits(schema: &Value, value: &Value) -> bool {
    let keywords = match schema {
        Value::Bool(truth) => return *truth,
        Value::Object(keywords) => keywords,
        other => panic!("{other}"),
    };
    let limit = |keyword: &str, default: usize| {
        keywords.get(keyword).map_or(default, |limit| usize::try_from(limit.as_u64().unwrap()).unwrap())
    };
    keywords.iter().all(|(keyword, wanted)| match (keyword.as_str(), value) {
        ("const", value) => same(wanted, value),
        ("enum", value) => wanted.as_array().unwrap().iter().any(|one| same(one, value)),
        ("not", value) => !fits(wanted, value),
        ("allOf", value) => wanted.as_array().unwrap().iter().all(|one| fits(one, value)),
        ("anyOf", value) => wanted.as_array().unwrap().iter().any(|one| fits(one, value)),
        ("minimum", Value::Number(_)) => number(value) >= number(wanted),
        ("maximum", Value::Number(_)) => number(value) <= number(wanted),
        ("exclusiveMinimum", Value::Number(_)) => number(value) > number(wanted),
        ("exclusiveMaximum", Value::Number(_)) => number(value) < number(wanted),
        ("minLength", Value::String(text)) => text.chars().count() >= limit(keyword, 0),
        ("maxLength", Value::String(text)) => text.chars().count() <= limit(keyword, 0),
        ("pattern", Value::String(text)) => Regex::new(wanted.as_str().unwrap()).unwrap().is_match(text),
        ("minItems", Value::Array(items)) => items.len() >= limit(keyword, 0),
        ("maxItems", Value::Array(items)) => items.len() <= limit(keyword, 0),
        ("contains", Value::Array(items)) => {
            let count = items.iter().filter(|item| fits(wanted, item)).count();
            (limit("minContains", 1)..=limit("maxContains", usize::MAX)).contains(&count)
        }
        ("required", Value::Object(members)) => {
            wanted.as_array().unwrap().iter().all(|name| members.contains_key(name.as_str().unwrap()))
        }
        ("properties", Value::Object(members)) => {
            wanted.as_object().unwrap().iter().all(|(name, schema)| member(schema, members.get(name)))
        }
        _ => true,
    })
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(_), Value::Number(_)) => (number(one) - number(other)).abs() < f64::EPSILON,
        _ => one == other,
    }
}

/// What numbers and places are refused with when they cannot be read.
const NOT_READ: [&str; 3] = ["integerFormat", "decimalFormat", "mapPoint"];

/// What parts of composites are refused with that do not look as their kind says.
const UNLIKE_PARTS: [&str; 10] = [
    "dateFormat",
    "kana",
    "postalCode",
    "localGovernmentCode",
    "bankCode",
    "branchCode",
    "accountNumber",
    "accountHolder",
    "yuchoSymbol",
    "yuchoNumber",
];

/// What texts are refused with that do not look as their kind says.
const UNLIKE: [&str; 12] = [
    "dateFormat",
    "month",
    "time",
    "dateTime",
    "kana",
    "phone",
    "email",
    "url",
    "corporateNumber",
    "invoiceNumber",
    "myNumber",
    "keyNumber",
];

/// The answers as predicates see them: what cannot be read counts as unanswered.
pub fn seen(form: &PublishedForm, evaluation: &Evaluation) -> Map<String, Value> {
    let mut seen = evaluation.answers.clone();
    seen.retain(|name, _| form.field(name).is_some());
    for violation in &evaluation.violations {
        let tokens: Vec<&str> = violation.at.split('/').skip(1).collect();
        let in_group = tokens.len() > 2 && form.field(tokens[0]).is_some_and(|field| field.group().is_some());
        let whole = if in_group { 3 } else { 1 };
        let is_whole = tokens.len() == whole;
        let is_type_of_account = violation.code == "choice" && tokens.last() == Some(&"accountType");
        if tokens.len() == whole + 1 && (is_type_of_account || UNLIKE_PARTS.contains(&violation.code)) {
            without_part(&mut seen, &tokens);
            continue;
        }
        if !NOT_READ.contains(&violation.code) && (!is_whole || !UNLIKE.contains(&violation.code)) {
            continue;
        }
        match tokens[..] {
            [group, row, member, ..] if in_group => {
                let row = seen[group].get_mut(row.parse::<usize>().unwrap()).unwrap();
                row.as_object_mut().unwrap().remove(member);
            }
            _ => drop(seen.remove(tokens[0])),
        }
    }
    seen
}

/// Takes away one part; of a composite without any part left nothing is seen.
fn without_part(seen: &mut Map<String, Value>, tokens: &[&str]) {
    let (part, place) = tokens.split_last().unwrap();
    let (name, outer) = place.split_last().unwrap();
    let members = match outer {
        [group, row] => {
            let row = seen.get_mut(*group).and_then(|rows| rows.get_mut(row.parse::<usize>().unwrap()));
            row.and_then(Value::as_object_mut)
        }
        _ => Some(seen),
    };
    let Some(members) = members else {
        return;
    };
    if let Some(Value::Object(parts)) = members.get_mut(*name) {
        parts.shift_remove(*part);
        if parts.is_empty() {
            members.shift_remove(*name);
        }
    }
}
