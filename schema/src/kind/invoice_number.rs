//! `invoiceNumber`: 適格請求書発行事業者の登録番号, a T and 13 digits. A corporation's are its corporate number; the number
//! of anybody else is of the same form, with the same check digit.

use super::check_digits::corporate_number;
use super::checked_number::{CheckedNumber, compact, thirteen_digits};
use super::{Blueprint, Definition, Kind};

pub const DEFINITION: Definition =
    Definition { pattern_code: Some("invoiceNumber"), ..Definition::of("string", build) };

fn build(_: &Blueprint) -> Box<dyn Kind> {
    let checks = |number: &str| number.strip_prefix('T').is_some_and(corporate_number);
    Box::new(CheckedNumber::new(fold, Some("^T[0-9]{13}$".to_owned()), checks).with_letters())
}

fn fold(text: &str) -> String {
    let compact = compact(text);
    thirteen_digits(&compact).map(|digits| format!("T{digits}")).unwrap_or(compact)
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use crate::widget::Widget;
    use serde_json::json;

    #[test]
    fn a_t_and_thirteen_digits() {
        let schema = json!({"x-kind": "invoiceNumber"});
        for typed in [
            "T7000012050002",
            "t7000012050002",
            "Ｔ７００００１２０５０００２",
            "ｔ7000012050002",
            "T-7000012050002",
            "T 7000 0120 50002",
            "Ｔ－７０００－０１２０－５０００２",
            "Tー7000012050002",
            "7000012050002",
            "７００００１２０５０００２",
            " T7000012050002\n",
        ] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(json!("T7000012050002")), vec![]), "{typed}");
        }
        assert_eq!(read(schema.clone(), json!("T7000012050003")).1, ["/f checkDigit"]);
        for typed in ["T700001205000", "S7000012050002", "TT7000012050002", "未登録", "T"] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(json!(typed)), vec!["/f invoiceNumber".to_owned()]));
        }
        assert_eq!(build(schema).widget(), Widget::Text { inputmode: "text", max_length: None });
    }
}
