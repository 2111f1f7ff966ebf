//! `myNumber`: 個人番号, 12 digits. Only a form whose settings record the legal ground for asking may have such a field
//! (lint sees to that), and its answers are always treated as individual numbers.

use super::check_digits::modulus_11;
use super::checked_number::{CheckedNumber, compact};
use super::{Blueprint, Definition, Kind};

pub const DEFINITION: Definition = Definition { pattern_code: Some("myNumber"), ..Definition::of("string", build) };

fn build(_: &Blueprint) -> Box<dyn Kind> {
    let number = CheckedNumber::new(compact, Some("^[0-9]{12}$".to_owned()), modulus_11);
    Box::new(number.in_groups(vec![4, 4, 4], ' '))
}

#[cfg(test)]
mod tests {
    use crate::display::Cell;
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn twelve_digits_with_a_check_digit() {
        let schema = json!({"x-kind": "myNumber"});
        for typed in [
            "123456789018",
            "１２３４５６７８９０１８",
            "1234 5678 9018",
            "1234　5678　9018",
            "1234-5678-9018",
            "１２３４－５６７８－９０１８",
            "1234ー5678ー9018",
            "1234‐5678‐9018",
            " 123456789018 ",
            "1234\t5678\n9018",
        ] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(json!("123456789018")), vec![]), "{typed}");
        }
        assert_eq!(read(schema.clone(), json!("123456789012")).1, ["/f checkDigit"]);
        for typed in ["12345678901", "1234567890188", "マイナンバー", "12345678901O"] {
            assert_eq!(read(schema.clone(), json!(typed)).1, ["/f myNumber"], "{typed}");
        }
        let field = build(schema);
        assert_eq!(field.display(&json!("123456789018")), ["1234 5678 9018"]);
        assert_eq!(field.display(&json!("あ34")), ["あ34"]);
        assert_eq!(field.cell(&json!("123456789018")), Cell::Text("123456789018".to_owned()));
    }
}
