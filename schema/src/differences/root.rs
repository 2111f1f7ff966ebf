//! What belongs to the whole form: its title, its published settings, its other languages, and everything at the root
//! that no other part of this room tells.

use super::{Difference, object};
use crate::pointer;
use crate::published::PublishedForm;
use serde_json::{Map, Value};

/// Told elsewhere, or saying nothing to anybody who answers or reads answers.
const TOLD: [&str; 14] = [
    "title",
    "description",
    "properties",
    "required",
    "x-pages",
    "x-rules",
    "x-settings",
    "x-i18n",
    "x-i18n-source",
    "x-language",
    "$schema",
    "$id",
    "$comment",
    // Followed where they are referred to.
    "$defs",
];

pub fn title(before: &PublishedForm, after: &PublishedForm, found: &mut Vec<Difference>) {
    if before.title() != after.title() {
        found.push(Difference::new("titleChanged", "/title", "").from(Some(before.title())).to(Some(after.title())));
    }
    if before.description() != after.description() {
        let told = Difference::new("descriptionChanged", "/description", "");
        found.push(told.from(before.description()).to(after.description()));
    }
}

pub fn rest(before: &PublishedForm, after: &PublishedForm, found: &mut Vec<Difference>) {
    let empty = Map::new();
    let of = |form: &'static str| move |document: &'_ Value| object(document, form).cloned();
    let (was, is) = (of("x-settings")(&before.document), of("x-settings")(&after.document));
    settings("/x-settings", "", was.as_ref().unwrap_or(&empty), is.as_ref().unwrap_or(&empty), found);
    let (was, is) = (of("x-i18n")(&before.document), of("x-i18n")(&after.document));
    languages(was.as_ref().unwrap_or(&empty), is.as_ref().unwrap_or(&empty), found);
    let others = |document: &Value| -> Map<String, Value> {
        let members = document.as_object().into_iter().flatten();
        members
            .filter(|(key, _)| !TOLD.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    let (was, is) = (others(&before.document), others(&after.document));
    for (key, was, is) in beside(&was, &is) {
        if was != is {
            found.push(Difference::new("otherChanged", pointer::join("", key), "").of(key));
        }
    }
}

/// The members of two objects by key, in the order of the second, then those that are gone.
fn beside<'a>(
    was: &'a Map<String, Value>,
    is: &'a Map<String, Value>,
) -> impl Iterator<Item = (&'a String, Option<&'a Value>, Option<&'a Value>)> {
    let gone = was.keys().filter(|key| !is.contains_key(*key));
    is.keys().chain(gone).map(|key| (key, was.get(key), is.get(key)))
}

/// Settings one by one; `keyword` is their path (`receipt.prefix`).
fn settings(at: &str, path: &str, was: &Map<String, Value>, is: &Map<String, Value>, found: &mut Vec<Difference>) {
    let empty = Map::new();
    for (key, was, is) in beside(was, is).filter(|(_, was, is)| was != is) {
        let at = pointer::join(at, key);
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match (was, is) {
            (None | Some(Value::Object(_)), None | Some(Value::Object(_))) => {
                let members = |value: Option<&'_ Value>| value.and_then(Value::as_object).cloned();
                let (was, is) = (members(was), members(is));
                settings(&at, &path, was.as_ref().unwrap_or(&empty), is.as_ref().unwrap_or(&empty), found);
            }
            (was, is) => {
                found.push(Difference::new("settingChanged", at, "").of(&path).from(was.cloned()).to(is.cloned()));
            }
        }
    }
}

/// How many texts of a language came, went or are said otherwise.
fn languages(was: &Map<String, Value>, is: &Map<String, Value>, found: &mut Vec<Difference>) {
    let empty = Map::new();
    for (language, was, is) in beside(was, is).filter(|(_, was, is)| was != is) {
        let texts =
            |value: Option<&'_ Value>| value.and_then(Value::as_object).cloned().unwrap_or_else(|| empty.clone());
        let (old, new) = (texts(was), texts(is));
        let changed = beside(&old, &new).filter(|(_, was, is)| was != is).count();
        let code = match (was, is) {
            (None, _) => "languageAdded",
            (_, None) => "languageRemoved",
            _ => "translationsChanged",
        };
        found.push(Difference::new(code, pointer::join("/x-i18n", language), "").of(language).to(Some(changed)));
    }
}
