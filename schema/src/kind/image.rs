//! `image`: photographs and scans. A `file` whose types are pictures.

use super::Definition;
use super::file::{MAX_FILES, Tokens, contribute_tokens, files, lint_types};

pub const DEFINITION: Definition = Definition {
    keywords: &["x-types", "x-max-bytes", "x-max-total-bytes"],
    contribute: |schema| contribute_tokens(schema, MAX_FILES),
    lint: |blueprint, problems| lint_types(blueprint, &TYPES, problems),
    ..Definition::of("array", |blueprint| Box::new(Tokens { widget: files(blueprint, &TYPES) }))
};

const TYPES: [&str; 2] = ["image/jpeg", "image/png"];

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, contributed, problems, read};
    use crate::widget::Widget;
    use serde_json::json;

    #[test]
    fn pictures_unless_the_document_names_fewer() {
        let types = |schema| match build(schema).widget() {
            Widget::File { types, .. } => types.join(" "),
            other => panic!("{other:?}"),
        };
        assert_eq!(types(json!({"x-kind": "image"})), "image/jpeg image/png");
        assert_eq!(types(json!({"x-kind": "image", "x-types": ["image/png"]})), "image/png");
        assert_eq!(
            problems(json!({"x-kind": "image", "x-types": ["application/pdf"]})),
            ["/properties/f/x-types/0 fileType"]
        );
        assert_eq!(read(json!({"x-kind": "image"}), json!("t1")), (Some(json!(["t1"])), vec![]));
        assert_eq!(contributed(json!({"x-kind": "image"}))["maxItems"], json!(10));
    }
}
