//! The schemas that speak about one place: those that hold whatever else is answered, those of branches, and those that only
//! ask. What they say together, without deciding what the place becomes.

use super::analysis::{list, members, names};
use super::references::AT;
use super::report::Report;
use crate::pattern;
use serde_json::{Map, Value};

/// One of the schemas that speak about a place.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub schema: &'a Value,
    /// It holds whatever else is answered; others only in some branch.
    pub certain: bool,
    /// It only asks (`if`, `not`).
    pub asks: bool,
}

/// All schemas that apply in place.
pub fn gathered<'a>(roots: &[View<'a>], report: &mut Report) -> Vec<View<'a>> {
    let mut found = Vec::new();
    roots.iter().for_each(|root| gather(*root, &mut found, report));
    found
}

fn gather<'a>(view: View<'a>, found: &mut Vec<View<'a>>, report: &mut Report) {
    if !report.step() {
        return;
    }
    found.push(view);
    let Value::Object(keywords) = view.schema else {
        return;
    };
    let mut add = |schema: &'a Value, certain: bool, asks: bool| {
        gather(View { schema, certain: view.certain && certain, asks: view.asks || asks }, found, report);
    };
    list(keywords, "allOf").iter().for_each(|one| add(one, true, false));
    for keyword in ["anyOf", "oneOf"] {
        let branches = list(keywords, keyword);
        branches.iter().for_each(|one| add(one, branches.len() == 1, false));
    }
    for keyword in ["then", "else"] {
        keywords.get(keyword).into_iter().for_each(|one| add(one, false, false));
    }
    members(keywords, "dependentSchemas").for_each(|(_, one)| add(one, false, false));
    for keyword in ["if", "not"] {
        keywords.get(keyword).into_iter().for_each(|one| add(one, false, true));
    }
}

/// The member names that some view speaks of, declared ones first.
pub fn keys(views: &[View<'_>]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut add = |key: &str| {
        if seen.insert(key.to_owned()) {
            keys.push(key.to_owned());
        }
    };
    let objects = || views.iter().filter_map(|view| view.schema.as_object());
    objects().for_each(|schema| members(schema, "properties").for_each(|(key, _)| add(key)));
    objects().for_each(|schema| names(schema, "required").for_each(&mut add));
    for schema in objects() {
        for (key, needed) in members(schema, "dependentRequired") {
            add(key);
            needed.as_array().into_iter().flatten().filter_map(Value::as_str).for_each(&mut add);
        }
    }
    keys
}

/// What an object schema says about a member.
pub fn member_schemas<'a>(keywords: &'a Map<String, Value>, key: &str) -> Vec<&'a Value> {
    let own = keywords.get("properties").and_then(|members| members.get(key));
    let matching = members(keywords, "patternProperties")
        .filter(|(source, _)| pattern::compile(source).is_some_and(|pattern| pattern.is_match(key)))
        .map(|(_, schema)| schema);
    let mut found: Vec<&Value> = own.into_iter().chain(matching).collect();
    if found.is_empty() {
        found.extend(keywords.get("additionalProperties"));
    }
    found
}

pub fn only_certain<'a>(views: &'a [View<'a>]) -> impl Iterator<Item = &'a Value> {
    views.iter().filter(|view| view.certain).map(|view| view.schema)
}

/// Where the first of these schemas that is no mere `true` stood.
pub fn stood(views: &[View<'_>]) -> Option<String> {
    views.iter().find_map(|view| view.schema.get(AT)?.as_str().map(str::to_owned))
}

/// What certainly holds, as one schema.
pub fn together(views: &[View<'_>]) -> Value {
    super::statement::all(only_certain(views).cloned())
}

/// What a list schema says about the item at an index.
pub fn item_schema(keywords: &Map<String, Value>, index: usize) -> Option<&Value> {
    list(keywords, "prefixItems").get(index).or_else(|| keywords.get("items"))
}
