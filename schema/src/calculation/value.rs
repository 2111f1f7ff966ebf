//! Between JSON and the interpreter's values. Answers go in by their field's declared type, borrowed where they can be;
//! an answer of another type is no answer. Only numbers, texts and booleans come out.

use super::Outcome;
use super::shape::{Type, longest};
use cel::common::types::{CelBool, CelDouble, CelInt, CelList, CelMap, CelMapKey, CelString};
use cel::common::value::{CowVal, Val};
use serde_json::{Map, Number, Value};
use std::collections::HashMap;

/// A value of the interpreter.
pub type Boxed<'a> = Box<dyn Val + 'a>;

static TRUE: CelBool = CelBool::TRUE;
static FALSE: CelBool = CelBool::FALSE;

/// The value of an answer; none when it counts as absent.
pub fn answer<'a>(value: Option<&'a Value>, of: &Type) -> Option<Boxed<'a>> {
    match (value, of) {
        (None, Type::List { .. }) => Some(Box::new(CelList::from(Vec::<Boxed<'a>>::new()))),
        (None, _) => None,
        (Some(value), of) => given(value, of),
    }
}

fn given<'a>(value: &'a Value, of: &Type) -> Option<Boxed<'a>> {
    match (of, value) {
        (Type::Boolean, Value::Bool(one)) => Some(Box::new(CelBool::from(*one))),
        (Type::Integer, Value::Number(number)) => Some(Box::new(CelInt::from(number.as_i64()?))),
        (Type::Decimal, Value::Number(number)) => {
            number.as_f64().filter(|one| one.is_finite()).map(|one| Box::new(CelDouble::from(one)) as Boxed<'a>)
        }
        (Type::Text(max), Value::String(text)) => {
            let longest = longest(*max);
            let fits = text.len() as u64 <= longest || text.chars().count() as u64 <= longest;
            fits.then(|| Box::new(CelString::from(text.as_str())) as Boxed<'a>)
        }
        (Type::List { max, of }, Value::Array(items)) if items.len() as u64 <= *max => {
            let items: Vec<Boxed<'a>> = items.iter().filter_map(|item| given(item, of)).collect();
            Some(Box::new(CelList::from(items)))
        }
        (Type::Record(_), Value::Object(members)) => Some(row(members, of)),
        _ => None,
    }
}

/// The value of a row: the members that are declared and there.
pub fn row<'a>(members: &'a Map<String, Value>, of: &Type) -> Boxed<'a> {
    let declared: &[super::Name] = match of {
        Type::Record(names) => names,
        _ => &[],
    };
    let mut known: HashMap<CelMapKey<'a>, Boxed<'a>> = HashMap::with_capacity(declared.len());
    for (name, value) in members {
        let declared = declared.iter().find(|one| one.name == *name);
        if let Some(value) = declared.and_then(|one| given(value, &one.of)) {
            known.insert(CelMapKey::from(name.as_str()), value);
        }
    }
    Box::new(CelMap::from(known))
}

/// A text of this run.
pub fn text<'a>(text: &'a str) -> CowVal<'a, 'a> {
    CowVal::owned(CelString::from(text))
}

/// A truth value.
pub fn boolean<'a>(is_true: bool) -> CowVal<'a, 'a> {
    CowVal::Borrowed(if is_true { &TRUE } else { &FALSE })
}

/// A result as JSON.
pub fn outcome(result: &cel::Value) -> Outcome {
    match result {
        cel::Value::Int(number) => Outcome::Value(Value::from(*number)),
        cel::Value::Float(number) => {
            let number = Number::from_f64(*number);
            number.map_or(Outcome::Failed("overflow"), |number| Outcome::Value(Value::Number(number)))
        }
        cel::Value::Bool(truth) => Outcome::Value(Value::Bool(*truth)),
        cel::Value::String(text) => Outcome::Value(Value::from(text.as_str())),
        _ => Outcome::Failed("type"),
    }
}
