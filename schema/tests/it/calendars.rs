//! `x-calendar`: which answers make an entry of the applicant's calendar, and what is said where none can be made.

use crate::forms::published;
use madoguchi_schema::{Severity, lint, localized};
use serde_json::{Value, json};

fn document() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "予約",
        "properties": {
            "visit": { "type": "string", "format": "date", "title": "来る日", "x-kind": "date", "x-calendar": "市役所" },
            "talk": { "type": "string", "title": "相談の日時", "x-kind": "dateTime", "x-calendar": "相談" },
            "stay": { "type": "object", "title": "期間", "x-kind": "dateRange", "x-calendar": "利用" },
            "silent": { "type": "string", "format": "date", "title": "生年月日", "x-kind": "date", "x-calendar": " " },
            "name": { "type": "string", "title": "氏名", "maxLength": 20 },
            "children": {
                "type": "array", "title": "お子さん", "x-kind": "group", "maxItems": 3,
                "items": { "type": "object", "properties": { "day": { "type": "string", "format": "date", "title": "日", "x-kind": "date" } } }
            }
        },
        "x-i18n": { "en": { "/properties/visit/x-calendar": "City hall" } }
    })
}

#[test]
fn days_moments_and_periods_have_a_title_in_the_calendar() {
    let form = published(document());
    let titles: Vec<_> = form.fields().filter_map(|field| Some((field.name(), field.calendar()?))).collect();
    assert_eq!(titles, [("visit", "市役所"), ("talk", "相談"), ("stay", "利用")]);
    let english = published(localized(&document(), "en"));
    assert_eq!(english.field("visit").unwrap().calendar(), Some("City hall"));
}

#[test]
fn other_kinds_and_rows_make_no_entry_and_the_author_is_told() {
    let found = |place: &str| {
        let mut changed = document();
        changed.pointer_mut(place).unwrap()["x-calendar"] = json!("予定");
        let problems = lint(&changed);
        let ours = problems.into_iter().filter(|problem| problem.code == "calendarKind");
        ours.map(|problem| (problem.severity, problem.at)).collect::<Vec<_>>()
    };
    assert_eq!(found("/properties/visit"), []);
    for place in ["/properties/name", "/properties/children", "/properties/children/items/properties/day"] {
        assert_eq!(found(place), [(Severity::Warning, format!("{place}/x-calendar"))]);
    }
    let mut shape = document();
    shape["properties"]["visit"]["x-calendar"] = json!(5);
    assert!(lint(&shape).iter().any(|problem| problem.at == "/properties/visit/x-calendar"), "a title is a text");
}
