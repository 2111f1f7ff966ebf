//! `consent`: a sentence that must be agreed to. An absent consent that is required is reported as `consent`.

use super::yes_no::{sentence, ticked};
use super::{Blueprint, Definition, Kind, Reading, json_type};
use crate::widget::Widget;
use crate::word::{Say, Word};
use serde_json::{Map, Value};

pub const DEFINITION: Definition =
    Definition { keywords: &["x-text"], infers, contribute, ..Definition::of("boolean", build) };

#[derive(Debug)]
struct Consent {
    text: String,
}

fn infers(schema: &Map<String, Value>) -> bool {
    matches!(json_type(schema), None | Some("boolean")) && schema.get("const") == Some(&Value::Bool(true))
}

fn contribute(schema: &mut Map<String, Value>) {
    schema.entry("const").or_insert(Value::Bool(true));
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Consent { text: sentence(blueprint) })
}

impl Kind for Consent {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        ticked(raw)
    }

    fn widget(&self) -> Widget {
        Widget::Checkbox { text: self.text.clone() }
    }

    fn lines(&self, _: &Value, say: Say<'_>) -> Vec<String> {
        vec![say(Word::Agreed)]
    }

    fn missing(&self) -> &'static str {
        "consent"
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use crate::widget::Widget;
    use serde_json::json;

    #[test]
    fn agreed_or_absent() {
        let schema = json!({"type": "boolean", "const": true, "x-text": "同意します"});
        assert_eq!(read(schema.clone(), json!("on")), (Some(json!(true)), vec![]));
        assert_eq!(read(schema.clone(), json!(false)), (None, vec![]));
        assert_eq!(build(schema.clone()).widget(), Widget::Checkbox { text: "同意します".to_owned() });
        assert_eq!(build(schema).missing(), "consent");
    }
}
