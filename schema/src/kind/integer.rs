//! `integer`: a whole number, in digits of any width, with or without thousands separators.

use super::number::Numeric;
use super::{Blueprint, Definition, Kind, json_type};
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition { keywords: &["x-unit"], infers, ..Definition::of("integer", build) };

fn infers(schema: &Map<String, Value>) -> bool {
    json_type(schema) == Some("integer")
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Numeric::whole(blueprint.text("x-unit")).or(blueprint.other_units))
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
