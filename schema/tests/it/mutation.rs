//! Documents and answers that somebody has tampered with: a subtree deleted, replaced, renamed, or put where another one
//! belongs. Only dice decide; nothing here knows what a form is.

use crate::resident::Dice;
use serde_json::{Value, json};

/// Changes one place of a value.
pub fn mutate(value: &mut Value, dice: &mut Dice) {
    let mut places = Vec::new();
    collect(value, &mut String::new(), &mut places);
    let at = places[dice.roll(places.len())].clone();
    let donor = value.pointer(&places[dice.roll(places.len())]).cloned().unwrap_or_default();
    let name = places[dice.roll(places.len())].rsplit('/').next().unwrap_or_default().to_owned();
    let Some((parent, last)) = at.rsplit_once('/') else {
        *value = odd(dice);
        return;
    };
    let last = last.replace("~1", "/").replace("~0", "~");
    match (value.pointer_mut(parent), dice.roll(6)) {
        (Some(Value::Object(members)), 0) => drop(members.remove(&last)),
        (Some(Value::Array(items)), 0) => drop(items.remove(last.parse().unwrap())),
        (Some(Value::Object(members)), 1) => {
            let moved = members.remove(&last).unwrap();
            members.insert(name, moved);
        }
        (Some(Value::Array(items)), 1) => {
            let again = items[last.parse::<usize>().unwrap()].clone();
            items.push(again);
        }
        (Some(Value::Object(members)), 2) => drop(members.insert(name, donor)),
        (Some(_), 3) => *value.pointer_mut(&at).unwrap() = donor,
        (Some(_), 4) => nudge(value.pointer_mut(&at).unwrap(), dice),
        _ => *value.pointer_mut(&at).unwrap() = odd(dice),
    }
}

/// The pointers of everything in a value, itself included.
fn collect(value: &Value, at: &mut String, places: &mut Vec<String>) {
    places.push(at.clone());
    let mut inside = |name: &str, member: &Value| {
        let length = at.len();
        at.push('/');
        at.push_str(&name.replace('~', "~0").replace('/', "~1"));
        collect(member, at, places);
        at.truncate(length);
    };
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| inside(&index.to_string(), item)),
        Value::Object(members) => members.iter().for_each(|(name, member)| inside(name, member)),
        _ => {}
    }
}

/// A little more or less of the same.
fn nudge(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Bool(truth) => *truth = !*truth,
        Value::Number(number) => {
            let near = number.as_f64().unwrap_or_default() + [1.0, -1.0, 0.5, 1e10][dice.roll(4)];
            *value = if near.fract() == 0.0 && near.abs() < 1e15 { json!(near as i64) } else { json!(near) };
        }
        Value::String(text) => match dice.roll(4) {
            0 => text.push(['0', 'あ', '\u{0}', '(', '\u{e0100}'][dice.roll(5)]),
            1 => drop(text.pop()),
            2 => *text = text.repeat(3),
            _ => *text = text.to_uppercase(),
        },
        Value::Array(items) => items.reverse(),
        other => *other = json!([other.clone()]),
    }
}

fn odd(dice: &mut Dice) -> Value {
    dice.pick(&[
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(3),
        json!(0.1),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e300),
        json!(""),
        json!("　"),
        json!("a"),
        json!("#"),
        json!("__other"),
        json!("^(a|b)*$"),
        json!("today"),
        json!("2026-04-01"),
        json!("null"),
        json!("string"),
        json!("array"),
        json!("object"),
        json!([]),
        json!(["a", "a", 1]),
        json!([[]]),
        json!({}),
        json!({ "": { "/~": 1 } }),
        json!({ "$ref": "#" }),
        json!({ "$ref": "#/$defs/short" }),
        json!({ "not": {} }),
        json!({ "type": "object", "properties": { "a": { "type": "string", "title": "あ" } } }),
        json!({ "type": ["string", "null"], "title": "い" }),
        json!({ "const": "a", "title": "う" }),
        json!({ "properties": { "field0": true } }),
    ])
}
