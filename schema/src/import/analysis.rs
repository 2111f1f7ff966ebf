//! What can be said about a written-out schema without any answer: which JSON types it allows, which values if they are
//! few, and whether a given value fits.

use super::references::{AT, RECURSIVE};
use super::report::Report;
use jsonschema::{Draft, PatternOptions};
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

fn of_value(value: &Value) -> u8 {
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
    schema.get(RECURSIVE).is_some() || schema.get("allOf").and_then(Value::as_array).is_some_and(|all| all.iter().any(is_recursive))
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
    list(keywords, "allOf").iter().find_map(member).or_else(|| {
        ["oneOf", "anyOf"].iter().find_map(|keyword| every(list(keywords, keyword), member))
    })
}

/// Whether each of some values fits a schema; formats are asserted. A schema that cannot be tried is a problem.
pub fn fitting<'v>(schema: &Value, values: impl Iterator<Item = &'v Value>, report: &mut Report) -> Vec<bool> {
    if let Value::Bool(all) = schema {
        return values.map(|_| *all).collect();
    }
    let values: Vec<&Value> = values.collect();
    if let Some(verdicts) = listed(schema, &values) {
        return verdicts;
    }
    // What has no members is only asked what applies in place.
    let is_flat = |value: &&Value| match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => true,
    };
    let is_deep = !values.iter().all(is_flat);
    let Some(validator) = compiled(schema, is_deep, report) else {
        return values.iter().map(|_| false).collect();
    };
    values.iter().map(|value| validator.is_valid(value)).collect()
}

/// The verdicts on plain values of a schema that only says a type and lists values: most are like that, and need no compiling.
fn listed(schema: &Value, values: &[&Value]) -> Option<Vec<bool>> {
    const SILENT: [&str; 7] = ["title", "description", "default", "examples", "example", "readOnly", "writeOnly"];
    let keywords = schema.as_object()?;
    let is_plain = |value: &Value| !value.is_array() && !value.is_object();
    let says = |word: &str| matches!(word, "type" | "const" | "enum") || SILENT.contains(&word);
    let options = || keywords.get("const").into_iter().chain(list(keywords, "enum"));
    if !keywords.keys().all(|word| says(word) || (word.starts_with("x-") && word != RECURSIVE))
        || (keywords.contains_key("const") && keywords.contains_key("enum"))
        || !values.iter().copied().chain(options()).all(is_plain)
    {
        return None;
    }
    let allowed = types(schema);
    let is_listed = |value: &Value| {
        let lists = keywords.contains_key("const") || keywords.contains_key("enum");
        !lists || options().any(|option| option == value || (option.is_number() && option.as_f64() == value.as_f64()))
    };
    Some(values.iter().map(|value| allowed & of_value(value) != 0 && is_listed(value)).collect())
}

pub fn fits(schema: &Value, value: &Value, report: &mut Report) -> bool {
    fitting(schema, std::iter::once(value), report).first() == Some(&true)
}

fn compiled(schema: &Value, is_deep: bool, report: &mut Report) -> Option<jsonschema::Validator> {
    if !report.trial() {
        return None;
    }
    if marked(schema, is_deep) {
        report.refuse(place(schema), "recursiveReference", "$ref");
        return None;
    }
    let options = jsonschema::options().offline();
    let options = options.with_draft(Draft::Draft202012).should_validate_formats(true);
    match options.with_pattern_options(PatternOptions::regex()).build(schema) {
        Ok(validator) => Some(validator),
        Err(error) => {
            report.refuse(place(schema), "jsonSchema", error.kind().keyword());
            None
        }
    }
}

/// Reports what is no JSON Schema at all, at the innermost foreign schema that holds it.
pub fn well_formed(written: &Value, report: &mut Report) {
    for error in jsonschema::draft202012::meta::validator().iter_errors(written).take(10) {
        let path = error.instance_path().as_str();
        let mut innermost = place(written);
        for (end, _) in path.match_indices('/').chain([(path.len(), "")]) {
            let holder = written.pointer(&path[..end]).map(place).filter(|at| !at.is_empty());
            innermost = holder.unwrap_or(innermost);
        }
        let keyword = path.rsplit('/').next().unwrap_or_default();
        report.refuse(innermost, "shape", keyword);
    }
}

/// Whether a recursive reference would be asked: in place, or (`is_deep`) anywhere inside.
fn marked(schema: &Value, is_deep: bool) -> bool {
    const IN_PLACE: [&str; 7] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];
    match schema {
        Value::Object(keywords) => {
            keywords.contains_key(RECURSIVE)
                || keywords
                    .iter()
                    .any(|(word, value)| (is_deep || IN_PLACE.contains(&word.as_str())) && marked(value, is_deep))
        }
        Value::Array(items) => items.iter().any(|item| marked(item, is_deep)),
        _ => false,
    }
}
