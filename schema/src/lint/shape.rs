//! The meta-schema applied: keywords with values of the wrong shape, in the `x-` annotations and in standard JSON Schema.

use crate::problem::Problem;
use crate::validator::Validator;
use crate::{META_SCHEMA, pointer};
use serde_json::Value;
use std::sync::LazyLock;

#[expect(clippy::expect_used, reason = "the meta-schema is part of this crate and compiled by its tests")]
static META: LazyLock<Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(META_SCHEMA).expect("the meta-schema is JSON");
    Validator::compile(&schema).expect("the meta-schema is a JSON Schema")
});

pub fn lint(document: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, keyword, names) in META.misfits(document) {
        match keyword.as_str() {
            "required" => {
                problems.extend(
                    names.iter().map(|name| Problem::error("missingKeyword", at.as_str()).with("name", name.as_str())),
                );
            }
            "additionalProperties" => {
                let unknown =
                    |name: &String| Problem::error("unknownKey", pointer::join(&at, name)).with("name", name.as_str());
                problems.extend(names.iter().map(unknown));
            }
            "propertyNames" => problems.push(Problem::error("fieldName", at)),
            _ => problems.push(Problem::error("shape", at).with("keyword", keyword)),
        }
    }
    problems
}
