//! What residents meet: pages that come and go, normalised answers, exits, order.

use crate::forms::{every_kind, foreign, published};
use jiff::civil::date;
use madoguchi_schema::{Cell, Evaluation, ExitAt, PublishedForm, RawAnswers, Violation};
use serde_json::{Value, json};

fn raw(value: Value) -> RawAnswers {
    RawAnswers(value.as_object().unwrap().clone())
}

fn evaluate(form: &PublishedForm, value: Value) -> Evaluation {
    form.evaluate(&raw(value), date(2026, 4, 1))
}

fn codes(violations: &[Violation]) -> Vec<String> {
    violations.iter().map(|one| format!("{} {}", one.at, one.code)).collect()
}

#[test]
fn pages_come_and_go() {
    let form = published(every_kind());
    let few = evaluate(&form, json!({"count": "1"}));
    assert_eq!(
        (few.next_page(None), few.next_page(Some(0)), few.next_page(Some(1)), few.next_page(Some(3))),
        (Some(0), Some(1), Some(3), None)
    );
    assert_eq!(
        (few.previous_page(None), few.previous_page(Some(3)), few.previous_page(Some(0))),
        (Some(3), Some(1), None)
    );
    let many = evaluate(&form, json!({"count": "２"}));
    assert!(many.pages[2].shown && many.is_shown("memo") && !many.is_shown("wants"));
    assert!(many.is_block_shown(2, 0) && !many.is_block_shown(2, 3) && !many.is_block_shown(9, 9));
    assert!(!many.is_required("memo") && evaluate(&form, json!({"count": 6})).is_required("memo"));
    assert!(form.field("count").unwrap().affects() && !form.field("agree").unwrap().affects());
    assert_eq!(form.page_index("contact"), Some(3));
}

#[test]
fn a_typing_mistake_opens_nothing() {
    let form = published(every_kind());
    let typo = evaluate(&form, json!({"count": "二"}));
    assert!(!typo.pages[2].shown);
    assert_eq!(
        codes(&typo.violations.iter().filter(|one| one.at == "/count").cloned().collect::<Vec<_>>()),
        ["/count integerFormat"]
    );
}

#[test]
fn hidden_answers_are_dropped_silently_and_count_as_unanswered() {
    let form = published(every_kind());
    // `why` hides with its page, and `place` asks about it.
    let hidden = evaluate(
        &form,
        json!({"count": 1, "heat": 37, "wants": ["c"], "why": "ほしい", "agentName": {"familyName": "x"}}),
    );
    assert!(!hidden.is_shown("why") && !hidden.is_shown("place"));
    assert_eq!(hidden.answers, *json!({"count": 1, "heat": 37, "fee": 300}).as_object().unwrap());
    let shown = evaluate(&form, json!({"count": 2, "heat": 37, "wants": ["c"], "why": "ほしい"}));
    assert!(shown.is_shown("why") && shown.is_shown("place"));
}

#[test]
fn the_first_exit_is_the_only_thing_wrong() {
    let form = published(every_kind());
    let ended = evaluate(&form, json!({"target": "none"}));
    assert_eq!(ended.exit(), Some(ExitAt { page: 0, exit: 0 }));
    let refused = form.accept(&raw(json!({"target": "none"})), date(2026, 4, 1)).unwrap_err();
    assert_eq!(json!(refused), json!([{"at": "", "code": "journeyEnds", "params": {"page": "who", "exit": 0}}]));
}

#[test]
fn violations_stand_in_the_order_of_the_form() {
    let form = published(every_kind());
    let bad = evaluate(
        &form,
        json!({
            "mail": "x", "phone": "1", "code": "12", "name": {"familyNameKana": "山", "familyName": "とても長い名前"}, "stranger": 1, "heat": 33.2
        }),
    );
    assert_eq!(
        codes(&bad.violations),
        [
            "/target required",
            "/count required",
            "/heat multipleOf",
            "/name/familyName maxLength",
            "/name/givenName required",
            "/name/familyNameKana kana",
            "/code pattern",
            "/phone phone",
            "/mail email",
            "/agree consent",
            "/stranger unknownProperty",
        ]
    );
    let on_second: Vec<_> = bad.violations_of_page(1).cloned().collect();
    assert_eq!(
        codes(&on_second),
        ["/name/familyName maxLength", "/name/givenName required", "/name/familyNameKana kana", "/code pattern"]
    );
    let limit = bad.violations.iter().find(|one| one.code == "multipleOf").unwrap();
    assert_eq!(limit.params["limit"], json!(0.5));
}

#[test]
fn a_kind_has_the_only_word_about_its_mistake() {
    let form = published(json!({
        "title": "電話", "type": "object",
        "properties": {
            "phone": { "type": "string", "title": "電話", "x-kind": "phone", "minLength": 11, "pattern": "^03" },
            "name": { "type": "object", "title": "氏名", "x-kind": "personName",
                "properties": { "familyNameKana": { "maxLength": 3, "x-max-characters": 2 } }, "required": [] }
        }
    }));
    let told = |value: Value| codes(&evaluate(&form, value).violations);
    assert_eq!(told(json!({"phone": "110"})), ["/phone phone"]);
    assert_eq!(told(json!({"phone": "06-0000-0000"})), ["/phone pattern"]);
    assert_eq!(told(json!({"phone": "0300000000"})), ["/phone minLength"]);
    // What only we know is said besides.
    assert_eq!(
        told(json!({"name": {"familyNameKana": "高橋花子"}})),
        ["/name/familyNameKana maxCharacters", "/name/familyNameKana kana"]
    );
    assert_eq!(told(json!({"phone": 5})), ["/phone type"]);
}

#[test]
fn people_count_characters_as_they_see_them() {
    let form = published(every_kind());
    let memo = |text: &str| {
        codes(&evaluate(&form, json!({"count": 2, "memo": text})).violations)
            .contains(&"/memo maxCharacters".to_owned())
    };
    assert!(!memo("葛\u{e0100}👨‍👩‍👧か\u{3099}𠮷"));
    assert!(memo("葛\u{e0100}👨‍👩‍👧か\u{3099}𠮷。"));
}

#[test]
fn a_flood_of_mistakes_is_answered_quickly() {
    let form = published(every_kind());
    let flood: serde_json::Map<_, _> = (0..50_000).map(|number| (format!("x{number}"), json!(1))).collect();
    let mut raw = RawAnswers(flood);
    raw.0.insert("photo".to_owned(), json!(vec![1; 50_000]));
    let evaluation = form.evaluate(&raw, date(2026, 4, 1));
    let told = evaluation.violations.len();
    assert!((1000..=51_000).contains(&told), "all of it is refused, and nobody is told everything: {told}");
}

#[test]
fn foreign_schemas_are_forms() {
    let form = published(foreign());
    assert_eq!(form.pages().len(), 1);
    assert_eq!(
        form.fields().map(|field| field.kind().as_str()).collect::<Vec<_>>(),
        ["shortText", "integer", "choice", "choices", "shortText", "shortText"]
    );
    let fine = evaluate(&form, json!({"nick": " ab ", "age": null, "extraRoom": "x"}));
    assert_eq!(fine.violations, []);
    assert_eq!(fine.answers, *json!({"nick": "ab", "age": null, "extraRoom": "x"}).as_object().unwrap());
    assert_eq!(
        codes(&evaluate(&form, json!({"nick": "abcde", "plan": "paid", "other": 1})).violations),
        ["/nick maxLength", "/card required", "/other unknownProperty"]
    );
}

#[test]
fn any_json_gets_a_verdict() {
    let form = published(every_kind());
    let odd = [
        json!(null),
        json!(true),
        json!(1e300),
        json!("\u{0}"),
        json!([[[]]]),
        json!({"a": {"b": [null]}}),
        json!([1, "2", {}]),
    ];
    for value in odd {
        let everywhere = form.fields().map(|field| (field.name().to_owned(), value.clone())).collect();
        let evaluation = form.evaluate(&RawAnswers(everywhere), date(2026, 4, 1));
        assert!(evaluation.violations.len() < 100);
    }
}

#[test]
fn accepted_answers_are_shown_and_exported() {
    let form = published(every_kind());
    let typed = json!({
        "target": "self", "count": "２", "heat": "３７", "name": {"familyName": "髙橋", "givenName": "花子", "familyNameKana": "たかはし"},
        "day": "R8.4.10", "wants": "c", "agree": "on", "memo": "あ\nい", "mail": {"address": "a@example.jp", "confirmation": "a@example.jp"}
    });
    let mut typed_with_place = typed.clone();
    typed_with_place["place"] = json!({"postalCode": "〒000-0000", "prefecture": "東京都", "cityAndCounty": "窓口区", "streetAddress": "１－２"});
    let valid = form.accept(&raw(typed_with_place), date(2026, 4, 1)).unwrap();
    let pages = form.display(valid.as_map());
    let lines =
        |name: &str| pages.iter().flat_map(|page| &page.rows).find(|row| row.name == name).unwrap().lines.clone();
    assert_eq!(lines("count"), ["2人"]);
    assert_eq!(lines("name"), ["髙橋　花子", "タカハシ"]);
    assert_eq!(lines("day"), ["令和8年4月10日（2026年4月10日）"]);
    assert_eq!(lines("wants"), ["う"]);
    assert_eq!(lines("memo"), ["あ", "い"]);
    assert_eq!(lines("place"), ["〒000-0000", "東京都窓口区1-2"]);
    assert_eq!(pages.iter().map(|page| page.page).collect::<Vec<_>>(), [0, 1, 2, 3]);
    let columns = form.columns();
    let cells = form.cells(valid.as_map());
    let cell = |key: &str| cells[columns.iter().position(|column| column.key == key).unwrap()].clone();
    assert_eq!(columns[3].label, "氏名（姓）");
    assert_eq!(cell("name.familyName"), Cell::Text("髙橋".to_owned()));
    assert_eq!((cell("count"), cell("heat")), (Cell::Integer(2), Cell::Decimal(37.0)));
    assert_eq!((cell("day"), cell("phone")), (Cell::Date(date(2026, 4, 10)), Cell::Empty));
    assert_eq!(cell("wants"), Cell::Text("う".to_owned()));
}

#[test]
fn forms_are_shared_between_threads() {
    fn shareable<T: Send + Sync + std::fmt::Debug>() {}
    shareable::<PublishedForm>();
}

/// What does not look as its kind says opens no question and breaks no rule elsewhere.
#[test]
fn an_answer_that_cannot_be_read_counts_as_unanswered() {
    let form = published(json!({
        "type": "object", "x-language": 2, "title": "期間",
        "properties": {
            "from": { "type": "string", "format": "date", "title": "初日" },
            "to": { "type": "string", "format": "date", "title": "最終日" },
            "reading": { "type": "string", "x-kind": "kana", "title": "読み", "maxLength": 9 },
            "days": { "type": "integer", "title": "日数", "x-value": "daysBetween(from, to)" },
            "why": { "type": "string", "title": "理由", "maxLength": 9, "x-required-when": true,
                "x-show-when": { "anyOf": [{ "required": ["from"] }, { "properties": { "reading": true } }] } } },
        "x-rules": [{ "assert": "from <= to", "message": "初日より後にしてください。", "field": "to" }]
    }));
    let told = codes(&evaluate(&form, json!({ "from": "春", "to": "2026-04-03", "reading": "山田" })).violations);
    assert_eq!(told, ["/from dateFormat", "/reading kana"]);
    let told = codes(&evaluate(&form, json!({ "from": "2026-04-05", "to": "2026-04-03" })).violations);
    assert_eq!(told, ["/to rule", "/why required"]);
}
