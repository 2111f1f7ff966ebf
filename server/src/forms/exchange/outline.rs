//! The questions of a document in their order, for a look at it before a form is made. A document with errors is shown as
//! far as it can be read.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Question {
    /// The field's name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its kind; empty where the document does not tell.
    pub kind: String,
    /// Whether it must always be answered.
    pub is_required: bool,
    /// The title of its page.
    pub page: String,
    /// The titles of its choices.
    pub choices: Vec<String>,
}

/// The most that a look shows of the choices of a question.
const MOST_CHOICES: usize = 50;

/// The questions of a document.
#[must_use]
pub fn questions(document: &Value) -> Vec<Question> {
    match madoguchi_schema::publish(document.clone()) {
        Ok(form) => form
            .fields()
            .map(|field| Question {
                name: field.name().to_owned(),
                label: field.label().to_owned(),
                kind: field.kind().as_str().to_owned(),
                is_required: field.always_required(),
                page: form.pages().get(field.page()).map(|page| page.title.clone()).unwrap_or_default(),
                choices: field.choices().iter().take(MOST_CHOICES).map(|choice| choice.title.clone()).collect(),
            })
            .collect(),
        Err(_) => as_written(document),
    }
}

fn as_written(document: &Value) -> Vec<Question> {
    let required: Vec<&str> =
        document.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = document.get("properties").and_then(Value::as_object).into_iter().flatten();
    let text = |schema: &Value, keyword: &str| {
        schema.get(keyword).and_then(Value::as_str).unwrap_or_default().chars().take(200).collect::<String>()
    };
    properties
        .map(|(name, schema)| Question {
            name: name.clone(),
            label: text(schema, "title"),
            kind: text(schema, "x-kind"),
            is_required: required.contains(&name.as_str()),
            page: String::new(),
            choices: Vec::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_document_with_errors_is_shown_as_far_as_it_can_be_read() {
        let whole = json!({ "title": "t", "type": "object", "required": ["a"],
            "properties": { "a": { "type": "string", "title": "あ", "maxLength": 5 } } });
        let expected = Question {
            name: "a".to_owned(),
            label: "あ".to_owned(),
            kind: "shortText".to_owned(),
            is_required: true,
            page: questions(&whole)[0].page.clone(),
            choices: Vec::new(),
        };
        assert_eq!(questions(&whole), std::slice::from_ref(&expected));
        let broken =
            json!({ "required": ["a", 1], "properties": { "a": { "title": "あ", "x-kind": "nothing" }, "b": 7 } });
        let found = questions(&broken);
        assert_eq!((found.len(), found[0].is_required, found[0].kind.as_str()), (2, true, "nothing"));
        assert_eq!(questions(&json!([])), []);
    }
}
