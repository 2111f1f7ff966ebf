//! What `integer`, `decimal`, `money` and `percentage` have in common: how people write numbers, and the one form in which a
//! number is stored. What is special about one of them is in its own file.

use super::{Kind, Reading, plain_text, without_emptiness};
use crate::characters::half_width;
use crate::display::Cell;
use crate::widget::Widget;
use crate::word::{Say, Word};
use serde_json::{Map, Number, Value};

/// A field whose answers are numbers.
#[derive(Debug)]
pub struct Numeric {
    notation: Notation,
    /// Without a fraction.
    whole: bool,
}

impl Numeric {
    /// A whole number that counts `unit`.
    pub fn whole(unit: Option<&str>) -> Self {
        Self { notation: Notation::new(unit), whole: true }
    }

    /// A number that may have a fraction.
    pub fn decimal(unit: Option<&str>) -> Self {
        Self { notation: Notation::new(unit), whole: false }
    }

    /// With other words for its unit.
    pub fn or(mut self, synonyms: &[&str]) -> Self {
        let units = &mut self.notation.folded_units;
        units.extend(synonyms.iter().map(|unit| folded(unit)).filter(|unit| !unit.is_empty()));
        // Where one unit ends like another, the longer is meant.
        units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
        self
    }

    /// The number a text means; none when it cannot be read.
    pub fn number(&self, text: &str) -> Option<Number> {
        let plain = self.notation.plain(text)?;
        match plain.parse::<i64>() {
            Ok(whole) => Some(whole.into()),
            Err(_) if self.whole => None,
            Err(_) => plain.parse::<f64>().ok().and_then(Number::from_f64).as_ref().map(stored),
        }
    }

    /// A raw answer, with texts read by `number`; what cannot be read stays as typed and is reported.
    pub fn read_with(
        &self,
        raw: &Value,
        reading: &mut Reading,
        number: impl FnOnce(&str) -> Option<Number>,
    ) -> Option<Value> {
        match raw {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(number(text.trim()).map_or_else(
                || {
                    reading.report(if self.whole { "integerFormat" } else { "decimalFormat" });
                    Value::from(text.trim())
                },
                Value::Number,
            )),
            // 12.0 is the whole number 12 to JSON Schema; it is stored as what it is.
            Value::Number(number) => Some(Value::Number(stored(number))),
            other => without_emptiness(other),
        }
    }
}

impl Kind for Numeric {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        self.read_with(raw, reading, |text| self.number(text))
    }

    fn widget(&self) -> Widget {
        Widget::Number { inputmode: if self.whole { "numeric" } else { "decimal" } }
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        let unit = self.notation.unit.as_deref().unwrap_or_default();
        match value {
            Value::Number(number) => vec![say(Word::Amount { number: &number.to_string(), unit })],
            other => vec![format!("{}{unit}", plain_text(other))],
        }
    }

    fn unit(&self) -> Option<&str> {
        self.notation.unit.as_deref()
    }

    fn cell(&self, value: &Value) -> Cell {
        let number = if self.whole { value.as_i64().map(Cell::Integer) } else { value.as_f64().map(Cell::Decimal) };
        number.unwrap_or_else(|| Cell::Text(plain_text(value)))
    }
}

/// Adds a bound unless the document has one on that side.
pub fn bound(schema: &mut Map<String, Value>, keyword: &str, exclusive: &str, number: i64) {
    if !schema.contains_key(exclusive) {
        schema.entry(keyword).or_insert_with(|| number.into());
    }
}

/// How numbers of one field are written.
#[derive(Debug)]
struct Notation {
    /// As the document has it.
    unit: Option<String>,
    /// Every word for it as it looks once a text is half-width and in small letters, the longest first.
    folded_units: Vec<String>,
    /// A yen sign means nothing else here.
    yen: bool,
}

impl Notation {
    fn new(unit: Option<&str>) -> Self {
        Self {
            unit: unit.map(str::to_owned),
            folded_units: unit.map(folded).into_iter().collect(),
            yen: unit.is_none_or(|unit| matches!(unit.trim(), "" | "円")),
        }
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
        let text = self.folded_units.iter().find_map(|unit| without_ending(text, unit)).unwrap_or(text);
        if !self.yen {
            return text.trim();
        }
        let text = text.strip_suffix('円').unwrap_or(text).trim();
        // The key with the yen sign types a backslash on many keyboards.
        text.strip_prefix(['¥', '￥', '\\']).unwrap_or(text).trim_start()
    }
}

/// A unit as it is compared.
fn folded(unit: &str) -> String {
    half_width(unit.trim()).to_ascii_lowercase()
}

/// The text before an ending, which may be typed in capital letters.
fn without_ending<'a>(text: &'a str, ending: &str) -> Option<&'a str> {
    let (before, last) = text.split_at_checked(text.len().checked_sub(ending.len())?)?;
    last.eq_ignore_ascii_case(ending).then_some(before)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits of a whole number without its thousands separators, which must stand where they belong.
pub fn push_ungrouped(whole: &str, plain: &mut String) -> Option<()> {
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
