//! The registry: inference, names, and what the meta-schema knows of it.

use super::*;
use serde_json::json;

#[test]
fn inference_follows_the_table() {
    let kind = |schema: Value| infer(schema.as_object().unwrap()).map(KindName::as_str);
    assert_eq!(kind(json!({"type": "string"})), Some("shortText"));
    assert_eq!(kind(json!({})), Some("shortText"));
    assert_eq!(kind(json!({"type": ["null", "string"]})), Some("shortText"));
    assert_eq!(kind(json!({"type": "integer"})), Some("integer"));
    assert_eq!(kind(json!({"type": "integer", "enum": [1, 2]})), Some("integer"));
    assert_eq!(kind(json!({"type": "number"})), Some("decimal"));
    assert_eq!(kind(json!({"type": "string", "format": "date"})), Some("date"));
    assert_eq!(kind(json!({"type": "string", "format": "email"})), Some("email"));
    assert_eq!(kind(json!({"type": "string", "format": "date-time"})), Some("dateTime"));
    assert_eq!(kind(json!({"format": "time"})), Some("time"));
    assert_eq!(kind(json!({"type": "string", "format": "uri"})), Some("url"));
    assert_eq!(kind(json!({"enum": ["a", "b"]})), Some("choice"));
    assert_eq!(kind(json!({"oneOf": [{"const": "a", "title": "A"}]})), Some("choice"));
    assert_eq!(kind(json!({"type": "array", "items": {"enum": ["a"]}})), Some("choices"));
    assert_eq!(kind(json!({"type": "boolean", "const": true})), Some("consent"));
    assert_eq!(kind(json!({"const": true})), Some("consent"));
    assert_eq!(kind(json!({"type": "boolean"})), Some("yesNo"));
    assert_eq!(kind(json!({"type": "object"})), None);
    assert_eq!(kind(json!({"type": "array", "items": {"type": "string"}})), None);
}

#[test]
fn names_round_trip() {
    for (name, registered) in REGISTRY {
        assert_eq!(KindName::parse(name.as_str()), Some(*name));
        assert_eq!(definition(*name).json_type, registered.json_type);
    }
}

#[test]
fn the_meta_schema_knows_every_kind_and_keyword() {
    let meta: Value = serde_json::from_str(crate::META_SCHEMA).unwrap();
    let field = &meta["$defs"]["field"]["properties"];
    let listed = field["x-kind"]["examples"].as_array().unwrap();
    assert_eq!(listed.len(), REGISTRY.len());
    assert!(REGISTRY.iter().all(|(name, _)| listed.contains(&json!(name.as_str()))));
    for keyword in own_keywords() {
        assert!(field.get(keyword).is_some(), "{keyword}");
    }
}
