//! How large a document may be. Checked first and alone: nothing else looks at a document beyond these.

use super::complexity;
use crate::pattern;
use crate::problem::Problem;
use crate::subschemas::keyword;
use serde_json::{Map, Value};

const MAX_BYTES: usize = 1024 * 1024;
const MAX_DEPTH: usize = 32;
/// The members of groups count too.
const MAX_FIELDS: usize = 1000;
/// Of all patterns together, as [`pattern::weight`] counts: some hundred milliseconds and some ten megabytes.
const MAX_PATTERNS: u64 = 200_000;

pub fn lint(document: &Value) -> Vec<Problem> {
    if !document.is_object() {
        return vec![Problem::error("notAnObject", "")];
    }
    if depth(document, MAX_DEPTH + 1) > MAX_DEPTH {
        return vec![Problem::error("tooDeep", "").with("limit", MAX_DEPTH)];
    }
    let bytes = serde_json::to_vec(document).map_or(usize::MAX, |bytes| bytes.len());
    if bytes > MAX_BYTES {
        return vec![Problem::error("tooLarge", "").with("limit", MAX_BYTES).with("actual", bytes)];
    }
    let fields = fields(document);
    if fields > MAX_FIELDS {
        return vec![Problem::error("tooManyFields", "/properties").with("limit", MAX_FIELDS).with("actual", fields)];
    }
    let patterns = patterns(document);
    if patterns > MAX_PATTERNS {
        let problem = Problem::error("tooComplex", "").with("limit", MAX_PATTERNS).with("actual", patterns);
        return vec![problem.with("reason", "patterns")];
    }
    complexity::references(document).into_iter().collect()
}

/// What all patterns of a document weigh, wherever they stand.
fn patterns(value: &Value) -> u64 {
    let weight = |(name, member): (&String, &Value)| match (name.as_str(), member) {
        ("pattern", Value::String(source)) => pattern::weight(source),
        ("patternProperties", Value::Object(schemas)) => {
            schemas.iter().fold(patterns(member), |sum, (source, _)| sum.saturating_add(pattern::weight(source)))
        }
        _ => patterns(member),
    };
    match value {
        Value::Array(items) => items.iter().map(patterns).fold(0, u64::saturating_add),
        Value::Object(members) => members.iter().map(weight).fold(0, u64::saturating_add),
        _ => 0,
    }
}

/// The form's fields and the members of its groups.
fn fields(document: &Value) -> usize {
    let properties = document.get("properties").and_then(Value::as_object);
    let members = |field: &Value| {
        let items = field.as_object().and_then(|field| keyword(field, "items", document)).and_then(Value::as_object);
        let properties = items.and_then(|items| keyword(items, "properties", document)).and_then(Value::as_object);
        properties.map_or(0, Map::len)
    };
    properties.into_iter().flat_map(Map::values).map(|field| 1 + members(field)).sum()
}

/// How deep objects and arrays are nested; stops looking at `enough`.
fn depth(value: &Value, enough: usize) -> usize {
    if enough == 0 {
        return 0;
    }
    let deepest =
        |inner: &mut dyn Iterator<Item = &Value>| inner.map(|value| depth(value, enough - 1)).max().unwrap_or(0);
    match value {
        Value::Array(items) => 1 + deepest(&mut items.iter()),
        Value::Object(members) => 1 + deepest(&mut members.values()),
        _ => 0,
    }
}
