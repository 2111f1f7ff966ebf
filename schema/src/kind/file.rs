//! `file`: tokens of files that were uploaded before. Whether a token is any good, and how large its file is, is decided
//! where files are kept. `image` and `signature` are files of fewer types and read here too.

use super::{Blueprint, Definition, Kind, Reading};
use crate::pointer;
use crate::problem::Problem;
use crate::widget::Widget;
use crate::word::Say;
use serde_json::{Map, Value, json};

pub const DEFINITION: Definition = Definition {
    keywords: &["x-types", "x-max-bytes", "x-max-total-bytes"],
    contribute: |schema| contribute_tokens(schema, MAX_FILES),
    lint: |blueprint, problems| lint_types(blueprint, &TYPES, problems),
    ..Definition::of("array", |blueprint| Box::new(Tokens { widget: files(blueprint, &TYPES) }))
};

const TYPES: [&str; 3] = ["image/jpeg", "image/png", "application/pdf"];
const MAX_BYTES: u64 = 10 * 1024 * 1024;

/// How many files a field takes that does not say so.
pub const MAX_FILES: u64 = 10;

/// Adds to a field's schema that it is a list of tokens, and of how many at most.
pub fn contribute_tokens(schema: &mut Map<String, Value>, max_files: u64) {
    schema.entry("items").or_insert_with(|| json!({"type": "string"}));
    schema.entry("maxItems").or_insert_with(|| json!(max_files));
}

/// Media types that a kind does not take.
pub fn lint_types(blueprint: &Blueprint, types: &[&str], problems: &mut Vec<Problem>) {
    let at = pointer::join(blueprint.at, "x-types");
    for (position, item) in blueprint.schema.get("x-types").and_then(Value::as_array).into_iter().flatten().enumerate()
    {
        if !item.as_str().is_some_and(|item| types.contains(&item)) {
            problems.push(Problem::error("fileType", pointer::index(&at, position)).with("value", item.clone()));
        }
    }
}

/// How large one file may be, in bytes.
pub fn max_bytes(blueprint: &Blueprint) -> u64 {
    blueprint.count("x-max-bytes").unwrap_or(MAX_BYTES)
}

/// What a page draws for files of these types, unless the document names fewer.
pub fn files(blueprint: &Blueprint, types: &[&str]) -> Widget {
    let named: Vec<String> = match blueprint.schema.get("x-types") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    Widget::File {
        types: if named.is_empty() { types.iter().map(|name| (*name).to_owned()).collect() } else { named },
        max_files: blueprint.count("maxItems").unwrap_or(MAX_FILES),
        max_bytes: max_bytes(blueprint),
        max_total_bytes: blueprint.count("x-max-total-bytes"),
    }
}

/// A field whose answers are tokens of files.
#[derive(Debug)]
pub struct Tokens {
    /// What a page draws for it.
    pub widget: Widget,
}

impl Kind for Tokens {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        match raw {
            Value::String(_) => super::without_emptiness(raw).map(|token| Value::Array(vec![token])),
            other => super::without_emptiness(other),
        }
    }

    fn widget(&self) -> Widget {
        self.widget.clone()
    }

    fn lines(&self, value: &Value, _: Say<'_>) -> Vec<String> {
        value
            .as_array()
            .map_or_else(|| vec![super::plain_text(value)], |tokens| tokens.iter().map(super::plain_text).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, problems, read};
    use crate::widget::Widget;
    use serde_json::json;

    #[test]
    fn tokens_as_they_are() {
        let schema = json!({"x-kind": "file", "maxItems": 2, "x-types": ["image/png"], "x-max-total-bytes": 5000});
        assert_eq!(read(schema.clone(), json!("t1")), (Some(json!(["t1"])), vec![]));
        assert_eq!(read(schema.clone(), json!(["t1", "", "t2"])), (Some(json!(["t1", "t2"])), vec![]));
        assert_eq!(read(schema.clone(), json!([""])), (None, vec![]));
        let widget = Widget::File {
            types: vec!["image/png".to_owned()],
            max_files: 2,
            max_bytes: 10_485_760,
            max_total_bytes: Some(5000),
        };
        assert_eq!(build(schema).widget(), widget);
    }

    #[test]
    fn several_media_types() {
        let several = json!({"x-kind": "file", "x-types": ["application/pdf", "image/jpeg"]});
        assert_eq!(problems(several.clone()), [""; 0]);
        let Widget::File { types, max_files, max_total_bytes, .. } = build(several).widget() else { panic!() };
        assert_eq!(
            (types.as_slice(), max_files, max_total_bytes),
            (&["application/pdf", "image/jpeg"].map(String::from)[..], 10, None)
        );
        let wrong = json!({"x-kind": "file", "x-types": ["image/png", "video/mp4", 5]});
        assert_eq!(problems(wrong), ["/properties/f/x-types/1 fileType", "/properties/f/x-types/2 fileType"]);
    }
}
