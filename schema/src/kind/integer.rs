//! `integer`: a whole number, in digits of any width, with or without thousands separators.

use super::{Blueprint, Definition, Kind, Reading, json_type, no_problem, nothing_more};
use crate::characters::half_width;
use crate::display::Cell;
use crate::widget::Widget;
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition {
    json_type: "integer",
    keywords: &["x-unit"],
    infers,
    contribute: nothing_more,
    lint: no_problem,
    build,
};

#[derive(Debug)]
struct Integer {
    unit: Option<String>,
}

fn infers(schema: &Map<String, Value>) -> bool {
    json_type(schema) == Some("integer")
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Integer {
        unit: blueprint.text("x-unit").map(str::to_owned),
    })
}

/// Digits with half-width sign and point, without separators and unit; none when it cannot be a number.
pub(super) fn plain_number(text: &str, unit: Option<&str>) -> Option<String> {
    let text = text.trim();
    let text = unit
        .and_then(|unit| text.strip_suffix(unit))
        .unwrap_or(text);
    let folded = half_width(text).replace('、', ",");
    let folded = folded.trim();
    let (sign, digits) = match folded.as_bytes().first()? {
        b'-' => ("-", &folded[1..]),
        b'+' => ("", &folded[1..]),
        _ => ("", folded),
    };
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().filter(|first| is_digits(first))?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty()
        || (first.len() <= 3
            && rest
                .iter()
                .all(|group| group.len() == 3 && is_digits(group)));
    if !grouped || fraction.is_some_and(|fraction| !is_digits(fraction)) {
        return None;
    }
    let fraction = fraction
        .map(|fraction| format!(".{fraction}"))
        .unwrap_or_default();
    Some(format!("{sign}{first}{}{fraction}", rest.concat()))
}

impl Kind for Integer {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        match raw {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => {
                let number = plain_number(text, self.unit.as_deref())
                    .and_then(|plain| plain.parse::<i64>().ok());
                if number.is_none() {
                    reading.report("integerFormat");
                }
                Some(number.map_or_else(|| Value::from(text.trim()), Value::from))
            }
            // 12.0 is the whole number 12 to JSON Schema; it is stored as what it is.
            Value::Number(number) => Some(
                whole(number.as_f64())
                    .filter(|_| number.is_f64())
                    .map_or_else(|| raw.clone(), Value::from),
            ),
            other => super::without_emptiness(other),
        }
    }

    fn widget(&self) -> Widget {
        Widget::Number {
            inputmode: "numeric",
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
            .as_i64()
            .map_or_else(|| Cell::Text(super::plain_text(value)), Cell::Integer)
    }
}

/// The whole number a float holds exactly.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only values that a float holds exactly pass the guard"
)]
fn whole(number: Option<f64>) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    number
        .filter(|number| number.fract() == 0.0 && number.abs() <= EXACT)
        .map(|number| number as i64)
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
        ] {
            assert_eq!(
                read(schema.clone(), json!(typed)),
                (Some(json!(number)), vec![]),
                "{typed}"
            );
        }
        assert_eq!(read(schema.clone(), json!(12.0)), (Some(json!(12)), vec![]));
        assert_eq!(read(schema.clone(), json!("")), (None, vec![]));
        assert_eq!(build(schema).display(&json!(3)), ["3人"]);
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
        ] {
            let (value, violations) = read(json!({"type": "integer"}), json!(typed));
            assert_eq!(
                (value, violations),
                (Some(json!(typed)), vec!["/f integerFormat".to_owned()])
            );
        }
    }
}
