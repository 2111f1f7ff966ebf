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
    let (definition, schema) = prepared(schema);
    (definition.build)(&Blueprint { at: "/properties/f", label: "F", schema: &schema })
}

/// `schema` with what its kind contributes.
pub fn contributed(schema: Value) -> Value {
    Value::Object(prepared(schema).1)
}

/// What the kind of `schema` says is wrong with it: `at code` texts.
pub fn problems(schema: Value) -> Vec<String> {
    let (definition, schema) = prepared(schema);
    let mut problems = Vec::new();
    (definition.lint)(&Blueprint { at: "/properties/f", label: "F", schema: &schema }, &mut problems);
    problems.iter().map(|problem| format!("{} {}", problem.at, problem.code)).collect()
}

fn prepared(schema: Value) -> (&'static Definition, Map<String, Value>) {
    let Value::Object(mut schema) = schema else { panic!("a schema is an object") };
    let name = schema.get("x-kind").and_then(Value::as_str).and_then(KindName::parse).or_else(|| infer(&schema));
    let definition = definition(name.expect("a kind"));
    schema.entry("type").or_insert_with(|| json!(definition.json_type));
    (definition.contribute)(&mut schema);
    (definition, schema)
}
