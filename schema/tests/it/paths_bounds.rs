//! The search for routes ends on whatever is published, and calls nothing dead on the way.

use crate::paths::{TODAY, take};
use madoguchi_schema::publish;
use serde_json::{Value, json};

/// What is made to hurt is searched like anything else, for a while.
#[test]
fn the_search_ends_on_hostile_documents() {
    for (name, document, refusal) in crate::hostile::corpus::documents() {
        if refusal.is_some() {
            continue;
        }
        let form = publish(document).unwrap();
        let paths = form.paths(100, TODAY);
        take(&form, &paths, name);
    }
}

/// Wide, deep and talkative: close to what a document may be at most.
#[test]
fn the_search_ends_on_large_documents() {
    let many = |count: usize| (0..count).map(|one| format!("q{one}"));
    let choices: Vec<Value> = many(3_000).map(|one| json!({ "const": one, "title": one })).collect();
    let values: Vec<Value> = many(30).map(|one| json!({ "properties": { "q0": { "pattern": one } } })).collect();
    let properties = |schema: Value| many(900).map(|one| (one, schema.clone())).collect::<serde_json::Map<_, _>>();
    let page = |show: Value, fields: usize| {
        let blocks: Vec<Value> = many(fields).skip(1).map(|one| json!({ "field": one })).collect();
        json!([{ "id": "a", "title": "あ", "blocks": [{ "field": "q0" }] },
            { "id": "b", "title": "い", "x-show-when": show, "blocks": blocks }])
    };
    let text = || json!({ "type": "string", "title": "文", "maxLength": 100 });
    let sum = many(20).skip(1).collect::<Vec<_>>().join(" + ");
    let rules: Vec<Value> =
        (0..60).map(|one| json!({ "assert": format!("{sum} > {one}"), "message": "合計", "field": "q0" })).collect();
    let long =
        json!({ "type": "string", "title": "長い文", "minLength": 3_000, "maxLength": 5_000, "x-kind": "longText" });
    let shown = json!({ "properties": { "q0": { "const": "q1" } } });
    let number = json!({ "type": "integer", "title": "数", "minimum": 0, "maximum": 9 });
    let documents = [
        (
            "one large condition",
            json!({ "properties": properties(text()), "x-pages": page(json!({ "anyOf": values }), 900) }),
        ),
        (
            "choices",
            json!({ "properties": { "q0": { "type": "string", "title": "選択", "oneOf": choices }, "q1": text() },
            "x-pages": page(shown.clone(), 2) }),
        ),
        (
            "long texts",
            json!({ "properties": properties(long), "required": many(900).collect::<Vec<_>>(), "x-pages": page(json!(true), 900) }),
        ),
        (
            "rules",
            json!({ "properties": properties(number), "required": many(900).collect::<Vec<_>>(), "x-rules": rules,
            "x-pages": page(json!(true), 900) }),
        ),
    ];
    for (name, mut document) in documents {
        document["type"] = json!("object");
        document["title"] = json!(name);
        let form = publish(document).unwrap_or_else(|problems| panic!("{name}: {:?}", problems.first()));
        let paths = form.paths(100, TODAY);
        take(&form, &paths, name);
        assert!(paths.dead_ends.iter().all(|end| end.field.is_some()), "{name}: {:?}", paths.dead_ends);
    }
}
