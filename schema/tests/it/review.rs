//! Documents and answers that once cost far too much, told too much, or told it in the wrong place.

use jiff::civil::date;
use madoguchi_schema::{Evaluation, PublishedForm, RawAnswers, Sensitivity, import, lint, localized, publish};
use serde_json::{Map, Value, json};

fn evaluated(form: &PublishedForm, answers: Value) -> Evaluation {
    let Value::Object(answers) = answers else { unreachable!("answers are an object") };
    form.evaluate(&RawAnswers(answers), date(2026, 4, 1))
}

fn form(properties: Value, more: Value) -> Value {
    let mut document = json!({ "type": "object", "title": "書類", "x-language": 2, "properties": properties });
    for (keyword, value) in more.as_object().into_iter().flatten() {
        document[keyword] = value.clone();
    }
    document
}

fn codes(document: &Value) -> Vec<&'static str> {
    lint(document).iter().map(|problem| problem.code).collect()
}

fn told(evaluation: &Evaluation) -> Vec<String> {
    evaluation.violations.iter().map(|violation| format!("{} {}", violation.at, violation.code)).collect()
}

#[test]
fn references_that_stand_for_too_much_are_refused_before_anybody_follows_them() {
    let next = |at: usize| json!({ "$ref": format!("#/$defs/d{at}") });
    let chain: Map<String, Value> = (0..25_000).map(|at| (format!("d{at}"), next(at + 1))).collect();
    let text = json!({ "a": { "type": "string", "title": "質問", "maxLength": 9 } });
    assert_eq!(codes(&form(text, json!({ "$defs": chain }))), ["tooComplex"]);
    let many: Vec<String> = (0..30_000).map(|at| format!("v{at}")).collect();
    let list = json!({ "$defs": { "list": { "type": "string", "enum": many } } });
    let fields: Map<String, Value> = (0..900)
        .map(|at| (format!("f{at}"), json!({ "title": format!("質問{at}"), "$ref": "#/$defs/list" })))
        .collect();
    assert_eq!(codes(&form(Value::Object(fields), list)), ["tooComplex"]);
    let prefectures: Vec<Value> =
        (0..47).map(|at| json!({ "const": format!("p{at}"), "title": format!("県{at}") })).collect();
    let list = json!({ "$defs": { "list": { "type": "string", "oneOf": prefectures } } });
    let fields: Map<String, Value> = (0..300)
        .map(|at| (format!("f{at}"), json!({ "title": format!("質問{at}"), "$ref": "#/$defs/list" })))
        .collect();
    assert!(publish(form(Value::Object(fields), list)).is_ok());
}

#[test]
fn a_flood_of_items_is_refused_without_comparing_each_with_every_choice() {
    let choices: Vec<Value> =
        (0..300).map(|at| json!({ "const": format!("c{at}"), "title": format!("選択{at}") })).collect();
    let free = json!({ "anyOf": [{ "oneOf": choices }, { "type": "string", "maxLength": 5 }] });
    let list = |items: Value| json!({ "type": "array", "title": "選択", "items": items, "uniqueItems": true });
    let ranking = json!({ "type": "array", "title": "順位", "x-kind": "ranking", "items": { "oneOf": choices } });
    let fields = json!({ "plain": list(json!({ "oneOf": choices })), "free": list(free), "ranking": ranking });
    let form = publish(form(fields, json!({}))).unwrap();
    let flood: Vec<Value> = (0..100_000).map(|at| json!(format!("unknown{at}"))).chain([json!("c7")]).collect();
    let evaluation = evaluated(&form, json!({ "plain": flood, "free": flood, "ranking": flood }));
    for name in ["plain", "free", "ranking"] {
        let kept = evaluation.answers[name].as_array().unwrap();
        assert!(kept.len() == 21 && kept.contains(&json!("c7")), "{name}: {}", kept.len());
        assert!(evaluation.violations.iter().any(|violation| violation.field() == Some(name)), "{name}");
    }
    let texts: Vec<String> = (0..200).map(|at| format!("t{at}")).collect();
    let evaluation = evaluated(&form, json!({ "free": texts }));
    assert_eq!(evaluation.answers["free"].as_array().map(Vec::len), Some(200), "free texts that fit are never dropped");
}

#[test]
fn an_unreadable_part_breaks_no_rule_and_opens_no_question() {
    let asks = json!({ "properties": { "stay": { "properties": { "startDate": { "minLength": 1 } } } } });
    let fields = json!({
        "stay": { "type": "object", "x-kind": "dateRange", "title": "期間" },
        "nights": { "type": "integer", "title": "泊数", "x-value": "daysBetween(stay.startDate, stay.endDate)" },
        "why": { "type": "string", "title": "理由", "maxLength": 9, "x-show-when": asks },
        "trips": { "type": "array", "title": "旅", "maxItems": 3, "items": { "type": "object", "properties": {
            "stay": { "type": "object", "x-kind": "dateRange", "title": "期間" },
            "nights": { "type": "integer", "title": "泊数", "x-value": "daysBetween(item.stay.startDate, item.stay.endDate)" } } } } });
    let rules = json!([{ "assert": "stay.startDate <= stay.endDate", "message": "順", "field": "stay" }]);
    let form = publish(form(fields, json!({ "x-rules": rules }))).unwrap();
    let wrong = json!({ "startDate": "春", "endDate": "2026-04-03" });
    let evaluation = evaluated(&form, json!({ "stay": wrong, "trips": [{ "stay": wrong }] }));
    assert_eq!(told(&evaluation), ["/stay/startDate dateFormat", "/trips/0/stay/startDate dateFormat"]);
    assert!(!evaluation.is_shown("why"));
    let right = json!({ "startDate": "2026-04-01", "endDate": "2026-04-03" });
    let evaluation = evaluated(&form, json!({ "stay": right }));
    assert_eq!((evaluation.answers["nights"].clone(), evaluation.is_shown("why")), (json!(2), true));
}

#[test]
fn nothing_is_calculated_from_an_individual_number() {
    let number = json!({ "type": "string", "x-kind": "myNumber", "title": "個人番号" });
    let ground = json!({ "x-settings": { "myNumberGround": "番号利用法第9条" } });
    let copy = |value: &str| json!({ "type": "string", "title": "確認", "x-value": value });
    let copied = form(json!({ "a": number, "c": copy("b"), "b": copy("\"No. \" + a") }), ground.clone());
    let at: Vec<String> =
        lint(&copied).into_iter().filter(|problem| problem.code == "myNumber").map(|problem| problem.at).collect();
    assert_eq!(at, ["/properties/c", "/properties/b"], "also where it is copied once more");
    let rows = |value: &str| {
        json!({ "type": "array", "title": "家族", "maxItems": 3, "items": { "type": "object", "properties": {
        "a": number, "age": { "type": "integer", "title": "年", "minimum": 0 }, "b": copy(value) } } })
    };
    assert!(publish(form(json!({ "rows": rows("item.a") }), ground.clone())).is_err());
    let counted = json!({ "type": "integer", "title": "手数料", "x-value": "count(rows) * 300 + sum(rows, \"age\")" });
    let form = publish(form(json!({ "rows": rows("string(item.age)"), "fee": counted }), ground)).unwrap();
    assert_eq!(form.field("fee").unwrap().sensitivity(), None, "how many rows there are is nobody's number");
    assert_eq!(form.field("rows").unwrap().sensitivity(), Some(Sensitivity::MyNumber));
}

#[test]
fn a_translation_replaces_no_keyword_of_a_field_called_prepare() {
    let field = json!({ "type": "string", "title": "準備", "maxLength": 9, "pattern": "^[0-9]+$" });
    let texts = json!({ "/properties/prepare/pattern": "^.*$", "/properties/prepare/title": "Preparation", "/x-settings/prepare/0": "Seal" });
    let more = json!({ "x-settings": { "prepare": ["印鑑"] }, "x-i18n": { "en": texts } });
    let document = form(json!({ "prepare": field }), more);
    let english = localized(&document, "en");
    assert_eq!(english["properties"]["prepare"]["pattern"], "^[0-9]+$");
    assert_eq!(english["properties"]["prepare"]["title"], "Preparation");
    assert_eq!(english["x-settings"]["prepare"][0], "Seal");
    assert!(codes(&document).contains(&"i18nPointer"));
}

#[test]
fn missing_translations_and_wrong_expressions_are_told_up_to_a_limit() {
    let blocks: Vec<Value> = (0..2_000).map(|_| json!({ "text": "文" })).chain([json!({ "field": "a" })]).collect();
    let languages: Map<String, Value> = (0..2_000).map(|at| (format!("x{at}"), json!({}))).collect();
    let rules: Vec<Value> =
        (0..500).map(|at| json!({ "assert": format!("wrong{at} > 1"), "message": "文", "field": "a" })).collect();
    let more =
        json!({ "x-pages": [{ "id": "a", "title": "頁", "blocks": blocks }], "x-i18n": languages, "x-rules": rules });
    let found = codes(&form(json!({ "a": { "type": "string", "title": "質問", "maxLength": 9 } }), more));
    let count = |code: &str| found.iter().filter(|one| **one == code).count();
    assert_eq!((count("untranslated"), count("calculation")), (1000, 100));
}

#[test]
fn an_endless_list_of_values_is_not_imported() {
    let values: Vec<String> = (0..50_000).map(|at| format!(" v{at}")).collect();
    let problems = import(&json!({ "type": "object", "properties": { "a": { "enum": values } } })).unwrap_err();
    assert_eq!((problems[0].code, problems[0].at.as_str()), ("tooLarge", "/properties/a/enum"));
}

#[test]
fn the_search_for_paths_ends_where_many_rules_cannot_be_kept() {
    let number = |at: usize| {
        (format!("n{at}"), json!({ "type": "integer", "title": format!("数{at}"), "minimum": 0, "maximum": 9 }))
    };
    let mut fields: Map<String, Value> = (0..40).map(number).collect();
    let rules: Vec<Value> = (0..40)
        .map(|at| json!({ "assert": format!("n{at} > 100"), "message": "文", "field": format!("n{at}") }))
        .collect();
    let choices: Vec<Value> =
        (0..1_500).map(|at| json!({ "const": format!("c{at}"), "title": format!("選択{at}") })).collect();
    fields.insert(
        "many".to_owned(),
        json!({ "type": "array", "title": "選択", "items": { "oneOf": choices }, "uniqueItems": true }),
    );
    fields.insert("last".to_owned(), json!({ "type": "string", "title": "最後", "maxLength": 9 }));
    let required: Vec<String> = (0..40).map(|at| format!("n{at}")).collect();
    let first: Vec<Value> =
        required.iter().map(|name| json!({ "field": name })).chain([json!({ "field": "many" })]).collect();
    let when = json!({ "properties": { "many": { "contains": { "const": "c1" } } } });
    let pages = json!([
        { "id": "a", "title": "一", "blocks": first },
        { "id": "b", "title": "二", "x-show-when": when, "blocks": [{ "field": "last" }] } ]);
    let more = json!({ "x-rules": rules, "required": required, "x-pages": pages });
    let paths = publish(form(Value::Object(fields), more)).unwrap().paths(100, date(2026, 4, 1));
    assert!(paths.cut && paths.routes.is_empty());
}
