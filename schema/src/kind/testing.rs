//! One form field on a bench, for the tests of the kinds.
use super::*;
use serde_json::json;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 4, 1);

/// Reads `raw` with the kind of `schema` on 2026-04-01; the violations are `at code` texts, with those that the validator
/// finds at the patterns of the kind.
pub fn read(schema: Value, raw: Value) -> (Option<Value>, Vec<String>) {
    let (definition, rule) = made(schema);
    let mut violations = Vec::new();
    let value = rule.read(&raw, &mut Reading::new(TODAY, "/f", &mut violations));
    let mut found: Vec<String> = violations.iter().map(|one| format!("{} {}", one.at, one.code)).collect();
    let misfit = |value: Option<&Value>, pattern: &str| {
        let pattern = crate::pattern::compile(pattern).expect("a pattern of a kind compiles");
        value.and_then(Value::as_str).is_some_and(|text| !pattern.is_match(text))
    };
    if rule.pattern().is_some_and(|pattern| misfit(value.as_ref(), pattern)) {
        found.push(format!("/f {}", definition.pattern_code.expect("a pattern has a code")));
    }
    for (part, pattern, code) in rule.part_patterns() {
        if misfit(value.as_ref().and_then(|value| value.get(part)), pattern) {
            found.push(format!("/f/{part} {code}"));
        }
    }
    (value, found)
}

/// The same without what the validator finds.
pub fn value(rule: &dyn Kind, raw: &Value) -> Option<Value> {
    rule.read(raw, &mut Reading::new(TODAY, "/f", &mut Vec::new()))
}

/// The kind of `schema`.
pub fn build(schema: Value) -> Box<dyn Kind> {
    made(schema).1
}

/// `schema` with what its kind contributes.
pub fn contributed(schema: Value) -> Value {
    let (definition, mut schema) = prepared(schema);
    let rule = rule(definition, &schema);
    add_patterns(&mut schema, definition, rule.as_ref());
    Value::Object(schema)
}

/// What the kind of `schema` says is wrong with it: `at code` texts.
pub fn problems(schema: Value) -> Vec<String> {
    let (definition, schema) = prepared(schema);
    let mut problems = Vec::new();
    (definition.lint)(&Blueprint { at: "/properties/f", label: "F", schema: &schema, other_units: &[] }, &mut problems);
    problems.iter().map(|problem| format!("{} {}", problem.at, problem.code)).collect()
}

fn made(schema: Value) -> (&'static Definition, Box<dyn Kind>) {
    let (definition, schema) = prepared(schema);
    (definition, rule(definition, &schema))
}

fn rule(definition: &Definition, schema: &Map<String, Value>) -> Box<dyn Kind> {
    (definition.build)(&Blueprint { at: "/properties/f", label: "F", schema, other_units: &[] })
}

fn prepared(schema: Value) -> (&'static Definition, Map<String, Value>) {
    let Value::Object(mut schema) = schema else { panic!("a schema is an object") };
    let name = schema.get("x-kind").and_then(Value::as_str).and_then(KindName::parse).or_else(|| infer(&schema));
    let definition = definition(name.expect("a kind"));
    schema.entry("type").or_insert_with(|| json!(definition.json_type));
    (definition.contribute)(&mut schema);
    (definition, schema)
}
