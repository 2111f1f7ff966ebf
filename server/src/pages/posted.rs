//! The parameters a page post carries, read back into raw answers: the mirror of [`super::field`]. Everything is kept
//! exactly as typed; meaning is the form engine's affair.

use std::collections::HashMap;

use madoguchi_schema::{Field, RawAnswers, Widget};
use serde_json::{Map, Value};

use super::control::OTHER;
use super::field::{input_parts, is_asked};
use super::rows;

/// The text parameters of one post in their order.
#[derive(Clone, Debug, Default)]
pub struct Params {
    pairs: Vec<(String, String)>,
    /// Where each name stands, so that a post of very many parameters costs no more than reading it.
    places: HashMap<String, Vec<usize>>,
}

impl Params {
    /// Takes over decoded name-value pairs.
    #[must_use]
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, (name, _)) in pairs.iter().enumerate() {
            match places.get_mut(name) {
                Some(known) => known.push(place),
                None => {
                    places.insert(name.clone(), vec![place]);
                }
            }
        }
        Self { pairs, places }
    }

    /// The first value with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The last value with this name: the button that was pressed comes after everything else.
    #[must_use]
    pub fn last(&self, name: &str) -> Option<&str> {
        self.all(name).last()
    }

    /// Whether a page of a journey was posted, and not just a password.
    #[must_use]
    pub fn is_of_a_page(&self) -> bool {
        self.places.contains_key("_page")
    }

    /// All values with this name in their order.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let places = self.places.get(name).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.pairs.get(*place)).map(|(_, value)| value.as_str())
    }
}

/// Replaces the answers of the fields that stood on the page by what was posted. An unticked box posts nothing, so
/// the list of what was shown decides, not what arrived. Files are left alone, they travel as tokens; so are answers
/// nobody is asked for: what is calculated or came with the link cannot be posted.
pub fn take_over<'a>(raw: &mut RawAnswers, shown: impl Iterator<Item = &'a Field>, params: &Params) {
    for field in shown.filter(|field| !field.takes_files() && is_asked(field)) {
        let typed = match field.group() {
            Some(_) => rows::read(field, params),
            None => answer(field, field.name(), params),
        };
        match typed {
            Some(value) => raw.0.insert(field.name().to_owned(), value),
            None => raw.0.shift_remove(field.name()),
        };
    }
}

/// What was typed into the inputs of one question, whose names begin with `name`.
pub(super) fn answer(field: &Field, name: &str, params: &Params) -> Option<Value> {
    let parts = input_parts(field);
    if parts.is_empty() {
        return match field.widget() {
            Widget::Ranking { ranks } => ranking(name, ranks, params),
            Widget::Checkboxes | Widget::Radio | Widget::Select if field.other().is_some() => {
                with_other(field, name, params)
            }
            Widget::Checkboxes => list(params.all(name)),
            // What was picked before stands hidden in front of the times: the time that is picked now comes after it.
            Widget::Slot { .. } => params.last(name).filter(|text| !text.is_empty()).map(Value::from),
            _ => params.get(name).filter(|text| !text.is_empty()).map(Value::from),
        };
    }
    let mut typed = Map::new();
    for part in &parts {
        let text = params.get(&format!("{name}.{part}")).filter(|text| !text.is_empty());
        if let Some(text) = text {
            put(&mut typed, part, Value::from(text), matches!(field.widget(), Widget::DateTime | Widget::DateRange));
        }
    }
    if typed.is_empty() {
        // One text for a grouped input: somebody who posts by hand wrote a whole date or address.
        return params.get(name).filter(|text| !text.is_empty()).map(Value::from);
    }
    Some(Value::Object(typed))
}

/// Puts a value at `part`; `startDate.year` lies in an object of its own where the widget has groups of inputs.
fn put(typed: &mut Map<String, Value>, part: &str, value: Value, is_nested: bool) {
    match part.split_once('.').filter(|_| is_nested) {
        Some((half, rest)) => {
            let inner = typed.entry(half).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                inner.insert(rest.to_owned(), value);
            }
        }
        None => {
            typed.insert(part.to_owned(), value);
        }
    }
}

fn list<'a>(values: impl Iterator<Item = &'a str>) -> Option<Value> {
    let chosen: Vec<Value> = values.filter(|value| !value.is_empty()).map(Value::from).collect();
    (!chosen.is_empty()).then_some(Value::Array(chosen))
}

/// A plain choice, or `{choice, other}` as soon as there is something in one's own words.
fn with_other(field: &Field, name: &str, params: &Params) -> Option<Value> {
    let choice = match field.widget() {
        Widget::Checkboxes => list(params.all(name)),
        _ => params.get(name).filter(|text| !text.is_empty()).map(Value::from),
    };
    let other = params.get(&format!("{name}.other")).filter(|text| !text.is_empty());
    let is_other = params.all(name).any(|value| value == OTHER);
    if other.is_none() && !is_other {
        return choice;
    }
    // Whoever wrote something beside boxes meant it, ticked or not; beside radio buttons another choice may be meant.
    let forgotten = !is_other && other.is_some_and(|text| !text.trim().is_empty());
    let choice = match choice {
        Some(Value::Array(mut chosen)) if forgotten => {
            chosen.push(Value::from(OTHER));
            Some(Value::Array(chosen))
        }
        choice => choice,
    };
    let mut typed = Map::new();
    typed.extend(choice.map(|choice| ("choice".to_owned(), choice)));
    typed.extend(other.map(|other| ("other".to_owned(), Value::from(other))));
    Some(Value::Object(typed))
}

/// By rank; a rank left open keeps its place, so that the page shows what was chosen where it was chosen.
fn ranking(name: &str, ranks: u64, params: &Params) -> Option<Value> {
    let rank = |place: u64| params.get(&format!("{name}.{place}")).unwrap_or_default();
    let mut chosen: Vec<&str> = (1..=ranks).map(rank).collect();
    while chosen.last().is_some_and(|last| last.is_empty()) {
        chosen.pop();
    }
    (!chosen.is_empty()).then(|| Value::from(chosen))
}
