use madoguchi_schema::{PublishedForm, Violation, publish, violation};
use serde_json::{Map, Value, json};

use super::*;

fn form() -> PublishedForm {
    let document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "試験",
        "properties": {
            "count": { "type": "integer", "title": "人数", "x-unit": "人", "maximum": 20000 },
            "code": { "type": "string", "title": "番号", "pattern": "^[0-9]{4}$", "x-error": "番号は4桁です。" },
            "agree": { "type": "boolean", "const": true, "title": "同意", "x-text": "説明を読みました" },
            "name": {
                "type": "object", "title": "氏名", "x-kind": "personName",
                "properties": { "familyName": { "type": "string" }, "givenName": { "type": "string" } }
            },
            "size": { "type": "string", "title": "大きさ", "enum": ["大", "小"] }
        }
    });
    publish(document).expect("a good form")
}

fn violation(at: &str, code: &'static str, params: Value) -> Violation {
    let Value::Object(params) = params else { panic!("params are an object") };
    Violation { at: at.to_owned(), code, params }
}

fn said(at: &str, code: &'static str, params: Value) -> String {
    let form = form();
    let name = at.split('/').nth(1).expect("a field");
    message(form.field(name).expect("the field"), &violation(at, code, params))
}

#[test]
fn every_code_has_words_of_its_own() {
    let form = form();
    let field = form.field("count").expect("the field");
    let codes = violation::CODES.iter().map(|(code, _)| *code).chain(FILE_CODES.iter().copied());
    for code in codes {
        let about = About { subject: "人数".to_owned(), kind: field.kind(), field: Some(field) };
        let text = about.sentence(code, &Map::new()).unwrap_or_else(|| panic!("{code} has no words"));
        assert!(text.contains("ください"), "{code} does not say what to do: {text}");
        assert!(text.contains("人数") || code == "journeyEnds", "{code} does not name the field: {text}");
        assert!(!text.contains(code), "{code} speaks in codes: {text}");
    }
}

#[test]
fn numbers_units_and_days_are_readable() {
    assert_eq!(said("/count", "maximum", json!({ "limit": 20000 })), "人数は20,000人以下の数を入力してください。");
    assert_eq!(said("/count", "minimum", json!({ "limit": 1 })), "人数は1人以上の数を入力してください。");
    assert_eq!(
        said("/count", "latest", json!({ "limit": "2026-04-01" })),
        "人数は2026年4月1日以前の日付を入力してください。"
    );
}

#[test]
fn the_forms_own_error_replaces_all_but_required_and_files() {
    assert_eq!(said("/code", "pattern", json!({})), "番号は4桁です。");
    assert_eq!(said("/code", "required", json!({})), "番号を入力してください。");
    assert!(said("/code", "fileTooLarge", json!({ "limit": 1024, "name": "a.pdf" })).contains("「a.pdf」"));
}

#[test]
fn kinds_and_parts_have_their_own_verbs() {
    assert_eq!(said("/size", "required", json!({})), "大きさを選んでください。");
    assert_eq!(said("/name/familyName", "required", json!({})), "氏名の「姓」を入力してください。");
    assert!(said("/agree", "consent", json!({})).starts_with("「説明を読みました」にチェックを入れてください。"));
}
