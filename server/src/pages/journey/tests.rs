use std::collections::HashSet;

use jiff::civil::date;
use madoguchi_schema::publish;
use serde_json::Value;

use super::*;
use crate::pages::confirmation;
use crate::pages::posted::{Params, take_over};

/// The JSON files of a folder of the fixtures.
fn fixtures(folder: &str) -> Vec<(String, Value)> {
    let folder = format!(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/{}"), folder);
    let files = std::fs::read_dir(folder).expect("the fixtures").map(|entry| entry.expect("an entry").path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let read = |path: &std::path::Path| serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("JSON");
    files.map(|path| (path.display().to_string(), read(&path))).collect()
}

/// The gallery, a form with every widget, and what foreign schemas become.
fn forms() -> Vec<(String, PublishedForm)> {
    let mut documents = fixtures("forms");
    documents.push(("every widget".to_owned(), serde_json::from_str(include_str!("every-widget.json")).expect("JSON")));
    for (name, fixture) in fixtures("foreign") {
        documents.push((name, madoguchi_schema::import(&fixture["schema"]).expect("a form").document));
    }
    assert!(documents.len() > 50);
    documents.into_iter().map(|(name, document)| (name, publish(document).expect("a good form"))).collect()
}

fn draw(form: &PublishedForm, raw: &RawAnswers, at: usize, with_errors: bool) -> String {
    let evaluation = form.evaluate(&crate::pages::rows::plain(form, raw), date(2026, 4, 1));
    let view = JourneyView {
        words: crate::words::Words::default(),
        organization: "見本市",
        form,
        evaluation: &evaluation,
        raw,
        action_url: "/f/x",
        version: "ver_1",
        state: "s",
        is_returning: false,
        is_preview: false,
        banner: None,
        files: &|_| None,
        focus: None,
        traces: Traces::default(),
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
        // What nobody can be asked for on the page is only listed.
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
                // Nobody is asked for what must stay empty.
                .filter(|name| *name != TRAP)
                .collect();
            let mut pairs: Vec<_> = texts.iter().map(|field| ((*field).to_owned(), typed(field))).collect();
            let rows = html.split("<input type=\"hidden\" name=\"").skip(1);
            let rows =
                rows.filter_map(|rest| rest.split_once("\" value=\"")).filter(|(name, _)| !name.starts_with('_'));
            let token = |rest: &str| rest.split('"').next().unwrap_or_default().to_owned();
            pairs.extend(rows.map(|(name, rest)| (name.to_owned(), token(rest))));
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
            words: crate::words::Words::default(),
            organization: "見本市",
            form: &form,
            evaluation: &evaluation,
            raw: &raw,
            action_url: "/f/x",
            version: "ver_1",
            state: "sealed",
            is_returning: false,
            is_preview: false,
            banner: None,
            files: &|_| None,
            focus: None,
            traces: Traces::default(),
        };
        let html = crate::pages::notice::try_again(&view, 12).expect("a page");
        for part in [
            "<title>エラー：",
            "name=\"_page\" value=\"_confirmation\"",
            "value=\"sealed\"",
            "value=\"submit\"",
            "data-again=\"12\"",
        ] {
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
            words: crate::words::Words::default(),
            organization: "見本市",
            form: &form,
            evaluation: &evaluation,
            raw: &raw,
            action_url: "/f/x",
            version: "ver_1",
            state: "s",
            is_returning: false,
            is_preview: true,
            banner: None,
            files: &|_| None,
            focus: None,
            traces: Traces::default(),
        };
        let html = confirmation::page(&view, None).expect("a page");
        let is_drawn = |field: &&Field| field.widget() != Widget::Hidden && evaluation.is_shown(field.name());
        for field in form.fields().filter(is_drawn) {
            let page = &form.pages()[field.page()];
            assert!(html.contains(&format!("<dt>{}</dt>", prose::escape(field.label()))), "{name}: {}", field.name());
            assert!(html.contains(&format!("value=\"edit:{}\"", page.id)), "{name}: {}", page.id);
        }
        assert!(!html.contains("value=\"submit\""), "a preview cannot be sent");
    }
}

/// What stands for a choice or a mark on every input that is chosen, not typed.
#[test]
fn whatever_was_chosen_stands_in_its_place_again() {
    let every: Value = serde_json::from_str(include_str!("every-widget.json")).expect("JSON");
    let form = publish(every).expect("a good form");
    let chosen = [
        ("_shown", "purpose tools rooms heard opinion account"),
        ("purpose", "__other"),
        ("purpose.other", "展示"),
        ("tools", "p"),
        ("tools", "__other"),
        ("tools.other", " 机 "),
        ("rooms.1", "c"),
        ("rooms.3", "a"),
        ("heard", "4"),
        ("opinion.speed", "2"),
        ("account.accountType", "2"),
    ];
    let params = Params::new(chosen.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
    let mut raw = RawAnswers::default();
    for at in 0..form.pages().len() {
        take_over(&mut raw, shown_fields(&form, at, &params).into_iter(), &params);
    }
    assert_eq!(raw.0["rooms"], serde_json::json!(["c", "", "a"]));
    assert_eq!(raw.0["tools"], serde_json::json!({ "choice": ["p", "__other"], "other": " 机 " }));
    let html: String = (0..form.pages().len()).map(|at| draw(&form, &raw, at, false)).collect();
    for part in [
        "name=\"purpose\" value=\"__other\" checked",
        "name=\"purpose.other\" type=\"text\" value=\"展示\"",
        "name=\"tools\" value=\"p\" checked",
        "name=\"tools.other\" type=\"text\" value=\" 机 \"",
        "name=\"heard\" value=\"4\" checked",
        "name=\"opinion.speed\" value=\"2\" checked",
        "<option value=\"2\" selected>当座</option>",
    ] {
        assert!(html.contains(part), "{part} is missing");
    }
    assert_eq!(html.matches(" checked").count(), 5, "nothing else is chosen");
    assert_eq!(html.matches("<option value=\"c\" selected>").count(), 1);
    assert!(!html.contains("name=\"notice\"") && !html.contains("name=\"fee\""), "nobody is asked for these");
}

/// Words written beside boxes count although nobody ticked その他; beside radio buttons the chosen one counts.
#[test]
fn words_beside_boxes_are_not_lost() {
    let every: Value = serde_json::from_str(include_str!("every-widget.json")).expect("JSON");
    let form = publish(every).expect("a good form");
    let posted = [("_shown", "purpose tools"), ("tools", "p"), ("tools.other", "机"), ("purpose.other", " ")];
    let params = Params::new(posted.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
    let mut raw = RawAnswers::default();
    for at in 0..form.pages().len() {
        take_over(&mut raw, shown_fields(&form, at, &params).into_iter(), &params);
    }
    assert_eq!(raw.0["tools"], serde_json::json!({ "choice": ["p", "__other"], "other": "机" }));
}
