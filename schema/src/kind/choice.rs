//! `choice`: one of several, or a free text where the document has one beside them.

use super::choice_list::{ChoiceList, contribute_other, lists_choices, sent};
use super::{Blueprint, Definition, Kind, Reading, choice_problems, json_type};
use crate::problem::Problem;
use crate::widget::{Choice, OTHER, Other, Widget};
use crate::word::Say;
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition {
    keywords: &["x-widget"],
    infers,
    contribute: contribute_other,
    lint,
    ..Definition::of("string", build)
};

const RADIO_UP_TO: usize = 7;

#[derive(Debug)]
struct OneChoice {
    list: ChoiceList,
    select: bool,
}

fn infers(schema: &Map<String, Value>) -> bool {
    matches!(json_type(schema), None | Some("string")) && lists_choices(schema)
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    choice_problems::lint(blueprint, blueprint.at, Some(blueprint.schema), problems);
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let list = ChoiceList::new(Some(blueprint.schema));
    let select = match blueprint.text("x-widget") {
        Some("select") => true,
        Some("radio") => false,
        _ => list.choices.len() > RADIO_UP_TO,
    };
    Box::new(OneChoice { list, select })
}

impl OneChoice {
    /// What the two inputs of a page say: the choice, or the text when the free text was chosen, or nothing but typed.
    fn of_both<'a>(&self, choice: &'a str, text: &'a str) -> &'a str {
        let choice = choice.trim();
        let free = choice.is_empty() || choice == OTHER;
        if free && self.list.other.is_some() && !text.trim().is_empty() { text } else { choice }
    }
}

impl Kind for OneChoice {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        let text = match raw {
            Value::String(text) => Some(text.as_str()),
            Value::Object(members) => sent(members).and_then(|(choice, text)| match choice {
                None => Some(self.of_both("", text)),
                Some(Value::String(choice)) => Some(self.of_both(choice, text)),
                Some(_) => None,
            }),
            _ => None,
        };
        match text {
            Some(text) => Some(self.list.fold(text)).filter(|text| !text.is_empty()).map(Value::String),
            None => super::without_emptiness(raw),
        }
    }

    fn widget(&self) -> Widget {
        if self.select { Widget::Select } else { Widget::Radio }
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        vec![self.list.shown(value, say)]
    }

    fn choices(&self) -> &[Choice] {
        &self.list.choices
    }

    fn other(&self) -> Option<&Other> {
        self.list.other.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use crate::widget::{Other, Widget};
    use serde_json::{Value, json};

    #[test]
    fn the_const_is_stored_and_the_title_shown() {
        let schema = json!({"oneOf": [{"const": "a", "title": "あ"}, {"const": "b", "title": "い"}]});
        assert_eq!(read(schema.clone(), json!(" a ")), (Some(json!("a")), vec![]));
        assert_eq!(read(schema.clone(), json!("")), (None, vec![]));
        assert_eq!(build(schema.clone()).display(&json!("b")), ["い"]);
        assert_eq!(build(schema.clone()).widget(), Widget::Radio);
        assert_eq!(build(schema).other(), None);
    }

    #[test]
    fn many_choices_become_a_list() {
        let many: Vec<String> = (0..8).map(|number| number.to_string()).collect();
        assert_eq!(build(json!({"enum": many})).widget(), Widget::Select);
        assert_eq!(build(json!({"enum": many, "x-widget": "radio"})).widget(), Widget::Radio);
    }

    fn with_other() -> Value {
        json!({"anyOf": [
            {"oneOf": [{"const": "dog", "title": "犬"}, {"const": "cat", "title": "猫"}]},
            {"type": "string", "title": "その他の動物", "maxLength": 10}
        ]})
    }

    #[test]
    fn a_free_text_stands_beside_the_choices() {
        let field = build(with_other());
        assert_eq!(field.choices().iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["dog", "cat"]);
        assert_eq!(field.other(), Some(&Other { label: "その他の動物".to_owned(), max_length: 10 }));
        assert_eq!(field.widget(), Widget::Radio);
        assert_eq!(field.display(&json!("cat")), ["猫"]);
        assert_eq!(field.display(&json!("うさぎ")), ["その他の動物：うさぎ"]);
        let bare = json!({"anyOf": [{"type": "string"}, {"enum": ["a"]}]});
        assert_eq!(build(bare).other(), Some(&Other { label: "その他".to_owned(), max_length: 100 }));
    }

    #[test]
    fn what_pages_and_programs_send() {
        for (raw, stored) in [
            (json!("dog"), "dog"),
            (json!(" うさぎ\r\nと亀 "), "うさぎ と亀"),
            (json!({"choice": "dog", "other": ""}), "dog"),
            (json!({"choice": "dog", "other": "残った文字"}), "dog"),
            (json!({"choice": "dog"}), "dog"),
            (json!({"choice": "__other", "other": "　うさぎ"}), "うさぎ"),
            (json!({"choice": "__other", "other": " cat "}), "cat"),
            (json!({"choice": "", "other": "うさぎ"}), "うさぎ"),
            (json!({"other": "うさぎ"}), "うさぎ"),
            (json!({"choice": null, "other": "うさぎ"}), "うさぎ"),
            // Chosen and not written: kept, for the contract to refuse.
            (json!({"choice": "__other", "other": " 　"}), "__other"),
            (json!({"choice": "__other"}), "__other"),
            (json!("__other"), "__other"),
        ] {
            assert_eq!(read(with_other(), raw.clone()), (Some(json!(stored)), vec![]), "{raw}");
            assert_eq!(read(with_other(), json!(stored)), (Some(json!(stored)), vec![]), "again {raw}");
        }
        for nothing in [json!({"choice": "", "other": " "}), json!({}), json!({"choice": null}), json!("　")] {
            assert_eq!(read(with_other(), nothing), (None, vec![]));
        }
        for odd in [json!({"choice": 5}), json!({"choice": "dog", "extra": "x"}), json!({"other": ["x"]}), json!(7)] {
            assert_eq!(read(with_other(), odd.clone()), (Some(odd), vec![]));
        }
    }

    #[test]
    fn without_a_free_text_nothing_typed_counts() {
        let schema = json!({"enum": ["a", "b"]});
        assert_eq!(read(schema.clone(), json!({"choice": "a", "other": "x"})), (Some(json!("a")), vec![]));
        assert_eq!(read(schema.clone(), json!({"choice": "", "other": "x"})), (None, vec![]));
        assert_eq!(read(schema, json!({"choice": "__other", "other": "x"})), (Some(json!("__other")), vec![]));
    }
}
