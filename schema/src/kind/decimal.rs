//! `decimal`: a number with or without a fraction.

use super::integer::plain_number;
use super::{Blueprint, Definition, Kind, Reading, json_type, no_problem, nothing_more};
use crate::display::Cell;
use crate::widget::Widget;
use serde_json::{Map, Number, Value};

pub const DEFINITION: Definition = Definition {
    json_type: "number",
    keywords: &["x-unit"],
    infers,
    contribute: nothing_more,
    lint: no_problem,
    build,
};

#[derive(Debug)]
struct Decimal {
    unit: Option<String>,
}

fn infers(schema: &Map<String, Value>) -> bool {
    json_type(schema) == Some("number")
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Decimal {
        unit: blueprint.text("x-unit").map(str::to_owned),
    })
}

/// A whole number where the text has no fraction, so that `36` is stored as `36` and not as `36.0`.
fn number(plain: &str) -> Option<Number> {
    match plain.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => plain.parse::<f64>().ok().and_then(Number::from_f64),
    }
}

impl Kind for Decimal {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        match raw {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => {
                let number = plain_number(text, self.unit.as_deref())
                    .as_deref()
                    .and_then(number);
                if number.is_none() {
                    reading.report("decimalFormat");
                }
                Some(number.map_or_else(|| Value::from(text.trim()), Value::Number))
            }
            other => super::without_emptiness(other),
        }
    }

    fn widget(&self) -> Widget {
        Widget::Number {
            inputmode: "decimal",
        }
    }

    fn display(&self, value: &Value) -> Vec<String> {
        vec![format!(
            "{}{}",
            super::plain_text(value),
            self.unit.as_deref().unwrap_or_default()
        )]
    }

    fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    fn cell(&self, value: &Value) -> Cell {
        value
            .as_f64()
            .map_or_else(|| Cell::Text(super::plain_text(value)), Cell::Decimal)
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn fractions_of_every_width() {
        let schema = json!({"type": "number", "x-unit": "℃"});
        assert_eq!(
            read(schema.clone(), json!("３６．５")),
            (Some(json!(36.5)), vec![])
        );
        assert_eq!(read(schema.clone(), json!("36")), (Some(json!(36)), vec![]));
        assert_eq!(
            read(schema.clone(), json!("1,234.5℃")),
            (Some(json!(1234.5)), vec![])
        );
        assert_eq!(
            read(schema.clone(), json!(36.5)),
            (Some(json!(36.5)), vec![])
        );
        assert_eq!(
            read(schema.clone(), json!("36.")),
            (Some(json!("36.")), vec!["/f decimalFormat".to_owned()])
        );
        assert_eq!(
            read(schema.clone(), json!("熱")),
            (Some(json!("熱")), vec!["/f decimalFormat".to_owned()])
        );
        assert_eq!(build(schema).display(&json!(36.5)), ["36.5℃"]);
    }
}
