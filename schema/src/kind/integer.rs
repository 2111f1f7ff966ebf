//! `integer`: a whole number, in digits of any width, with or without thousands separators.

use super::number::{Notation, stored};
use super::{Blueprint, Definition, Kind, Reading, json_type, no_problem, nothing_more};
use crate::display::Cell;
use crate::widget::Widget;
use serde_json::{Map, Number, Value};

pub const DEFINITION: Definition = Definition {
    json_type: "integer",
    pattern_code: None,
    keywords: &["x-unit"],
    infers,
    contribute: nothing_more,
    lint: no_problem,
    build,
};

#[derive(Debug)]
struct Integer {
    notation: Notation,
}

fn infers(schema: &Map<String, Value>) -> bool {
    json_type(schema) == Some("integer")
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Integer { notation: Notation::new(blueprint.text("x-unit")) })
}

fn number(plain: &str) -> Option<Number> {
    plain.parse::<i64>().ok().map(Number::from)
}

impl Kind for Integer {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        match raw {
            Value::String(text) => self.notation.read(text, number, "integerFormat", reading),
            // 12.0 is the whole number 12 to JSON Schema; it is stored as what it is.
            Value::Number(number) => Some(Value::Number(stored(number))),
            other => super::without_emptiness(other),
        }
    }

    fn widget(&self) -> Widget {
        Widget::Number { inputmode: "numeric" }
    }

    fn display(&self, value: &Value) -> Vec<String> {
        self.notation.display(value)
    }

    fn unit(&self) -> Option<&str> {
        self.notation.unit.as_deref()
    }

    fn cell(&self, value: &Value) -> Cell {
        value.as_i64().map_or_else(|| Cell::Text(super::plain_text(value)), Cell::Integer)
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn digits_of_every_width() {
        let schema = json!({"type": "integer", "x-unit": "人"});
        for (typed, number) in [
            ("１，２３４", 1234),
            (" 12 ", 12),
            ("−3", -3),
            ("1,234,567", 1_234_567),
            ("３人", 3),
            ("0", 0),
            ("-0", 0),
            ("5.0", 5),
            ("５．００", 5),
            ("1,000.0人", 1000),
            ("5 人", 5),
            ("+5", 5),
        ] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(json!(number)), vec![]), "{typed}");
        }
        assert_eq!(read(schema.clone(), json!(12.0)), (Some(json!(12)), vec![]));
        assert_eq!(read(schema.clone(), json!("")), (None, vec![]));
        assert_eq!(build(schema).display(&json!(3)), ["3人"]);
    }

    #[test]
    fn yen_where_it_can_be_nothing_else() {
        for schema in [json!({"type": "integer"}), json!({"type": "integer", "x-unit": "円"})] {
            for typed in ["￥5,000", "¥5000", "\\5000", "5000円", "￥５，０００円", "5000.0 円"] {
                assert_eq!(read(schema.clone(), json!(typed)), (Some(json!(5000)), vec![]), "{typed}");
            }
        }
        let length = json!({"type": "integer", "x-unit": "ｋｇ"});
        assert_eq!(read(length.clone(), json!("5kg")), (Some(json!(5)), vec![]));
        assert_eq!(read(length, json!("５ｋｇ")), (Some(json!(5)), vec![]));
    }

    #[test]
    fn other_texts_stay_and_are_reported() {
        for typed in [
            "三",
            "1.5",
            "1,23",
            "99999999999999999999",
            "1 2",
            "--1",
            "1e3",
            "5.",
            ".",
            "5円",
            "￥5",
            "1,234,56",
            "1234,567",
            ",5",
            "5人",
        ] {
            let (value, violations) = read(json!({"type": "integer", "x-unit": "個"}), json!(typed));
            assert_eq!((value, violations), (Some(json!(typed)), vec!["/f integerFormat".to_owned()]));
        }
    }
}
