//! Conditions that ask for a choice that is not offered, or for a member that a group does not have.

use crate::condition::{Condition, Names};
use crate::document::Parsed;
use crate::field::Field;
use crate::group::Group;
use crate::kind::KindName;
use crate::pointer;
use crate::problem::Problem;
use serde_json::Value;
use std::collections::HashSet;

pub fn lint(parsed: &Parsed, problems: &mut Vec<Problem>) {
    let of_pages = parsed.pages.iter().flat_map(|page| {
        let blocks = page.blocks.iter().filter_map(|block| block.show.as_ref());
        page.show.iter().chain(blocks).chain(page.exits.iter().map(|exit| &exit.when))
    });
    let scope = Scope { names: &parsed.names, fields: &parsed.fields };
    of_fields(&parsed.fields).chain(of_pages).for_each(|condition| look(condition, scope, problems));
    for group in parsed.fields.iter().filter_map(|field| field.group.as_ref()) {
        of_fields(&group.fields).for_each(|condition| look(condition, Scope::of(group), problems));
    }
}

/// The fields a predicate asks about.
#[derive(Clone, Copy)]
struct Scope<'a> {
    names: &'a Names,
    fields: &'a [Field],
}

impl<'a> Scope<'a> {
    fn of(group: &'a Group) -> Self {
        Self { names: &group.names, fields: &group.fields }
    }

    fn field(self, name: &str) -> Option<&'a Field> {
        self.fields.get(*self.names.get(name)?)
    }
}

fn of_fields(fields: &[Field]) -> impl Iterator<Item = &Condition> {
    fields.iter().flat_map(|field| field.show.iter().chain(&field.required_when))
}

fn look(condition: &Condition, scope: Scope<'_>, problems: &mut Vec<Problem>) {
    compared(&condition.explicit, &condition.at, scope, problems);
}

fn compared(predicate: &Value, at: &str, scope: Scope<'_>, problems: &mut Vec<Problem>) {
    for (keyword, value) in predicate.as_object().into_iter().flatten() {
        let place = pointer::join(at, keyword);
        match (keyword.as_str(), value) {
            ("properties", Value::Object(members)) => {
                for (name, schema) in members {
                    if let Some(field) = scope.field(name) {
                        let place = pointer::join(&place, name);
                        offered(field, schema, &place, problems);
                        rows(field, schema, &place, problems);
                    }
                }
            }
            ("allOf" | "anyOf", Value::Array(items)) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, item)| compared(item, &pointer::index(&place, index), scope, problems));
            }
            ("not", schema) => compared(schema, &place, scope, problems),
            _ => {}
        }
    }
}

/// What a predicate asks of the rows of a group.
fn rows(field: &Field, schema: &Value, at: &str, problems: &mut Vec<Problem>) {
    let Some(group) = &field.group else {
        return;
    };
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        let place = pointer::join(at, keyword);
        match (keyword.as_str(), value) {
            ("contains", row) => {
                unknown_members(group, row, &place, problems);
                compared(row, &place, Scope::of(group), problems);
            }
            ("allOf" | "anyOf", Value::Array(items)) => items
                .iter()
                .enumerate()
                .for_each(|(index, item)| rows(field, item, &pointer::index(&place, index), problems)),
            ("not", schema) => rows(field, schema, &place, problems),
            _ => {}
        }
    }
}

/// Members that no row has. (What a predicate over the form's own fields does not know, its compiler says.)
fn unknown_members(group: &Group, row: &Value, at: &str, problems: &mut Vec<Problem>) {
    for (keyword, value) in row.as_object().into_iter().flatten() {
        let place = pointer::join(at, keyword);
        match (keyword.as_str(), value) {
            ("properties", Value::Object(members)) => {
                for name in members.keys().filter(|name| !group.names.contains_key(*name)) {
                    problems
                        .push(Problem::error("unknownField", pointer::join(&place, name)).with("name", name.as_str()));
                }
            }
            ("allOf" | "anyOf", Value::Array(items)) => items
                .iter()
                .enumerate()
                .for_each(|(index, item)| unknown_members(group, item, &pointer::index(&place, index), problems)),
            ("not", schema) => unknown_members(group, schema, &place, problems),
            _ => {}
        }
    }
}

/// A field with a free text can have any answer.
fn offered(field: &Field, schema: &Value, at: &str, problems: &mut Vec<Problem>) {
    if field.choices().is_empty() || field.other().is_some() {
        return;
    }
    if let Some(item) = schema.get("contains") {
        known(field, item, &pointer::join(at, "contains"), problems);
    }
    let rows = schema.get("properties").and_then(Value::as_object).filter(|_| field.kind == KindName::Matrix);
    for (row, schema) in rows.into_iter().flatten() {
        known(field, schema, &pointer::join(&pointer::join(at, "properties"), row), problems);
    }
    known(field, schema, at, problems);
}

fn known(field: &Field, schema: &Value, at: &str, problems: &mut Vec<Problem>) {
    // Hashed, because choices times named values may be very many.
    let named = schema.get("enum").and_then(Value::as_array).map_or(0, Vec::len);
    let offered: HashSet<&str> =
        if named > 1 { field.choices().iter().map(|choice| choice.value.as_str()).collect() } else { HashSet::new() };
    let known = |value: &Value| match value.as_str() {
        Some(text) if named > 1 => offered.contains(text),
        text => field.choices().iter().any(|choice| Some(choice.value.as_str()) == text),
    };
    let mut check = |value: &Value, at: String| {
        if !known(value) {
            let problem = Problem::warning("choiceNotOffered", at).with("field", field.name.as_str());
            problems.push(problem.with("value", value.clone()));
        }
    };
    if let Some(value) = schema.get("const") {
        check(value, pointer::join(at, "const"));
    }
    let listed = pointer::join(at, "enum");
    for (index, value) in schema.get("enum").and_then(Value::as_array).into_iter().flatten().enumerate() {
        check(value, pointer::index(&listed, index));
    }
}
