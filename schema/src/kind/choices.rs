//! `choices`: any of several.

use super::choice_list::{choices, lint as lint_list, lists_choices, title};
use super::{Blueprint, Definition, Kind, Reading, json_type, nothing_more};
use crate::pointer;
use crate::problem::Problem;
use crate::widget::{Choice, Widget};
use serde_json::{Map, Value};

pub const DEFINITION: Definition =
    Definition { json_type: "array", pattern_code: None, keywords: &[], infers, contribute: nothing_more, lint, build };

#[derive(Debug)]
struct SeveralChoices {
    choices: Vec<Choice>,
}

fn items(schema: &Map<String, Value>) -> Option<&Map<String, Value>> {
    schema.get("items").and_then(Value::as_object)
}

fn infers(schema: &Map<String, Value>) -> bool {
    matches!(json_type(schema), None | Some("array")) && items(schema).is_some_and(lists_choices)
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    lint_list(blueprint, &pointer::join(blueprint.at, "items"), items(blueprint.schema), problems);
    if !blueprint.flag("uniqueItems") {
        problems.push(Problem::hint("uniqueItems", blueprint.at).suggesting("addUniqueItems"));
    }
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(SeveralChoices { choices: items(blueprint.schema).map(choices).unwrap_or_default() })
}

impl SeveralChoices {
    fn position(&self, value: &Value) -> usize {
        let text = value.as_str();
        self.choices.iter().position(|choice| Some(choice.value.as_str()) == text).unwrap_or(self.choices.len())
    }
}

impl Kind for SeveralChoices {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        let trimmed = |value: &Value| match value {
            Value::String(text) => super::without_emptiness(&Value::from(text.trim())),
            other => super::without_emptiness(other),
        };
        let mut chosen: Vec<Value> = match raw {
            Value::String(_) => trimmed(raw).into_iter().collect(),
            Value::Array(items) => items.iter().filter_map(trimmed).collect(),
            other => return super::without_emptiness(other),
        };
        chosen.sort_by_key(|value| self.position(value));
        (!chosen.is_empty()).then_some(Value::Array(chosen))
    }

    fn widget(&self) -> Widget {
        Widget::Checkboxes
    }

    fn display(&self, value: &Value) -> Vec<String> {
        let Value::Array(items) = value else {
            return vec![super::plain_text(value)];
        };
        items
            .iter()
            .map(|item| {
                item.as_str().map_or_else(|| super::plain_text(item), |text| title(&self.choices, text).to_owned())
            })
            .collect()
    }

    fn choices(&self) -> &[Choice] {
        &self.choices
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn in_the_order_of_the_document() {
        let schema = json!({"type": "array", "items": {"oneOf": [{"const": "a", "title": "あ"}, {"const": "b", "title": "い"}]}});
        assert_eq!(read(schema.clone(), json!(["z", "b", "a", ""])), (Some(json!(["a", "b", "z"])), vec![]));
        assert_eq!(read(schema.clone(), json!("b")), (Some(json!(["b"])), vec![]));
        assert_eq!(read(schema.clone(), json!([])), (None, vec![]));
        assert_eq!(read(schema.clone(), json!("")), (None, vec![]));
        assert_eq!(build(schema).display(&json!(["a", "b"])), ["あ", "い"]);
    }
}
