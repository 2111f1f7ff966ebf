//! A predicate as plain JSON Schema: for every `properties/p` (except `false`) the implied `required: [p]` is written out,
//! and what the compiler passes over is left out, so that every validator takes it whatever the document looked like.

use super::compile::ANNOTATIONS;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// The predicate with nothing implied.
pub fn explicit(predicate: &Value) -> Value {
    let Value::Object(keywords) = predicate else {
        return predicate.clone();
    };
    let says = |(keyword, value): &(&String, &Value)| match keyword.as_str() {
        word if ANNOTATIONS.contains(&word) => false,
        "minContains" | "maxContains" => keywords.contains_key("contains"),
        // Of nothing everything holds, and the standard has no empty list.
        "allOf" => value.as_array().is_none_or(|items| !items.is_empty()),
        _ => true,
    };
    let mut written: Map<String, Value> =
        keywords.iter().filter(says).map(|(keyword, value)| (keyword.clone(), inside(keyword, value))).collect();
    let listed = keywords.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let properties = keywords.get("properties").and_then(Value::as_object).into_iter().flatten();
    let implied = properties.filter(|(_, schema)| **schema != Value::Bool(false)).map(|(name, _)| name.as_str());
    let mut seen = HashSet::new();
    let required: Vec<&str> = listed.chain(implied).filter(|name| seen.insert(*name)).collect();
    if !required.is_empty() || written.contains_key("required") {
        written.insert("required".to_owned(), json!(required));
    }
    Value::Object(written)
}

fn inside(keyword: &str, value: &Value) -> Value {
    match (keyword, value) {
        ("properties", Value::Object(members)) => {
            Value::Object(members.iter().map(|(name, member)| (name.clone(), explicit(member))).collect())
        }
        ("anyOf", Value::Array(items)) if items.is_empty() => json!([false]),
        ("allOf" | "anyOf", Value::Array(items)) => Value::Array(items.iter().map(explicit).collect()),
        ("not" | "contains", schema) => explicit(schema),
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::explicit;
    use serde_json::json;

    #[test]
    fn nothing_is_implied_and_nothing_is_left_that_validators_refuse() {
        let written = explicit(&json!({
            "title": 5, "$comment": {}, "required": ["a", "a"], "allOf": [], "anyOf": [],
            "properties": { "a": true, "b": false, "c": { "minContains": "x", "contains": { "deprecated": 1 } }, "d": { "maxContains": [] } }
        }));
        let plain = json!({
            "required": ["a", "c", "d"], "anyOf": [false],
            "properties": { "a": true, "b": false, "c": { "minContains": "x", "contains": {} }, "d": {} }
        });
        assert_eq!(written, plain);
    }
}
