//! A predicate as plain JSON Schema: for every `properties/p` (except `false`) the implied `required: [p]` is written out.

use serde_json::{Map, Value};
use std::collections::HashSet;

/// The predicate with nothing implied.
pub fn explicit(predicate: &Value) -> Value {
    let Value::Object(keywords) = predicate else {
        return predicate.clone();
    };
    let mut written: Map<String, Value> =
        keywords.iter().map(|(keyword, value)| (keyword.clone(), inside(keyword, value))).collect();
    let Some(Value::Object(properties)) = keywords.get("properties") else {
        return Value::Object(written);
    };
    let mut required: Vec<Value> = match keywords.get("required") {
        Some(Value::Array(names)) => names.clone(),
        _ => Vec::new(),
    };
    // Hashed, because a hostile predicate may name tens of thousands.
    let known: HashSet<String> = required.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    for (name, schema) in properties {
        if *schema != Value::Bool(false) && !known.contains(name) {
            required.push(Value::String(name.clone()));
        }
    }
    if !required.is_empty() {
        written.insert("required".to_owned(), Value::Array(required));
    }
    Value::Object(written)
}

fn inside(keyword: &str, value: &Value) -> Value {
    match (keyword, value) {
        ("properties", Value::Object(members)) => {
            Value::Object(members.iter().map(|(name, member)| (name.clone(), explicit(member))).collect())
        }
        ("allOf" | "anyOf", Value::Array(items)) => Value::Array(items.iter().map(explicit).collect()),
        ("not" | "contains", schema) => explicit(schema),
        _ => value.clone(),
    }
}
