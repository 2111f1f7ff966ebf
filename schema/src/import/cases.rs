//! Cases in which a field is shown or required: joining them, and finding what tells branches apart.

use super::analysis::list;
use super::logic::When;
use super::predicate::both;
use super::report::Report;
use super::shape::{Node, Shape};
use super::statement::{ALWAYS, NEVER};
use super::trial::fitting;
use serde_json::{Value, json};

pub fn either(mut predicates: Vec<Value>) -> Value {
    let mut seen: Vec<Value> = Vec::new();
    predicates.retain(|one| {
        !seen.contains(one) && {
            seen.push(one.clone());
            true
        }
    });
    if predicates.contains(&ALWAYS) {
        return ALWAYS;
    }
    if predicates.len() == 1 { predicates.remove(0) } else { json!({ "anyOf": predicates }) }
}

/// When a field is shown, if that is not always and does not hang on itself.
pub fn shown(whens: &[When], name: &str) -> Option<Value> {
    let mut cases = Vec::new();
    for when in whens {
        let When::If(predicates) = when else {
            return None;
        };
        cases.push(both(predicates.clone()));
    }
    let shown = either(cases);
    (!whens.is_empty() && shown != ALWAYS && shown != NEVER && !asks_about(&shown, name)).then_some(shown)
}

fn asks_about(predicate: &Value, name: &str) -> bool {
    match predicate {
        Value::Object(keywords) => keywords.iter().any(|(keyword, value)| match keyword.as_str() {
            "required" => value.as_array().is_some_and(|names| names.iter().any(|one| one == name)),
            "properties" => value.get(name).is_some(),
            _ => asks_about(value, name),
        }),
        Value::Array(items) => items.iter().any(|item| asks_about(item, name)),
        _ => false,
    }
}

/// "One of these is answered" without the field itself.
pub fn without(predicate: &Value, name: &str) -> Value {
    let itself = json!({ "required": [name] });
    if *predicate == itself {
        return NEVER;
    }
    match predicate.get("anyOf").and_then(Value::as_array) {
        Some(ways) if ways.contains(&itself) => either(ways.iter().filter(|way| **way != itself).cloned().collect()),
        _ => predicate.clone(),
    }
}

/// The constants of a choice that each branch allows, if no constant fits two branches.
pub fn discriminated(branches: &[Value], child: &Node, report: &mut Report) -> Option<Vec<Vec<String>>> {
    let Shape::Choice { options, .. } = &child.shape else {
        return None;
    };
    let mut kept: Vec<Vec<String>> = Vec::new();
    for branch in branches {
        let schema = declared(branch, &child.key)?;
        let fit = fitting(schema, options.iter().map(|option| &option.value), report);
        let own: Vec<String> =
            options.iter().zip(fit).filter(|(_, fits)| *fits).map(|(option, _)| option.constant.clone()).collect();
        if own.is_empty() || kept.iter().flatten().any(|known| own.contains(known)) {
            return None;
        }
        kept.push(own);
    }
    Some(kept)
}

/// What a branch says about a member, on its own level or in its `allOf`.
fn declared<'a>(branch: &'a Value, key: &str) -> Option<&'a Value> {
    let keywords = branch.as_object()?;
    let own = keywords.get("properties").and_then(|members| members.get(key));
    own.or_else(|| list(keywords, "allOf").iter().find_map(|one| declared(one, key)))
}
