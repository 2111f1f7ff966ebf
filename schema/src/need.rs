//! How surely a question is met: what a page tells people before they begin.

use crate::field::Field;
use crate::published::PublishedForm;
use crate::visibility::gates;

/// How surely a question is met, and answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Everybody must answer it.
    Always,
    /// It depends on other answers whether it is asked, or must be answered.
    Sometimes,
    /// Everybody may answer it, nobody must.
    Never,
}

impl PublishedForm {
    /// How surely one of the form's own fields is met.
    #[must_use]
    pub fn need(&self, field: &Field) -> Need {
        if field.always_required {
            Need::Always
        } else if gates(field, &self.pages).next().is_some() || field.required_when.is_some() {
            Need::Sometimes
        } else {
            Need::Never
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Need;
    use serde_json::json;

    #[test]
    fn conditions_of_the_field_and_of_its_page_count() {
        let asked = json!({ "properties": { "a": { "const": "x" } }, "required": ["a"] });
        let text = |more: serde_json::Value| {
            let mut field = json!({ "type": "string", "title": "問い", "maxLength": 10 });
            field.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            field
        };
        let form = crate::publish(json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "申請",
            "properties": {
                "a": text(json!({})), "b": text(json!({})), "c": text(json!({ "x-show-when": asked })),
                "d": text(json!({ "x-required-when": asked })), "e": text(json!({})),
                "f": text(json!({ "x-show-when": asked, "x-required-when": true }))
            },
            "required": ["a"],
            "x-pages": [
                { "id": "one", "title": "一", "blocks": [{ "field": "a" }, { "field": "b" }, { "field": "c" }, { "field": "d" }, { "field": "f" }] },
                { "id": "two", "title": "二", "x-show-when": asked, "blocks": [{ "field": "e" }] }
            ]
        }))
        .unwrap();
        let needs: Vec<Need> = ["a", "b", "c", "d", "e", "f"].map(|name| form.need(form.field(name).unwrap())).into();
        use Need::{Always, Never, Sometimes};
        assert_eq!(needs, [Always, Never, Sometimes, Sometimes, Sometimes, Sometimes]);
    }
}
