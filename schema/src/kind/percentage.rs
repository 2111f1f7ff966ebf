//! `percentage`: a number of hundredths, from 0 to 100 unless the document says otherwise.

use super::number::{Numeric, bound};
use super::{Blueprint, Definition, Kind};
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition { contribute, ..Definition::of("number", build) };

const SYNONYMS: &[&str] = &["パーセント", "ﾊﾟｰｾﾝﾄ", "ぱーせんと", "㌫", "percent"];

fn contribute(schema: &mut Map<String, Value>) {
    bound(schema, "minimum", "exclusiveMinimum", 0);
    bound(schema, "maximum", "exclusiveMaximum", 100);
}

fn build(_: &Blueprint) -> Box<dyn Kind> {
    Box::new(Numeric::decimal(Some("%")).or(SYNONYMS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::Cell;
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn hundredths_of_every_notation() {
        let schema = json!({"x-kind": "percentage"});
        for (typed, number) in [
            ("50", json!(50)),
            ("５０％", json!(50)),
            ("50%", json!(50)),
            ("50 %", json!(50)),
            ("50パーセント", json!(50)),
            ("５０ﾊﾟｰｾﾝﾄ", json!(50)),
            ("50㌫", json!(50)),
            ("12.5%", json!(12.5)),
            ("１２．５０", json!(12.5)),
            ("0", json!(0)),
            (" 100.0％ ", json!(100)),
            (".5%", json!(0.5)),
        ] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(number), vec![]), "{typed}");
        }
        for typed in ["5割", "50円", "半分", "%", "50%%", "50パーセント％以上"] {
            assert_eq!(read(schema.clone(), json!(typed)).1, ["/f decimalFormat"], "{typed}");
        }
        let field = build(schema);
        assert_eq!(
            (field.display(&json!(12.5)), field.cell(&json!(50))),
            (vec!["12.5%".to_owned()], Cell::Decimal(50.0))
        );
    }

    #[test]
    fn bounds_give_way_to_the_document() {
        let contributed = |schema: Value| {
            let mut schema = schema.as_object().cloned().unwrap();
            contribute(&mut schema);
            Value::Object(schema)
        };
        assert_eq!(contributed(json!({})), json!({"minimum": 0, "maximum": 100}));
        assert_eq!(
            contributed(json!({"maximum": 200, "exclusiveMinimum": 0})),
            json!({"maximum": 200, "exclusiveMinimum": 0})
        );
    }
}
