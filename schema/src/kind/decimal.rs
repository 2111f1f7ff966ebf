//! `decimal`: a number with or without a fraction.

use super::number::{Notation, stored};
use super::{Blueprint, Definition, Kind, Reading, json_type, no_problem, nothing_more};
use crate::display::Cell;
use crate::widget::Widget;
use serde_json::{Map, Number, Value};

pub const DEFINITION: Definition = Definition {
    json_type: "number",
    pattern_code: None,
    keywords: &["x-unit"],
    infers,
    contribute: nothing_more,
    lint: no_problem,
    build,
};

#[derive(Debug)]
struct Decimal {
    notation: Notation,
}

fn infers(schema: &Map<String, Value>) -> bool {
    json_type(schema) == Some("number")
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Decimal { notation: Notation::new(blueprint.text("x-unit")) })
}

fn number(plain: &str) -> Option<Number> {
    match plain.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => plain.parse::<f64>().ok().and_then(Number::from_f64).as_ref().map(stored),
    }
}

impl Kind for Decimal {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        match raw {
            Value::String(text) => self.notation.read(text, number, "decimalFormat", reading),
            Value::Number(number) => Some(Value::Number(stored(number))),
            other => super::without_emptiness(other),
        }
    }

    fn widget(&self) -> Widget {
        Widget::Number { inputmode: "decimal" }
    }

    fn display(&self, value: &Value) -> Vec<String> {
        self.notation.display(value)
    }

    fn unit(&self) -> Option<&str> {
        self.notation.unit.as_deref()
    }

    fn cell(&self, value: &Value) -> Cell {
        value.as_f64().map_or_else(|| Cell::Text(super::plain_text(value)), Cell::Decimal)
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn fractions_of_every_width() {
        let schema = json!({"type": "number", "x-unit": "℃"});
        assert_eq!(read(schema.clone(), json!("３６．５")), (Some(json!(36.5)), vec![]));
        assert_eq!(read(schema.clone(), json!("36")), (Some(json!(36)), vec![]));
        assert_eq!(read(schema.clone(), json!("1,234.5℃")), (Some(json!(1234.5)), vec![]));
        assert_eq!(read(schema.clone(), json!(36.5)), (Some(json!(36.5)), vec![]));
        assert_eq!(read(schema.clone(), json!("36.")), (Some(json!("36.")), vec!["/f decimalFormat".to_owned()]));
        assert_eq!(read(schema.clone(), json!("熱")), (Some(json!("熱")), vec!["/f decimalFormat".to_owned()]));
        assert_eq!(build(schema).display(&json!(36.5)), ["36.5℃"]);
    }

    #[test]
    fn one_number_has_one_form() {
        let schema = json!({"type": "number"});
        for raw in [json!("5"), json!("5.0"), json!("5.00円"), json!("+5"), json!("￥5"), json!(5), json!(5.0)] {
            let (value, violations) = read(schema.clone(), raw.clone());
            assert_eq!((value.map(|value| value.to_string()), violations), (Some("5".to_owned()), vec![]), "{raw}");
        }
        for (raw, form) in [
            (json!(".5"), "0.5"),
            (json!("-．50"), "-0.5"),
            (json!("0.50"), "0.5"),
            (json!(-0.0), "0"),
            (json!("-0.0"), "0"),
            (json!("9007199254740993.0"), "9007199254740993"),
        ] {
            assert_eq!(read(schema.clone(), raw).0.map(|value| value.to_string()).as_deref(), Some(form));
        }
        for typed in [".", "5.5.5", "-", "円", "￥", "1e3", "inf", "NaN", "0x5"] {
            assert_eq!(read(schema.clone(), json!(typed)).1, ["/f decimalFormat"], "{typed}");
        }
        assert_eq!(read(schema, json!("9".repeat(400))).1, ["/f decimalFormat"]);
    }
}
