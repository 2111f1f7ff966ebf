//! Statements as predicates of the form language, which know no third value: a statement about an unanswered field is true
//! in JSON Schema and false in a predicate, so "unanswered, or …" is written out.

use super::statement::{ALWAYS, NEVER};
use serde_json::{Map, Value, json};

/// Names that are always answered in accepted answers.
pub type Certain = std::collections::HashSet<String>;

/// The predicate that is true exactly when the statement is; none when the form language cannot say it.
pub fn predicate(statement: &Value, certain: &Certain) -> Option<Value> {
    let keywords = match statement {
        Value::Bool(_) => return Some(statement.clone()),
        Value::Object(keywords) => keywords,
        _ => return None,
    };
    let mut found = Vec::new();
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("required", Value::Array(_)) => found.push(json!({ "required": value })),
            ("properties", Value::Object(members)) => {
                for (name, schema) in members {
                    found.push(about(name, schema, certain)?);
                }
            }
            ("allOf", Value::Array(items)) => {
                let mut known = certain.clone();
                known.extend(items.iter().flat_map(answered));
                for item in items {
                    found.push(predicate(item, &known)?);
                }
            }
            ("anyOf", Value::Array(items)) => {
                let items: Option<Vec<Value>> = items.iter().map(|item| predicate(item, certain)).collect();
                found.push(json!({ "anyOf": items? }));
            }
            ("not", inner) => found.push(json!({ "not": predicate(inner, certain)? })),
            _ => return None,
        }
    }
    Some(both(found))
}

/// Names that a part of a conjunction says are answered.
fn answered(part: &Value) -> Vec<String> {
    let names = part.get("required").and_then(Value::as_array).into_iter().flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// All of these, in as few words as possible.
pub fn both(mut predicates: Vec<Value>) -> Value {
    predicates.retain(|one| *one != ALWAYS);
    // `properties` implies its own `required`.
    let compared: Vec<String> = predicates
        .iter()
        .filter_map(|one| one.get("properties")?.as_object())
        .flat_map(|members| members.iter().filter(|(_, schema)| **schema != NEVER).map(|(name, _)| name.clone()))
        .collect();
    let implied = |one: &Value| {
        let only = one.as_object().is_some_and(|keywords| keywords.len() == 1);
        let names = answered(one);
        only && !names.is_empty() && names.iter().all(|name| compared.contains(name))
    };
    predicates.retain(|one| !implied(one));
    predicates.dedup();
    match predicates.len() {
        0 => ALWAYS,
        1 => predicates.remove(0),
        _ => json!({ "allOf": predicates }),
    }
}

fn about(name: &str, schema: &Value, certain: &Certain) -> Option<Value> {
    let mut unanswered = Map::new();
    unanswered.insert(name.to_owned(), NEVER);
    let unanswered = json!({ "properties": unanswered });
    if *schema == NEVER {
        return Some(unanswered);
    }
    let mut members = Map::new();
    members.insert(name.to_owned(), check(schema)?);
    let holds = json!({ "properties": members });
    Some(if certain.contains(name) { holds } else { json!({ "anyOf": [unanswered, holds] }) })
}

/// A schema of one field, as far as predicates have its keywords.
fn check(schema: &Value) -> Option<Value> {
    let mut kept = Map::new();
    for (keyword, value) in schema.as_object()? {
        match (keyword.as_str(), value) {
            ("enum", Value::Array(options)) if options.len() == 1 => {
                kept.insert("const".to_owned(), options.first()?.clone());
            }
            (
                "const" | "enum" | "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "minLength"
                | "maxLength" | "pattern" | "minItems" | "maxItems" | "minContains" | "maxContains",
                _,
            ) => {
                kept.insert(keyword.clone(), value.clone());
            }
            ("contains" | "not", inner) if inner.is_object() => {
                kept.insert(keyword.clone(), check(inner)?);
            }
            ("allOf" | "anyOf", Value::Array(items)) => {
                let items: Option<Vec<Value>> = items.iter().map(check).collect();
                kept.insert(keyword.clone(), items?.into());
            }
            // What a field can hold has its type already.
            ("type", _) => {}
            _ => return None,
        }
    }
    let compared_with_nothing = |value: &Value| value.as_str().is_some_and(|text| text.trim().is_empty());
    (!kept.get("const").is_some_and(compared_with_nothing)).then_some(Value::Object(kept))
}
