//! The parameters a page post carries, read back into raw answers: the mirror of [`super::field`]. Everything is kept
//! exactly as typed; meaning is the form engine's affair.

use madoguchi_schema::{Field, RawAnswers, Widget};
use serde_json::{Map, Value};

use super::field::input_parts;

/// The text parameters of one post in their order.
#[derive(Clone, Debug, Default)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Takes over decoded name-value pairs.
    #[must_use]
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The first value with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The last value with this name: the button that was pressed comes after everything else.
    #[must_use]
    pub fn last(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Replaces the answers of the fields that stood on the page by what was posted. An unticked box posts nothing, so
/// the list of what was shown decides, not what arrived. Files are left alone: they travel as tokens.
pub fn take_over<'a>(raw: &mut RawAnswers, shown: impl Iterator<Item = &'a Field>, params: &Params) {
    for field in shown {
        if super::journey::is_file(field) {
            continue;
        }
        match answer(field, params) {
            Some(value) => raw.0.insert(field.name().to_owned(), value),
            None => raw.0.shift_remove(field.name()),
        };
    }
}

fn answer(field: &Field, params: &Params) -> Option<Value> {
    let name = field.name();
    let parts = input_parts(field);
    if parts.is_empty() {
        return match field.widget() {
            Widget::Checkboxes => {
                let chosen: Vec<Value> = params.all(name).filter(|value| !value.is_empty()).map(Value::from).collect();
                (!chosen.is_empty()).then_some(Value::Array(chosen))
            }
            _ => params.get(name).filter(|text| !text.is_empty()).map(Value::from),
        };
    }
    let typed: Map<String, Value> = parts
        .into_iter()
        .filter_map(|part| {
            let text = params.get(&format!("{name}.{part}"))?;
            (!text.is_empty()).then(|| (part.to_owned(), Value::from(text)))
        })
        .collect();
    if typed.is_empty() {
        // One text for a grouped input: somebody who posts by hand wrote a whole date or address.
        return params.get(name).filter(|text| !text.is_empty()).map(Value::from);
    }
    Some(Value::Object(typed))
}
