//! Every kind of mistake in a document is found, at its place, and nothing else is.

use crate::forms::{every_kind, foreign};
use madoguchi_schema::{Sensitivity, Severity, lint, publish};
use serde_json::{Value, json};

/// The problems of the form of every kind after one change, without hints: `severity code at`.
fn after(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut document = every_kind();
    change(&mut document);
    let problems = lint(&document);
    let wrong = problems.iter().any(|problem| problem.severity == Severity::Error);
    assert_eq!(publish(document).is_err(), wrong, "errors and nothing else stop publishing");
    let grave = problems.into_iter().filter(|problem| problem.severity != Severity::Hint);
    grave.map(|problem| format!("{:?} {} {}", problem.severity, problem.code, problem.at)).collect()
}

fn set(pointer: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |document| {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match document.pointer_mut(parent).unwrap() {
            Value::Object(members) => drop(members.insert(name.to_owned(), value)),
            Value::Array(items) => items.push(value),
            other => panic!("{other} has no members"),
        }
    }
}

fn remove(pointer: &'static str) -> impl FnOnce(&mut Value) {
    move |document| {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    }
}

#[test]
fn good_documents_have_no_problem() {
    assert_eq!(after(|_| {}), [""; 0]);
    assert!(lint(&foreign()).iter().all(|problem| problem.severity == Severity::Hint), "{:#?}", lint(&foreign()));
}

#[test]
#[rustfmt::skip] // one mistake, one line
fn every_mistake_is_found_at_its_place() {
    let cases: Vec<(&str, Vec<String>)> = vec![
        ("Error noTitle /title", after(remove("/title"))),
        ("Error noLabel /properties/count", after(remove("/properties/count/title"))),
        ("Error unknownKind /properties/count/x-kind", after(set("/properties/count/x-kind", json!("slider")))),
        ("Error kindType /properties/count", after(set("/properties/count/x-kind", json!("phone")))),
        ("Error kindNotInferred /properties/name", after(remove("/properties/name/x-kind"))),
        ("Error unknownPart /properties/name/properties/nickName", after(set("/properties/name/properties/nickName", json!({"type": "string"})))),
        ("Error notPlaced /properties/extra", after(set("/properties/extra", json!({"type": "string", "title": "余り"})))),
        ("Error placedTwice /x-pages/1/blocks/3/field", after(set("/x-pages/0/blocks/-", json!({"field": "code"})))),
        ("Error unknownField /x-pages/0/blocks/3/field", after(set("/x-pages/0/blocks/-", json!({"field": "ghost"})))),
        ("Error shape /x-pages/0/blocks/3", after(set("/x-pages/0/blocks/-", json!({"text": "文", "heading": "二つ"})))),
        ("Error altMissing /x-pages/0/blocks/3/alt", after(set("/x-pages/0/blocks/-", json!({"image": "a".repeat(64), "width": 9, "height": 9})))),
        ("Warning altEmpty /x-pages/0/blocks/3/alt", after(set("/x-pages/0/blocks/-", json!({"image": "a".repeat(64), "width": 9, "height": 9, "alt": "DSC_0001.jpg"})))),
        ("Error missingKeyword /x-pages/0/blocks/3", after(set("/x-pages/0/blocks/-", json!({"image": "a".repeat(64), "width": 9, "alt": "会場の地図です。"})))),
        ("Error shape /x-pages/0/blocks/3/image", after(set("/x-pages/0/blocks/-", json!({"image": "../a.png", "width": 9, "height": 9, "alt": "会場の地図です。"})))),
        ("Error unknownKey /x-pages/0/blocks/0/colour", after(set("/x-pages/0/blocks/0/colour", json!("red")))),
        ("Error emptyPage /x-pages/4", after(set("/x-pages/-", json!({"id": "empty", "title": "空", "blocks": []})))),
        ("Error missingKeyword /x-pages/4", after(set("/x-pages/-", json!({"id": "bare", "blocks": [{"text": "文"}]})))),
        ("Error duplicatePage /x-pages/4/id", after(set("/x-pages/-", json!({"id": "who", "title": "二度", "blocks": [{"text": "文"}]})))),
        ("Error shape /x-pages/0/id", after(set("/x-pages/0/id", json!("ページ")))),
        ("Error exitMessage /x-pages/0/x-exits/0", after(remove("/x-pages/0/x-exits/0/message"))),
        ("Error shape /x-pages/0/x-exits/0/link/href", after(set("/x-pages/0/x-exits/0/link", json!({"href": "javascript:alert(1)", "text": "悪い"})))),
        ("Error unknownField /properties/why/x-show-when/properties/ghost", after(set("/properties/why/x-show-when", json!({"properties": {"ghost": true}})))),
        ("Error unknownField /properties/why/x-show-when/required/0", after(set("/properties/why/x-show-when", json!({"required": ["ghost"]})))),
        ("Error predicateKeyword /properties/why/x-show-when/oneOf", after(set("/properties/why/x-show-when", json!({"oneOf": [true]})))),
        ("Error predicateKeyword /properties/why/x-show-when/properties/code/type", after(set("/properties/why/x-show-when", json!({"properties": {"code": {"type": "string"}}})))),
        ("Error predicateShape /properties/why/x-show-when", after(set("/properties/why/x-show-when", json!("いつも")))),
        ("Error predicateShape /properties/why/x-show-when/properties/code/pattern", after(set("/properties/why/x-show-when", json!({"properties": {"code": {"pattern": "(?=a)"}}})))),
        ("Warning choiceNotOffered /properties/why/x-show-when/properties/target/const", after(set("/properties/why/x-show-when", json!({"properties": {"target": {"const": "other"}}})))),
        ("Error cycle /properties/memo", after(set("/properties/memo/x-show-when", json!({"properties": {"why": true}})))),
        ("Error cycle /properties/code", after(set("/properties/code/x-show-when", json!({"required": ["code"]})))),
        ("Error requiredUnknown /required/4", after(set("/required/-", json!("ghost")))),
        ("Error requiredButHidden /required/4", after(set("/required/-", json!("agentName")))),
        ("Error noChoices /properties/target/oneOf", after(set("/properties/target/oneOf", json!([])))),
        ("Error noChoices /properties/code", after(set("/properties/code/x-kind", json!("choice")))),
        ("Error choiceTitle /properties/target/oneOf/2", after(remove("/properties/target/oneOf/2/title"))),
        ("Error duplicateChoice /properties/target/oneOf/3", after(set("/properties/target/oneOf/-", json!({"const": "self", "title": "私"})))),
        ("Warning duplicateChoiceTitle /properties/target/oneOf/3", after(set("/properties/target/oneOf/-", json!({"const": "me", "title": "本人"})))),
        ("Warning duplicateLabel /properties/heat", after(set("/properties/heat/title", json!("人数")))),
        ("Warning unboundedFiles /properties/photo", after(remove("/properties/photo/maxItems"))),
        ("Error fileType /properties/photo/x-types/0", after(set("/properties/photo/x-types", json!(["text/html"])))),
        ("Error pattern /properties/code/pattern", after(set("/properties/code/pattern", json!("^(?!0)[0-9]+$")))),
        ("Error pattern /properties/code/pattern", after(set("/properties/code/pattern", json!("(a)\\1")))),
        ("Error pattern /properties/code/pattern", after(set("/properties/code/pattern", json!("[")))),
        ("Error remoteReference /properties/code/$ref", after(set("/properties/code/$ref", json!("https://example.com/s.json")))),
        ("Error danglingReference /properties/code/$ref", after(set("/properties/code/$ref", json!("#/$defs/none")))),
        ("Error unsupportedKeyword /properties/code/$dynamicRef", after(set("/properties/code/$dynamicRef", json!("#x")))),
        ("Error dialect /$schema", after(set("/$schema", json!("http://json-schema.org/draft-07/schema#")))),
        ("Warning unknownKeyword /properties/code/x-hlep", after(set("/properties/code/x-hlep", json!("綴り")))),
        ("Warning unknownKeyword /properties/name/properties/familyName/x-help", after(set("/properties/name/properties/familyName/x-help", json!("読まれない")))),
        ("Warning neverTrue /properties/code/x-show-when", after(set("/properties/code/x-show-when", json!(false)))),
        ("Warning exitAlways /x-pages/0/x-exits/1/when", after(set("/x-pages/0/x-exits/-", json!({"when": true, "title": "終", "message": "おわり"})))),
        ("Warning unknownKeyword /x-theme", after(set("/x-theme", json!("青")))),
        ("Error shape /properties/code/x-help", after(set("/properties/code/x-help", json!(5)))),
        ("Error shape /properties/code/maxLength", after(set("/properties/code/maxLength", json!(-1)))),
        ("Error shape /properties/code/x-sensitive", after(set("/properties/code/x-sensitive", json!("secret")))),
        ("Error dayLimit /properties/day/x-earliest", after(set("/properties/day/x-earliest", json!("tomorrow")))),
        ("Error emptyRange /properties/count", after(set("/properties/count/minimum", json!(11)))),
        ("Error myNumber /properties/code", after(set("/properties/code/title", json!("マイナンバー（個人番号）")))),
        ("Error myNumber /properties/code", after(set("/properties/code/x-sensitive", json!("my-number")))),
        ("Warning twelveDigits /properties/code", after(set("/properties/code/pattern", json!("^[0-9]{12}$")))),
        ("Warning myNumberFile /properties/photo", after(set("/properties/photo/title", json!("マイナンバーカードの写真")))),
        ("Warning requiredYesNo /properties/call", after(set("/properties/call/x-required-when", json!(true)))),
    ];
    for (expected, found) in cases {
        assert_eq!(found, [expected]);
    }
}

#[test]
#[rustfmt::skip] // one mistake, one line
fn mistakes_in_settings_are_found_at_their_place() {
    let cases: Vec<(&str, Vec<String>)> = vec![
        ("Error unknownField /x-settings/receiptMail/to", after(set("/x-settings/receiptMail", json!({"to": "ghost"})))),
        ("Error receiptMailKind /x-settings/receiptMail/to", after(set("/x-settings/receiptMail", json!({"to": "phone"})))),
        ("Warning prefixOfTests /x-settings/receipt/prefix", after(set("/x-settings/receipt", json!({"prefix": "TEST"})))),
        ("Error shape /x-settings/receipt/prefix", after(set("/x-settings/receipt", json!({"prefix": "ながい"})))),
        ("Error unknownField /x-settings/receipt/declared", after(set("/x-settings/receipt", json!({"declared": "ghost"})))),
        ("Error declaredKind /x-settings/receipt/declared", after(set("/x-settings/receipt", json!({"declared": "photo"})))),
        ("Error unknownField /x-settings/onePer", after(set("/x-settings/onePer", json!("ghost")))),
        ("Error onePerKind /x-settings/onePer", after(set("/x-settings/onePer", json!("photo")))),
        ("Warning onePerOptional /x-settings/onePer", after(set("/x-settings/onePer", json!("phone")))),
        ("Error shape /x-settings/saveDays", after(set("/x-settings/saveDays", json!(61)))),
        ("Error shape /x-settings/keywords/0", after(set("/x-settings/keywords", json!([""])))),
        ("Error unknownKey /x-settings/colour", after(set("/x-settings/colour", json!("red")))),
    ];
    for (expected, found) in cases {
        assert_eq!(found, [expected]);
    }
}

#[test]
fn the_card_is_not_the_number() {
    assert_eq!(after(set("/properties/memo/title", json!("マイナンバーカードの受取場所"))), [""; 0]);
    assert_eq!(after(set("/properties/call/title", json!("マイナンバーを持っている"))), [""; 0]);
}

#[test]
#[rustfmt::skip] // one mistake, one line
fn mistakes_in_numbers_and_times_are_found_at_their_place() {
    let cases: Vec<(&str, Vec<String>)> = vec![
        ("Error myNumber /properties/code", after(set("/properties/code", json!({"title": "番号", "x-kind": "myNumber"})))),
        ("Error myNumber /properties/code", after(set("/properties/code", json!({"title": "個人番号", "x-kind": "keyNumber", "x-length": 12})))),
        ("Warning twelveDigits /properties/code", after(set("/properties/code", json!({"title": "番号", "x-kind": "keyNumber", "x-length": 12})))),
        ("Error keyLength /properties/code", after(set("/properties/code", json!({"title": "番号", "x-kind": "keyNumber"})))),
        ("Error keyLength /properties/code/x-groups", after(set("/properties/code", json!({"title": "番号", "x-kind": "keyNumber", "x-length": 9, "x-groups": [3, 3]})))),
        ("Error keyCheckDigit /properties/code/x-check-digit", after(set("/properties/code", json!({"title": "番号", "x-kind": "keyNumber", "x-length": 9, "x-letters": true, "x-check-digit": "luhn"})))),
        ("Error shape /properties/code/x-check-digit", after(set("/properties/code", json!({"title": "番号", "x-kind": "keyNumber", "x-length": 9, "x-check-digit": "mod10"})))),
        ("Error timeLimit /properties/code/x-earliest", after(set("/properties/code", json!({"title": "時刻", "x-kind": "time", "x-earliest": "9時"})))),
        ("Error emptyRange /properties/code", after(set("/properties/code", json!({"title": "時刻", "x-kind": "time", "x-earliest": "17:00", "x-latest": "09:00"})))),
        ("Error shape /properties/code/x-step", after(set("/properties/code", json!({"title": "時刻", "x-kind": "time", "x-step": 0})))),
        ("Error shape /properties/code/x-offset", after(set("/properties/code", json!({"title": "日時", "x-kind": "dateTime", "x-offset": "JST"})))),
        ("Error dayLimit /properties/code/x-latest", after(set("/properties/code", json!({"title": "月", "x-kind": "month", "x-latest": "2026-04"})))),
        ("Error emptyRange /properties/code", after(set("/properties/code", json!({"title": "月", "x-kind": "month", "x-earliest": "2026-04-01", "x-latest": "2026-03-01"})))),
        ("Error dayLimit /properties/name/x-earliest", after(set("/properties/name", json!({"title": "期間", "x-kind": "dateRange", "x-earliest": "あした"})))),
        ("Error unknownPart /properties/name/properties/days", after(set("/properties/name", json!({"title": "期間", "x-kind": "dateRange", "properties": {"startDate": {}, "endDate": {}, "days": {}}})))),
        ("Error emptyRange /properties/code", after(set("/properties/code", json!({"title": "金額", "x-kind": "money", "maximum": -1})))),
        ("Error shape /x-settings/myNumberGround", after(set("/x-settings/myNumberGround", json!("")))),
    ];
    for (expected, found) in cases {
        assert_eq!(found, [expected]);
    }
}

#[test]
fn with_a_legal_ground_there_is_one_kind_for_the_number() {
    let grounded = |kind: &str| {
        after(|document| {
            document["x-settings"]["myNumberGround"] = json!("窓口条例（例）第1条");
            document["properties"]["code"] = json!({"title": "個人番号", "x-kind": kind, "maxLength": 20});
        })
    };
    assert_eq!(grounded("myNumber"), [""; 0]);
    assert_eq!(grounded("shortText"), ["Error myNumber /properties/code"]);
    let mut document = every_kind();
    document["x-settings"]["myNumberGround"] = json!("窓口条例（例）第1条");
    document["properties"]["code"] = json!({"title": "番号", "x-kind": "myNumber", "x-sensitive": "personal"});
    let form = publish(document).unwrap();
    assert_eq!(form.field("code").unwrap().sensitivity(), Some(Sensitivity::MyNumber));
}

#[test]
fn names_of_fields_have_a_shape() {
    let named = json!({"title": "名前", "properties": {"氏名": {"type": "string", "title": "氏名", "maxLength": 5}}});
    let codes: Vec<_> = lint(&named).into_iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["fieldName"]);
}

#[test]
fn documents_have_bounds() {
    let only = |document: Value| {
        let problems = lint(&document);
        assert_eq!(problems.len(), 1, "{problems:#?}");
        problems[0].code
    };
    assert_eq!(only(json!([])), "notAnObject");
    let nested = (0..40).fold(json!(true), |inner, _| json!({ "not": inner }));
    assert_eq!(only(json!({"title": "深い", "properties": {}, "x": nested})), "tooDeep");
    assert_eq!(only(json!({"title": "長い", "description": "あ".repeat(400_000), "properties": {}})), "tooLarge");
    let many = |count: usize| {
        (0..count)
            .map(|number| {
                (format!("f{number}"), json!({"type": "string", "title": number.to_string(), "maxLength": 9}))
            })
            .collect::<serde_json::Map<_, _>>()
    };
    assert_eq!(only(json!({"title": "多い", "properties": many(1001)})), "tooManyFields");
    assert!(publish(json!({"title": "多い", "properties": many(300)})).is_ok());
    let long_chain: serde_json::Map<_, _> = many(300)
        .into_iter()
        .enumerate()
        .map(|(number, (name, mut field))| {
            if number > 0 {
                field["x-show-when"] = json!({ "required": [format!("f{}", number - 1)] });
            }
            (name, field)
        })
        .collect();
    assert!(publish(json!({"title": "鎖", "properties": long_chain})).is_ok());
}

#[test]
fn lint_is_total() {
    for junk in [
        json!({}),
        json!({"properties": 5}),
        json!({"properties": {"a": true}}),
        json!({"properties": {"a": {"type": 7, "oneOf": "x", "items": 3}}}),
        json!({"title": "x", "properties": {"a": {"title": "a", "x-kind": "choice", "oneOf": {"a": 1}}}, "x-pages": [1, {"blocks": [2, {}]}]}),
        json!({"title": "x", "properties": {"a": {"$ref": "#/properties/a"}}, "required": 5, "x-settings": []}),
        json!({"title": "x", "properties": {"a": {"x-kind": "personName", "properties": 5, "required": {}, "title": "a"}}}),
        json!({"title": "x", "properties": {"a": {"x-kind": "file", "items": false, "x-types": 5, "title": "a"}}}),
    ] {
        assert!(publish(junk.clone()).is_err(), "{junk}");
    }
}
