use jiff::civil::date;
use madoguchi_schema::publish;
use serde_json::json;

use super::*;

fn form() -> PublishedForm {
    let document = json!({
        "type": "object", "title": "世帯",
        "properties": {
            "children": { "type": "array", "title": "子ども", "x-item-title": "お子さん", "minItems": 1, "maxItems": 3,
                "items": { "type": "object", "required": ["name"], "properties": {
                    "name": { "type": "string", "title": "名前", "maxLength": 10 },
                    "birth": { "type": "string", "title": "生年月日", "x-kind": "date" },
                    "agree": { "type": "boolean", "title": "連絡してよい" }
                } } }
        }
    });
    publish(document).expect("a good form")
}

fn posted(pairs: &[(&str, &str)]) -> Params {
    Params::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

fn tokens(raw: &RawAnswers) -> Vec<&str> {
    raw.0["children"].as_array().expect("rows").iter().filter_map(|row| row[TOKEN].as_str()).collect()
}

#[test]
fn rows_are_read_in_the_order_of_the_page_with_everything_as_typed() {
    let form = form();
    let group = form.field("children").expect("the group");
    let params = posted(&[
        ("children", "2"),
        ("children", "1"),
        ("children", "2"),
        ("children", "<x>"),
        ("children.1.name", "  花 "),
        ("children.2.birth.year", "令和6"),
        ("children.2.birth.month", "4"),
        ("children.2.agree", "true"),
        ("children.9.name", "nobody's"),
    ]);
    let rows = read(group, &params).expect("rows");
    assert_eq!(
        rows,
        json!([
            { "_row": "2", "birth": { "year": "令和6", "month": "4" }, "agree": "true" },
            { "_row": "1", "name": "  花 " }
        ])
    );
    let raw = RawAnswers(Map::from_iter([("children".to_owned(), rows)]));
    let plain = plain(&form, &raw);
    assert!(!Value::Object(plain.0.clone()).to_string().contains(TOKEN));
}

#[test]
fn one_row_more_than_allowed_is_kept_and_refused() {
    let form = form();
    let group = form.field("children").expect("the group");
    let pairs: Vec<_> = (1..90).map(|number| ("children".to_owned(), number.to_string())).collect();
    assert_eq!(read(group, &Params::new(pairs)).and_then(|rows| rows.as_array().map(Vec::len)), Some(4));
}

#[test]
fn rows_are_added_moved_and_taken_away() {
    let form = form();
    let group = form.field("children").expect("the group");
    let mut raw = RawAnswers::default();
    assert_eq!(change(group, &mut raw, &Change::Add).as_deref(), Some("1"));
    assert_eq!(change(group, &mut raw, &Change::Add).as_deref(), Some("2"));
    assert_eq!(change(group, &mut raw, &Change::Add).as_deref(), Some("3"));
    assert_eq!(change(group, &mut raw, &Change::Add), None, "there is no room for a fourth");
    assert_eq!(change(group, &mut raw, &Change::Up("3".to_owned())).as_deref(), Some("3"));
    assert_eq!(tokens(&raw), ["1", "3", "2"]);
    assert_eq!(change(group, &mut raw, &Change::Down("1".to_owned())).as_deref(), Some("1"));
    assert_eq!(tokens(&raw), ["3", "1", "2"]);
    assert_eq!(change(group, &mut raw, &Change::Up("3".to_owned())), None, "it is the first");
    assert_eq!(change(group, &mut raw, &Change::Remove("2".to_owned())).as_deref(), Some("1"), "the last one left");
    assert_eq!(change(group, &mut raw, &Change::Remove("7".to_owned())), None);
    assert_eq!(tokens(&raw), ["3", "1"]);
}

#[test]
fn blank_rows_stand_on_the_page_and_violations_find_their_row_all_the_same() {
    let form = form();
    let group = form.field("children").expect("the group");
    let raw = RawAnswers(Map::from_iter([(
        "children".to_owned(),
        json!([{ "_row": "4", "name": "　" }, { "_row": "2", "birth": "2024-04-01" }]),
    )]));
    let evaluation = form.evaluate(&plain(&form, &raw), date(2026, 4, 1));
    let rows = drawn(group, raw.0.get("children"), &evaluation);
    let places: Vec<_> = rows.iter().map(|row| (row.token.as_str(), row.kept)).collect();
    assert_eq!(places, [("4", None), ("2", Some(0))]);
    let (row, violation) = inner(&evaluation.violations[0]).expect("a violation in a row");
    assert_eq!((row, violation.at.as_str(), violation.code), (0, "/name", "required"));
}

#[test]
fn a_page_begins_with_the_rows_the_form_asks_for() {
    let form = form();
    let evaluation = form.evaluate(&RawAnswers::default(), date(2026, 4, 1));
    let rows = drawn(form.field("children").expect("the group"), None, &evaluation);
    assert_eq!(rows.iter().map(|row| row.token.as_str()).collect::<Vec<_>>(), ["1"]);
}
