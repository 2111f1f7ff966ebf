//! The inside of a repeating group: its members become fields through the same function as the form's own.

use super::fields::{Home, field};
use super::layout::Place;
use super::text;
use crate::condition::{Condition, Names};
use crate::field::Field;
use crate::group::Group;
use crate::kind::max_rows;
use crate::pointer;
use crate::problem::Problem;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Kinds that cannot stand in a row: groups in groups, files (which are claimed by field), appointments (a
/// case has one), and what a link fills in.
const NOT_IN_ROWS: [&str; 6] = ["group", "file", "image", "signature", "slot", "hidden"];

/// Reads the inside of the group at `at`, and writes what its members' kinds contribute into the group's schema.
pub fn group(
    document: &Value,
    schema: &mut Map<String, Value>,
    at: &str,
    page: usize,
    problems: &mut Vec<Problem>,
) -> Group {
    let items = schema.get("items").and_then(Value::as_object).cloned().unwrap_or_default();
    let properties = items.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let names: Names = properties.keys().enumerate().map(|(index, name)| (name.clone(), index)).collect();
    let at_items = pointer::join(at, "items");
    let home = Home {
        document,
        at: &pointer::join(&at_items, "properties"),
        properties: &properties,
        required: items.get("required"),
        names: &names,
        in_group: true,
    };
    let read = |name: &String| field(&home, &Place { name, page, block: None }, problems);
    let mut fields: Vec<Field> = properties.keys().map(read).collect();
    for member in &mut fields {
        if NOT_IN_ROWS.contains(&member.kind.as_str()) {
            problems.push(Problem::error("kindInGroup", &member.at).with("kind", member.kind.as_str()));
        }
        let required = member.required_when.as_ref().is_some_and(Condition::is_always);
        member.always_required |= required && member.show.as_ref().is_none_or(Condition::is_always);
    }
    contribute(schema, &fields);
    Group {
        fields,
        names: Arc::new(names),
        // Decided when it is known what the members' calculations need.
        order: Vec::new(),
        rules: Vec::new(),
        item_title: text(schema, "x-item-title"),
        min_rows: schema.get("minItems").and_then(Value::as_u64).unwrap_or(0),
        max_rows: max_rows(schema),
    }
}

fn contribute(schema: &mut Map<String, Value>, fields: &[Field]) {
    let items = schema.get_mut("items").and_then(|items| items.get_mut("properties"));
    if let Some(Value::Object(properties)) = items {
        for field in fields {
            properties.insert(field.name.clone(), Value::Object(field.schema.clone()));
        }
    }
}
