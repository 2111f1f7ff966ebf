//! Statements about the fields of one container (the form, or a row of a group), written as JSON Schema and kept small:
//! what is always true is dropped on the way.

use serde_json::{Map, Value, json};

pub const ALWAYS: Value = Value::Bool(true);
pub const NEVER: Value = Value::Bool(false);

/// All of these hold. Lists inside lists are joined.
pub fn all(statements: impl IntoIterator<Item = Value>) -> Value {
    let mut kept: Vec<Value> = Vec::new();
    for statement in statements {
        match statement {
            ALWAYS => {}
            NEVER => return NEVER,
            other => match joined(&other) {
                Some(inner) => kept.extend(inner),
                None => kept.push(other),
            },
        }
    }
    kept.dedup();
    match kept.len() {
        0 => ALWAYS,
        1 => kept.remove(0),
        _ => json!({ "allOf": kept }),
    }
}

/// The parts of a statement that is nothing but an `allOf`.
fn joined(statement: &Value) -> Option<Vec<Value>> {
    let keywords = statement.as_object().filter(|keywords| keywords.len() == 1)?;
    keywords.get("allOf")?.as_array().cloned()
}

/// The statements that together are this one.
pub fn parts(statement: Value) -> Vec<Value> {
    match joined(&statement) {
        Some(parts) => parts,
        None if statement == ALWAYS => Vec::new(),
        None => vec![statement],
    }
}

/// One of these holds.
pub fn any(statements: impl IntoIterator<Item = Value>) -> Value {
    let mut kept: Vec<Value> = Vec::new();
    for statement in statements {
        match statement {
            ALWAYS => return ALWAYS,
            NEVER => {}
            other if kept.contains(&other) => {}
            other => kept.push(other),
        }
    }
    match kept.len() {
        0 => NEVER,
        1 => kept.remove(0),
        _ => json!({ "anyOf": kept }),
    }
}

pub fn not(statement: Value) -> Value {
    match statement {
        Value::Bool(holds) => Value::Bool(!holds),
        other => json!({ "not": other }),
    }
}

/// `then` holds wherever `condition` does.
pub fn implies(condition: Value, then: Value) -> Value {
    match (condition, then) {
        (NEVER, _) | (_, ALWAYS) => ALWAYS,
        (ALWAYS, then) => then,
        (condition, NEVER) => not(condition),
        (condition, then) => json!({ "if": condition, "then": then }),
    }
}

/// A field is answered.
pub fn answered(name: &str) -> Value {
    json!({ "required": [name] })
}

/// Where a field is answered, its value fits.
pub fn field(name: &str, schema: Value) -> Value {
    if schema == ALWAYS {
        return ALWAYS;
    }
    let mut members = Map::new();
    members.insert(name.to_owned(), schema);
    json!({ "properties": members })
}
