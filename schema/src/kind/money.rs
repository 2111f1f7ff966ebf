//! `money`: an amount of yen, always whole. Besides what every number may look like, amounts in units (1万2千円, 1.5万円), in
//! Chinese numerals (金五千円也) and the way cheques have them (￥5,000-) are understood.

use super::number::{Numeric, bound, push_ungrouped};
use super::{Blueprint, Definition, Kind, Reading};
use crate::characters::{arabic, half_width};
use crate::display::Cell;
use crate::widget::Widget;
use crate::word::{Say, Word};
use serde_json::{Map, Number, Value};

pub const DEFINITION: Definition = Definition { contribute, ..Definition::of("integer", build) };

/// The largest whole number that every reader of JSON keeps exactly.
const LARGEST: i64 = 9_007_199_254_740_991;

const UNITS: [(char, i64); 5] =
    [('兆', 1_000_000_000_000), ('億', 100_000_000), ('万', 10_000), ('千', 1_000), ('百', 100)];

/// Parts of a yen that are counted, so that 1.5万 stays a whole number all the way.
const PARTS: i64 = 10_000;

/// Longer texts are no amounts.
const LONGEST: usize = 120;

#[derive(Debug)]
struct Money {
    number: Numeric,
}

fn contribute(schema: &mut Map<String, Value>) {
    bound(schema, "minimum", "exclusiveMinimum", 0);
    bound(schema, "maximum", "exclusiveMaximum", LARGEST);
}

fn build(_: &Blueprint) -> Box<dyn Kind> {
    Box::new(Money { number: Numeric::whole(Some("円")).or(&["yen", "JPY"]) })
}

/// An amount in units; none when it is none, or no whole one.
fn amount(text: &str) -> Option<Number> {
    if text.len() > LONGEST {
        return None;
    }
    let folded: String = half_width(text).chars().filter(|letter| !letter.is_whitespace()).collect();
    // Beside digits, Chinese numerals are units or a mistake.
    let folded = if folded.contains(|letter: char| letter.is_ascii_digit()) { folded } else { arabic(&folded) };
    let text = folded.strip_prefix('金').unwrap_or(&folded);
    let text = text.strip_prefix(['¥', '￥', '\\']).unwrap_or(text);
    let text = text.strip_suffix('也').unwrap_or(text);
    let text = text.strip_suffix('-').unwrap_or(text);
    let text = text.strip_suffix('円').unwrap_or(text);
    let parts = counted(text, &UNITS)?;
    (parts % PARTS == 0).then(|| (parts / PARTS).into())
}

/// The parts of a yen in an amount whose units are these or smaller ones. What follows a unit is less than the unit.
fn counted(text: &str, units: &[(char, i64)]) -> Option<i64> {
    let Some(((unit, size), smaller)) = units.split_first() else {
        return decimal(text);
    };
    let Some((count, rest)) = text.split_once(*unit) else {
        return counted(text, smaller);
    };
    let count = match count {
        "" if *size < 10_000 => PARTS,
        count => counted(count, smaller)?,
    };
    let rest = if rest.is_empty() { 0 } else { counted(rest, smaller)? };
    if rest >= size.checked_mul(PARTS)? {
        return None;
    }
    count.checked_mul(*size)?.checked_add(rest)
}

fn decimal(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut digits = String::with_capacity(text.len() + 4);
    push_ungrouped(whole, &mut digits)?;
    let fits = matches!(fraction.len(), 1..=4) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !fits {
        return None;
    }
    digits.push_str(fraction);
    digits.extend(std::iter::repeat_n('0', 4 - fraction.len()));
    digits.parse().ok()
}

impl Kind for Money {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        self.number.read_with(raw, reading, |text| self.number.number(text).or_else(|| amount(text)))
    }

    fn widget(&self) -> Widget {
        self.number.widget()
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        value.as_i64().map_or_else(|| self.number.lines(value, say), |number| vec![say(Word::Yen(&number.to_string()))])
    }

    fn unit(&self) -> Option<&str> {
        self.number.unit()
    }

    fn cell(&self, value: &Value) -> Cell {
        self.number.cell(value)
    }
}

#[cfg(test)]
mod tests {
    use crate::display::Cell;
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn amounts_of_every_notation() {
        let schema = json!({"x-kind": "money"});
        for (typed, yen) in [
            ("12000", 12_000),
            ("１２，０００", 12_000),
            ("12,000円", 12_000),
            ("￥12,000", 12_000),
            ("\\12000", 12_000),
            ("￥12,000-", 12_000),
            ("12000.0", 12_000),
            ("1万2千円", 12_000),
            ("1万2,000円", 12_000),
            ("１．２万円", 12_000),
            ("12千円", 12_000),
            ("一万二千円", 12_000),
            ("金一万二千円也", 12_000),
            ("5万円", 50_000),
            ("5 万 円", 50_000),
            ("千円", 1_000),
            ("3百円", 300),
            ("2千万", 20_000_000),
            ("1億2,345万6,789円", 123_456_789),
            ("0円", 0),
        ] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(json!(yen)), vec![]), "{typed}");
        }
        assert_eq!(read(schema.clone(), json!(12000.0)), (Some(json!(12000)), vec![]));
        assert_eq!(read(schema, json!(" ")), (None, vec![]));
    }

    #[test]
    fn nothing_is_guessed() {
        for typed in [
            "12.5",
            "1.00005万円",
            "5ドル",
            "万円",
            "1万2万",
            "1千5000",
            "1万20000円",
            "2十万",
            "1,23万",
            "約5万円",
            "5万円〜",
            "99999999兆円",
            "-",
            "円",
            "金",
            "1.2.3万",
        ] {
            assert_eq!(read(json!({"x-kind": "money"}), json!(typed)).1, ["/f integerFormat"], "{typed}");
        }
    }

    #[test]
    fn shown_in_groups_of_three() {
        let field = build(json!({"x-kind": "money"}));
        let shown = |yen: i64| field.display(&json!(yen)).concat();
        assert_eq!(
            [shown(0), shown(999), shown(12_000), shown(-1_234_567)],
            ["0円", "999円", "12,000円", "-1,234,567円"]
        );
        assert_eq!(field.cell(&json!(12_000)), Cell::Integer(12_000));
        assert_eq!(field.unit(), Some("円"));
    }
}
