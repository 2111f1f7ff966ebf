//! What can be wrong with a list of choices: nothing in it, values that are no texts, no titles, the same twice.

use super::Blueprint;
use super::choice_list::{Listing, listing};
use crate::pointer;
use crate::problem::Problem;
use crate::widget::OTHER;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Problems of the list of a schema that stands at `at`.
pub fn lint(blueprint: &Blueprint, at: &str, schema: Option<&Map<String, Value>>, problems: &mut Vec<Problem>) {
    let Some(Listing { list, branch, .. }) = schema.and_then(listing) else {
        problems.push(Problem::error("noChoices", blueprint.at).suggesting("addChoice"));
        return;
    };
    let (keyword, items) = match (list.get("oneOf"), list.get("enum")) {
        (Some(Value::Array(items)), _) => ("oneOf", items.as_slice()),
        (None, Some(Value::Array(items))) => ("enum", items.as_slice()),
        _ => ("oneOf", &[][..]),
    };
    let at = branch.map_or_else(|| at.to_owned(), |branch| pointer::index(&pointer::join(at, "anyOf"), branch));
    let at = pointer::join(&at, keyword);
    if items.is_empty() {
        let place = if list.contains_key(keyword) { at.as_str() } else { blueprint.at };
        problems.push(Problem::error("noChoices", place).suggesting("addChoice"));
    }
    // Hashed, because a document may list thirty thousand choices.
    let (mut values, mut titles) = (HashSet::new(), HashSet::new());
    for (position, item) in items.iter().enumerate() {
        let place = pointer::index(&at, position);
        let value = if keyword == "enum" { Some(item) } else { item.get("const") };
        let Some(value) =
            value.and_then(Value::as_str).filter(|value| is_choice(value) && (branch.is_none() || *value != OTHER))
        else {
            problems.push(Problem::error("choiceValue", place));
            continue;
        };
        if !values.insert(value) {
            problems.push(Problem::error("duplicateChoice", &place).with("value", value));
        }
        if keyword == "enum" {
            continue;
        }
        match item.get("title").and_then(Value::as_str).map(str::trim).filter(|title| !title.is_empty()) {
            None => problems.push(Problem::error("choiceTitle", place).with("value", value)),
            Some(title) if !titles.insert(title) => {
                problems.push(Problem::warning("duplicateChoiceTitle", place).with("title", title));
            }
            Some(_) => {}
        }
    }
}

/// A trimmed text. (Beside a free text its mark is none either.)
fn is_choice(value: &str) -> bool {
    !value.trim().is_empty() && value.trim() == value
}
