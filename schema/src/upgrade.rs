//! Documents of earlier versions of the form language. A document says its version with `x-language` (none: 1); every step
//! brings it one version further without changing what the form asks, shows or accepts. Published versions are stored as
//! they were written and upgraded whenever they are read: old forms open forever. A step, once released, never changes.

mod one_to_two;
mod two_to_three;

use crate::problem::Problem;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The version of the form language that this crate speaks.
pub const LANGUAGE: u64 = 3;

type Step = fn(&mut Map<String, Value>);

/// The step from version `index + 1` to the next.
const STEPS: [Step; 2] = [one_to_two::upgrade, two_to_three::upgrade];

/// The document in the current version of the language; untouched where it is current already, or where its version
/// cannot be read (which [`lint`] reports).
#[must_use]
pub fn upgrade(document: &Value) -> Cow<'_, Value> {
    let steps = version(document).and_then(|version| STEPS.get(usize::try_from(version - 1).ok()?..));
    let (Some(steps @ [_, ..]), Value::Object(_)) = (steps, document) else {
        return Cow::Borrowed(document);
    };
    let mut upgraded = document.clone();
    if let Value::Object(root) = &mut upgraded {
        for step in steps {
            step(root);
        }
        root.insert("x-language".to_owned(), LANGUAGE.into());
    }
    Cow::Owned(upgraded)
}

/// A version that is no version, or one of a later Madoguchi.
pub fn lint(document: &Value, problems: &mut Vec<Problem>) {
    if version(document).is_none_or(|version| version > LANGUAGE) {
        problems.push(Problem::error("languageVersion", "/x-language").with("known", LANGUAGE));
    }
}

fn version(document: &Value) -> Option<u64> {
    match document.get("x-language") {
        None => Some(1),
        Some(version) => version.as_u64().filter(|version| *version > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_current_document_is_not_touched() {
        let document = json!({ "x-language": LANGUAGE, "properties": { "a": { "format": "uri" } } });
        assert!(matches!(upgrade(&document), Cow::Borrowed(_)));
        let once = upgrade(&json!({ "properties": {} })).into_owned();
        assert_eq!(once, json!({ "properties": {}, "x-language": LANGUAGE }));
        assert!(matches!(upgrade(&once), Cow::Borrowed(_)));
    }

    #[test]
    fn versions_nobody_knows_are_named() {
        for version in [json!(0), json!(-1), json!("2"), json!(LANGUAGE + 1), json!(u64::MAX), json!(null), json!(1.5)]
        {
            let document = json!({ "x-language": version, "properties": {} });
            assert!(matches!(upgrade(&document), Cow::Borrowed(_)), "{document}");
            let mut problems = Vec::new();
            lint(&document, &mut problems);
            assert_eq!(problems.len(), 1, "{document}");
        }
        for document in [json!(null), json!([]), json!("x")] {
            assert!(matches!(upgrade(&document), Cow::Borrowed(_)));
        }
    }
}
