//! Which draft a foreign schema is written in, and what its keywords are called in 2020-12. One keyword at a time; the
//! references room walks the schema.

use crate::problem::Problem;
use serde_json::{Map, Value, json};

/// The drafts that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub enum Draft {
    Seven,
    Nineteen,
    Twenty,
}

/// The draft that `$schema` names; 2020-12 without one, whose reading of what stands beside a `$ref` is the stricter.
pub fn of(root: &Map<String, Value>) -> Result<Draft, Problem> {
    let Some(named) = root.get("$schema") else {
        return Ok(Draft::Twenty);
    };
    let named = named.as_str().unwrap_or_default();
    let bare = named.trim_end_matches('#').trim_start_matches("https://").trim_start_matches("http://");
    match bare {
        "json-schema.org/draft-06/schema" | "json-schema.org/draft-07/schema" => Ok(Draft::Seven),
        "json-schema.org/draft/2019-09/schema" => Ok(Draft::Nineteen),
        "json-schema.org/draft/2020-12/schema" => Ok(Draft::Twenty),
        _ => Err(Problem::error("dialect", "/$schema").with("found", named)),
    }
}

/// What a keyword is called in 2020-12, where its value can stay as it is; none where it means nothing.
pub fn today<'a>(keyword: &'a str, keywords: &Map<String, Value>, draft: Draft) -> Option<&'a str> {
    let items_listed = keywords.get("items").is_some_and(Value::is_array);
    match keyword {
        "$schema" | "$id" | "id" | "$anchor" | "$comment" | "$defs" | "definitions" | "$ref" | "nullable" => None,
        "items" if items_listed => Some("prefixItems"),
        "additionalItems" => items_listed.then_some("items"),
        "prefixItems" | "$dynamicRef" if draft < Draft::Twenty => None,
        "$recursiveRef" if draft != Draft::Nineteen => None,
        "minContains" | "maxContains" | "unevaluatedProperties" | "unevaluatedItems" if draft == Draft::Seven => None,
        // Draft 4 and OpenAPI 3.0 wrote a switch beside the limit.
        "exclusiveMinimum" | "exclusiveMaximum" if keywords.get(keyword).is_some_and(Value::is_boolean) => None,
        "minimum" if keywords.get("exclusiveMinimum") == Some(&Value::Bool(true)) => Some("exclusiveMinimum"),
        "maximum" if keywords.get("exclusiveMaximum") == Some(&Value::Bool(true)) => Some("exclusiveMaximum"),
        other => Some(other),
    }
}

/// OpenAPI's `nullable: true` beside a type.
pub fn allow_null(keywords: &mut Map<String, Value>) {
    match keywords.get_mut("type") {
        Some(Value::String(one)) => {
            let both = json!([one, "null"]);
            keywords.insert("type".to_owned(), both);
        }
        Some(Value::Array(several)) if !several.contains(&json!("null")) => several.push(json!("null")),
        _ => {}
    }
    if let Some(Value::Array(options)) = keywords.get_mut("enum")
        && !options.contains(&Value::Null)
    {
        options.push(Value::Null);
    }
}
