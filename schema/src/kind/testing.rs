//! One form field on a bench, for the tests of the kinds.
use super::*;
use serde_json::json;

/// Reads `raw` with the kind of `schema` on 2026-04-01; the violations are `at code` texts.
pub fn read(schema: Value, raw: Value) -> (Option<Value>, Vec<String>) {
    let field = build(schema);
    let mut violations = Vec::new();
    let value = field.read(&raw, &mut Reading::new(jiff::civil::date(2026, 4, 1), "/f", &mut violations));
    (value, violations.iter().map(|one| format!("{} {}", one.at, one.code)).collect())
}

/// The kind of `schema`.
pub fn build(schema: Value) -> Box<dyn Kind> {
    let Value::Object(mut schema) = schema else { panic!("a schema is an object") };
    let name = schema.get("x-kind").and_then(Value::as_str).and_then(KindName::parse).or_else(|| infer(&schema));
    let definition = definition(name.expect("a kind"));
    schema.entry("type").or_insert_with(|| json!(definition.json_type));
    (definition.contribute)(&mut schema);
    (definition.build)(&Blueprint { at: "/properties/f", label: "F", schema: &schema })
}
