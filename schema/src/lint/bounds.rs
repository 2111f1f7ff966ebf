//! How large a document may be. Checked first and alone: nothing else looks at a document beyond these.

use crate::problem::Problem;
use serde_json::Value;

const MAX_BYTES: usize = 1024 * 1024;
const MAX_DEPTH: usize = 32;
const MAX_FIELDS: usize = 300;

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
    let fields = document.get("properties").and_then(Value::as_object).map_or(0, serde_json::Map::len);
    if fields > MAX_FIELDS {
        return vec![Problem::error("tooManyFields", "/properties").with("limit", MAX_FIELDS).with("actual", fields)];
    }
    Vec::new()
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
