//! `kana`: a reading, in katakana whatever was typed.

use super::{Blueprint, Definition, Kind, Reading, read_text};
use crate::characters::{KATAKANA, katakana};
use crate::widget::Widget;
use serde_json::Value;

pub const DEFINITION: Definition = Definition { pattern_code: Some("kana"), ..Definition::of("string", build) };

#[derive(Debug)]
struct Kana {
    max_length: Option<u64>,
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Kana { max_length: blueprint.count("maxLength") })
}

impl Kind for Kana {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        read_text(raw, katakana)
    }

    fn pattern(&self) -> Option<&str> {
        Some(KATAKANA)
    }

    fn widget(&self) -> Widget {
        Widget::Text { inputmode: "text", max_length: self.max_length }
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::read;
    use serde_json::json;

    #[test]
    fn everything_becomes_katakana_or_is_reported() {
        let schema = json!({"x-kind": "kana"});
        assert_eq!(read(schema.clone(), json!(" やまだ  ﾊﾅｺ ")), (Some(json!("ヤマダ　ハナコ")), vec![]));
        assert_eq!(read(schema.clone(), json!("山田")), (Some(json!("山田")), vec!["/f kana".to_owned()]));
        assert_eq!(read(schema, json!("　")), (None, vec![]));
    }
}
