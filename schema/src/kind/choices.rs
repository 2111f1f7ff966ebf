//! `choices`: any of several, a free text among them where the document has one, and one that stands alone (`x-exclusive`).

use super::choice_list::{ChoiceList, contribute_other, lists_choices, sent};
use super::{Blueprint, Definition, Kind, Reading, choice_problems, json_type};
use crate::pointer;
use crate::problem::Problem;
use crate::widget::{Choice, OTHER, Other, Widget};
use crate::word::Say;
use serde_json::{Map, Value};

pub const DEFINITION: Definition =
    Definition { keywords: &["x-exclusive"], infers, contribute, lint, ..Definition::of("array", build) };

#[derive(Debug)]
struct SeveralChoices {
    list: ChoiceList,
    exclusive: Option<String>,
}

/// The schema of one item.
pub fn items(schema: &Map<String, Value>) -> Option<&Map<String, Value>> {
    schema.get("items").and_then(Value::as_object)
}

fn infers(schema: &Map<String, Value>) -> bool {
    matches!(json_type(schema), None | Some("array")) && items(schema).is_some_and(lists_choices)
}

fn contribute(schema: &mut Map<String, Value>) {
    if let Some(Value::Object(items)) = schema.get_mut("items") {
        contribute_other(items);
    }
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    choice_problems::lint(blueprint, &pointer::join(blueprint.at, "items"), items(blueprint.schema), problems);
    if !blueprint.flag("uniqueItems") {
        problems.push(Problem::hint("uniqueItems", blueprint.at).suggesting("addUniqueItems"));
    }
    let offered = ChoiceList::new(items(blueprint.schema));
    if let Some(alone) = blueprint.text("x-exclusive").filter(|alone| !offered.offers(alone)) {
        let at = pointer::join(blueprint.at, "x-exclusive");
        problems.push(Problem::error("exclusiveChoice", at).with("value", alone));
    }
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let list = ChoiceList::new(items(blueprint.schema));
    let exclusive = blueprint.text("x-exclusive").filter(|choice| list.offers(choice)).map(str::to_owned);
    Box::new(SeveralChoices { list, exclusive })
}

impl SeveralChoices {
    /// Puts the free text where its checkbox was ticked, or where nothing but it was given. A text that says what is
    /// already chosen says nothing new.
    fn add_free_text(&self, text: &str, chosen: &mut Vec<Value>) {
        let text = self.list.fold(text);
        let ticked = chosen.iter().any(|value| value == OTHER);
        if self.list.other.is_none() || text.is_empty() || !(ticked || chosen.is_empty()) {
            return;
        }
        chosen.retain(|value| value != OTHER);
        if !chosen.iter().any(|value| *value == text) {
            chosen.push(Value::String(text));
        }
    }
}

impl Kind for SeveralChoices {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        let (picked, text) = match raw {
            Value::Object(members) => match sent(members) {
                Some(sent) => sent,
                None => return super::without_emptiness(raw),
            },
            other => (Some(other), ""),
        };
        let folded = |value: &Value| match value {
            Value::String(text) => Some(self.list.fold(text)).filter(|text| !text.is_empty()).map(Value::String),
            other => super::without_emptiness(other),
        };
        let mut chosen: Vec<Value> = match picked {
            None => Vec::new(),
            Some(one @ Value::String(_)) => folded(one).into_iter().collect(),
            Some(Value::Array(items)) => items.iter().filter_map(folded).collect(),
            Some(_) => return super::without_emptiness(raw),
        };
        self.add_free_text(text, &mut chosen);
        chosen = self.list.without_flood(chosen);
        chosen.sort_by_cached_key(|value| self.list.position(value));
        (!chosen.is_empty()).then_some(Value::Array(chosen))
    }

    fn widget(&self) -> Widget {
        Widget::Checkboxes
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        let Value::Array(items) = value else {
            return vec![super::plain_text(value)];
        };
        items.iter().map(|item| self.list.shown(item, say)).collect()
    }

    fn choices(&self) -> &[Choice] {
        &self.list.choices
    }

    fn other(&self) -> Option<&Other> {
        self.list.other.as_ref()
    }

    fn exclusive(&self) -> Option<&str> {
        self.exclusive.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, contributed, read};
    use serde_json::{Value, json};

    #[test]
    fn in_the_order_of_the_document() {
        let schema = json!({"type": "array", "items": {"oneOf": [{"const": "a", "title": "あ"}, {"const": "b", "title": "い"}]}});
        assert_eq!(read(schema.clone(), json!(["z", "b", "a", ""])), (Some(json!(["a", "b", "z"])), vec![]));
        assert_eq!(read(schema.clone(), json!("b")), (Some(json!(["b"])), vec![]));
        assert_eq!(read(schema.clone(), json!([])), (None, vec![]));
        assert_eq!(read(schema.clone(), json!("")), (None, vec![]));
        assert_eq!(build(schema).display(&json!(["a", "b"])), ["あ", "い"]);
    }

    fn with_other() -> Value {
        json!({"type": "array", "x-kind": "choices", "items": {"anyOf": [
            {"oneOf": [{"const": "a", "title": "あ"}, {"const": "b", "title": "い"}]},
            {"type": "string", "title": "その他", "maxLength": 5}
        ]}})
    }

    #[test]
    fn a_free_text_is_one_of_them() {
        for (raw, stored) in [
            (json!({"choice": ["b", "__other"], "other": " 自由 "}), json!(["b", "自由"])),
            (json!({"choice": ["__other", "b"], "other": "自\n由"}), json!(["b", "自 由"])),
            (json!({"choice": "__other", "other": "自由"}), json!(["自由"])),
            (json!({"choice": ["__other", "__other"], "other": "自由"}), json!(["自由"])),
            (json!({"choice": ["a", "__other"], "other": "a"}), json!(["a"])),
            (json!({"choice": [], "other": "自由"}), json!(["自由"])),
            (json!({"other": "自由"}), json!(["自由"])),
            // Not ticked: what is left in the box was not meant.
            (json!({"choice": ["a"], "other": "残り"}), json!(["a"])),
            (json!({"choice": ["b", "a"]}), json!(["a", "b"])),
            (json!(["自由", "a"]), json!(["a", "自由"])),
            // Chosen and not written: kept, for the contract to refuse.
            (json!({"choice": ["a", "__other"], "other": ""}), json!(["a", "__other"])),
            (json!(["__other"]), json!(["__other"])),
        ] {
            assert_eq!(read(with_other(), raw.clone()), (Some(stored.clone()), vec![]), "{raw}");
            assert_eq!(read(with_other(), stored.clone()), (Some(stored), vec![]), "again {raw}");
        }
        assert_eq!(read(with_other(), json!({"choice": [""], "other": " "})), (None, vec![]));
        assert_eq!(build(with_other()).display(&json!(["a", "自由"])), ["あ", "その他：自由"]);
        let odd = json!({"choice": {"a": "b"}});
        assert_eq!(read(with_other(), odd.clone()), (Some(odd), vec![]));
    }

    #[test]
    fn one_choice_stands_alone() {
        let schema = json!({"items": {"enum": ["a", "none"]}, "x-exclusive": "none", "allOf": [{"minItems": 1}]});
        let rule = json!({"if": {"contains": {"const": "none"}}, "then": {"maxItems": 1}});
        assert_eq!(contributed(schema)["allOf"], json!([{"minItems": 1}, rule]));
    }

    #[test]
    fn a_hundred_thousand_items_are_sorted_at_once() {
        let many: Vec<String> = (0..10_000).map(|number| format!("c{number}")).collect();
        let schema = json!({"type": "array", "items": {"enum": many}});
        let sent: Vec<String> = (0..100_000).rev().map(|number| format!("c{number}")).collect();
        let (stored, _) = read(schema, json!(sent));
        let stored = stored.unwrap();
        assert_eq!((&stored[0], &stored[9_999]), (&json!("c0"), &json!("c9999")));
        assert_eq!(stored.as_array().unwrap().len(), 10_020);
    }
}
