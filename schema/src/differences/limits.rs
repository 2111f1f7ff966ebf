//! Which answers are good: limits with their values before and after, calculations, and a word for everything that has no
//! short value.

use super::{Difference, Warning};
use crate::field::{Field, TEXTS};
use crate::kind::KindName;
use crate::subschemas::filtered;
use serde_json::{Map, Value};

/// What other parts of this room tell.
const TOLD: [&str; 7] = ["title", "x-show-when", "x-required-when", "x-sensitive", "x-kind", "x-rules", "$comment"];

fn is_told(keyword: &str) -> bool {
    TOLD.contains(&keyword) || TEXTS.contains(&keyword)
}
/// Where choices, rows and members stand.
const LISTS: [&str; 5] = ["oneOf", "anyOf", "enum", "items", "properties"];

/// Limits of a question whose kind stayed. `first` is where the changes of this question begin: a list that differs in
/// nothing that was told so far is told as a whole.
pub fn limits(
    tell: &impl Fn(&'static str) -> Difference,
    before: &Field,
    after: &Field,
    found: &mut Vec<Difference>,
    first: usize,
) {
    let mut has_more = false;
    let keywords = before.schema.keys().chain(after.schema.keys().filter(|key| !before.schema.contains_key(*key)));
    for keyword in keywords.filter(|keyword| !is_told(keyword)) {
        let (was, is) = (before.schema.get(keyword), after.schema.get(keyword));
        // What a kind adds of itself follows from what is told elsewhere.
        let is_contributed = |field: &Field| field.contributed.contains(keyword);
        if was == is || (is_contributed(before) && is_contributed(after)) {
            continue;
        }
        match keyword.as_str() {
            "x-value" => found
                .push(tell("calculationChanged").from(was.cloned()).to(is.cloned()).warned(Some(Warning::Calculation))),
            // The members of a row are told one by one; the parts of a group that are none are told as a whole.
            "items" if after.kind() == KindName::Group => {
                has_more |= shell(before) != shell(after);
            }
            list if LISTS.contains(&list) => has_more |= found.len() == first,
            _ if is_short(was) && is_short(is) => {
                let is_scale = after.kind() == KindName::Rating && matches!(keyword.as_str(), "minimum" | "maximum");
                let warning = is_scale.then_some(Warning::Scale);
                found.push(tell("limitChanged").of(keyword).from(was.cloned()).to(is.cloned()).warned(warning));
            }
            _ => has_more = true,
        }
    }
    if has_more {
        found.push(tell("dataChanged"));
    }
}

/// The schema of a row without its members.
fn shell(field: &Field) -> Map<String, Value> {
    let items = field.keyword("items").map(|items| filtered(items, &|keyword| !is_told(keyword)));
    let mut items = items.and_then(|items| items.as_object().cloned()).unwrap_or_default();
    items.retain(|keyword, _| !matches!(keyword.as_str(), "properties" | "required"));
    items
}

/// A value that can be shown in a sentence: a number, a word, a list of words.
fn is_short(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Object(_)) => false,
        Some(Value::Array(items)) => items.iter().all(|item| !item.is_object() && !item.is_array()),
        _ => true,
    }
}
