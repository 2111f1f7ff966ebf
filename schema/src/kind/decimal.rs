//! `decimal`: a number with or without a fraction.

use super::number::Numeric;
use super::{Blueprint, Definition, Kind, json_type};
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition { keywords: &["x-unit"], infers, ..Definition::of("number", build) };

fn infers(schema: &Map<String, Value>) -> bool {
    json_type(schema) == Some("number")
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Numeric::decimal(blueprint.text("x-unit")).or(blueprint.other_units))
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
