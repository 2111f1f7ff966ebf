//! `yesNo`: a box that may be ticked. Unticked is absent, never `false`.

use super::{Blueprint, Definition, Kind, Reading, json_type};
use crate::widget::Widget;
use crate::word::{Say, Word};
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition { keywords: &["x-text"], infers, ..Definition::of("boolean", build) };

#[derive(Debug)]
struct YesNo {
    text: String,
}

fn infers(schema: &Map<String, Value>) -> bool {
    json_type(schema) == Some("boolean")
}

/// The sentence beside the box.
pub(super) fn sentence(blueprint: &Blueprint) -> String {
    blueprint.text("x-text").map(str::trim).filter(|text| !text.is_empty()).unwrap_or(blueprint.label).to_owned()
}

/// Whether a box is ticked.
pub(super) fn ticked(raw: &Value) -> Option<Value> {
    let ticked = match raw {
        Value::Bool(ticked) => *ticked,
        Value::String(text) => matches!(text.trim(), "true" | "on"),
        _ => false,
    };
    ticked.then_some(Value::Bool(true))
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(YesNo { text: sentence(blueprint) })
}

impl Kind for YesNo {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        ticked(raw)
    }

    fn widget(&self) -> Widget {
        Widget::Checkbox { text: self.text.clone() }
    }

    fn lines(&self, _: &Value, say: Say<'_>) -> Vec<String> {
        vec![say(Word::Yes)]
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::read;
    use serde_json::json;

    #[test]
    fn only_a_tick_counts() {
        let schema = json!({"type": "boolean"});
        for raw in [json!(true), json!("true"), json!("on")] {
            assert_eq!(read(schema.clone(), raw), (Some(json!(true)), vec![]));
        }
        for raw in [json!(false), json!("false"), json!(""), json!("off"), json!({})] {
            assert_eq!(read(schema.clone(), raw), (None, vec![]));
        }
    }
}
