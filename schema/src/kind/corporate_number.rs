//! `corporateNumber`: 法人番号, the 13 digits that the National Tax Agency gives to a corporation.

use super::check_digits::corporate_number;
use super::checked_number::{CheckedNumber, compact, thirteen_digits};
use super::{Blueprint, Definition, Kind};

pub const DEFINITION: Definition =
    Definition { pattern_code: Some("corporateNumber"), ..Definition::of("string", build) };

fn build(_: &Blueprint) -> Box<dyn Kind> {
    Box::new(CheckedNumber::new(fold, Some("^[0-9]{13}$".to_owned()), corporate_number))
}

/// People copy it from invoices, where it stands behind a T.
fn fold(text: &str) -> String {
    let compact = compact(text);
    thirteen_digits(&compact).map(str::to_owned).unwrap_or(compact)
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn thirteen_digits_with_a_check_digit() {
        let schema = json!({"x-kind": "corporateNumber"});
        // The National Tax Agency's own.
        for typed in [
            "7000012050002",
            "７００００１２０５０００２",
            "7-0000-1205-0002",
            "７ー００００ー１２０５ー０００２",
            "7 0000 1205 0002",
            "7　0000　1205　0002",
            "7‐0000‐1205‐0002",
            " 7000012050002 ",
            "T7000012050002",
            "Ｔ７０００012050002",
            "t7000012050002",
        ] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(json!("7000012050002")), vec![]), "{typed}");
        }
        assert_eq!(read(schema.clone(), json!("7000012050003")).1, ["/f checkDigit"]);
        for typed in ["700001205000", "70000120500022", "T700001205000", "法人番号", "7000012O50002", "TT7000012050002"]
        {
            assert_eq!(read(schema.clone(), json!(typed)).1, ["/f corporateNumber"], "{typed}");
        }
        assert_eq!(read(schema.clone(), json!("　")), (None, vec![]));
        assert_eq!(build(schema).display(&json!("7000012050002")), ["7000012050002"]);
    }
}
