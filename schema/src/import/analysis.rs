//! What can be said about a written-out schema without any answer: which JSON types it allows, which values if they are
//! few, and whether a given value fits.

use super::references::{AT, RECURSIVE};
use serde_json::{Map, Value, json};

/// JSON types as bits.
pub const NULL: u8 = 1;
pub const BOOLEAN: u8 = 2;
pub const INTEGER: u8 = 4;
pub const FRACTION: u8 = 8;
pub const STRING: u8 = 16;
pub const ARRAY: u8 = 32;
pub const OBJECT: u8 = 64;
pub const ANY: u8 = 127;
pub const NUMBER: u8 = INTEGER | FRACTION;

fn named(name: &str) -> u8 {
    match name {
        "null" => NULL,
        "boolean" => BOOLEAN,
        "integer" => INTEGER,
        "number" => NUMBER,
        "string" => STRING,
        "array" => ARRAY,
        "object" => OBJECT,
        _ => 0,
    }
}

pub fn of_value(value: &Value) -> u8 {
    match value {
        Value::Null => NULL,
        Value::Bool(_) => BOOLEAN,
        Value::Number(number) if number.is_f64() && number.as_f64().is_some_and(|n| n.fract() != 0.0) => FRACTION,
        Value::Number(_) => INTEGER,
        Value::String(_) => STRING,
        Value::Array(_) => ARRAY,
        Value::Object(_) => OBJECT,
    }
}

/// The items of a list keyword.
pub fn list<'a>(keywords: &'a Map<String, Value>, keyword: &str) -> &'a [Value] {
    keywords.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The texts of a list keyword.
pub fn names<'a>(keywords: &'a Map<String, Value>, keyword: &str) -> impl Iterator<Item = &'a str> {
    list(keywords, keyword).iter().filter_map(Value::as_str)
}

/// The members of a keyword.
pub fn members<'a>(keywords: &'a Map<String, Value>, keyword: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    keywords.get(keyword).and_then(Value::as_object).into_iter().flatten()
}

/// Where a schema stood in the foreign document.
pub fn place(schema: &Value) -> &str {
    schema.get(AT).and_then(Value::as_str).unwrap_or_default()
}

pub fn is_recursive(schema: &Value) -> bool {
    schema.get(RECURSIVE).is_some()
        || schema.get("allOf").and_then(Value::as_array).is_some_and(|all| all.iter().any(is_recursive))
}

/// The types a schema allows.
pub fn types(schema: &Value) -> u8 {
    let Value::Object(keywords) = schema else {
        return if *schema == Value::Bool(false) { 0 } else { ANY };
    };
    let mut allowed = match keywords.get("type") {
        Some(Value::String(one)) => named(one),
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).fold(0, |all, one| all | named(one)),
        _ => ANY,
    };
    if let Some(value) = keywords.get("const") {
        allowed &= of_value(value);
    }
    if let Some(Value::Array(options)) = keywords.get("enum") {
        allowed &= options.iter().fold(0, |all, one| all | of_value(one));
    }
    allowed &= list(keywords, "allOf").iter().fold(ANY, |all, one| all & types(one));
    for keyword in ["anyOf", "oneOf"] {
        if keywords.contains_key(keyword) {
            allowed &= list(keywords, keyword).iter().fold(0, |all, one| all | types(one));
        }
    }
    allowed
}

/// The type that the keywords of a schema speak about, for schemas that name none.
pub fn hinted(keywords: &Map<String, Value>) -> u8 {
    const HINTS: [(u8, &[&str]); 4] = [
        (OBJECT, &["properties", "required", "patternProperties", "minProperties", "dependentRequired"]),
        (ARRAY, &["items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems"]),
        (NUMBER, &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
        (STRING, &["minLength", "maxLength", "pattern", "format"]),
    ];
    let found = HINTS.iter().find(|(_, words)| words.iter().any(|word| keywords.contains_key(*word)));
    found.map_or(0, |(bit, _)| *bit)
}

/// A value with the title a schema gives it.
pub type Titled = (Value, Option<String>);

fn text(keywords: &Map<String, Value>, keyword: &str) -> Option<String> {
    keywords.get(keyword).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The values of a schema that allows only a few, before other assertions are looked at.
pub fn finite(schema: &Value) -> Option<Vec<Titled>> {
    let keywords = schema.as_object()?;
    if let Some(value) = keywords.get("const") {
        return Some(vec![(value.clone(), text(keywords, "title"))]);
    }
    if let Some(Value::Array(options)) = keywords.get("enum") {
        let titles = ["x-enumNames", "enumNames", "x-enum-varnames"].iter().find_map(|word| keywords.get(*word));
        let title = |index: usize| titles.and_then(|titles| titles.get(index)?.as_str()).map(str::to_owned);
        return Some(options.iter().enumerate().map(|(index, value)| (value.clone(), title(index))).collect());
    }
    if let Some(found) = list(keywords, "allOf").iter().find_map(finite) {
        return Some(found);
    }
    for keyword in ["oneOf", "anyOf"] {
        if let Some(all) = every(list(keywords, keyword), finite) {
            return Some(all);
        }
    }
    let allowed = types(schema);
    (allowed != 0 && allowed & !(BOOLEAN | NULL) == 0).then(|| {
        let values = [(BOOLEAN, json!(true)), (BOOLEAN, json!(false)), (NULL, Value::Null)];
        values.into_iter().filter(|(bit, _)| allowed & bit != 0).map(|(_, value)| (value, None)).collect()
    })
}

/// The values of all of these together, each once; none when one of them is not finite.
fn every(schemas: &[Value], values: impl Fn(&Value) -> Option<Vec<Titled>>) -> Option<Vec<Titled>> {
    if schemas.is_empty() {
        return None;
    }
    let mut all: Vec<Titled> = Vec::new();
    for schema in schemas {
        for (value, title) in values(schema)? {
            match all.iter_mut().find(|(known, _)| *known == value) {
                Some((_, known)) => *known = known.take().or(title),
                None => all.push((value, title)),
            }
        }
    }
    Some(all)
}

/// The values that a schema of an object leaves for one of its members, looking into its branches too.
pub fn finite_member(schema: &Value, key: &str) -> Option<Vec<Titled>> {
    let keywords = schema.as_object()?;
    let own = keywords.get("properties").and_then(|members| members.get(key));
    if let Some(found) = own.and_then(finite) {
        // The title of a branch says more than the bare constant.
        return Some(match found.as_slice() {
            [(value, None)] => vec![(value.clone(), text(keywords, "title"))],
            _ => found,
        });
    }
    let member = |schema: &Value| finite_member(schema, key);
    list(keywords, "allOf")
        .iter()
        .find_map(member)
        .or_else(|| ["oneOf", "anyOf"].iter().find_map(|keyword| every(list(keywords, keyword), member)))
}
