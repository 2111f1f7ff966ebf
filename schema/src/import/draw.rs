//! The fields of a container (the form, or the rows of a group) as form documents have them, and the statements about them
//! put where pages see them: at the field where that is possible, else in the container's `allOf`.

use super::shape::{Choice, Node, Plain, Shape};
use super::statement::{ALWAYS, parts};
use serde_json::{Map, Value, json};

/// Rows that a page offers where the foreign schema sets no limit.
const ROWS: u64 = 10;

/// The container with a field for every leaf.
pub fn container(leaves: &[&Node]) -> Map<String, Value> {
    let fields = leaves.iter().filter_map(|leaf| Some((leaf.name()?.to_owned(), Value::Object(field(leaf)))));
    let mut container = Map::new();
    container.insert("type".to_owned(), json!("object"));
    container.insert("properties".to_owned(), Value::Object(fields.collect()));
    container.insert("required".to_owned(), json!([]));
    container.insert("additionalProperties".to_owned(), Value::Bool(false));
    container
}

fn choices(options: &[Choice]) -> Value {
    options.iter().map(|option| json!({ "const": option.constant, "title": option.title })).collect()
}

fn field(node: &Node) -> Map<String, Value> {
    let mut field = Map::new();
    let mut put = |keyword: &str, value: Value| {
        field.insert(keyword.to_owned(), value);
    };
    match &node.shape {
        Shape::Consent { .. } => {
            put("type", json!("boolean"));
            put("const", json!(true));
            put("x-kind", json!("consent"));
        }
        Shape::Choice { options, .. } => {
            put("type", json!("string"));
            put("oneOf", choices(options));
            put("x-kind", json!("choice"));
        }
        Shape::Several { options, .. } => {
            put("type", json!("array"));
            put("items", json!({ "type": "string", "oneOf": choices(options) }));
            put("uniqueItems", json!(true));
            put("x-kind", json!("choices"));
        }
        Shape::Plain { plain, .. } => {
            put("type", if let [one] = plain.types.as_slice() { json!(one) } else { json!(plain.types) });
            let kind = kind(plain);
            if matches!(kind, "date" | "email" | "url" | "dateTime") {
                put("format", json!(plain.format));
            }
            put("x-kind", json!(kind));
            if let Some(example) = &node.example {
                put("x-placeholder", json!(example));
            }
        }
        Shape::Rows { item, wrapped, .. } => {
            let leaves = if *wrapped { vec![&**item] } else { item.leaves() };
            let mut rows = container(&leaves);
            if *wrapped {
                rows.insert("required".to_owned(), json!(["value"]));
            }
            put("type", json!("array"));
            put("items", Value::Object(rows));
            put("x-kind", json!("group"));
            put("x-item-title", json!(item.label));
        }
        Shape::Fixed(_) | Shape::Nothing | Shape::Object(_) | Shape::Tuple(_) => {}
    }
    put("title", json!(node.label));
    if let Some(help) = &node.help {
        put("x-help", json!(help));
    }
    field
}

/// The kind of a text or number.
fn kind(plain: &Plain) -> &'static str {
    match (plain.types.first(), plain.format.as_deref()) {
        (Some(&"integer"), _) => "integer",
        (Some(&"number"), _) => "decimal",
        (_, Some("date")) => "date",
        (_, Some("email")) => "email",
        (_, Some("date-time")) => "dateTime",
        (_, Some("uri")) => "url",
        _ if plain.is_long => "longText",
        _ => "shortText",
    }
}

/// Puts a statement about a container's fields where it belongs.
pub fn absorb(container: &mut Map<String, Value>, statement: Value) {
    for part in parts(statement) {
        let only = part.as_object().filter(|keywords| keywords.len() == 1).and_then(|keywords| keywords.iter().next());
        match only {
            Some((word, Value::Array(names))) if word == "required" => {
                if let Some(Value::Array(required)) = container.get_mut("required") {
                    let new: Vec<Value> = names.iter().filter(|name| !required.contains(name)).cloned().collect();
                    required.extend(new);
                }
            }
            Some((word, Value::Object(members))) if word == "properties" => {
                for (name, schema) in members {
                    let field = container.get_mut("properties").and_then(|fields| fields.get_mut(name));
                    if let Some(Value::Object(field)) = field {
                        constrain(field, schema.clone());
                    }
                }
            }
            _ => push(container, part),
        }
    }
}

fn push(keywords: &mut Map<String, Value>, part: Value) {
    if let Value::Array(list) = keywords.entry("allOf").or_insert_with(|| json!([]))
        && !list.contains(&part)
    {
        list.push(part);
    }
}

/// Adds a schema to a field: beside its own keywords where the field has none of the same name, else in its `allOf`.
fn constrain(field: &mut Map<String, Value>, schema: Value) {
    for part in parts(schema) {
        let Value::Object(keywords) = part else {
            if part != ALWAYS {
                push(field, part);
            }
            continue;
        };
        let mut apart = Map::new();
        for (keyword, value) in keywords {
            if !beside(field, &keyword, &value) {
                apart.insert(keyword, value);
            }
        }
        if !apart.is_empty() {
            push(field, Value::Object(apart));
        }
    }
}

/// Puts one keyword into the field itself, if it can stand there.
fn beside(field: &mut Map<String, Value>, keyword: &str, value: &Value) -> bool {
    const SIMPLE: [&str; 11] = [
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
    ];
    let is_group = field.get("x-kind").is_some_and(|kind| kind == "group");
    if keyword == "items" && is_group {
        if let Some(Value::Object(rows)) = field.get_mut("items") {
            absorb(rows, value.clone());
        }
        return true;
    }
    if keyword == "type" {
        return is_within(field.get("type"), value);
    }
    // These kinds bring a pattern of their own, with a better message.
    let has_own_pattern = field.contains_key("format");
    if !SIMPLE.contains(&keyword) || (keyword == "pattern" && has_own_pattern) {
        return false;
    }
    match field.get(keyword) {
        Some(known) => known == value,
        None => {
            field.insert(keyword.to_owned(), value.clone());
            true
        }
    }
}

/// Whether every type of a field is among those a schema allows.
fn is_within(own: Option<&Value>, allowed: &Value) -> bool {
    let allows = |name: &Value| match allowed {
        Value::Array(several) => {
            several.contains(name) || (name == "integer" && several.iter().any(|one| one == "number"))
        }
        one => one == name || (name == "integer" && one == "number"),
    };
    match own {
        Some(Value::Array(several)) => several.iter().all(allows),
        Some(one) => allows(one),
        None => false,
    }
}

/// Gives groups without a limit the usual one.
pub fn limit_rows(container: &mut Map<String, Value>) {
    for field in container.get_mut("properties").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        if let Value::Object(field) = field
            && field.get("x-kind").is_some_and(|kind| kind == "group")
        {
            let least = field.get("minItems").and_then(Value::as_u64).unwrap_or(0);
            field.entry("maxItems").or_insert_with(|| json!(ROWS.max(least)));
        }
    }
}
