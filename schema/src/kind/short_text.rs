//! `shortText`: one line. Where only ASCII can be right, full-width letters, digits and hyphens are understood.

use super::{Blueprint, Definition, Kind, Reading, json_type, read_text};
use crate::characters::{half_width, one_line};
use crate::pattern::allows_only_ascii;
use crate::widget::Widget;
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition { keywords: &["x-digits"], infers, ..Definition::of("string", build) };

#[derive(Debug)]
struct ShortText {
    ascii: bool,
    digits: bool,
    max_length: Option<u64>,
}

fn infers(schema: &Map<String, Value>) -> bool {
    const OTHER_TYPES: [&str; 3] = ["properties", "items", "prefixItems"];
    match json_type(schema) {
        Some(name) => name == "string",
        None => !schema.contains_key("type") && !OTHER_TYPES.iter().any(|keyword| schema.contains_key(*keyword)),
    }
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let ascii_pattern = blueprint.text("pattern").and_then(allows_only_ascii);
    Box::new(ShortText {
        ascii: blueprint.flag("x-digits") || ascii_pattern.is_some(),
        digits: ascii_pattern.map_or_else(|| blueprint.flag("x-digits"), |ascii| ascii.only_numbering),
        max_length: blueprint.count("maxLength"),
    })
}

impl Kind for ShortText {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        read_text(raw, |text| if self.ascii { half_width(&one_line(text)) } else { one_line(text) })
    }

    fn widget(&self) -> Widget {
        Widget::Text { inputmode: if self.digits { "numeric" } else { "text" }, max_length: self.max_length }
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use crate::widget::Widget;
    use serde_json::json;

    #[test]
    fn one_line_as_typed() {
        let schema = json!({"type": "string"});
        assert_eq!(read(schema.clone(), json!("　髙橋\r\n１２ ")), (Some(json!("髙橋 １２")), vec![]));
        assert_eq!(read(schema.clone(), json!(" 　\n")), (None, vec![]));
        assert_eq!(read(schema.clone(), json!("a\u{0}\tb\u{85}c")), (Some(json!("a b c")), vec![]));
        assert_eq!(read(schema, json!(5)), (Some(json!(5)), vec![]));
    }

    #[test]
    fn half_width_where_only_that_can_be_right() {
        let schema = json!({"type": "string", "pattern": "^[A-Z]{2}-\\d{3}$"});
        assert_eq!(read(schema, json!("ＡＢー１２３")), (Some(json!("AB-123")), vec![]));
        assert_eq!(read(json!({"type": "string", "x-digits": true}), json!("１２－３")), (Some(json!("12-3")), vec![]));
        assert_eq!(
            read(json!({"type": "string", "pattern": "^.{3}$"}), json!("１２３")),
            (Some(json!("１２３")), vec![])
        );
    }

    #[test]
    fn long_sounds_stay_in_words() {
        let digits = json!({"type": "string", "x-digits": true});
        assert_eq!(read(digits.clone(), json!("サーバー１")), (Some(json!("サーバー1")), vec![]));
        assert_eq!(read(digits, json!("Ａー１ｰ２")), (Some(json!("A-1-2")), vec![]));
        let ascii = json!({"type": "string", "pattern": "^[A-Z0-9-]+$"});
        assert_eq!(read(ascii, json!("サーバー")), (Some(json!("サーバー")), vec![]));
    }

    #[test]
    fn digits_bring_the_number_keys() {
        let inputmode = |schema| match build(schema).widget() {
            Widget::Text { inputmode, .. } => inputmode,
            other => panic!("{other:?}"),
        };
        assert_eq!(inputmode(json!({"pattern": "^[0-9]{10}$"})), "numeric");
        assert_eq!(inputmode(json!({"pattern": "^[A-Z0-9]{10}$"})), "text");
    }
}
