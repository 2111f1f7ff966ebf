//! The choices of `choice` and `choices`: `oneOf` of titled consts, or `enum`. Knows documents, not answers.

use super::Blueprint;
use crate::pointer;
use crate::problem::Problem;
use crate::widget::Choice;
use serde_json::{Map, Value};

/// Whether a schema lists text choices.
pub fn lists_choices(schema: &Map<String, Value>) -> bool {
    let all_texts = |items: &[Value], text: fn(&Value) -> bool| items.iter().all(text);
    match (schema.get("oneOf"), schema.get("enum")) {
        (Some(Value::Array(items)), _) => all_texts(items, |item| item.get("const").is_some_and(Value::is_string)),
        (None, Some(Value::Array(items))) => all_texts(items, Value::is_string),
        _ => false,
    }
}

/// The choices in the document's order.
pub fn choices(schema: &Map<String, Value>) -> Vec<Choice> {
    let titled = |item: &Value| {
        let value = item.get("const")?.as_str()?.to_owned();
        let title = item.get("title").and_then(Value::as_str).unwrap_or(&value).to_owned();
        Some(Choice { value, title })
    };
    let bare = |item: &Value| item.as_str().map(|text| Choice { value: text.to_owned(), title: text.to_owned() });
    match (schema.get("oneOf"), schema.get("enum")) {
        (Some(Value::Array(items)), _) => items.iter().filter_map(titled).collect(),
        (None, Some(Value::Array(items))) => items.iter().filter_map(bare).collect(),
        _ => Vec::new(),
    }
}

/// The title of a stored choice; the stored text where the form does not know it.
pub fn title<'a>(choices: &'a [Choice], value: &'a str) -> &'a str {
    choices.iter().find(|choice| choice.value == value).map_or(value, |choice| &choice.title)
}

/// Problems of a list: none, not texts, without a title, twice.
pub fn lint(blueprint: &Blueprint, at: &str, schema: Option<&Map<String, Value>>, problems: &mut Vec<Problem>) {
    let Some(schema) = schema else {
        problems.push(Problem::error("noChoices", blueprint.at));
        return;
    };
    let (keyword, items) = match (schema.get("oneOf"), schema.get("enum")) {
        (Some(Value::Array(items)), _) => ("oneOf", items.as_slice()),
        (None, Some(Value::Array(items))) => ("enum", items.as_slice()),
        _ => ("oneOf", &[][..]),
    };
    let list = pointer::join(at, keyword);
    if items.is_empty() {
        let place = if schema.contains_key(keyword) { list.as_str() } else { blueprint.at };
        problems.push(Problem::error("noChoices", place).suggesting("addChoice"));
    }
    let (mut values, mut titles) = (Vec::new(), Vec::new());
    for (position, item) in items.iter().enumerate() {
        let place = pointer::index(&list, position);
        let value = if keyword == "enum" { Some(item) } else { item.get("const") };
        let Some(value) =
            value.and_then(Value::as_str).filter(|value| !value.trim().is_empty() && value.trim() == *value)
        else {
            problems.push(Problem::error("choiceValue", place));
            continue;
        };
        if values.contains(&value) {
            problems.push(Problem::error("duplicateChoice", &place).with("value", value));
        }
        values.push(value);
        if keyword == "enum" {
            continue;
        }
        match item.get("title").and_then(Value::as_str).map(str::trim).filter(|title| !title.is_empty()) {
            None => problems.push(Problem::error("choiceTitle", place).with("value", value)),
            Some(title) if titles.contains(&title) => {
                problems.push(Problem::warning("duplicateChoiceTitle", place).with("title", title));
            }
            Some(title) => titles.push(title),
        }
    }
}
