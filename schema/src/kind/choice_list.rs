//! The choices of `choice`, `choices`, `ranking` and the rows of a `matrix`: `oneOf` of titled consts, or `enum`; and the
//! free text (「その他」) that may stand beside a list in `anyOf`. What is wrong with a list is in `choice_problems`.

use crate::characters::one_line;
use crate::widget::{Choice, OTHER, Other};
use crate::word::{Say, Word};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// The limit of a free text whose schema has none, in code points.
const FREE_TEXT: u64 = 100;
/// Of items that are refused anyway so many are kept: nobody corrects more, and a validator compares each with every choice.
const MOST_REFUSED: usize = 20;
const FREE_LABEL: &str = "その他";

/// A schema's list and the free text beside it, as they stand in the document.
pub struct Listing<'a> {
    /// The schema with `oneOf` or `enum`.
    pub list: &'a Map<String, Value>,
    /// Which branch of `anyOf` that is; none when it is the schema itself.
    pub branch: Option<usize>,
    free: Option<&'a Map<String, Value>>,
}

/// Finds the list of a schema: its own, or one of exactly two branches of `anyOf` of which the other is a free text.
pub fn listing(schema: &Map<String, Value>) -> Option<Listing<'_>> {
    if has_list(schema) {
        return Some(Listing { list: schema, branch: None, free: None });
    }
    let branch = free_branch(schema)? ^ 1;
    let one = |branch: usize| schema.get("anyOf")?.get(branch)?.as_object();
    Some(Listing { list: one(branch)?, branch: Some(branch), free: one(branch ^ 1) })
}

fn has_list(schema: &Map<String, Value>) -> bool {
    schema.contains_key("oneOf") || schema.contains_key("enum")
}

/// Which of the two branches of `anyOf` is the free text.
fn free_branch(schema: &Map<String, Value>) -> Option<usize> {
    let [one, other] = schema.get("anyOf")?.as_array()?.as_slice() else {
        return None;
    };
    let (branch, free) = match (has_list(one.as_object()?), has_list(other.as_object()?)) {
        (true, false) => (1, other),
        (false, true) => (0, one),
        _ => return None,
    };
    let is_text = free.get("const").is_none() && free.get("type").is_none_or(|name| name == "string");
    is_text.then_some(branch)
}

/// Whether a schema without a kind lists text choices.
pub fn lists_choices(schema: &Map<String, Value>) -> bool {
    listing(schema).is_some_and(|Listing { list, free, .. }| {
        let all_texts = match (list.get("oneOf"), list.get("enum")) {
            (Some(Value::Array(items)), _) => items.iter().all(|item| item.get("const").is_some_and(Value::is_string)),
            (None, Some(Value::Array(items))) => items.iter().all(Value::is_string),
            _ => false,
        };
        all_texts && free.is_none_or(|free| free.get("type").is_some_and(|name| name == "string"))
    })
}

/// Gives the free text a type, a limit, and the one word it cannot be: the mark that it was chosen and not written.
pub fn contribute_other(schema: &mut Map<String, Value>) {
    let Some(Value::Object(free)) =
        free_branch(schema).filter(|_| !has_list(schema)).and_then(|branch| schema.get_mut("anyOf")?.get_mut(branch))
    else {
        return;
    };
    free.entry("type").or_insert_with(|| json!("string"));
    free.entry("maxLength").or_insert_with(|| json!(FREE_TEXT));
    let written = json!({ "const": OTHER });
    match free.remove("not") {
        None => drop(free.insert("not".to_owned(), written)),
        Some(own) => drop(free.insert("not".to_owned(), json!({ "anyOf": [own, written] }))),
    }
}

/// What can be chosen.
#[derive(Debug, Default)]
pub struct ChoiceList {
    /// In the document's order.
    pub choices: Vec<Choice>,
    /// The free text beside them.
    pub other: Option<Other>,
    /// Hashed, because a hostile answer may ask a hundred thousand times.
    positions: HashMap<String, usize>,
}

impl ChoiceList {
    /// The list of a schema, as far as it can be understood.
    pub fn new(schema: Option<&Map<String, Value>>) -> Self {
        let Some(listing) = schema.and_then(listing) else {
            return Self::default();
        };
        let choices = choices(listing.list);
        let positions = choices.iter().enumerate().map(|(position, one)| (one.value.clone(), position)).collect();
        Self { choices, other: listing.free.map(other), positions }
    }

    /// The list where a free text has no place.
    pub fn without_other(self) -> Self {
        Self { other: None, ..self }
    }

    /// Where a value stands in the list; behind it when it is not offered.
    pub fn position(&self, value: &Value) -> usize {
        value.as_str().and_then(|text| self.positions.get(text)).copied().unwrap_or(self.choices.len())
    }

    /// Whether a value stands in the list.
    pub fn offers(&self, value: &str) -> bool {
        self.positions.contains_key(value)
    }

    /// A text as it is stored: a choice, or one line of free text.
    pub fn fold(&self, text: &str) -> String {
        let trimmed = text.trim();
        if self.other.is_none() || self.offers(trimmed) {
            return trimmed.to_owned();
        }
        one_line(trimmed)
    }

    /// Whether the contract refuses an item whatever stands beside it: no text, no choice, no free text of the right length.
    fn refuses(&self, item: &Value) -> bool {
        let Some(text) = item.as_str() else {
            return true;
        };
        let is_too_long =
            |other: &Other| u64::try_from(text.chars().count()).map_or(true, |count| count > other.max_length);
        !self.offers(text) && self.other.as_ref().is_none_or(|other| text == OTHER || is_too_long(other))
    }

    /// The items without a flood of those that are refused: enough of them are left to refuse the answer.
    pub fn without_flood(&self, mut items: Vec<Value>) -> Vec<Value> {
        let mut refused = 0_usize;
        items.retain(|item| {
            refused += usize::from(self.refuses(item));
            refused <= MOST_REFUSED || !self.refuses(item)
        });
        items
    }

    /// An accepted value as people read it; as it is stored where the form does not know it.
    pub fn shown(&self, value: &Value, say: Say<'_>) -> String {
        let Some(text) = value.as_str() else {
            return super::plain_text(value);
        };
        match (self.choices.get(self.position(value)), &self.other) {
            (Some(choice), _) => choice.title.clone(),
            (None, Some(other)) => say(Word::Answer { label: &other.label, answer: text }),
            (None, None) => text.to_owned(),
        }
    }
}

/// The choices in the document's order.
fn choices(schema: &Map<String, Value>) -> Vec<Choice> {
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

fn other(free: &Map<String, Value>) -> Other {
    let label = free.get("title").and_then(Value::as_str).map(str::trim).filter(|title| !title.is_empty());
    Other {
        label: label.unwrap_or(FREE_LABEL).to_owned(),
        max_length: free.get("maxLength").and_then(Value::as_u64).unwrap_or(FREE_TEXT),
    }
}

/// What a page sends where a free text can be chosen: `{choice, other}`. None for any other object.
pub fn sent(members: &Map<String, Value>) -> Option<(Option<&Value>, &str)> {
    let text = match members.get("other") {
        None | Some(Value::Null) => "",
        Some(Value::String(text)) => text,
        Some(_) => return None,
    };
    let known = members.keys().all(|name| matches!(name.as_str(), "choice" | "other"));
    known.then(|| (members.get("choice").filter(|choice| !choice.is_null()), text))
}
