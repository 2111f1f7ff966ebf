//! `rating`: a number on a short scale that is shown whole.

use super::number::{Numeric, stored};
use super::{Blueprint, Definition, Kind, Reading};
use crate::display::Cell;
use crate::problem::Problem;
use crate::widget::Widget;
use crate::word::{Say, Word};
use serde_json::Value;

pub const DEFINITION: Definition =
    Definition { keywords: &["x-low", "x-high"], lint, ..Definition::of("integer", build) };

/// From 0 to 10 is the longest scale in use.
const LONGEST: i64 = 10;
/// For a document that gives no scale, and so cannot be published.
const STAND_IN: (i64, i64) = (1, 5);

#[derive(Debug)]
struct Rating {
    number: Numeric,
    min: i64,
    max: i64,
    low: Option<String>,
    high: Option<String>,
}

/// The ends of the scale: whole numbers, at most eleven of them.
fn scale(blueprint: &Blueprint) -> Option<(i64, i64)> {
    let whole = |keyword| blueprint.schema.get(keyword).and_then(Value::as_number).map(stored)?.as_i64();
    let (min, max) = (whole("minimum")?, whole("maximum")?);
    let span = max.checked_sub(min)?;
    (1..=LONGEST).contains(&span).then_some((min, max))
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    if scale(blueprint).is_none() {
        problems.push(Problem::error("ratingRange", blueprint.at).with("limit", LONGEST));
    }
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let (min, max) = scale(blueprint).unwrap_or(STAND_IN);
    let label = |keyword| blueprint.text(keyword).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    // 「４点」 is how people write it; it is not shown.
    let number = Numeric::whole(Some("点"));
    Box::new(Rating { number, min, max, low: label("x-low"), high: label("x-high") })
}

impl Kind for Rating {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        self.number.read(raw, reading)
    }

    fn widget(&self) -> Widget {
        Widget::Rating { min: self.min, max: self.max, low: self.low.clone(), high: self.high.clone() }
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        let meaning = match value.as_i64() {
            Some(number) if number == self.min => &self.low,
            Some(number) if number == self.max => &self.high,
            _ => &None,
        };
        let shown = super::plain_text(value);
        let with = |meaning: &String| say(Word::Rating { number: &shown, meaning });
        vec![meaning.as_ref().map_or_else(|| shown.clone(), with)]
    }

    fn cell(&self, value: &Value) -> Cell {
        self.number.cell(value)
    }
}

#[cfg(test)]
mod tests {
    use crate::display::Cell;
    use crate::kind::testing::{build, problems, read};
    use crate::widget::Widget;
    use serde_json::{Value, json};

    fn scale(minimum: Value, maximum: Value) -> Value {
        json!({"x-kind": "rating", "minimum": minimum, "maximum": maximum, "x-low": "不満", "x-high": "満足"})
    }

    #[test]
    fn a_number_of_the_scale() {
        let schema = scale(json!(1), json!(5));
        for raw in [json!("４"), json!(4), json!(4.0), json!(" 4点")] {
            assert_eq!(read(schema.clone(), raw), (Some(json!(4)), vec![]));
        }
        assert_eq!(read(schema.clone(), json!("")), (None, vec![]));
        assert_eq!(read(schema.clone(), json!("良い")), (Some(json!("良い")), vec!["/f integerFormat".to_owned()]));
        // Beyond the scale: for the contract to refuse.
        assert_eq!(read(schema.clone(), json!("9")), (Some(json!(9)), vec![]));
        let field = build(schema);
        assert_eq!(
            field.widget(),
            Widget::Rating { min: 1, max: 5, low: Some("不満".to_owned()), high: Some("満足".to_owned()) }
        );
        let shown = |number: i64| field.display(&json!(number)).join("");
        assert_eq!([shown(1), shown(3), shown(5)], ["1（不満）", "3", "5（満足）"]);
        assert_eq!(field.cell(&json!(3)), Cell::Integer(3));
    }

    #[test]
    fn the_scale_is_short_and_whole() {
        assert_eq!(problems(scale(json!(0), json!(10))), [""; 0]);
        assert_eq!(problems(scale(json!(-2.0), json!(2))), [""; 0]);
        for (minimum, maximum) in [
            (json!(0), json!(11)),
            (json!(5), json!(5)),
            (json!(5), json!(1)),
            (json!(0.5), json!(5)),
            (json!(null), json!(5)),
            (json!(i64::MIN), json!(i64::MAX)),
        ] {
            assert_eq!(problems(scale(minimum, maximum)), ["/properties/f ratingRange"]);
        }
        assert_eq!(problems(json!({"x-kind": "rating"})), ["/properties/f ratingRange"]);
        assert_eq!(
            build(json!({"x-kind": "rating"})).widget(),
            Widget::Rating { min: 1, max: 5, low: None, high: None }
        );
    }
}
