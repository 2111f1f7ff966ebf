//! Foreign answers to form answers and back. Nothing is guessed: foreign answers that the form cannot carry are refused with
//! their place.

use super::shape::{Choice, Node, Shape};
use crate::pointer;
use serde_json::{Map, Value, json};

/// How the foreign answers and the form's hang together.
#[derive(Clone, Debug)]
pub struct Mapping(pub(super) Node);

impl Mapping {
    /// The form's answers for foreign ones.
    ///
    /// # Errors
    /// JSON Pointer to the first foreign value that the form cannot carry.
    pub fn to_form(&self, foreign: &Value) -> Result<Map<String, Value>, String> {
        let mut answers = Map::new();
        spread(&self.0, foreign, "", &mut answers)?;
        Ok(answers)
    }

    /// The foreign answers for accepted ones of the form.
    #[must_use]
    pub fn from_form(&self, answers: &Map<String, Value>) -> Value {
        collected(&self.0, answers).unwrap_or_else(|| json!({}))
    }
}

fn constant(options: &[Choice], value: &Value, at: &str) -> Result<Value, String> {
    options
        .iter()
        .find(|option| same(&option.value, value))
        .map(|option| json!(option.constant))
        .ok_or_else(|| at.to_owned())
}

/// Equal as JSON Schema means it: 1 and 1.0 are the same number.
fn same(one: &Value, other: &Value) -> bool {
    one == other || (one.is_number() && one.as_f64() == other.as_f64())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// A blank: fine where it means the same as no answer, or where the foreign schema takes it and nothing is required.
fn blank(node: &Node, value: &Value, at: &str, answers: &mut Map<String, Value>) -> Option<Result<(), String>> {
    let is_choice = matches!(node.shape, Shape::Choice { .. } | Shape::Fixed(_));
    if !is_empty(value) || is_choice || at.is_empty() || value.is_object() {
        return None;
    }
    let stays_null =
        value.is_null() && matches!(&node.shape, Shape::Plain { plain, .. } if plain.types.contains(&"null"));
    if stays_null && let Some(name) = node.name() {
        answers.insert(name.to_owned(), Value::Null);
        return Some(Ok(()));
    }
    let is_optional = !node.required && node.empties.contains(value);
    let is_fine = node.blank.as_ref() == Some(value) || is_optional;
    Some(if is_fine { Ok(()) } else { Err(at.to_owned()) })
}

fn spread(node: &Node, value: &Value, at: &str, answers: &mut Map<String, Value>) -> Result<(), String> {
    let refused = || Err(at.to_owned());
    if let Some(verdict) = blank(node, value, at, answers) {
        return verdict;
    }
    match (&node.shape, value) {
        (Shape::Fixed(fixed), value) if same(fixed, value) => Ok(()),
        (Shape::Nothing, value) if node.blank.as_ref() == Some(value) => Ok(()),
        (Shape::Consent { name }, Value::Bool(true)) => {
            answers.insert(name.clone(), Value::Bool(true));
            Ok(())
        }
        (Shape::Choice { name, options }, value) => {
            answers.insert(name.clone(), constant(options, value, at)?);
            Ok(())
        }
        (Shape::Several { name, options }, Value::Array(items)) => {
            let chosen: Result<Vec<Value>, String> = items
                .iter()
                .enumerate()
                .map(|(index, item)| constant(options, item, &pointer::index(at, index)))
                .collect();
            answers.insert(name.clone(), chosen?.into());
            Ok(())
        }
        (Shape::Plain { name, .. }, value) => {
            answers.insert(name.clone(), value.clone());
            Ok(())
        }
        (Shape::Object(children), Value::Object(members)) => {
            if members.is_empty() && !at.is_empty() && !node.empties.contains(value) {
                return refused();
            }
            if let Some(unknown) = members.keys().find(|key| node.child(key).is_none()) {
                return Err(pointer::join(at, unknown));
            }
            for child in children {
                let place = pointer::join(at, &child.key);
                match members.get(&child.key) {
                    Some(value) => spread(child, value, &place, answers)?,
                    // What would be written without being answered must have been there.
                    None if child.is_always_there() => return Err(place),
                    None => {}
                }
            }
            Ok(())
        }
        (Shape::Tuple(children), Value::Array(items)) if items.len() <= children.len() => {
            let mut pairs = children.iter().zip(items).enumerate();
            pairs.try_for_each(|(index, (child, item))| spread(child, item, &pointer::index(at, index), answers))
        }
        (Shape::Rows { name, item, wrapped }, Value::Array(items)) => {
            let mut rows = Vec::new();
            for (index, value) in items.iter().enumerate() {
                let mut row = Map::new();
                spread(item, value, &pointer::index(at, index), &mut row)?;
                if row.is_empty() || (*wrapped && is_empty(value)) {
                    return Err(pointer::index(at, index));
                }
                rows.push(Value::Object(row));
            }
            answers.insert(name.clone(), rows.into());
            Ok(())
        }
        _ => refused(),
    }
}

fn foreign(options: &[Choice], constant: &Value) -> Value {
    let found = options.iter().find(|option| constant.as_str() == Some(option.constant.as_str()));
    found.map_or_else(|| constant.clone(), |option| option.value.clone())
}

/// The foreign value of a place; none when there is no such member.
fn collected(node: &Node, answers: &Map<String, Value>) -> Option<Value> {
    let answer = node.name().and_then(|name| answers.get(name));
    match &node.shape {
        Shape::Fixed(value) => node.required.then(|| value.clone()),
        Shape::Nothing => node.blank.clone(),
        Shape::Consent { .. } | Shape::Plain { .. } => answer.cloned().or_else(|| node.blank.clone()),
        Shape::Choice { options, .. } => answer.map(|constant| foreign(options, constant)),
        Shape::Several { options, .. } => match answer {
            Some(Value::Array(items)) => Some(items.iter().map(|item| foreign(options, item)).collect()),
            other => other.cloned().or_else(|| node.blank.clone()),
        },
        Shape::Rows { item, .. } => match answer {
            Some(Value::Array(rows)) => {
                let row = |row: &Value| collected(item, row.as_object().unwrap_or(&Map::new())).unwrap_or_default();
                Some(rows.iter().map(row).collect())
            }
            other => other.cloned().or_else(|| node.blank.clone()),
        },
        Shape::Object(children) => {
            let members: Map<String, Value> =
                children.iter().filter_map(|child| Some((child.key.clone(), collected(child, answers)?))).collect();
            let is_there = is_touched(node, answers) || (node.required && node.blank.is_none());
            if is_there { Some(Value::Object(members)) } else { node.blank.clone() }
        }
        Shape::Tuple(children) => {
            let is_there = is_touched(node, answers) || (node.required && node.blank.is_none());
            if !is_there {
                return node.blank.clone();
            }
            Some(children.iter().map_while(|child| collected(child, answers)).collect())
        }
    }
}

fn is_touched(node: &Node, answers: &Map<String, Value>) -> bool {
    node.name().is_some_and(|name| answers.contains_key(name))
        || node.children().iter().any(|child| is_touched(child, answers))
}
