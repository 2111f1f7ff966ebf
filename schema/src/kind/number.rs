//! What `integer` and `decimal` have in common: how people write numbers, and the one form in which a number is stored.

use super::Reading;
use crate::characters::half_width;
use serde_json::{Number, Value};

/// How numbers of one field are written.
#[derive(Debug)]
pub struct Notation {
    /// As the document has it.
    pub unit: Option<String>,
    /// As it looks once a text is half-width.
    folded_unit: Option<String>,
    /// A yen sign means nothing else here.
    yen: bool,
}

impl Notation {
    pub fn new(unit: Option<&str>) -> Self {
        Self {
            unit: unit.map(str::to_owned),
            folded_unit: unit.map(|unit| half_width(unit.trim())),
            yen: unit.is_none_or(|unit| matches!(unit.trim(), "" | "円")),
        }
    }

    /// A text answer as a number; what cannot be read stays as typed and is reported. None when nothing was answered.
    pub fn read(
        &self,
        text: &str,
        number: fn(&str) -> Option<Number>,
        code: &'static str,
        reading: &mut Reading,
    ) -> Option<Value> {
        let typed = text.trim();
        if typed.is_empty() {
            return None;
        }
        let read = self.plain(typed).as_deref().and_then(number);
        if read.is_none() {
            reading.report(code);
        }
        Some(read.map_or_else(|| Value::from(typed), Value::Number))
    }

    /// An accepted number with its unit.
    pub fn display(&self, value: &Value) -> Vec<String> {
        let mut shown = super::plain_text(value);
        shown.push_str(self.unit.as_deref().unwrap_or_default());
        vec![shown]
    }

    /// Sign, digits and the digits of the fraction that count, without separators, unit and yen sign; none when it cannot be
    /// a number.
    fn plain(&self, text: &str) -> Option<String> {
        let folded = half_width(text);
        let bare = self.without_unit(&folded);
        let (sign, digits) = match bare.as_bytes().first()? {
            b'-' => ("-", &bare[1..]),
            b'+' => ("", &bare[1..]),
            _ => ("", bare),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, fraction)) if !is_digits(fraction) => return None,
            Some((whole, fraction)) => (whole, fraction.trim_end_matches('0')),
            None => (digits, ""),
        };
        let mut plain = String::with_capacity(digits.len() + 2);
        plain.push_str(sign);
        if whole.is_empty() && digits.starts_with('.') {
            plain.push('0');
        } else {
            push_ungrouped(whole, &mut plain)?;
        }
        if !fraction.is_empty() {
            plain.push('.');
            plain.push_str(fraction);
        }
        Some(plain)
    }

    fn without_unit<'a>(&self, folded: &'a str) -> &'a str {
        let text = folded.trim();
        let text = self.folded_unit.as_deref().and_then(|unit| text.strip_suffix(unit)).unwrap_or(text);
        if !self.yen {
            return text.trim();
        }
        let text = text.strip_suffix('円').unwrap_or(text).trim();
        // The key with the yen sign types a backslash on many keyboards.
        text.strip_prefix(['¥', '￥', '\\']).unwrap_or(text).trim_start()
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits of a whole number without its thousands separators, which must stand where they belong.
fn push_ungrouped(whole: &str, plain: &mut String) -> Option<()> {
    let mut groups = whole.split([',', '、']);
    let first = groups.next().filter(|first| is_digits(first))?;
    plain.push_str(first);
    for group in groups {
        if first.len() > 3 || group.len() != 3 || !is_digits(group) {
            return None;
        }
        plain.push_str(group);
    }
    Some(())
}

/// A JSON number in the one form in which it is stored: 5, not 5.0.
pub fn stored(number: &Number) -> Number {
    let whole = if number.is_f64() { number.as_f64().and_then(whole) } else { None };
    whole.map_or_else(|| number.clone(), Number::from)
}

/// The whole number a float holds exactly.
#[expect(clippy::cast_possible_truncation, reason = "only values that a float holds exactly pass the guard")]
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}
