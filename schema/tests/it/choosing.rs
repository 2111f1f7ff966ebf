//! What residents meet in the kinds that choose, rank, rate, place and attach: normalised answers, the words for what is
//! wrong with them, follow-up questions, exports; and what a hostile answer costs.

use crate::forms::published;
use crate::selections;
use jiff::civil::date;
use madoguchi_schema::{Cell, Evaluation, KindName, OTHER, Prefill, PublishedForm, RawAnswers, Severity, lint};
use serde_json::{Map, Value, json};
use std::time::{Duration, Instant};

fn form() -> PublishedForm {
    published(selections::document())
}

fn evaluate(form: &PublishedForm, answers: Value) -> Evaluation {
    let Value::Object(answers) = answers else { panic!("answers are an object") };
    form.evaluate(&RawAnswers(answers), date(2026, 4, 1))
}

/// What is wrong with one more answer beside the required ones.
fn wrong(name: &str, raw: Value) -> Vec<String> {
    let mut answers = json!({ "animal": "dog", "score": 3 });
    answers[name] = raw;
    let found = evaluate(&form(), answers).violations;
    found.iter().map(|one| format!("{} {} {}", one.at, one.code, json!(one.params))).collect()
}

#[test]
fn a_free_text_fails_as_a_text_and_a_choice_as_a_choice() {
    assert_eq!(wrong("animal", json!("うさぎ")), ["/animalWhy required {}"]);
    assert_eq!(wrong("animal", json!({"choice": OTHER, "other": "うさぎ"})), ["/animalWhy required {}"]);
    assert_eq!(
        wrong("animal", json!("とても長い名前")),
        [r#"/animal maxLength {"limit":6}"#, "/animalWhy required {}"]
    );
    assert_eq!(
        wrong("animal", json!({"choice": OTHER, "other": " "})),
        ["/animal otherText {}", "/animalWhy required {}"]
    );
    assert_eq!(wrong("animal", json!("")), ["/animal required {}"]);
    assert_eq!(wrong("animal", json!({"choice": "", "other": ""})), ["/animal required {}"]);
    assert_eq!(
        wrong("animal", json!({"choice": 5})),
        [r#"/animal type {"expected":"string"}"#, "/animalWhy required {}"]
    );
    assert_eq!(wrong("wants", json!(["a", "え"])), [r#"/wants/1 minLength {"limit":2}"#]);
    assert_eq!(wrong("wants", json!(["a", 5])), [r#"/wants/1 type {"expected":"string"}"#]);
    assert_eq!(wrong("wants", json!({"choice": ["b", OTHER], "other": ""})), ["/wants/1 otherText {}"]);
    assert_eq!(wrong("wants", json!({"choice": ["b", OTHER], "other": "自由"})), [""; 0]);
    assert_eq!(wrong("survey", json!({"desk": "great", "wait": "good"})), ["/survey/desk choice {}"]);
    assert_eq!(wrong("ticket", json!("A3")), ["/ticket choice {}"]);
}

#[test]
fn a_choice_that_stands_alone() {
    assert_eq!(wrong("wants", json!(["none"])), [""; 0]);
    assert_eq!(wrong("wants", json!(["none", "a"])), ["/wants exclusive {}"]);
    // One message for one mistake, and another mistake keeps its own.
    assert_eq!(wrong("wants", json!(["a", "b", "none", "自由"])), ["/wants exclusive {}"]);
    assert_eq!(wrong("wants", json!(["a", "b", "自由", "自在"])), [r#"/wants maxItems {"limit":3}"#]);
    let twice = json!({ "type": "object", "title": "手書き", "x-language": 2, "properties": { "a": {
        "type": "array", "title": "あ", "uniqueItems": true, "x-exclusive": "none", "items": { "enum": ["a", "none"] },
        "allOf": [ { "if": { "contains": { "const": "a" } }, "then": { "maxItems": 1 } } ]
    } } });
    let found = evaluate(&published(twice), json!({"a": ["a", "none"]})).violations;
    let codes: Vec<&str> = found.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["exclusive"], "the document's own rule has the general code, which is silent here");
}

#[test]
fn ranks_and_ratings() {
    assert_eq!(wrong("schools", json!(["west", "", "east"])), [""; 0]);
    assert_eq!(wrong("schools", json!(["west", "west"])), ["/schools uniqueItems {}"]);
    assert_eq!(wrong("schools", json!(["west"])), [r#"/schools minItems {"limit":2}"#]);
    assert_eq!(wrong("schools", json!(["west", "moon"])), ["/schools/1 choice {}"]);
    assert_eq!(
        wrong("schools", json!(["west", "east", "north", "west"])),
        [r#"/schools maxItems {"limit":3}"#, "/schools uniqueItems {}"]
    );
    assert_eq!(wrong("score", json!("９")), [r#"/score maximum {"limit":5}"#]);
    assert_eq!(wrong("score", json!("とても良い")), ["/score integerFormat {}"]);
    assert_eq!(wrong("score", json!(2.5)), [r#"/score type {"expected":"integer"}"#]);
    assert_eq!(wrong("score", json!("")), ["/score required {}"]);
    assert_eq!(wrong("score", json!("２")), ["/bad required {}"]);
}

#[test]
fn rows_of_a_matrix() {
    assert_eq!(wrong("survey", json!({"desk": "good", "wait": "good"})), [""; 0]);
    assert_eq!(
        wrong("survey", json!({"sign": "bad", "roof": "bad"})),
        ["/survey/desk required {}", "/survey/wait required {}", r#"/survey/roof unknownProperty {"name":"roof"}"#]
    );
    assert_eq!(wrong("survey", json!({"desk": "", "wait": " "})), [""; 0]);
    assert_eq!(wrong("survey", json!("good")), [r#"/survey type {"expected":"object"}"#]);
    let form = form();
    assert!(evaluate(&form, json!({"survey": {"wait": "bad"}})).is_shown("wait"));
    assert!(!evaluate(&form, json!({"survey": {"wait": "good"}})).is_shown("wait"));
}

#[test]
fn places_on_the_map() {
    assert_eq!(wrong("spot", json!("北緯35度40分52秒 東経139度46分1秒")), [""; 0]);
    assert_eq!(wrong("spot", json!("駅前")), ["/spot mapPoint {}"]);
    assert_eq!(
        wrong("spot", json!({"latitude": "北", "longitude": ""})),
        ["/spot/latitude mapPoint {}", "/spot/longitude required {}"]
    );
    assert_eq!(
        wrong("spot", json!("29.5, 180.0000006")),
        [r#"/spot/latitude minimum {"limit":30}"#, r#"/spot/longitude maximum {"limit":180}"#]
    );
    assert_eq!(wrong("spot", json!([35, 139])), [r#"/spot type {"expected":"object"}"#]);
    let form = form();
    assert!(evaluate(&form, json!({"spot": "43, 141"})).is_shown("north"));
    assert!(!evaluate(&form, json!({"spot": "札幌"})).is_shown("north"));
}

#[test]
fn files_and_hidden_texts() {
    assert_eq!(wrong("picture", json!(["t1", "t2", "t3"])), [r#"/picture maxItems {"limit":2}"#]);
    assert_eq!(wrong("sign", json!(["t1", "t2"])), [r#"/sign maxItems {"limit":1}"#]);
    assert_eq!(wrong("source", json!("とても長い手がかり")), [r#"/source maxLength {"limit":5}"#]);
    let form = form();
    let files: Vec<&str> = form.fields().filter(|field| field.takes_files()).map(|field| field.name()).collect();
    assert_eq!(files, ["picture", "sign"]);
    let from = |name: &str| form.field(name).unwrap().prefill().cloned();
    assert_eq!(from("source"), Some(Prefill::Query { parameter: "from".to_owned() }));
    assert_eq!((from("ticket"), from("animal")), (Some(Prefill::Link), None));
    assert_eq!(json!(from("source")), json!({"from": "query", "parameter": "from"}));
    assert_eq!(
        form.field("animal").unwrap().other().map(|other| (other.label.as_str(), other.max_length)),
        Some(("その他の動物", 6))
    );
    assert_eq!(
        form.field("wants").unwrap().other().map(|other| (other.label.as_str(), other.max_length)),
        Some(("その他", 5))
    );
}

#[test]
fn they_are_shown_and_exported() {
    let form = form();
    let typed = json!({
        "animal": {"choice": OTHER, "other": "うさぎ"}, "animalWhy": "かわいい", "wants": {"choice": ["b", OTHER], "other": "自由"},
        "schools": ["", "north", "east"], "score": "５点", "survey": {"wait": "good", "desk": "bad"}, "sign": "token",
        "spot": "東経139.767125 北緯35.681236", "source": "広報"
    });
    let Value::Object(typed) = typed else { unreachable!() };
    let valid = form.accept(&RawAnswers(typed), date(2026, 4, 1)).unwrap();
    let rows: Vec<_> = form.display(valid.as_map()).into_iter().flat_map(|page| page.rows).collect();
    let lines = |name: &str| rows.iter().find(|row| row.name == name).unwrap().lines.join(" / ");
    assert_eq!(lines("animal"), "その他の動物：うさぎ");
    assert_eq!(lines("wants"), "い / その他：自由");
    assert_eq!(lines("schools"), "1番目：北小 / 2番目：東小");
    assert_eq!(lines("score"), "5（満足）");
    assert_eq!(lines("survey"), "対応：悪い / 待ち時間：良い");
    assert_eq!(lines("spot"), "35.681236, 139.767125");
    assert_eq!((lines("source"), lines("sign")), ("広報".to_owned(), "token".to_owned()));
    let (columns, cells) = (form.columns(), form.cells(valid.as_map()));
    let cell = |key: &str| cells[columns.iter().position(|column| column.key == key).unwrap()].clone();
    assert_eq!(cell("score"), Cell::Integer(5));
    assert_eq!((cell("survey.wait"), cell("survey.sign")), (Cell::Text("良い".to_owned()), Cell::Empty));
    assert_eq!((cell("spot.latitude"), cell("spot.longitude")), (Cell::Decimal(35.681236), Cell::Decimal(139.767125)));
    let label = |key: &str| columns.iter().find(|column| column.key == key).unwrap().label.as_str();
    assert_eq!((label("survey.wait"), label("spot.latitude")), ("窓口（待ち時間）", "場所（緯度）"));
}

/// The problems after one change, without hints: `severity code at`.
fn after(at: &str, value: Value) -> Vec<String> {
    let mut document = selections::document();
    let (parent, name) = at.rsplit_once('/').unwrap();
    let place = document["properties"].pointer_mut(parent).unwrap();
    match value {
        Value::Null => drop(place.as_object_mut().unwrap().remove(name)),
        value => place[name] = value,
    }
    let grave = lint(&document).into_iter().filter(|problem| problem.severity != Severity::Hint);
    grave.map(|problem| format!("{:?} {} {}", problem.severity, problem.code, problem.at)).collect()
}

#[test]
fn every_mistake_in_a_document_is_found_at_its_place() {
    for (expected, found) in [
        ("Error exclusiveChoice /properties/wants/x-exclusive", after("/wants/x-exclusive", json!("nothing"))),
        ("Error shape /properties/wants/x-exclusive", after("/wants/x-exclusive", json!(["none"]))),
        ("Error noChoices /properties/schools", after("/schools/items", json!({"type": "string"}))),
        ("Error emptyRange /properties/schools", after("/schools/minItems", json!(4))),
        ("Error ratingRange /properties/score", after("/score/maximum", json!(12))),
        ("Error ratingRange /properties/score", after("/score/minimum", Value::Null)),
        ("Error shape /properties/score/x-low", after("/score/x-low", json!(1))),
        (
            "Error matrixChoices /properties/survey/properties/wait",
            after("/survey/properties/wait", json!({"title": "待", "enum": ["good"]})),
        ),
        ("Error noLabel /properties/survey/properties/wait", after("/survey/properties/wait/title", Value::Null)),
        ("Error requiredUnknown /properties/survey/required/0", after("/survey/required", json!(["roof"]))),
        ("Error missingKeyword /properties/survey", after("/survey/properties", Value::Null)),
        ("Error fileType /properties/picture/x-types/0", after("/picture/x-types", json!(["application/pdf"]))),
        ("Error shape /properties/picture/x-max-total-bytes", after("/picture/x-max-total-bytes", json!("1MB"))),
        ("Warning unboundedFiles /properties/picture", after("/picture/maxItems", Value::Null)),
        ("Warning myNumberFile /properties/sign", after("/sign/title", json!("個人番号カードの署名"))),
        (
            "Error unknownPart /properties/spot/properties/height",
            after("/spot/properties/height", json!({"type": "number"})),
        ),
        (
            "Error kindType /properties/spot/properties/latitude",
            after("/spot/properties/latitude/type", json!("string")),
        ),
        ("Error prefill /properties/source", after("/source/x-prefill", Value::Null)),
        ("Error prefill /properties/source/x-prefill", after("/source/x-prefill", json!({"from": "query"}))),
        ("Error prefill /properties/source/x-prefill/from", after("/source/x-prefill", json!({"from": "cookie"}))),
        ("Error prefill /properties/source/x-prefill/parameter", after("/source/x-prefill/parameter", json!("a=b"))),
        ("Error unknownKey /properties/source/x-prefill/default", after("/source/x-prefill/default", json!("x"))),
        ("Warning hiddenRequired /properties/source", after("/source/x-required-when", json!(true))),
        ("Error kindType /properties/source", after("/source/type", json!("integer"))),
        (
            "Error choiceValue /properties/wants/items/anyOf/1/oneOf/0",
            after("/wants/items/anyOf/1/oneOf/0/const", json!(OTHER)),
        ),
        (
            "Error duplicateChoice /properties/wants/items/anyOf/1/oneOf/1",
            after("/wants/items/anyOf/1/oneOf/1/const", json!("a")),
        ),
        (
            "Warning choiceNotOffered /properties/wait/x-show-when/properties/survey/properties/wait/enum/1",
            after("/wait/x-show-when/properties/survey/properties/wait/enum", json!(["bad", "worse"])),
        ),
        (
            "Warning choiceNotOffered /properties/bus/x-show-when/properties/schools/contains/const",
            after("/bus/x-show-when/properties/schools/contains/const", json!("south")),
        ),
    ] {
        assert_eq!(found, [expected]);
    }
    let hidden = json!({ "type": "string", "title": "番号", "maxLength": 9, "x-kind": "hidden", "x-prefill": { "from": "link" } });
    let alone = lint(&json!({ "title": "空", "x-language": 2, "properties": { "a": hidden } }));
    assert_eq!(alone.iter().map(|one| (one.code, one.at.as_str())).collect::<Vec<_>>(), [("emptyPage", "/properties")]);
    // A free text can be anything.
    assert_eq!(after("/animalWhy/x-show-when/properties/animal", json!({"const": "うさぎ"})), [""; 0]);
    assert_eq!(after("/ticket/x-required-when", json!(true)), [""; 0]);
    assert_eq!(after("/animal/x-kind", json!("choice")), [""; 0]);
    // Parts that are no texts need no limit.
    let hints: Vec<String> = lint(&selections::document()).into_iter().map(|problem| problem.at).collect();
    assert_eq!(hints, [""; 0]);
}

#[test]
fn shapes_that_are_no_choice_beside_a_free_text() {
    for (shape, kind) in [
        (json!([{"enum": ["a"]}, {"type": "string"}]), "choice"),
        (json!([{"type": "string"}, {"oneOf": [{"const": "a", "title": "あ"}]}]), "choice"),
        (json!([{"enum": ["a"]}, {"type": "null"}]), "shortText"),
        (json!([{"enum": ["a"]}, {"enum": ["b"]}]), "shortText"),
        (json!([{"enum": ["a"]}, {"const": "b"}]), "shortText"),
        (json!([{"enum": ["a"]}, {"type": "string"}, {"type": "string"}]), "shortText"),
        (json!([{"enum": [1]}, {"type": "string"}]), "shortText"),
        (json!([{"enum": ["a"]}, true]), "shortText"),
    ] {
        let form =
            published(json!({"title": "形", "x-language": 2, "properties": {"a": {"title": "あ", "anyOf": shape}}}));
        assert_eq!(form.field("a").unwrap().kind().as_str(), kind, "{shape}");
        assert_eq!(form.field("a").unwrap().other().is_some(), kind == "choice");
    }
}

/// Thirty thousand items, members and a megabyte of text everywhere: answered in time that grows with them alone.
#[test]
fn hostile_answers_cost_what_they_weigh() {
    let many: Vec<String> = (0..300).map(|number| format!("c{number}")).collect();
    let form = published(json!({ "title": "多い", "$defs": { "many": { "enum": many } }, "properties": {
        "some": { "type": "array", "title": "一", "x-kind": "choices", "items": { "$ref": "#/$defs/many" }, "uniqueItems": true },
        "free": { "type": "array", "title": "二", "x-kind": "choices", "x-exclusive": "c1", "items": { "anyOf": [ { "$ref": "#/$defs/many" }, { "type": "string", "maxLength": 9 } ] } },
        "rank": { "type": "array", "title": "三", "x-kind": "ranking", "items": { "$ref": "#/$defs/many" } },
        "grid": { "type": "object", "title": "四", "x-kind": "matrix", "properties": { "a": { "title": "a", "$ref": "#/$defs/many" } } },
        "spot": { "type": "object", "title": "五", "x-kind": "mapPoint" },
        "rate": { "type": "integer", "title": "六", "x-kind": "rating", "minimum": 1, "maximum": 5 },
        "hide": { "type": "string", "title": "七", "x-kind": "hidden", "maxLength": 9, "x-prefill": { "from": "link" } }
    } }));
    let items: Vec<String> = (0..30_000).map(|number| format!("item number {number}")).collect();
    let members: Map<String, Value> = items.iter().map(|name| (name.clone(), json!("x"))).collect();
    let started = Instant::now();
    for value in
        [json!(items), Value::Object(members), json!("1".repeat(1_000_000)), json!({"choice": items, "other": "x"})]
    {
        let everywhere: Map<String, Value> =
            form.fields().map(|field| (field.name().to_owned(), value.clone())).collect();
        let evaluation = form.evaluate(&RawAnswers(everywhere), date(2026, 4, 1));
        assert!(!evaluation.violations.is_empty());
    }
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
    assert!(form.fields().all(|field| field.kind() != KindName::ShortText));
}
