//! Which fields the expressions of a form (calculated values and rules, those of rows too) mention.

use crate::published::PublishedForm;
use crate::violation::Violation;
use serde_json::Value;
use std::collections::HashMap;

/// So many expressions are looked at for one field.
const ENOUGH: usize = 12;

/// The expressions of a form, by the words that stand in them.
pub struct Expressions<'a>(HashMap<&'a str, Vec<&'a str>>);

impl<'a> Expressions<'a> {
    pub fn of(form: &'a PublishedForm) -> Self {
        let mut known: HashMap<&str, Vec<&str>> = HashMap::new();
        for text in texts(form) {
            for word in words(text) {
                let about = known.entry(word).or_default();
                if about.len() < ENOUGH && about.last() != Some(&text) {
                    about.push(text);
                }
            }
        }
        Self(known)
    }

    /// Those that mention a name.
    pub fn about(&self, name: &str) -> &[&'a str] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

fn asserts(holder: Option<&Value>) -> impl Iterator<Item = &str> {
    let rules = holder.and_then(|holder| holder.get("x-rules")).and_then(Value::as_array).into_iter().flatten();
    rules.filter_map(|rule| rule.get("assert").and_then(Value::as_str))
}

fn texts(form: &PublishedForm) -> impl Iterator<Item = &str> {
    let of_rows = form.fields.iter().flat_map(|field| asserts(field.schema.get("items")));
    let members = form.fields.iter().filter_map(|field| field.group.as_ref()).flat_map(|group| &group.fields);
    let values = form.fields.iter().chain(members).filter_map(|field| field.schema.get("x-value")?.as_str());
    asserts(Some(&form.document)).chain(of_rows).chain(values)
}

/// The words of an expression, names among them.
fn words(expression: &str) -> impl Iterator<Item = &str> {
    expression
        .split(|one: char| !one.is_ascii_alphanumeric() && one != '_' && one != '-')
        .filter(|word| !word.is_empty())
}

/// The fields that may have to change for a violated rule or calculation to be content: the one it is told at, those its
/// text mentions, and those that these are calculated from; nearest first.
pub fn concerned(form: &PublishedForm, violation: &Violation, at: usize) -> Vec<usize> {
    let mut found = vec![at];
    // A rule of rows is told at a member of a row, one of the form at a field.
    let is_of_row = violation.at.matches('/').count() > 1 && form.fields[at].group.is_some();
    let holder = if is_of_row { form.fields[at].schema.get("items") } else { Some(&form.document) };
    let index = violation.params.get("rule").and_then(Value::as_u64).and_then(|index| usize::try_from(index).ok());
    let mentioned = index.and_then(|index| asserts(holder).nth(index)).into_iter().flat_map(words);
    found.extend(mentioned.filter_map(|word| form.names.get(word).copied()));
    let mut next = 0;
    let mut seen = vec![false; form.fields.len()];
    found.retain(|field| !std::mem::replace(&mut seen[*field], true));
    while let Some(field) = found.get(next).copied() {
        next += 1;
        for needed in &form.fields[field].needs {
            if !std::mem::replace(&mut seen[*needed], true) {
                found.push(*needed);
            }
        }
    }
    found.retain(|field| !form.fields[*field].is_calculated());
    found
}
