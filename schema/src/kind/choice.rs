//! `choice`: one of several.

use super::choice_list::{choices, lint as lint_list, lists_choices, title};
use super::{Blueprint, Definition, Kind, Reading, json_type, nothing_more};
use crate::problem::Problem;
use crate::widget::{Choice, Widget};
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition {
    json_type: "string",
    pattern_code: None,
    keywords: &["x-widget"],
    infers,
    contribute: nothing_more,
    lint,
    build,
};

const RADIO_UP_TO: usize = 7;

#[derive(Debug)]
struct OneChoice {
    choices: Vec<Choice>,
    select: bool,
}

fn infers(schema: &Map<String, Value>) -> bool {
    matches!(json_type(schema), None | Some("string")) && lists_choices(schema)
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    lint_list(blueprint, blueprint.at, Some(blueprint.schema), problems);
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let choices = choices(blueprint.schema);
    let select = match blueprint.text("x-widget") {
        Some("select") => true,
        Some("radio") => false,
        _ => choices.len() > RADIO_UP_TO,
    };
    Box::new(OneChoice { choices, select })
}

impl Kind for OneChoice {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        super::read_text(raw, |text| text.trim().to_owned())
    }

    fn widget(&self) -> Widget {
        if self.select { Widget::Select } else { Widget::Radio }
    }

    fn display(&self, value: &Value) -> Vec<String> {
        vec![value.as_str().map_or_else(|| super::plain_text(value), |text| title(&self.choices, text).to_owned())]
    }

    fn choices(&self) -> &[Choice] {
        &self.choices
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use crate::widget::Widget;
    use serde_json::json;

    #[test]
    fn the_const_is_stored_and_the_title_shown() {
        let schema = json!({"oneOf": [{"const": "a", "title": "あ"}, {"const": "b", "title": "い"}]});
        assert_eq!(read(schema.clone(), json!(" a ")), (Some(json!("a")), vec![]));
        assert_eq!(read(schema.clone(), json!("")), (None, vec![]));
        assert_eq!(build(schema.clone()).display(&json!("b")), ["い"]);
        assert_eq!(build(schema).widget(), Widget::Radio);
    }

    #[test]
    fn many_choices_become_a_list() {
        let many: Vec<String> = (0..8).map(|number| number.to_string()).collect();
        assert_eq!(build(json!({"enum": many})).widget(), Widget::Select);
        assert_eq!(build(json!({"enum": many, "x-widget": "radio"})).widget(), Widget::Radio);
    }
}
