//! Repeating groups: every row is decided like a small form, and no array of anything gets past it.

use crate::forms::{every_kind, published};
use jiff::civil::date;
use madoguchi_schema::{Cell, Evaluation, PublishedForm, RawAnswers, Sensitivity, Severity, Violation, lint, publish};
use serde_json::{Value, json};

fn form(items: Value) -> Value {
    json!({
        "type": "object", "title": "世帯",
        "properties": {
            "children": { "type": "array", "title": "子ども", "maxItems": 4, "x-item-title": "お子さん", "items": items },
            "help": { "type": "string", "title": "支援", "maxLength": 9, "x-show-when": {
                "properties": { "children": { "contains": { "properties": { "age": { "maximum": 5 } } }, "minContains": 2 } } } },
            "all": { "type": "string", "title": "全員", "maxLength": 9, "x-show-when": {
                "not": { "properties": { "children": { "contains": { "not": { "properties": { "age": { "minimum": 18 } } } } } } } } }
        }
    })
}

fn members() -> Value {
    json!({ "required": ["name"], "properties": {
        "name": { "type": "string", "title": "名前", "maxLength": 5 },
        "age": { "type": "integer", "title": "年齢", "minimum": 0 },
        "school": { "type": "string", "title": "学校", "maxLength": 5, "x-required-when": true,
            "x-show-when": { "properties": { "age": { "minimum": 6 } } } },
        "agree": { "type": "boolean", "const": true, "title": "同意" }
    } })
}

fn evaluate(form: &PublishedForm, value: Value) -> Evaluation {
    form.evaluate(&RawAnswers(value.as_object().unwrap().clone()), date(2026, 4, 1))
}

fn codes(violations: &[Violation]) -> Vec<String> {
    violations.iter().map(|one| format!("{} {}", one.at, one.code)).collect()
}

#[test]
fn every_row_is_decided_for_itself() {
    let form = published(form(members()));
    let read = evaluate(&form, json!({"children": [{"name": " 花 ", "age": "７"}, {"age": 3, "school": "窓小"}]}));
    assert_eq!(read.answers, *json!({"children": [{"name": "花", "age": 7}, {"age": 3}]}).as_object().unwrap());
    assert_eq!(codes(&read.violations), ["/children/0/school required", "/children/1/name required"]);
    let rows = read.rows("children");
    assert_eq!((rows.len(), rows[0].is_shown("school"), rows[0].is_required("school")), (2, true, true));
    assert!(!rows[1].is_shown("school") && rows[1].is_required("name") && !rows[1].is_required("age"));
    assert!(!rows[0].is_shown("ghost") && read.rows("help").is_empty() && read.rows("ghost").is_empty());
}

#[test]
fn kept_rows_say_where_they_stood_and_blank_ones_what_they_ask() {
    let form = published(form(members()));
    let read = evaluate(&form, json!({"children": [{"name": "　"}, {"name": "花"}, {}, {"age": "7"}]}));
    let sent: Vec<usize> = read.rows("children").iter().map(madoguchi_schema::RowState::sent).collect();
    assert_eq!(sent, [1, 3]);
    let blank = read.blank_row(form.field("children").unwrap().group().unwrap());
    assert!(blank.is_required("name") && blank.is_shown("age") && !blank.is_shown("school"));
}

#[test]
fn members_and_limits_are_known_before_anybody_answers() {
    let form = published(form(members()));
    let group = form.field("children").unwrap().group().unwrap();
    assert_eq!((group.item_title(), group.min_rows(), group.max_rows()), (Some("お子さん"), 0, 4));
    let names: Vec<&str> = group.fields().map(madoguchi_schema::Field::name).collect();
    assert_eq!(names, ["name", "age", "school", "agree"]);
    assert!(group.field("name").unwrap().always_required() && group.field("age").unwrap().affects());
    assert!(group.field("ghost").is_none() && form.field("help").unwrap().group().is_none());
}

#[test]
fn blank_rows_do_not_count() {
    let form = published(form(members()));
    let blank = json!([{}, {"name": " "}, null, "", [], {"name": "花"}, {"school": "隠れた"}, {"agree": false}, [""]]);
    let read = evaluate(&form, json!({ "children": blank }));
    assert_eq!((&read.answers["children"], read.rows("children").len()), (&json!([{"name": "花"}]), 1));
    assert!(read.violations.is_empty());
    assert!(evaluate(&form, json!({"children": [{}, {}]})).answers.is_empty());
}

#[test]
fn predicates_see_rows_as_they_are_kept() {
    let form = published(form(members()));
    let shown = |children: Value, name: &str| evaluate(&form, json!({ "children": children })).is_shown(name);
    assert!(shown(json!([{"age": 3}, {"age": "５"}]), "help"));
    assert!(!shown(json!([{"age": 3}, {"age": 6}]), "help"));
    assert!(!shown(json!([{"age": 3}, {"age": "五"}]), "help"), "a typing mistake opens nothing");
    assert!(shown(json!([{"age": 20}, {"age": 18}]), "all") && !shown(json!([{"age": 20}, {"name": "x"}]), "all"));
    let typo = evaluate(&form, json!({"children": [{"name": "花", "age": "五"}]}));
    assert_eq!(codes(&typo.violations), ["/children/0/age integerFormat"]);
    assert_eq!(typo.answers["children"], json!([{"name": "花", "age": "五"}]));
}

#[test]
fn violations_stand_row_by_row() {
    let form = published(every_kind());
    let bad = json!([
        {"name": {"familyName": "長すぎる名前", "x": 1}, "age": 40, "school": "a"},
        5,
        {"birth": "2030-01-01", "ghost": 1, "ill": ["心臓", "風邪"], "age": "6"},
        {"name": {"familyName": "山田", "givenName": "花子"}, "age": 1}
    ]);
    let found = evaluate(&form, json!({ "children": bad }));
    let of_children: Vec<String> =
        codes(&found.violations).into_iter().filter(|one| one.starts_with("/children")).collect();
    assert_eq!(
        of_children,
        [
            "/children/0/name/familyName maxLength",
            "/children/0/name/givenName required",
            "/children/0/name/x unknownProperty",
            "/children/0/age maximum",
            "/children/1 type",
            "/children/2/name required",
            "/children/2/ill/1 choice",
            "/children/2/birth latest",
            "/children/2/ghost unknownProperty",
            "/children maxItems",
        ]
    );
    assert!(found.violations_of_page(3).filter(|one| one.at.starts_with("/children")).count() == 10);
}

#[test]
fn what_is_no_list_of_rows_is_refused() {
    let form = published(form(members()));
    for odd in [json!("花"), json!(7), json!(true), json!({"name": "花"}), json!({"0": {"name": "花"}})] {
        assert_eq!(codes(&evaluate(&form, json!({ "children": odd })).violations), ["/children type"]);
    }
    for row in [json!("x"), json!(1), json!([{"name": "花"}]), json!(false)] {
        assert_eq!(codes(&evaluate(&form, json!({ "children": [row] })).violations), ["/children/0 type"]);
    }
}

#[test]
fn a_flood_of_rows_keeps_one_too_many() {
    let form = published(form(members()));
    let flood = evaluate(&form, json!({"children": vec![json!({"name": "花", "x": 1}); 10_000]}));
    assert_eq!((flood.answers["children"].as_array().unwrap().len(), flood.rows("children").len()), (5, 5));
    assert_eq!(codes(&flood.violations).last().map(String::as_str), Some("/children maxItems"));
    // Rows of which only hidden answers were sent still count while there are too many of them.
    let hidden = evaluate(&form, json!({"children": vec![json!({"school": "隠れた"}); 5]}));
    assert!(codes(&hidden.violations).contains(&"/children maxItems".to_owned()));
    let blank = evaluate(&form, json!({"children": vec![json!({"name": ""}); 100_000]}));
    assert!(blank.violations.is_empty() && blank.answers.is_empty());
}

#[test]
fn rows_are_shown_and_exported() {
    let form = published(every_kind());
    let answers = json!({"children": [
        {"name": {"familyName": "山田", "givenName": "花子"}, "age": 7, "school": "窓口小", "ill": ["喘息", "心臓"]},
        {"name": {"familyName": "山田", "givenName": "太郎"}, "birth": "2020-05-01"}
    ]});
    let answers = answers.as_object().unwrap();
    let pages = form.display(answers);
    assert_eq!(
        pages[0].rows[0].lines,
        [
            "お子さん 1",
            "　氏名：山田　花子",
            "　年齢：7歳",
            "　学校：窓口小",
            "　持病：喘息",
            "　　心臓",
            "お子さん 2",
            "　氏名：山田　太郎",
            "　生年月日：令和2年5月1日（2020年5月1日）"
        ]
    );
    let (columns, cells) = (form.columns(), form.cells(answers));
    assert_eq!(columns.len(), cells.len());
    let cell = |key: &str| {
        let position = columns.iter().position(|column| column.key == key).unwrap();
        (columns[position].label.as_str(), cells[position].clone())
    };
    let text = |text: &str| Cell::Text(text.to_owned());
    assert_eq!(cell("children.name.givenName"), ("子ども（氏名・名）", text("1. 花子\n2. 太郎")));
    assert_eq!(cell("children.age"), ("子ども（年齢）", text("1. 7\n2.")));
    assert_eq!(cell("children.birth"), ("子ども（生年月日）", text("1.\n2. 2020-05-01")));
    assert_eq!(cell("children.illness"), ("子ども（くわしく）", Cell::Empty));
}

#[test]
fn the_contract_says_what_rows_must_be() {
    let contract = published(form(members())).contract();
    let items = &contract["properties"]["children"]["items"];
    assert_eq!((&items["additionalProperties"], &items["required"]), (&json!(false), &json!(["name"])));
    let school = json!({
        "if": { "properties": { "age": { "minimum": 6 } }, "required": ["age"] },
        "then": { "required": ["school"] },
        "else": { "properties": { "school": false } }
    });
    assert_eq!(items["allOf"], json!([school]));
}

#[test]
fn a_group_is_as_delicate_as_its_members() {
    let mut document = form(members());
    document["properties"]["children"]["items"]["properties"]["age"]["x-sensitive"] = json!("special");
    document["properties"]["children"]["x-sensitive"] = json!("personal");
    let form = published(document);
    assert_eq!(form.field("children").unwrap().sensitivity(), Some(Sensitivity::Special));
}

#[test]
fn groups_and_members_may_stand_behind_references() {
    let mut document = form(json!({ "$ref": "#/$defs/child" }));
    document["$defs"] = json!({ "child": { "type": "object", "properties": {
        "name": { "$ref": "#/$defs/short", "x-help": "略さずに" } }, "required": ["name"] },
        "short": { "type": "string", "title": "名前", "maxLength": 3 } });
    document["properties"]["help"] = json!({ "type": "string", "title": "支援", "maxLength": 9 });
    document["properties"]["all"] = document["properties"]["help"].clone();
    document["properties"]["all"]["title"] = json!("全員");
    assert_eq!(lint(&document), []);
    let form = published(document);
    let long = evaluate(&form, json!({"children": [{"name": "長い名前"}]}));
    assert_eq!(codes(&long.violations), ["/children/0/name maxLength"]);
}

/// The problems of a form with these items: `severity code at`, without hints.
fn problems(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut document = form(members());
    change(&mut document["properties"]["children"]);
    let problems = lint(&document);
    assert_eq!(publish(document).is_err(), problems.iter().any(|one| one.severity == Severity::Error));
    let grave = problems.into_iter().filter(|problem| problem.severity != Severity::Hint);
    grave.map(|problem| format!("{:?} {} {}", problem.severity, problem.code, problem.at)).collect()
}

#[test]
#[rustfmt::skip] // one mistake, one line
fn mistakes_inside_groups_are_found_at_their_place() {
    const INSIDE: &str = "/properties/children/items/properties";
    fn member(name: &'static str, field: Value) -> impl FnOnce(&mut Value) {
        move |group| group["items"]["properties"][name] = field
    }
    let cases: Vec<(String, Vec<String>)> = vec![
        ("Error noLabel @/age".into(), problems(member("age", json!({"type": "integer"})))),
        ("Error kindInGroup @/photo".into(), problems(member("photo", json!({"x-kind": "file", "title": "写真", "maxItems": 1})))),
        ("Error kindInGroup @/inner".into(), problems(member("inner", json!({"type": "array", "title": "中", "maxItems": 2, "items": {"type": "object", "properties": {"a": {"type": "string"}}}})))),
        ("Error unknownKind @/x/x-kind".into(), problems(member("x", json!({"x-kind": "slider", "title": "x"})))),
        ("Error pattern @/x/pattern".into(), problems(member("x", json!({"type": "string", "title": "x", "pattern": "(?=a)"})))),
        ("Error unknownField @/x/x-show-when/properties/help".into(), problems(member("x", json!({"type": "string", "maxLength": 1, "title": "x", "x-show-when": {"properties": {"help": true}}})))),
        ("Error cycle @/age".into(), problems(member("age", json!({"type": "integer", "title": "年齢", "x-show-when": {"properties": {"school": true}}})))),
        ("Error dayLimit @/x/x-latest".into(), problems(member("x", json!({"format": "date", "title": "x", "x-latest": "いつか"})))),
        ("Warning duplicateLabel @/x".into(), problems(member("x", json!({"type": "string", "maxLength": 1, "title": "名前"})))),
        ("Warning unknownKeyword @/x/x-hlep".into(), problems(member("x", json!({"type": "string", "maxLength": 1, "title": "x", "x-hlep": "x"})))),
        ("Error shape @/x/x-help".into(), problems(member("x", json!({"type": "string", "maxLength": 1, "title": "x", "x-help": 5})))),
        ("Error myNumber @/x".into(), problems(member("x", json!({"type": "string", "maxLength": 12, "title": "個人番号"})))),
        ("Error fieldName @".into(), problems(member("名", json!({"type": "string", "maxLength": 1, "title": "x"})))),
        ("Error requiredUnknown /properties/children/items/required/1".into(), problems(|group| group["items"]["required"] = json!(["name", "ghost"]))),
        ("Error requiredButHidden /properties/children/items/required/0".into(), problems(|group| group["items"]["required"] = json!(["school"]))),
        ("Error noFields /properties/children/items/properties".into(), problems(|group| group["items"] = json!({"type": "object"})).into_iter().filter(|one| !one.contains("unknownField")).collect()),
        ("Warning unboundedRows /properties/children".into(), problems(|group| drop(group.as_object_mut().unwrap().remove("maxItems")))),
        ("Error tooManyRows /properties/children/maxItems".into(), problems(|group| group["maxItems"] = json!(1_000_000))),
        ("Error emptyRange /properties/children".into(), problems(|group| group["minItems"] = json!(9))),
        ("Error shape /properties/children/x-item-title".into(), problems(|group| group["x-item-title"] = json!(3))),
    ];
    for (expected, found) in cases {
        assert_eq!(found, [expected.replace('@', INSIDE)]);
    }
}

#[test]
fn conditions_know_the_members_of_a_group() {
    let mut document = form(members());
    document["properties"]["help"]["x-show-when"] =
        json!({"properties": {"children": {"contains": {"properties": {"ghost": true}}}}});
    document["properties"]["children"]["items"]["properties"]["size"] = json!({"title": "型", "enum": ["S", "M"]});
    document["properties"]["all"]["x-show-when"] =
        json!({"properties": {"children": {"contains": {"properties": {"size": {"const": "L"}}}}}});
    let found: Vec<String> = lint(&document)
        .iter()
        .filter(|one| one.severity != Severity::Hint)
        .map(|one| format!("{} {}", one.code, one.at))
        .collect();
    assert_eq!(
        found,
        [
            "unknownField /properties/help/x-show-when/properties/children/contains/properties/ghost",
            "choiceNotOffered /properties/all/x-show-when/properties/children/contains/properties/size/const"
        ]
    );
}

#[test]
fn members_of_groups_count_as_fields() {
    let member =
        |number: usize| (format!("m{number}"), json!({"type": "string", "title": format!("{number}"), "maxLength": 3}));
    let with = |count: usize| {
        let mut document = form(members());
        let items =
            json!({ "type": "object", "properties": (0..count).map(member).collect::<serde_json::Map<_, _>>() });
        document["$defs"] = json!({ "row": items });
        for name in ["help", "all"] {
            document["properties"][name] = json!({"type": "string", "title": name, "maxLength": 3});
        }
        document["properties"]["children"]["items"] = json!({ "$ref": "#/$defs/row" });
        document
    };
    assert!(publish(with(997)).is_ok());
    assert_eq!(lint(&with(998))[0].code, "tooManyFields");
}
