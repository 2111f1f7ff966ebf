use jiff::civil::date;
use madoguchi_schema::publish;
use serde_json::json;

use super::*;

/// Two questions that depend on one another, a page that depends on an answer, an exit, and a last page.
fn form() -> PublishedForm {
    let document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "接種の予約",
        "properties": {
            "fever": { "type": "string", "title": "発熱", "oneOf": [{ "const": "yes", "title": "ある" }, { "const": "no", "title": "ない" }] },
            "since": {
                "type": "string", "title": "いつから", "x-required-when": true,
                "x-show-when": { "properties": { "fever": { "const": "yes" } }, "required": ["fever"] }
            },
            "age": { "type": "integer", "title": "年齢" },
            "guardian": { "type": "string", "title": "保護者", "x-required-when": true },
            "remarks": { "type": "string", "title": "備考", "x-kind": "longText" }
        },
        "required": ["fever", "age"],
        "x-pages": [
            { "id": "health", "title": "体調", "blocks": [{ "field": "fever" }, { "field": "since" }] },
            { "id": "age", "title": "年齢", "blocks": [{ "field": "age" }],
              "x-exits": [{ "when": { "properties": { "age": { "maximum": 11 } }, "required": ["age"] },
                            "title": "窓口へ", "message": "窓口で受け付けます。" }] },
            { "id": "guardian", "title": "保護者", "blocks": [{ "field": "guardian" }],
              "x-show-when": { "properties": { "age": { "maximum": 17 } }, "required": ["age"] } },
            { "id": "rest", "title": "そのほか", "blocks": [{ "field": "remarks" }] }
        ]
    });
    publish(document).expect("a good form")
}

struct Walk {
    form: PublishedForm,
    state: State,
}

impl Walk {
    fn new() -> Self {
        Self { form: form(), state: State::new("j".to_owned()) }
    }

    fn post(&mut self, page: &str, shown: &str, action: &str, typed: &[(&str, &str)]) -> Step {
        let fixed = [("_page", page), ("_shown", shown), ("_action", action)];
        let pairs = fixed.iter().chain(typed).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let params = Params::new(pairs.collect());
        take_over(&self.form, &mut self.state, &params);
        let action = Action::parse(params.last("_action"));
        advance(&self.form, date(2026, 4, 1), &mut self.state, &params, &action, Vec::new()).step
    }

    /// Everything answered for an adult; the next step is the confirmation.
    fn adult() -> Self {
        let mut walk = Self::new();
        walk.post("health", "fever", "next", &[("fever", "no")]);
        walk.post("age", "age", "next", &[("age", "３０")]);
        assert!(matches!(walk.post("rest", "remarks", "next", &[]), Step::Confirmation { notice: None }));
        walk
    }
}

#[track_caller]
fn assert_page(step: &Step, page: usize, errors: &[&str], notice: Option<Notice>) {
    let Step::Page { page: at, violations, notice: said } = step else { panic!("no page: {step:?}") };
    let fields: Vec<&str> = violations.iter().filter_map(|violation| violation.field()).collect();
    assert_eq!((*at, fields.as_slice(), *said), (page, errors, notice));
}

#[test]
fn a_page_with_errors_comes_back_and_keeps_what_was_typed() {
    let mut walk = Walk::new();
    walk.post("health", "fever", "next", &[("fever", "no")]);
    let step = walk.post("age", "age", "next", &[("age", "さんじゅう")]);
    assert_page(&step, 1, &["age"], None);
    assert_eq!(walk.state.answers.0["age"], "さんじゅう");
}

#[test]
fn what_newly_appears_is_asked_and_not_complained_about() {
    let mut walk = Walk::new();
    let step = walk.post("health", "fever", "next", &[("fever", "yes")]);
    assert_page(&step, 0, &[], Some(Notice::MoreOnPage));
    let step = walk.post("health", "fever since", "next", &[("fever", "yes"), ("since", "")]);
    assert_page(&step, 0, &["since"], None);
    let step = walk.post("health", "fever since", "next", &[("fever", "yes"), ("since", "昨日")]);
    assert_page(&step, 1, &[], None);
}

#[test]
fn back_and_refresh_validate_nothing_and_keep_everything() {
    let mut walk = Walk::new();
    walk.post("health", "fever", "next", &[("fever", "no")]);
    assert_page(&walk.post("age", "age", "back", &[("age", "x")]), 0, &[], None);
    assert_eq!(walk.state.answers.0["age"], "x");
    assert_page(&walk.post("health", "fever", "refresh", &[]), 0, &[], None);
    assert!(!walk.state.answers.0.contains_key("fever"), "an emptied field is empty");
}

#[test]
fn pages_that_do_not_apply_are_skipped_and_exits_end_the_journey() {
    let mut walk = Walk::new();
    walk.post("health", "fever", "next", &[("fever", "no")]);
    assert!(matches!(walk.post("age", "age", "next", &[("age", "10")]), Step::Exit { page: 1, exit: 0 }));
    assert_page(&walk.post("age", "age", "next", &[("age", "15")]), 2, &[], None);
    assert_page(&walk.post("age", "age", "next", &[("age", "30")]), 3, &[], None);
}

#[test]
fn another_language_validates_nothing_and_stays_where_it_is() {
    let mut walk = Walk::new();
    walk.post("health", "fever", "next", &[("fever", "no")]);
    assert_page(&walk.post("age", "age", "language:en", &[("age", "さんじゅう")]), 1, &[], None);
    assert_eq!(walk.state.answers.0["age"], "さんじゅう");
    assert!(matches!(walk.post("age", "age", "next", &[("age", "10")]), Step::Exit { page: 1, exit: 0 }));
    assert!(matches!(walk.post("age", "", "language:ja", &[]), Step::Exit { page: 1, exit: 0 }));
    assert_page(&walk.post("age", "age", "language:ja", &[("age", "10")]), 1, &[], None);
    let mut walk = Walk::adult();
    assert!(matches!(walk.post(CONFIRMATION, "", "language:en", &[]), Step::Confirmation { notice: None }));
    assert!(matches!(walk.post(CONFIRMATION, "", "submit", &[]), Step::Submit(_)));
}

#[test]
fn a_correction_returns_to_the_confirmation_or_to_what_it_made_necessary() {
    let mut walk = Walk::adult();
    assert_page(&walk.post(CONFIRMATION, "", "edit:age", &[]), 1, &[], None);
    assert!(matches!(walk.post("age", "age", "next", &[("age", "31")]), Step::Confirmation { notice: None }));
    walk.post(CONFIRMATION, "", "edit:age", &[]);
    let step = walk.post("age", "age", "next", &[("age", "15")]);
    assert_page(&step, 2, &[], Some(Notice::MorePages));
    assert!(matches!(walk.post("guardian", "guardian", "next", &[("guardian", "親")]), Step::Confirmation { .. }));
}

#[test]
fn only_what_was_confirmed_is_sent() {
    let mut walk = Walk::adult();
    walk.state.answers.0.insert("age".to_owned(), Value::from("31"));
    assert!(matches!(walk.post(CONFIRMATION, "", "submit", &[]), Step::Confirmation { notice: Some(Notice::Changed) }));
    let Step::Submit(answers) = walk.post(CONFIRMATION, "", "submit", &[]) else { panic!("not sent") };
    assert_eq!(Value::Object(answers.into_map()), json!({ "fever": "no", "age": 31 }));
}

#[test]
fn nothing_is_sent_from_the_middle() {
    let mut walk = Walk::new();
    assert_page(&walk.post(CONFIRMATION, "", "submit", &[]), 0, &[], Some(Notice::MorePages));
    assert_page(&walk.post("rest", "remarks", "next", &[]), 0, &[], Some(Notice::MorePages));
    assert_page(&walk.post("nowhere", "", "next", &[]), 0, &[], None);
}

#[test]
fn a_post_changes_only_what_stood_on_its_page() {
    let mut walk = Walk::new();
    walk.post("health", "fever age", "next", &[("fever", "no"), ("age", "30"), ("x", "y")]);
    assert_eq!(walk.state.answers.0.keys().collect::<Vec<_>>(), ["fever"]);
}

#[test]
fn received_files_are_taken_off_one_by_one() {
    let mut state = State::new("j".to_owned());
    state.answers.0.insert("photo".to_owned(), json!(["a", "b"]));
    remove_file(&mut state, "photo", 0);
    remove_file(&mut state, "photo", 7);
    assert_eq!(state.answers.0["photo"], json!(["b"]));
    let action = Action::parse(Some("remove-file:photo:1"));
    assert_eq!(action, Action::RemoveFile { field: "photo".to_owned(), index: 1 });
}

/// A group, and a question after it.
fn family() -> Walk {
    let document = json!({
        "type": "object", "title": "世帯",
        "properties": {
            "children": { "type": "array", "title": "子ども", "x-item-title": "お子さん", "maxItems": 3,
                "items": { "type": "object", "required": ["name"], "properties": {
                    "name": { "type": "string", "title": "名前", "maxLength": 10 },
                    "age": { "type": "integer", "title": "年齢" }
                } } },
            "memo": { "type": "string", "title": "備考", "maxLength": 10 }
        },
        "x-pages": [{ "id": "all", "title": "世帯", "blocks": [{ "field": "children" }, { "field": "memo" }] }]
    });
    Walk { form: publish(document).expect("a good form"), state: State::new("j".to_owned()) }
}

#[test]
fn rows_change_while_everything_typed_stays() {
    let mut walk = family();
    let typed = [("children", "1"), ("children.1.name", " 花 "), ("memo", "長すぎる備考の文字です")];
    let step = walk.post("all", "children memo", "add-row:children", &typed);
    assert_page(&step, 0, &[], None);
    let rows = json!([{ "_row": "1", "name": " 花 " }, { "_row": "2" }]);
    assert_eq!((&walk.state.answers.0["children"], &walk.state.answers.0["memo"]), (&rows, &json!(typed[2].1)));
    let typed = [("children", "1"), ("children", "2"), ("children.1.name", "花"), ("children.2.age", "x")];
    walk.post("all", "children memo", "row-up:children:2", &typed);
    assert_eq!(walk.state.answers.0["children"], json!([{ "_row": "2", "age": "x" }, { "_row": "1", "name": "花" }]));
    let typed = [("children", "2"), ("children", "1"), ("children.1.name", "花"), ("children.2.age", "x")];
    walk.post("all", "children memo", "remove-row:children:2", &typed);
    assert_eq!(walk.state.answers.0["children"], json!([{ "_row": "1", "name": "花" }]));
    let typed = [("children", "1"), ("children.1.name", "花"), ("memo", "")];
    assert!(matches!(walk.post("all", "children memo", "next", &typed), Step::Confirmation { .. }));
    let Step::Submit(answers) = walk.post(CONFIRMATION, "", "submit", &[]) else { panic!("not sent") };
    assert_eq!(Value::Object(answers.into_map()), json!({ "children": [{ "name": "花" }] }));
}

#[test]
fn errors_of_rows_keep_the_page() {
    let mut walk = family();
    let typed = [("children", "1"), ("children", "2"), ("children.2.age", "三つ")];
    let step = walk.post("all", "children memo", "next", &typed);
    let Step::Page { violations, .. } = &step else { panic!("no page") };
    let at: Vec<&str> = violations.iter().map(|violation| violation.at.as_str()).collect();
    assert_eq!(at, ["/children/0/name", "/children/0/age"], "the first row was left blank and is not there");
}
