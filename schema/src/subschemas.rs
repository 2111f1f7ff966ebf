//! Where schemas stand inside a schema. The one place that tells keywords from data: members of `const`, `enum`,
//! `default` and `examples` are data, members of `properties` are names.

use crate::pointer;
use serde_json::{Map, Value};

/// Keywords whose members are schemas.
pub const MAPS: [&str; 5] = ["properties", "patternProperties", "$defs", "dependentSchemas", "definitions"];
/// Keywords whose items are schemas.
pub const LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords that are one schema.
pub const SINGLES: [&str; 11] = [
    "items",
    "contains",
    "not",
    "if",
    "then",
    "else",
    "additionalProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "propertyNames",
    "contentSchema",
];

/// Calls `visit` for every schema object, outermost first, with its JSON Pointer.
pub fn walk(schema: &Value, at: &str, visit: &mut impl FnMut(&Map<String, Value>, &str)) {
    let Value::Object(keywords) = schema else {
        return;
    };
    visit(keywords, at);
    for (keyword, value) in keywords {
        let place = || pointer::join(at, keyword);
        match value {
            Value::Object(members) if MAPS.contains(&keyword.as_str()) => {
                members.iter().for_each(|(name, member)| walk(member, &pointer::join(&place(), name), visit));
            }
            Value::Array(items) if LISTS.contains(&keyword.as_str()) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(position, item)| walk(item, &pointer::index(&place(), position), visit));
            }
            single if SINGLES.contains(&keyword.as_str()) => walk(single, &place(), visit),
            _ => {}
        }
    }
}

/// The schema objects that stand directly inside a schema.
pub fn children(schema: &Map<String, Value>) -> impl Iterator<Item = &Map<String, Value>> {
    schema.iter().flat_map(|(keyword, value)| {
        let of_map = value.as_object().filter(|_| MAPS.contains(&keyword.as_str()));
        let of_list = value.as_array().filter(|_| LISTS.contains(&keyword.as_str()));
        let single = value.as_object().filter(|_| SINGLES.contains(&keyword.as_str()));
        let of_map = of_map.into_iter().flat_map(Map::values).filter_map(Value::as_object);
        of_map.chain(of_list.into_iter().flatten().filter_map(Value::as_object)).chain(single)
    })
}

/// A copy of a schema in which `keep` has decided about every keyword.
pub fn filtered(schema: &Value, keep: &impl Fn(&str) -> bool) -> Value {
    let Value::Object(keywords) = schema else {
        return schema.clone();
    };
    let kept = keywords.iter().filter(|(keyword, _)| keep(keyword)).map(|(keyword, value)| {
        let value = match value {
            Value::Object(members) if MAPS.contains(&keyword.as_str()) => {
                Value::Object(members.iter().map(|(name, member)| (name.clone(), filtered(member, keep))).collect())
            }
            Value::Array(items) if LISTS.contains(&keyword.as_str()) => {
                Value::Array(items.iter().map(|item| filtered(item, keep)).collect())
            }
            single if SINGLES.contains(&keyword.as_str()) => filtered(single, keep),
            data => data.clone(),
        };
        (keyword.clone(), value)
    });
    Value::Object(kept.collect())
}

/// How many references behind each other are followed.
const LONGEST_CHAIN: usize = 16;

/// The keywords of a schema with its chain of local `$ref`s resolved; its own keywords win. A reference that leads
/// nowhere (which lint reports) stays.
pub fn resolved(schema: &Map<String, Value>, document: &Value) -> Map<String, Value> {
    let mut keywords = schema.clone();
    for _ in 0..LONGEST_CHAIN {
        let Some(target) =
            keywords.get("$ref").and_then(Value::as_str).and_then(|reference| local(reference, document))
        else {
            break;
        };
        keywords.remove("$ref");
        for (keyword, value) in target {
            keywords.entry(keyword.as_str()).or_insert_with(|| value.clone());
        }
    }
    keywords
}

/// One keyword of a schema, its own or behind its chain of local `$ref`s.
pub fn keyword<'a>(schema: &'a Map<String, Value>, keyword: &str, document: &'a Value) -> Option<&'a Value> {
    let mut schema = schema;
    for _ in 0..LONGEST_CHAIN {
        if let Some(found) = schema.get(keyword) {
            return Some(found);
        }
        schema = local(schema.get("$ref")?.as_str()?, document)?;
    }
    schema.get(keyword)
}

/// A field's schema with the references resolved that decide about its kind: its own, its items', its parts'
/// and those of the branches of `anyOf`.
pub fn resolved_field(schema: &Map<String, Value>, document: &Value) -> Map<String, Value> {
    let mut keywords = resolved(schema, document);
    resolve_branches(&mut keywords, document);
    if let Some(Value::Object(items)) = keywords.get_mut("items") {
        *items = resolved(items, document);
        resolve_branches(items, document);
    }
    for part in keywords.get_mut("properties").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        if let Value::Object(part) = part {
            *part = resolved(part, document);
        }
    }
    keywords
}

/// The two branches of an `anyOf` that is a list of choices and the free text beside it. Of more nothing is read, and a
/// hostile document could have very many copied.
fn resolve_branches(keywords: &mut Map<String, Value>, document: &Value) {
    let Some(Value::Array(branches)) = keywords.get_mut("anyOf") else {
        return;
    };
    if branches.len() == 2 {
        for branch in branches.iter_mut().filter_map(Value::as_object_mut) {
            *branch = resolved(branch, document);
        }
    }
}

/// The schema object that a local reference means.
pub fn local<'a>(reference: &str, document: &'a Value) -> Option<&'a Map<String, Value>> {
    let fragment = reference.strip_prefix('#')?;
    document.pointer(fragment)?.as_object()
}
