//! `file`: tokens of files that were uploaded before. Whether a token is any good is decided where files are kept.

use super::{Blueprint, Definition, Kind, Reading, never, nothing_more};
use crate::pointer;
use crate::problem::Problem;
use crate::widget::Widget;
use serde_json::{Map, Value, json};

pub const DEFINITION: Definition = Definition {
    json_type: "array",
    pattern_code: None,
    keywords: &["x-types", "x-max-bytes"],
    infers: never,
    contribute,
    lint,
    build,
};

const TYPES: [&str; 3] = ["image/jpeg", "image/png", "application/pdf"];
const MAX_BYTES: u64 = 10 * 1024 * 1024;
const MAX_FILES: u64 = 10;

#[derive(Debug)]
struct File {
    types: Vec<String>,
    max_files: u64,
    max_bytes: u64,
}

fn contribute(schema: &mut Map<String, Value>) {
    nothing_more(schema);
    schema.entry("items").or_insert_with(|| json!({"type": "string"}));
    schema.entry("maxItems").or_insert_with(|| json!(MAX_FILES));
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    let at = pointer::join(blueprint.at, "x-types");
    for (position, item) in blueprint.schema.get("x-types").and_then(Value::as_array).into_iter().flatten().enumerate()
    {
        if !item.as_str().is_some_and(|item| TYPES.contains(&item)) {
            problems.push(Problem::error("fileType", pointer::index(&at, position)).with("value", item.clone()));
        }
    }
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let named: Vec<String> = match blueprint.schema.get("x-types") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    Box::new(File {
        types: if named.is_empty() { TYPES.map(str::to_owned).to_vec() } else { named },
        max_files: blueprint.count("maxItems").unwrap_or(MAX_FILES),
        max_bytes: blueprint.count("x-max-bytes").unwrap_or(MAX_BYTES),
    })
}

impl Kind for File {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        match raw {
            Value::String(_) => super::without_emptiness(raw).map(|token| Value::Array(vec![token])),
            other => super::without_emptiness(other),
        }
    }

    fn widget(&self) -> Widget {
        Widget::File {
            types: self.types.clone(),
            max_files: self.max_files,
            max_bytes: self.max_bytes,
            max_total_bytes: None,
        }
    }

    fn display(&self, value: &Value) -> Vec<String> {
        value
            .as_array()
            .map_or_else(|| vec![super::plain_text(value)], |tokens| tokens.iter().map(super::plain_text).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use crate::widget::Widget;
    use serde_json::json;

    #[test]
    fn tokens_as_they_are() {
        let schema = json!({"x-kind": "file", "maxItems": 2, "x-types": ["image/png"]});
        assert_eq!(read(schema.clone(), json!("t1")), (Some(json!(["t1"])), vec![]));
        assert_eq!(read(schema.clone(), json!(["t1", "", "t2"])), (Some(json!(["t1", "t2"])), vec![]));
        assert_eq!(read(schema.clone(), json!([""])), (None, vec![]));
        let widget = Widget::File {
            types: vec!["image/png".to_owned()],
            max_files: 2,
            max_bytes: 10_485_760,
            max_total_bytes: None,
        };
        assert_eq!(build(schema).widget(), widget);
    }
}
