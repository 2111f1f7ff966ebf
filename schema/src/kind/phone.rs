//! `phone`: a Japanese telephone number; the hyphens stay where the resident put them.

use super::{Blueprint, Definition, Kind, Reading, read_text};
use crate::characters::half_width;
use crate::widget::Widget;
use serde_json::Value;

pub const DEFINITION: Definition = Definition { pattern_code: Some("phone"), ..Definition::of("string", build) };

#[derive(Debug)]
struct Phone;

fn build(_: &Blueprint) -> Box<dyn Kind> {
    Box::new(Phone)
}

/// Half-width, without spaces, parentheses as hyphens, the national form of +81.
fn normalise(text: &str) -> String {
    let closed: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let folded = half_width(&closed);
    let separated = folded.chars().map(|letter| if matches!(letter, '(' | ')') { '-' } else { letter });
    let mut plain = String::with_capacity(folded.len());
    for letter in separated {
        if letter != '-' || !(plain.is_empty() || plain.ends_with('-')) {
            plain.push(letter);
        }
    }
    plain.truncate(plain.trim_end_matches('-').len());
    match plain.strip_prefix("+81") {
        Some(rest) => {
            let rest = rest.trim_start_matches('-');
            let rest = rest.strip_prefix("0-").or_else(|| rest.strip_prefix('0')).unwrap_or(rest);
            format!("0{rest}")
        }
        None => plain,
    }
}

/// Ten or eleven digits beginning with 0, with single hyphens between them.
const NUMBER: &str = "^0(-?[0-9]){9,10}$";

impl Kind for Phone {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        read_text(raw, normalise)
    }

    fn pattern(&self) -> Option<&str> {
        Some(NUMBER)
    }

    fn widget(&self) -> Widget {
        Widget::Phone
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::read;
    use serde_json::json;

    #[test]
    fn numbers_of_every_notation() {
        let schema = json!({"x-kind": "phone"});
        for (typed, number) in [
            ("０３－５２５３－５１１１", "03-5253-5111"),
            ("03ー5253ー5111", "03-5253-5111"),
            ("090ー1234ー5678", "090-1234-5678"),
            ("（０３）ー５２５３ｰ５１１１", "03-5253-5111"),
            ("(03)5253-5111", "03-5253-5111"),
            ("03（5253）5111", "03-5253-5111"),
            ("090 0000 0000", "09000000000"),
            ("+81 90-0000-0000", "090-0000-0000"),
            ("+81-(0)3-0000-0000", "03-0000-0000"),
        ] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(json!(number)), vec![]), "{typed}");
        }
    }

    #[test]
    fn others_are_reported() {
        for typed in ["12345", "3-5253-5111", "03-5253-511", "090-0000-00000", "電話なし", "03-5253-5111内線1"] {
            assert_eq!(read(json!({"x-kind": "phone"}), json!(typed)).1, ["/f phone"], "{typed}");
        }
        assert_eq!(read(json!({"x-kind": "phone"}), json!(" ")), (None, vec![]));
    }
}
