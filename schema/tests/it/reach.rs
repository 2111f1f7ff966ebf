//! What nobody can reach is named, and nothing that can be reached is.

use jiff::civil::date;
use madoguchi_schema::{RawAnswers, Severity, lint, publish};
use serde_json::{Value, json};

/// Three questions on two pages: a choice, a number that is only asked for one choice, a text.
fn document() -> Value {
    json!({ "type": "object", "title": "確かめ",
        "properties": {
            "who": { "type": "string", "title": "だれ", "oneOf": [{ "const": "self", "title": "本人" }, { "const": "agent", "title": "代理人" }] },
            "count": { "type": "integer", "title": "人数", "minimum": 1, "maximum": 5,
                "x-show-when": { "properties": { "who": { "const": "agent" } } } },
            "wants": { "type": "array", "title": "希望", "uniqueItems": true, "maxItems": 2,
                "items": { "enum": ["a", "b", "c"] } },
            "memo": { "type": "string", "title": "メモ", "maxLength": 10 } },
        "x-pages": [
            { "id": "first", "title": "はじめ", "blocks": [{ "field": "who" }, { "field": "count" }, { "field": "wants" }] },
            { "id": "last", "title": "おわり", "blocks": [{ "field": "memo" }] }] })
}

fn found(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut document = document();
    change(&mut document);
    let problems = lint(&document);
    let grave = problems.into_iter().filter(|problem| problem.severity != Severity::Hint);
    grave.map(|problem| format!("{} {}", problem.code, problem.at)).collect()
}

fn memo_when(condition: Value) -> Vec<String> {
    found(|document| document["properties"]["memo"]["x-show-when"] = condition)
}

const AT_MEMO: &str = "neverTrue /properties/memo/x-show-when";

#[test]
fn contradictions_are_named() {
    for condition in [
        json!(false),
        json!({ "allOf": [{ "properties": { "who": { "const": "self" } } }, { "properties": { "who": { "const": "agent" } } }] }),
        json!({ "properties": { "count": { "minimum": 6 } } }),
        json!({ "properties": { "count": { "exclusiveMinimum": 2, "exclusiveMaximum": 3 } } }),
        json!({ "properties": { "wants": { "minItems": 3 } } }),
        json!({ "properties": { "who": { "pattern": "^zz" } } }),
        json!({ "required": ["who"], "not": { "required": ["who"] } }),
        // Neither of the two choices, and still answered.
        json!({ "required": ["who"], "properties": { "who": { "not": { "enum": ["self", "agent"] } } } }),
        // Only agents are asked for the number.
        json!({ "properties": { "who": { "const": "self" }, "count": { "minimum": 1 } } }),
        json!({ "anyOf": [false, { "properties": { "count": { "maximum": 0 } } }] }),
    ] {
        let named = memo_when(condition.clone());
        assert!(named.contains(&AT_MEMO.to_owned()), "{condition}: {named:?}");
    }
}

#[test]
fn a_choice_that_does_not_exist_is_named_as_the_reason() {
    for (condition, at) in [
        (json!({ "properties": { "who": { "const": "nobody" } } }), "who/const"),
        (json!({ "properties": { "wants": { "contains": { "const": "z" } } } }), "wants/contains/const"),
    ] {
        let named = memo_when(condition);
        assert!(named.contains(&format!("choiceNotOffered {}/properties/{at}", &AT_MEMO[10..])), "{named:?}");
        assert!(!named.contains(&AT_MEMO.to_owned()));
    }
}

#[test]
fn what_can_be_is_not_named() {
    for condition in [
        json!(true),
        json!({ "properties": { "who": { "const": "agent" }, "count": { "minimum": 5 } } }),
        json!({ "properties": { "count": false } }),
        json!({ "properties": { "wants": { "contains": { "const": "c" }, "minItems": 2 } } }),
        json!({ "not": { "properties": { "count": { "maximum": 4 } } } }),
        json!({ "properties": { "who": { "not": { "const": "self" } } } }),
        json!({ "properties": { "who": { "pattern": "^self$" } } }),
        json!({ "properties": { "count": { "not": { "enum": [1, 2, 3, 4] } } } }),
    ] {
        assert_eq!(memo_when(condition.clone()), [""; 0], "{condition}");
    }
}

#[test]
fn the_page_the_field_and_the_requirement_are_told_apart() {
    let never = json!({ "properties": { "count": { "minimum": 6 } } });
    let page = found(|document| document["x-pages"][1]["x-show-when"] = never.clone());
    assert!(page.contains(&"neverTrue /x-pages/1/x-show-when".to_owned()), "{page:?}");
    assert!(!page.iter().any(|one| one.starts_with("unreachable")), "said once: {page:?}");

    // Page and field each can be, but not together.
    let together = found(|document| {
        document["x-pages"][1]["x-show-when"] = json!({ "properties": { "who": { "const": "self" } } });
        document["properties"]["memo"]["x-show-when"] = json!({ "properties": { "who": { "const": "agent" } } });
    });
    assert_eq!(together, ["unreachablePage /x-pages/1", "unreachableField /properties/memo"]);

    let required = found(|document| document["properties"]["memo"]["x-required-when"] = never.clone());
    assert!(required.contains(&"neverTrue /properties/memo/x-required-when".to_owned()), "{required:?}");

    let exit = json!([{ "when": { "properties": { "count": { "minimum": 9 } } }, "title": "終わり", "message": "終わりです。" }]);
    let exits = found(|document| document["x-pages"][0]["x-exits"] = exit);
    assert_eq!(exits, ["neverTrue /x-pages/0/x-exits/0/when"]);
}

/// Dice decide conditions; whatever somebody's answers bring up is not called unreachable.
#[test]
fn what_somebody_has_seen_is_reachable() {
    let mut seen = 0;
    for seed in 0..60 {
        let document = crate::generated::document(seed);
        let named: Vec<String> = lint(&document)
            .into_iter()
            .filter(|problem| problem.code == "unreachableField")
            .filter_map(|problem| problem.at.strip_prefix("/properties/").map(str::to_owned))
            .collect();
        let form = publish(document).unwrap();
        for resident in 0..40 {
            let raw: RawAnswers = crate::resident::Resident::new(resident).answers(&form);
            let evaluation = form.evaluate(&raw, date(2026, 4, 1));
            for name in &named {
                assert!(!evaluation.is_shown(name), "{name} of {seed} was shown to {resident}");
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 2400);
}

#[test]
fn huge_conditions_are_no_burden() {
    let clause = |number: usize| {
        json!({ "anyOf": [
        { "properties": { "who": { "const": "self" } } }, { "properties": { "count": { "minimum": number % 7 } } }, { "required": ["memo"] } ] })
    };
    let clauses: Vec<Value> = (0..400).map(clause).collect();
    let named = found(|document| document["properties"]["wants"]["x-show-when"] = json!({ "allOf": clauses }));
    assert_eq!(named, [""; 0]);
}

#[test]
#[rustfmt::skip] // one text, one line
fn texts_and_collection() {
    let label = |text: &str| found(|document| document["properties"]["memo"]["title"] = json!(text));
    assert_eq!(label("氏　名"), ["unreadableText /properties/memo/title"]);
    assert_eq!(label("※"), ["unreadableText /properties/memo/title"]);
    assert_eq!(label("赤字の番号"), ["unreadableText /properties/memo/title"]);
    assert_eq!(label("お名前"), [""; 0]);
    let choice = found(|document| document["properties"]["who"]["oneOf"][0]["title"] = json!("選択肢1"));
    assert_eq!(choice, ["unwrittenText /properties/who"]);

    let mut document = document();
    document["properties"]["memo"] = json!({ "type": "string", "format": "date", "title": "生年月日" });
    document["properties"]["count"]["title"] = json!("年齢");
    assert!(lint(&document).iter().any(|problem| problem.code == "overCollection" && problem.at == "/properties/count"));
    document["properties"]["memo"]["x-sensitive"] = json!("personal");
    assert!(lint(&document).iter().any(|problem| problem.code == "noPrivacyNotice" && problem.severity == Severity::Warning));
    document["x-settings"] = json!({ "privacyNotice": "使い道です。", "contact": { "name": "窓口課" } });
    assert!(!lint(&document).iter().any(|problem| matches!(problem.code, "noPrivacyNotice" | "noContact")));
}
