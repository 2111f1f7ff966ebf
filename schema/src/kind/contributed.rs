//! Patterns and rules that kinds contribute to the contract: where they go in a field's schema, and which code an answer
//! that does not fit one of them has. What they say is checked by the validator alone, never a second time by the kind.

use super::{Definition, Kind};
use serde_json::{Map, Value, json};

/// Where a contributed assertion with a code of its own stands, and the code for what does not fit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternCode {
    /// JSON Pointer from the field's schema to the keyword: `/pattern`, `/properties/postalCode/allOf/0/pattern`,
    /// `/allOf/0/then/maxItems`.
    pub at: String,
    /// The code.
    pub code: &'static str,
}

/// Adds the patterns of a kind to its field's schema.
pub fn add_patterns(schema: &mut Map<String, Value>, definition: &Definition, rule: &dyn Kind) -> Vec<PatternCode> {
    let mut added = Vec::new();
    if let (Some(pattern), Some(code)) = (rule.pattern(), definition.pattern_code) {
        added.extend(add(schema, pattern).map(|at| PatternCode { at, code }));
    }
    if let Some(choice) = rule.exclusive() {
        added.extend(add_alone(schema, choice).map(|at| PatternCode { at, code: "exclusive" }));
    }
    let Some(Value::Object(parts)) = schema.get_mut("properties") else {
        return added;
    };
    for (name, pattern, code) in rule.part_patterns() {
        if let Some(Value::Object(part)) = parts.get_mut(name) {
            added.extend(add(part, pattern).map(|at| PatternCode { at: format!("/properties/{name}{at}"), code }));
        }
    }
    added
}

/// Adds one pattern beside whatever the document says; none where the schema is misshapen (which lint reports).
fn add(schema: &mut Map<String, Value>, pattern: &str) -> Option<String> {
    if !schema.contains_key("pattern") {
        schema.insert("pattern".to_owned(), pattern.into());
        return Some("/pattern".to_owned());
    }
    let list = schema.entry("allOf").or_insert_with(|| json!([])).as_array_mut()?;
    list.push(json!({ "pattern": pattern }));
    Some(format!("/allOf/{}/pattern", list.len() - 1))
}

/// Adds that a choice stands alone: where it is among the items, there is no other.
fn add_alone(schema: &mut Map<String, Value>, choice: &str) -> Option<String> {
    let list = schema.entry("allOf").or_insert_with(|| json!([])).as_array_mut()?;
    list.push(json!({ "if": { "contains": { "const": choice } }, "then": { "maxItems": 1 } }));
    Some(format!("/allOf/{}/then/maxItems", list.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{KindName, definition, testing::build};

    fn added(mut schema: Value) -> (Value, Vec<(String, &'static str)>) {
        let name = KindName::parse(schema["x-kind"].as_str().unwrap()).unwrap();
        let rule = build(schema.clone());
        let codes = add_patterns(schema.as_object_mut().unwrap(), definition(name), rule.as_ref());
        (schema, codes.into_iter().map(|one| (one.at, one.code)).collect())
    }

    #[test]
    fn beside_what_the_document_says() {
        let (schema, codes) = added(json!({"x-kind": "phone"}));
        assert_eq!((schema["pattern"].as_str().is_some(), codes), (true, vec![("/pattern".to_owned(), "phone")]));
        let (schema, codes) = added(json!({"x-kind": "phone", "pattern": "^03", "allOf": [{"minLength": 12}]}));
        assert_eq!((&schema["pattern"], &schema["allOf"][0]), (&json!("^03"), &json!({"minLength": 12})));
        assert_eq!(codes, [("/allOf/1/pattern".to_owned(), "phone")]);
        let (schema, codes) =
            added(json!({"x-kind": "postalAddress", "properties": {"postalCode": {"pattern": "^1"}}}));
        assert_eq!(schema["properties"]["postalCode"]["pattern"], json!("^1"));
        assert_eq!(codes, [("/properties/postalCode/allOf/0/pattern".to_owned(), "postalCode")]);
        assert_eq!(added(json!({"x-kind": "phone", "pattern": "^03", "allOf": 5})).1, []);
    }
}
