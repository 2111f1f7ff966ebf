//! Documents and values made to hurt, for the test that tries them and the benchmark that measures them.

use serde_json::{Map, Value, json};

/// As deep as `read_json` reads.
const DEPTH: usize = 127;
const DOUBLINGS: usize = 40;

/// A name, a document, and the code it is refused with (none: it is a form).
pub fn documents() -> Vec<(&'static str, Value, Option<&'static str>)> {
    vec![
        ("nested as deep as a text may be", form(json!({ "a": nested(DEPTH) })), Some("tooDeep")),
        ("definitions that double: allOf", doubling("allOf"), Some("tooComplex")),
        ("definitions that double: oneOf", doubling("oneOf"), Some("tooComplex")),
        ("definitions that double: anyOf", doubling("anyOf"), Some("tooComplex")),
        ("a reference to itself", with_defs(json!({ "d": { "$ref": "#/$defs/d" } })), None),
        (
            "references in a circle",
            with_defs(json!({ "d": { "anyOf": [{ "$ref": "#/$defs/e" }] }, "e": { "$ref": "#/$defs/d" } })),
            None,
        ),
        ("the whole form inside itself", with("allOf", json!([{ "$ref": "#" }])), None),
        (
            "a reference to another host",
            field(json!({ "$ref": "https://example.com/a.json" })),
            Some("remoteReference"),
        ),
        ("a reference to a file", field(json!({ "$ref": "file:///etc/passwd" })), Some("remoteReference")),
        (
            "a pattern that explodes when searched with backtracking",
            field(json!({ "type": "string", "pattern": "^(a+)+$" })),
            None,
        ),
        ("a pattern that looks around", field(json!({ "type": "string", "pattern": "^(?=a)b" })), Some("pattern")),
        ("a pattern that refers back", field(json!({ "type": "string", "pattern": "^(a)\\1$" })), Some("pattern")),
        (
            "a pattern that grows when compiled",
            field(json!({ "type": "string", "pattern": "^((a{1,900}){1,900}){1,900}$" })),
            Some("tooComplex"),
        ),
        (
            "patterns that are large only together",
            many(1000, json!({ "type": "string", "pattern": "^[あ-んア-ヶ]{1,900}$" })),
            Some("tooComplex"),
        ),
        ("a thousand patterns", many(1000, json!({ "type": "string", "pattern": "^[ぁ-ん]{1,20}$" })), None),
        ("too many fields", many(1001, json!({ "type": "string", "maxLength": 9 })), Some("tooManyFields")),
        ("a huge text", form(json!({ "a": { "type": "string", "title": "あ".repeat(400_000) } })), Some("tooLarge")),
        (
            "names no page can carry",
            names(&["", "a/b", "a~b", "a.b", "a[0]", "👪", "__proto__", "a b"]),
            Some("fieldName"),
        ),
        ("names that are something else in JavaScript", names(&["constructor", "toString", "hasOwnProperty"]), None),
        ("a condition for every field of a page", heavy_page(), Some("tooComplex")),
        (
            "numbers beyond every limit",
            field(json!({ "type": "integer", "minimum": 1e308, "maximum": -1e308 })),
            Some("emptyRange"),
        ),
        (
            "limits beyond every number",
            field(json!({ "type": "string", "maxLength": 18_446_744_073_709_551_615_u64 })),
            None,
        ),
    ]
}

/// What somebody might send for a field, whatever it asks.
pub fn values() -> Vec<(&'static str, Value)> {
    let text = "あ".repeat(100_000);
    vec![
        ("nested as deep as a text may be", nested(DEPTH)),
        ("a third of a megabyte of text", json!(text)),
        ("a third of a megabyte of hyphens", json!("ー".repeat(100_000))),
        ("a third of a megabyte of digits", json!("９".repeat(100_000))),
        ("a third of a megabyte of combining marks", json!(format!("か{}", "\u{3099}".repeat(100_000)))),
        ("twenty thousand choices", Value::Array((0..20_000).map(|number| json!(format!("c{number}"))).collect())),
        ("twenty thousand rows", Value::Array(vec![json!({ "familyName": "x" }); 20_000])),
        (
            "twenty thousand members",
            Value::Object((0..20_000).map(|number| (format!("m{number}"), json!(number))).collect()),
        ),
        ("the largest number", json!(f64::MAX)),
        ("the smallest integer", json!(i64::MIN)),
        ("a number nobody can hold exactly", json!(u64::MAX)),
        ("members of the prototype", json!({ "__proto__": { "year": 1 }, "constructor": 2 })),
    ]
}

fn nested(depth: usize) -> Value {
    let mut value = json!("x");
    for level in 0..depth {
        value = if level % 2 == 0 { Value::Array(vec![value]) } else { json!({ "a": value }) };
    }
    value
}

fn form(properties: Value) -> Value {
    json!({ "type": "object", "title": "書類", "properties": properties })
}

fn field(mut schema: Value) -> Value {
    schema["title"] = json!("質問");
    form(json!({ "a": schema }))
}

fn with(keyword: &str, value: Value) -> Value {
    let mut document = field(json!({ "type": "string", "maxLength": 9 }));
    document[keyword] = value;
    document
}

fn with_defs(definitions: Value) -> Value {
    let mut document = field(json!({ "type": "string", "maxLength": 9, "allOf": [{ "$ref": "#/$defs/d" }] }));
    document["$defs"] = definitions;
    document
}

fn doubling(keyword: &str) -> Value {
    let next = |level: usize| json!({ "$ref": format!("#/$defs/d{level}") });
    let mut definitions: Map<String, Value> = (0..DOUBLINGS)
        .map(|level| (format!("d{level}"), json!({ keyword: [next(level + 1), next(level + 1)] })))
        .collect();
    definitions.insert(format!("d{DOUBLINGS}"), json!({ "type": "string" }));
    definitions.insert("d".to_owned(), next(0));
    with_defs(Value::Object(definitions))
}

fn many(count: usize, schema: Value) -> Value {
    let titled = |number: usize| {
        let mut schema = schema.clone();
        schema["title"] = json!(format!("質問{number}"));
        (format!("f{number}"), schema)
    };
    form(Value::Object((0..count).map(titled).collect()))
}

fn names(names: &[&str]) -> Value {
    let field =
        |name: &&str| ((*name).to_owned(), json!({ "type": "string", "title": format!("質問{name}"), "maxLength": 9 }));
    form(Value::Object(names.iter().map(field).collect()))
}

fn heavy_page() -> Value {
    let mut document = many(500, json!({ "type": "string", "maxLength": 9 }));
    let when: Vec<Value> = (0..2000).map(|_| json!({ "required": ["f0"] })).collect();
    let rest: Vec<Value> = (1..500).map(|number| json!({ "field": format!("f{number}") })).collect();
    document["x-pages"] = json!([
        { "id": "a", "title": "一", "blocks": [{ "field": "f0" }] },
        { "id": "b", "title": "二", "x-show-when": { "anyOf": when }, "blocks": rest } ]);
    document
}
