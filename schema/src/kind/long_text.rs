//! `longText`: several lines, as typed but for control characters.

use super::{Blueprint, Definition, Kind, Reading, read_text};
use crate::characters::several_lines;
use crate::widget::Widget;
use crate::word::Say;
use serde_json::Value;

pub const DEFINITION: Definition = Definition::of("string", build);

#[derive(Debug)]
struct LongText {
    max_length: Option<u64>,
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(LongText { max_length: blueprint.count("maxLength") })
}

impl Kind for LongText {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        read_text(raw, several_lines)
    }

    fn widget(&self) -> Widget {
        Widget::TextArea { max_length: self.max_length }
    }

    fn lines(&self, value: &Value, _: Say<'_>) -> Vec<String> {
        value.as_str().map_or_else(|| vec![value.to_string()], |text| text.lines().map(str::to_owned).collect())
    }

    fn cell(&self, value: &Value) -> crate::display::Cell {
        crate::display::Cell::Text(super::plain_text(value))
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn lines_stay() {
        let schema = json!({"x-kind": "longText"});
        assert_eq!(read(schema.clone(), json!(" あ\r\nい\r\n\r\nう\n")), (Some(json!("あ\nい\n\nう")), vec![]));
        assert_eq!(read(schema.clone(), json!("\r\n　")), (None, vec![]));
        assert_eq!(build(schema).display(&json!("あ\nい")), ["あ", "い"]);
    }
}
