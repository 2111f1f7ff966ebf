//! Fields whose answers can be tried completely: for some statements a list of values is known such that every value in the
//! world is told apart from none of them. Says nothing where it does not know.

use super::example::number;
use super::named::limits;
use crate::field::Field;
use crate::kind::{KindName, json_type};
use serde_json::{Value, json};

/// All subsets of so many choices are tried.
const COMBINED: usize = 5;

/// Values among which there is one for every way in which the statements can be true and false of an answer.
pub fn complete(field: &Field, statements: &[&Value]) -> Option<Vec<Value>> {
    let bounds = ["const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    let is = |words: &[&str]| statements.iter().all(|statement| only(statement, words));
    match json_type(&field.schema) {
        _ if field.nullable => None,
        Some("boolean") => Some(vec![json!(true), json!(false)]),
        Some("integer" | "number") if is(&bounds) => numbers(field, statements),
        Some("string") if field.kind == KindName::Choice && field.other().is_none() && !field.choices().is_empty() => {
            Some(field.choices().iter().map(|choice| choice.value.clone().into()).collect())
        }
        Some("array") if field.kind == KindName::Choices && !field.choices().is_empty() => subsets(field, statements),
        _ => None,
    }
}

/// Whether a statement says nothing but these words.
fn only(statement: &Value, words: &[&str]) -> bool {
    let Some(keywords) = statement.as_object() else { return statement.is_boolean() };
    keywords.iter().all(|(keyword, value)| match (keyword.as_str(), value) {
        ("allOf" | "anyOf", Value::Array(items)) => items.iter().all(|item| only(item, words)),
        ("not", statement) => only(statement, words),
        (word, _) => words.contains(&word),
    })
}

/// The numbers that are named, and some between each two and beyond.
fn numbers(field: &Field, statements: &[&Value]) -> Option<Vec<Value>> {
    let own = |keyword: &str| field.schema.get(keyword).and_then(Value::as_f64);
    let bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].into_iter().filter_map(own);
    let mut points: Vec<f64> = statements.iter().flat_map(|statement| limits(statement)).chain(bounds).collect();
    let others = ["enum", "const", "allOf", "anyOf", "oneOf", "not", "if"];
    let is_plain = !others.iter().any(|keyword| field.schema.contains_key(*keyword));
    if points.len() > 400 || points.iter().any(|point| point.abs() > 1e12) || !is_plain {
        return None;
    }
    points.sort_by(f64::total_cmp);
    points.dedup();
    let is_whole = json_type(&field.schema) == Some("integer");
    let step = own("multipleOf").filter(|step| *step > 0.0 && (!is_whole || step.fract() == 0.0));
    if field.schema.contains_key("multipleOf") && step.is_none() {
        return None;
    }
    let mut all = Vec::new();
    match step.or_else(|| is_whole.then_some(1.0)) {
        Some(step) => {
            let places = points.iter().map(|point| (point / step).floor());
            all.extend(places.flat_map(|place| [-1.0, 0.0, 1.0].map(|beside| (place + beside) * step)));
        }
        None => {
            all.extend(points.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])));
            all.extend(points.first().map(|least| least - 1.0).into_iter().chain(points.last().map(|most| most + 1.0)));
            all.extend(&points);
        }
    }
    if all.is_empty() {
        all.push(0.0);
    }
    Some(all.into_iter().filter_map(number).collect())
}

/// Every subset of the choices that are named, filled up with others to as many as there must be.
fn subsets(field: &Field, statements: &[&Value]) -> Option<Vec<Value>> {
    let mut asked: Vec<&Value> = Vec::new();
    for statement in statements {
        let keywords = statement.as_object().filter(|keywords| keywords.len() == 1)?;
        let wanted = keywords.get("contains")?.as_object().filter(|item| item.len() == 1)?.get("const")?;
        asked.push(wanted);
    }
    asked.extend(field.schema.get("x-exclusive"));
    let choices: Vec<Value> = field.choices().iter().map(|choice| choice.value.clone().into()).collect();
    let (named, others): (Vec<&Value>, Vec<&Value>) = choices.iter().partition(|choice| asked.contains(choice));
    let fewest = field.schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
    let fewest = usize::try_from(fewest).ok().filter(|fewest| *fewest <= 40)?;
    if named.len() > COMBINED || others.is_empty() && field.other().is_some() {
        return None;
    }
    let mut found = Vec::new();
    for set in 0..1_usize << named.len() {
        let chosen: Vec<&Value> = (0..named.len()).filter(|one| set >> one & 1 == 1).map(|one| named[one]).collect();
        let missing = fewest.saturating_sub(chosen.len());
        for more in [missing, missing.max(1)] {
            found.push(chosen.iter().chain(&others[..more.min(others.len())]).map(|one| (*one).clone()).collect());
        }
    }
    found.retain(|list: &Value| list.as_array().is_some_and(|items| !items.is_empty()));
    Some(found)
}
