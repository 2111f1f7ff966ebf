use madoguchi_schema::{PublishedForm, Violation, publish, violation};
use serde_json::{Value, json};

use super::*;
use crate::words::{Language, plain};

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
    message(Words::of(Language::JAPANESE), form.field(name).expect("the field"), &violation(at, code, params))
}

fn about(field: &Field) -> About<'_> {
    let subject = field.label().to_owned();
    let question = subject.clone();
    About { subject, question, kind: field.kind(), field: Some(field), is_list_part: false, is_part: false }
}

/// A sentence as plain text.
fn plainly(words: Words, field: &Field, violation: &Violation) -> String {
    plain(&sentence(words, &about(field), violation)).into_owned()
}

#[test]
fn every_code_has_words_of_its_own_in_every_language() {
    let form = form();
    let field = form.field("count").expect("the field");
    let codes = violation::CODES.iter().map(|(code, _)| *code).chain(FILE_CODES.iter().copied());
    for code in codes {
        for language in Language::all() {
            let text = plainly(Words::of(language), field, &violation("/count", code, json!({})));
            let is_whole = match language {
                Language::ENGLISH => text.ends_with('.'),
                _ => text.ends_with('。') && text.contains("ください"),
            };
            assert!(is_whole, "{code} does not say what to do: {text}");
            assert!(text.contains("人数") || code == "journeyEnds", "{code} does not name the field: {text}");
            // One-word codes are words of the language.
            let is_word = !code.contains(|letter: char| letter.is_ascii_uppercase());
            assert!(is_word || !text.contains(code), "{code} speaks in codes: {text}");
        }
    }
}

/// What the kinds of this form language can say; a new one needs words in three languages before it can be said.
#[test]
fn codes_nobody_knows_still_give_a_sentence() {
    let form = form();
    let field = form.field("code").expect("the field");
    for (language, text) in [
        (Language::JAPANESE, "番号を確かめてください。"),
        (Language::EASY_JAPANESE, "番号を確かめてください。"),
        (Language::ENGLISH, "Check 番号."),
    ] {
        assert_eq!(plainly(Words::of(language), field, &violation("/x", "nothingKnown", json!({}))), text);
    }
}

#[test]
fn a_row_is_named_before_its_question() {
    let document = json!({
        "type": "object", "title": "世帯",
        "properties": { "children": { "type": "array", "title": "子ども", "x-item-title": "お子さん", "maxItems": 3,
            "items": { "type": "object", "required": ["name"], "properties": {
                "name": { "type": "string", "title": "名前", "maxLength": 5 },
                "code": { "type": "string", "title": "番号", "pattern": "^[0-9]$", "x-error": "番号は1桁です。" } } } } }
    });
    let form = publish(document).expect("a good form");
    let field = form.field("children").expect("the group");
    let said = |language, at: &str, code| {
        plain(&message(Words::of(language), field, &violation(at, code, json!({ "limit": 3 })))).into_owned()
    };
    assert_eq!(said(Language::JAPANESE, "/children/1/name", "required"), "お子さん 2の名前を入力してください。");
    assert_eq!(said(Language::EASY_JAPANESE, "/children/1/name", "required"), "お子さん 2の名前を書いてください。");
    assert_eq!(said(Language::ENGLISH, "/children/1/name", "required"), "お子さん 2, 名前: enter an answer.");
    assert_eq!(said(Language::JAPANESE, "/children/0/code", "pattern"), "お子さん 1：番号は1桁です。");
    assert_eq!(said(Language::JAPANESE, "/children", "maxItems"), "子どもは3件までです。減らしてください。");
}

#[test]
fn numbers_units_and_days_are_readable() {
    assert_eq!(said("/count", "maximum", json!({ "limit": 20000 })), "人数は20,000人以下の数を入力してください。");
    assert_eq!(said("/count", "minimum", json!({ "limit": 1 })), "人数は1人以上の数を入力してください。");
    assert_eq!(
        said("/count", "latest", json!({ "limit": "2026-04-01" })),
        "人数は2026年4月1日以前の日付を入力してください。"
    );
    for (limit, text) in [
        ("09:00", "人数は9時00分以降の時刻を入力してください。"),
        ("2026-04", "人数は2026年4月以降の年月を入力してください。"),
    ] {
        assert_eq!(said("/count", "earliest", json!({ "limit": limit })), text);
    }
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

#[test]
fn things_are_counted_as_each_language_counts() {
    let form = form();
    let field = form.field("size").expect("the field");
    let said = |language, count: u64| {
        plainly(Words::of(language), field, &violation("/size", "minItems", json!({ "limit": count })))
    };
    assert_eq!(
        [1, 9, 10].map(|count| said(Language::JAPANESE, count)),
        ["大きさは1つ以上選んでください。", "大きさは9つ以上選んでください。", "大きさは10個以上選んでください。"]
    );
    assert_eq!(
        [1, 2].map(|count| said(Language::ENGLISH, count)),
        ["大きさ: choose at least 1 option.", "大きさ: choose at least 2 options."]
    );
}

#[test]
fn every_part_has_a_word_and_the_japanese_is_the_form_languages_own() {
    let kinds = ["personName", "postalAddress", "bankAccount", "yuchoAccount"];
    let whole = |kind: &str, parts: &[&str]| {
        let parts: serde_json::Map<String, Value> =
            parts.iter().map(|part| ((*part).to_owned(), json!({ "type": "string" }))).collect();
        json!({ "type": "object", "title": kind, "x-kind": kind, "properties": parts })
    };
    let mut properties = serde_json::Map::new();
    properties.insert("period".to_owned(), json!({ "type": "object", "title": "期間", "x-kind": "dateRange" }));
    for kind in kinds {
        properties.insert(kind.to_owned(), whole(kind, &[]));
    }
    let names =
        ["familyName", "givenName", "familyNameKana", "givenNameKana", "formerFamilyName", "formerFamilyNameKana"];
    properties.insert("everyName".to_owned(), whole("personName", &names));
    let address = ["prefecture", "localGovernmentCode"];
    properties.insert("everyAddress".to_owned(), whole("postalAddress", &address));
    let form = publish(json!({ "type": "object", "title": "試験", "properties": properties })).expect("a good form");
    let mut seen = 0;
    for field in form.fields() {
        for part in field.parts() {
            assert_eq!(control::part_label(Words::default(), field, &part), part.label);
            for language in Language::all() {
                assert!(
                    !control::part_label(Words::of(language), field, &part).is_empty(),
                    "{} {}",
                    field.name(),
                    part.name
                );
            }
            seen += 1;
        }
    }
    assert!(seen >= 30, "{seen} parts");
}
