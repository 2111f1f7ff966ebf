//! Version 2 recognises more kinds by their `format` alone, and choices with a free text by `anyOf`. A field of version 1 that was a plain text stays one: its kind
//! is written out. This file speaks of version 1 as it was; nothing here may follow later changes.

use serde_json::{Map, Value, json};

/// Formats that were no kind in version 1 and are one since.
const RECOGNISED_SINCE: [&str; 3] = ["uri", "time", "date-time"];

/// Keywords beside which a schema without a type was no text, or a consent.
const OTHER_TYPES: [&str; 4] = ["const", "properties", "items", "prefixItems"];

pub fn upgrade(root: &mut Map<String, Value>) {
    let definitions = root.get("$defs").cloned().unwrap_or_default();
    let Some(Value::Object(fields)) = root.get_mut("properties") else {
        return;
    };
    for field in fields.values_mut().filter_map(Value::as_object_mut) {
        if was_plain_text(field, &definitions) {
            field.insert("x-kind".to_owned(), json!("shortText"));
        }
    }
}

/// Whether version 1 inferred a short text where version 2 would infer something else.
fn was_plain_text(field: &Map<String, Value>, definitions: &Value) -> bool {
    let target = field
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| definitions.get(reference.strip_prefix("#/$defs/")?));
    let keyword = |name: &str| field.get(name).or_else(|| target.and_then(|target| target.get(name)));
    let lists = |name: &str| keyword(name).is_some();
    let text = match keyword("type") {
        None => true,
        Some(Value::String(one)) => one == "string",
        Some(Value::Array(several)) => several.iter().find(|name| *name != "null").is_some_and(|name| name == "string"),
        Some(_) => false,
    };
    let format = keyword("format").and_then(Value::as_str);
    let recognised_since = match format {
        Some("date" | "email") => false,
        Some(format) if RECOGNISED_SINCE.contains(&format) => true,
        _ => lists("anyOf") && !OTHER_TYPES.iter().any(|keyword| lists(keyword)),
    };
    text && keyword("x-kind").is_none() && !lists("oneOf") && !lists("enum") && recognised_since
}
