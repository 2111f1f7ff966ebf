//! Foreign schemas become forms that are never weaker: every file in `fixtures/foreign` with its good and bad samples and its
//! notes, each verdict beside that of a plain validator on the original schema.

use jsonschema::{Draft, Validator};
use madoguchi_schema::{Imported, RawAnswers, import, is_foreign, publish};
use serde_json::{Map, Value, json};
use std::path::Path;

fn fixtures() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/foreign");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    paths.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

fn imported(name: &str, schema: &Value) -> Imported {
    import(schema).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
}

/// OpenAPI's `nullable` as JSON Schema has it.
fn without_nullable(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut plain: Map<String, Value> =
                members.iter().map(|(name, member)| (name.clone(), without_nullable(member))).collect();
            if plain.remove("nullable") == Some(json!(true)) {
                plain["type"] = json!([plain["type"], "null"]);
                if let Some(Value::Array(options)) = plain.get_mut("enum") {
                    options.push(Value::Null);
                }
            }
            Value::Object(plain)
        }
        Value::Array(items) => items.iter().map(without_nullable).collect(),
        other => other.clone(),
    }
}

fn original(schema: &Value) -> Validator {
    let draft = match schema.get("$schema").and_then(Value::as_str) {
        Some(named) if named.contains("draft-07") => Draft::Draft7,
        Some(named) if named.contains("2019-09") => Draft::Draft201909,
        _ => Draft::Draft202012,
    };
    let options = jsonschema::options().with_draft(draft).should_validate_formats(true);
    options.build(&without_nullable(schema)).unwrap()
}

/// What becomes of a form's answers: stored, or why not.
type Accept = Box<dyn Fn(Map<String, Value>) -> Result<Map<String, Value>, Value>>;

/// A form as it will take answers.
struct Window {
    imported: Imported,
    accept: Accept,
}

impl Window {
    fn open(name: &str, schema: &Value) -> Self {
        let imported = imported(name, schema);
        let form = publish(imported.document.clone()).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        let today = "2026-04-01".parse().unwrap();
        let accept = move |answers| {
            let accepted = form.accept(&RawAnswers(answers), today);
            accepted.map(madoguchi_schema::ValidAnswers::into_map).map_err(|violations| json!(violations))
        };
        Self { imported, accept: Box::new(accept) }
    }

    /// The foreign answers that the form stores for foreign answers, or why it does not.
    fn take(&self, sample: &Value) -> Result<Value, Value> {
        let answers = self.imported.mapping.to_form(sample).map_err(|at| json!({ "cannotCarry": at }))?;
        let accepted = (self.accept)(answers)?;
        Ok(self.imported.mapping.from_form(&accepted))
    }
}

#[test]
fn there_are_ten_schemas_of_each_draft() {
    let drafts: Vec<String> = fixtures()
        .iter()
        .map(|(_, fixture)| fixture["schema"]["$schema"].as_str().unwrap_or("2020-12").to_owned())
        .collect();
    for draft in ["draft-07", "2019-09", "2020-12"] {
        assert_eq!(drafts.iter().filter(|name| name.contains(draft)).count(), 10, "{draft}");
    }
}

#[test]
fn verdicts_are_those_of_the_original_schema() {
    for (name, fixture) in fixtures() {
        let window = Window::open(&name, &fixture["schema"]);
        let original = original(&fixture["schema"]);
        for sample in fixture["good"].as_array().unwrap() {
            assert!(original.is_valid(sample), "{name}: the original refuses {sample}");
            match window.take(sample) {
                Ok(stored) => assert_eq!(without_absence(&stored), without_absence(sample), "{name}"),
                Err(why) => panic!("{name}: {sample} was refused: {why}\n{:#}", window.imported.document),
            }
        }
        for sample in fixture["bad"].as_array().unwrap() {
            assert!(!original.is_valid(sample), "{name}: the original accepts {sample}");
            assert!(window.take(sample).is_err(), "{name}: {sample} was accepted\n{:#}", window.imported.document);
        }
    }
}

/// Members in any order, numbers as numbers.
fn without_absence(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut sorted: Vec<(String, Value)> =
                members.iter().map(|(name, member)| (name.clone(), without_absence(member))).collect();
            sorted.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(sorted.into_iter().collect())
        }
        Value::Array(items) => items.iter().map(without_absence).collect(),
        Value::Number(number) => json!(number.as_f64()),
        other => other.clone(),
    }
}

/// Every sample with one thing changed: a member taken away, a value replaced.
fn mutations(value: &Value) -> Vec<Value> {
    let replacements = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(7.25),
        json!(""),
        json!("x"),
        json!("zzzzzzzzzzzz"),
        json!([]),
        json!({}),
        json!(["x", "x"]),
    ];
    let mut all: Vec<Value> = replacements.to_vec();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let mut fewer = members.clone();
                fewer.remove(name);
                all.push(Value::Object(fewer));
                for changed in mutations(member) {
                    let mut other = members.clone();
                    other[name.as_str()] = changed;
                    all.push(Value::Object(other));
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let mut fewer = items.clone();
                fewer.remove(index);
                all.push(Value::Array(fewer));
                let mut more = items.clone();
                more.push(item.clone());
                all.push(Value::Array(more));
                for changed in mutations(item) {
                    let mut other = items.clone();
                    other[index] = changed;
                    all.push(Value::Array(other));
                }
            }
        }
        _ => {}
    }
    all
}

#[test]
fn whatever_is_accepted_fits_the_original_schema() {
    let mut accepted = 0;
    for (name, fixture) in fixtures() {
        let window = Window::open(&name, &fixture["schema"]);
        let original = original(&fixture["schema"]);
        let samples = [&fixture["good"], &fixture["bad"]].into_iter().flat_map(|list| list.as_array().unwrap());
        for changed in samples.flat_map(mutations) {
            if let Ok(stored) = window.take(&changed) {
                accepted += 1;
                assert!(
                    original.is_valid(&stored),
                    "{name}: {changed} was stored as {stored}\n{:#}",
                    window.imported.document
                );
            }
        }
    }
    assert!(accepted > 500, "only {accepted} were accepted");
}

#[test]
fn notes_say_what_became_of_the_schema() {
    for (name, fixture) in fixtures() {
        let mut found: Vec<String> =
            imported(&name, &fixture["schema"]).notes.iter().map(|note| format!("{} {}", note.code, note.at)).collect();
        found.sort();
        found.dedup();
        assert_eq!(json!(found), fixture["notes"], "{name}");
    }
}

fn field(schema: &Value, name: &str) -> Value {
    imported(name, schema).document["properties"][name].clone()
}

fn fixture(name: &str) -> Value {
    fixtures().into_iter().find(|(one, _)| one == name).unwrap().1["schema"].clone()
}

#[test]
fn conditions_become_the_logic_of_the_form() {
    let claim = fixture("insurance-claim");
    let is_fire = json!({ "properties": { "kind": { "const": "fire" } } });
    assert_eq!(field(&claim, "cause")["x-show-when"], is_fire);
    assert_eq!(field(&claim, "cause")["x-required-when"], true);
    assert_eq!(field(&claim, "witnessPhone")["x-required-when"], json!({ "required": ["witness"] }));
    assert_eq!(field(&claim, "account")["x-show-when"], json!({ "required": ["bank"] }));
    assert_eq!(field(&claim, "policy").get("x-show-when"), None);
    let course = fixture("swimming-course");
    let is_minor = json!({ "properties": { "age": { "maximum": 17 } } });
    assert_eq!(field(&course, "guardian")["x-required-when"], is_minor);
    assert_eq!(field(&course, "guardian").get("x-show-when"), None);
    assert_eq!(field(&course, "level")["x-required-when"], json!({ "not": is_minor }));
    let payment = fixture("payment");
    let by_card = json!({ "properties": { "method": { "const": "card" } } });
    assert_eq!(field(&payment, "card_number")["x-show-when"], by_card);
    assert_eq!(field(&payment, "card_number")["x-required-when"], true);
    // An absent answer makes a statement true in JSON Schema: the page asks until it is given.
    let open = json!({
        "title": "t", "properties": { "a": { "type": "integer" } },
        "if": { "properties": { "a": { "minimum": 3 } } }, "then": { "required": ["b"], "properties": { "b": { "type": "string" } } }
    });
    let unanswered =
        json!({ "anyOf": [{ "properties": { "a": false } }, { "properties": { "a": { "minimum": 3 } } }] });
    assert_eq!(field(&open, "b")["x-show-when"], unanswered);
}

#[test]
fn words_and_pages_come_from_the_schema() {
    let sign_up = imported("event-sign-up", &fixture("event-sign-up")).document;
    assert_eq!(sign_up["properties"]["fullName"]["x-placeholder"], "Hanako Example");
    assert_eq!(sign_up["properties"]["meal"]["oneOf"][1], json!({ "const": "box", "title": "Lunch box" }));
    assert_eq!(sign_up["properties"]["visitOn"]["x-kind"], "date");
    assert_eq!(sign_up["properties"]["email"]["x-kind"], "email");
    assert_eq!(sign_up["properties"]["rules"]["x-kind"], "consent");
    assert_eq!(sign_up["properties"]["newsletter"]["x-kind"], "choice");
    let school = imported("school-enrolment", &fixture("school-enrolment")).document;
    let pages = school["x-pages"].as_array().unwrap();
    assert_eq!(pages.iter().map(|page| page["blocks"].as_array().unwrap().len()).collect::<Vec<_>>(), [8, 8, 3, 2]);
    assert_eq!(pages[3]["title"], "Parents");
    assert_eq!(school["properties"]["busStop"]["title"], "Bus stop");
    assert_eq!(school["properties"]["notes"]["x-kind"], "longText");
}

#[test]
fn what_cannot_be_enforced_is_refused_by_name() {
    let cases = [
        (json!({ "$ref": "https://example.com/other.json" }), "remoteReference", "/properties/a/$ref"),
        (json!({ "$ref": "#/$defs/missing" }), "danglingReference", "/properties/a/$ref"),
        (json!({ "$dynamicRef": "#x" }), "unsupportedKeyword", "/properties/a/$dynamicRef"),
        (json!({ "pattern": "^(?=a)" }), "pattern", "/properties/a/pattern"),
        (
            json!({ "type": "array", "prefixItems": [{ "type": "string" }, { "type": "string" }], "uniqueItems": true }),
            "notRepresentable",
            "/properties/a",
        ),
        (
            json!({ "type": "object", "additionalProperties": { "type": "string" }, "minProperties": 1 }),
            "notRepresentable",
            "/properties/a",
        ),
        (json!({ "type": "string", "not": { "format": "email" } }), "notRepresentable", "/properties/a/not/format"),
        (
            json!({ "type": "array", "items": { "type": "string" }, "enum": [["x"], ["y", "z"]], "minItems": "2" }),
            "shape",
            "/properties/a",
        ),
        (json!({ "properties": 5 }), "shape", "/properties/a/properties"),
        (json!(5), "shape", "/properties/a"),
    ];
    for (schema, code, at) in cases {
        let foreign = json!({ "title": "t", "properties": { "a": schema }, "required": ["a"] });
        let problems = import(&foreign).expect_err(&foreign.to_string());
        assert!(problems.iter().any(|problem| problem.code == code && problem.at == at), "{foreign}: {problems:#?}");
    }
    for (foreign, code) in [
        (json!([]), "notAnObject"),
        (json!({ "type": "string" }), "notAnObject"),
        (json!({ "$schema": "http://json-schema.org/draft-03/schema#", "properties": {} }), "dialect"),
        (json!({ "title": "t", "properties": {} }), "noFields"),
        (json!({ "title": "t", "allOf": [{ "$ref": "#" }] }), "recursiveReference"),
    ] {
        let problems = import(&foreign).expect_err(&foreign.to_string());
        assert!(problems.iter().any(|problem| problem.code == code), "{foreign}: {problems:#?}");
    }
}

#[test]
fn older_words_are_understood() {
    let old = json!({
        "title": "t",
        "definitions": { "short": { "type": "string", "maxLength": 5 } },
        "properties": {
            "price": { "type": "number", "minimum": 3, "exclusiveMinimum": true },
            "code": { "$ref": "#/definitions/short", "minLength": 2 }
        },
        "dependencies": { "price": ["code"] }
    });
    assert_eq!(field(&old, "price")["exclusiveMinimum"], 3);
    assert_eq!((&field(&old, "code")["maxLength"], &field(&old, "code")["minLength"]), (&json!(5), &json!(2)));
    assert_eq!(field(&old, "code")["x-required-when"], json!({ "required": ["price"] }));
    // Draft 7 looks at nothing beside a reference, and so do we when the schema says that it is one.
    let mut seven = old;
    seven["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    assert_eq!(field(&seven, "code").get("minLength"), None);
}

#[test]
fn a_foreign_schema_is_recognised() {
    assert!(is_foreign(&json!({ "properties": { "a": { "type": "string" } } })));
    assert!(is_foreign(
        &json!({ "$schema": "http://json-schema.org/draft-07/schema#", "properties": { "a": { "x-kind": "kana" } } })
    ));
    assert!(is_foreign(&json!({ "properties": { "a": { "enum": ["a"], "x-enumNames": ["A"] } } })));
    assert!(!is_foreign(&json!({ "properties": { "a": { "type": "string", "x-kind": "kana" } } })));
    assert!(!is_foreign(&json!({ "x-pages": [] })));
    // What is a form as it stands stays as it is, and so do its answers.
    let plain = json!({ "title": "Survey", "properties": { "agree": { "type": "boolean", "title": "Agree" } } });
    assert!(!is_foreign(&plain));
    let mut older = plain.clone();
    older["dependencies"] = json!({ "agree": ["name"] });
    assert!(is_foreign(&older), "nobody would be held to a word of another dialect");
    for (name, fixture) in fixtures() {
        assert!(is_foreign(&fixture["schema"]) || publish(fixture["schema"].clone()).is_ok(), "{name}");
        assert!(!is_foreign(&imported(&name, &fixture["schema"]).document), "{name}");
    }
}

#[test]
fn predicates_have_no_other_keywords() {
    for keyword in
        ["if", "oneOf", "format", "multipleOf", "uniqueItems", "dependentRequired", "patternProperties", "$ref", "type"]
    {
        let document = json!({
            "title": "t",
            "properties": {
                "a": { "type": "string", "title": "A", "maxLength": 5 },
                "b": { "type": "string", "title": "B", "maxLength": 5, "x-show-when": { "properties": { "a": { keyword: {} } } } }
            }
        });
        let problems = madoguchi_schema::lint(&document);
        let named =
            problems.iter().any(|problem| problem.code == "predicateKeyword" && problem.params["keyword"] == keyword);
        assert!(named, "{keyword}: {problems:#?}");
    }
}

fn doubling(levels: usize) -> Value {
    let mut defs = Map::new();
    for level in 0..levels {
        let next = json!({ "$ref": format!("#/$defs/d{}", level + 1) });
        defs.insert(format!("d{level}"), json!({ "allOf": [next, next] }));
    }
    defs.insert(format!("d{levels}"), json!({ "type": "string" }));
    json!({ "title": "t", "$defs": defs, "properties": { "a": { "$ref": "#/$defs/d0" } } })
}

fn nested(levels: usize) -> Value {
    // By hand: the macro would walk down every time.
    (0..levels).fold(json!({ "type": "string" }), |inner, _| {
        let properties = Map::from_iter([("a".to_owned(), inner)]);
        Value::Object(Map::from_iter([("properties".to_owned(), Value::Object(properties))]))
    })
}

#[test]
fn hostile_schemas_cost_little_and_break_nothing() {
    let many: Map<String, Value> =
        (0..900).map(|number| (format!("p{number}"), json!({ "enum": [number, "x"] }))).collect();
    let patterns: Map<String, Value> =
        (0..300).map(|number| (format!("^{number}(a|b)*"), json!({ "minLength": 2 }))).collect();
    let branches: Vec<Value> =
        (0..900).map(|number| json!({ "properties": many, "required": [format!("p{number}")] })).take(20).collect();
    let hostile = [
        doubling(40),
        doubling(8),
        nested(1_000),
        nested(60),
        nested(12),
        json!({ "title": "t", "properties": { "a": { "$ref": "#/properties/a" } } }),
        json!({ "title": "t", "properties": { "a": { "$ref": "#/properties/b" }, "b": { "$ref": "#/properties/a" } } }),
        json!({ "title": "t", "properties": { "a": { "not": { "$ref": "#/properties/a" } } } }),
        json!({ "title": "t", "properties": many, "patternProperties": patterns, "additionalProperties": { "type": "string" } }),
        json!({ "title": "t", "anyOf": branches, "unevaluatedProperties": false }),
        json!({ "title": "t", "properties": many, "minProperties": 450 }),
        json!({ "title": "t", "properties": { "o": { "properties": many, "maxProperties": 450 } } }),
        json!({ "title": "t", "properties": { "a": { "type": "array", "items": [], "minItems": 1e300, "maxItems": 1e300 } } }),
        json!({ "title": "t", "properties": { "a": { "type": "array", "items": { "type": "string" }, "minItems": 4, "maxItems": 4 } }, "required": "a" }),
        json!({ "title": "t", "properties": { "a": { "multipleOf": 0 }, "b": { "enum": [] }, "c": { "type": "nothing" }, "d": { "$ref": 7 } } }),
        json!({ "title": "t", "properties": { "%": { "$ref": "#/%" }, "a%zz": { "$ref": "#%e3%81" }, "~": { "$ref": "#/properties/~0" } } }),
    ];
    for schema in hostile {
        // A verdict, whichever: how long it takes is bounded by the counts that the import keeps.
        match import(&schema) {
            Ok(imported) => assert!(publish(imported.document).is_ok()),
            Err(problems) => assert!(!problems.is_empty()),
        }
    }
    // The reader refuses these before anything else sees them.
    let deep = "{\"properties\":{\"a\":".repeat(10_000) + "true" + &"}}".repeat(10_000);
    for text in [r#"{"properties":{"a":{"minimum":1e400}}}"#, deep.as_str(), r#"{"a":"#] {
        assert!(serde_json::from_str::<Value>(text).is_err());
    }
    let twice: Value =
        serde_json::from_str(r#"{"title":"t","properties":{"a":{"type":"integer"},"a":{"type":"string"}}}"#).unwrap();
    assert_eq!(field(&twice, "a")["type"], "string");
}
