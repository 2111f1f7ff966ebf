use std::collections::HashSet;

use jiff::civil::date;
use madoguchi_schema::publish;
use serde_json::Value;

use super::*;
use crate::pages::confirmation;
use crate::pages::posted::{Params, take_over};

fn forms() -> Vec<(String, PublishedForm)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/forms");
    let files = std::fs::read_dir(folder).expect("the fixtures").map(|entry| entry.expect("an entry").path());
    let forms: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let document: Value = serde_json::from_slice(&std::fs::read(&path).expect("a file")).expect("JSON");
            (path.display().to_string(), publish(document).expect("a good form"))
        })
        .collect();
    assert!(!forms.is_empty());
    forms
}

fn draw(form: &PublishedForm, raw: &RawAnswers, at: usize, with_errors: bool) -> String {
    let evaluation = form.evaluate(raw, date(2026, 4, 1));
    let view = JourneyView {
        organization: "見本市",
        form,
        evaluation: &evaluation,
        raw,
        action_url: "/f/x",
        version: "ver_1",
        state: "s",
        is_returning: false,
        is_preview: false,
        files: &|_| None,
    };
    let violations: Vec<Violation> = evaluation.violations_of_page(at).filter(|_| with_errors).cloned().collect();
    page(&view, at, &violations, None).expect("a page")
}

/// The values of an attribute, in order.
fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let marker = format!(" {name}=\"");
    html.split(&marker).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_of_every_template_holds_together() {
    for (name, form) in forms() {
        for (at, _) in form.pages().iter().enumerate() {
            for with_errors in [false, true] {
                let html = draw(&form, &RawAnswers::default(), at, with_errors);
                let ids = attribute(&html, "id");
                let known: HashSet<&str> = ids.iter().copied().collect();
                assert_eq!(ids.len(), known.len(), "{name} page {at}: an id stands twice");
                let described = attribute(&html, "aria-describedby").into_iter().flat_map(str::split_ascii_whitespace);
                let links = attribute(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
                for id in attribute(&html, "for").into_iter().chain(described).chain(links) {
                    assert!(known.contains(id), "{name} page {at}: nothing has the id {id}");
                }
                assert_eq!(html.matches("<h1").count(), 1, "{name} page {at}");
                assert!(!html.contains(" style=") && !html.contains(" onclick") && !html.contains("<style"), "{name}");
                let begins = html.contains("<title>エラー：");
                assert_eq!(begins, html.contains("role=\"alert\""), "{name} page {at}: title and summary disagree");
            }
        }
    }
}

#[test]
fn every_error_of_a_page_is_listed_and_stands_at_its_field() {
    for (name, form) in forms() {
        let html = draw(&form, &RawAnswers::default(), 0, true);
        let listed = html.matches("<li><a href=\"#q-").count();
        let standing = html.matches("<p class=\"error\"").count();
        assert_eq!(listed, standing, "{name}");
    }
}

#[test]
fn whatever_was_typed_stands_in_its_place_again() {
    for (name, form) in forms() {
        for (at, _) in form.pages().iter().enumerate() {
            let html = draw(&form, &RawAnswers::default(), at, false);
            let typed = |field: &str| format!("  {field} <&\"'\u{20BB7}");
            let texts: Vec<&str> = html
                .split("<input ")
                .filter(|input| {
                    input.contains(" type=\"text\"")
                        || input.contains(" type=\"tel\"")
                        || input.contains(" type=\"email\"")
                })
                .filter_map(|input| attribute(input, "name").first().copied())
                .collect();
            let mut pairs: Vec<_> = texts.iter().map(|field| ((*field).to_owned(), typed(field))).collect();
            let shown = html.split("name=\"_shown\"").nth(1).expect("the list of fields");
            pairs.push(("_shown".to_owned(), attribute(shown, "value")[0].to_owned()));
            let params = Params::new(pairs);
            let mut raw = RawAnswers::default();
            take_over(&mut raw, shown_fields(&form, at, &params).into_iter(), &params);
            let again = draw(&form, &raw, at, false);
            for field in texts {
                let kept = format!("  {field} &#60;&#38;&#34;&#39;\u{20BB7}");
                assert!(again.contains(&format!("value=\"{kept}\"")), "{name} page {at}: {field} is lost");
            }
        }
    }
}

#[test]
fn a_submission_that_could_not_be_taken_can_be_sent_again_from_the_answer() {
    for (name, form) in forms() {
        let raw = RawAnswers::default();
        let evaluation = form.evaluate(&raw, date(2026, 4, 1));
        let view = JourneyView {
            organization: "見本市",
            form: &form,
            evaluation: &evaluation,
            raw: &raw,
            action_url: "/f/x",
            version: "ver_1",
            state: "sealed",
            is_returning: false,
            is_preview: false,
            files: &|_| None,
        };
        let html = crate::pages::notice::try_again(&view).expect("a page");
        for part in
            ["<title>エラー：", "name=\"_page\" value=\"_confirmation\"", "value=\"sealed\"", "value=\"submit\""]
        {
            assert!(html.contains(part), "{name}: {part} is missing");
        }
    }
}

#[test]
fn the_confirmation_shows_every_question_and_a_way_back_to_each_page() {
    for (name, form) in forms() {
        let raw = RawAnswers::default();
        let evaluation = form.evaluate(&raw, date(2026, 4, 1));
        let view = JourneyView {
            organization: "見本市",
            form: &form,
            evaluation: &evaluation,
            raw: &raw,
            action_url: "/f/x",
            version: "ver_1",
            state: "s",
            is_returning: false,
            is_preview: true,
            files: &|_| None,
        };
        let html = confirmation::page(&view, None).expect("a page");
        for field in form.fields().filter(|field| evaluation.is_shown(field.name())) {
            let page = &form.pages()[field.page()];
            assert!(html.contains(&format!("<dt>{}</dt>", prose::escape(field.label()))), "{name}: {}", field.name());
            assert!(html.contains(&format!("value=\"edit:{}\"", page.id)), "{name}: {}", page.id);
        }
        assert!(!html.contains("value=\"submit\""), "a preview cannot be sent");
    }
}
