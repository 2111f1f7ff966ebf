//! Every template of this repository on paper, and forms nobody would write.

use std::fs;
use std::time::Instant;

use madoguchi_schema::{PublishedForm, Widget, publish};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::*;
use crate::forms::live::Version;
use crate::ids::{FormId, VersionId};
use crate::pdf::Fonts;
use crate::pdf::paper::render_paper;
use crate::pdf::paper::tests::{codes, misplaced};
use crate::pdf::tests::copied;

const ADDRESS: &str = "https://forms.example.jp/f/example";

fn templates() -> Vec<(String, Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/forms");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut all: Vec<(String, Value)> = files
        .map(|path| (path.display().to_string(), serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()))
        .collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    assert!(all.len() >= 22);
    all
}

fn written(form: &PublishedForm, words: Words) -> PaperForm {
    let published_at = "2026-11-22T10:00:00+09:00[Asia/Tokyo]".parse().unwrap();
    compose(form, words, &Facts { organization: "見本市", address: ADDRESS, version: 3, published_at })
}

fn japanese(document: Value) -> PaperForm {
    written(&publish(document).unwrap(), Words::default())
}

#[test]
fn every_template_is_a_paper_form_in_every_language() {
    let fonts = Fonts::load().unwrap();
    for (name, document) in templates() {
        let version = Version::new(VersionId(Uuid::nil()), FormId(Uuid::nil()), 3, document).unwrap();
        for language in Language::all() {
            let form = version.in_language(language);
            let paper = written(&form, Words::of(language));
            assert_eq!(misplaced(&fonts, &paper), Vec::<String>::new(), "{name} {}", language.tag());
            assert_eq!(codes(&fonts, &paper), [ADDRESS]);
            let bytes = render_paper(&fonts, &paper).unwrap();
            assert_eq!(bytes, render_paper(&fonts, &paper).unwrap(), "{name}");
            let text = copied(&bytes).concat().replace('\n', "");
            let scribe = Scribe { form: &form, words: Words::of(language) };
            let groups =
                form.fields().filter_map(|field| Some(field.group()?.fields().filter(|field| is_asked(field))));
            let fields = form.fields().filter(|field| !matches!(field.widget(), Widget::Hidden));
            for field in fields.filter(|field| field.group().is_none()).chain(groups.flatten()) {
                let label = scribe.label(field);
                assert!(text.contains(&label), "{name}: {label} is missing in {}", language.tag());
                for choice in field.choices() {
                    assert!(text.contains(&scribe.told(&choice.title)), "{name}: {}", choice.title);
                }
            }
            assert!(!text.contains(['\u{FDD0}', '\u{FDD1}', '《']), "{name}: readings are left out");
        }
    }
}

#[test]
fn conditions_are_said_in_words() {
    let choice = json!([{ "const": "self", "title": "本人" }, { "const": "agent", "title": "代理人" }]);
    let when = |what: Value| json!({ "properties": { "who": what }, "required": ["who"] });
    let field = |title: &str, show: Value| json!({ "type": "string", "title": title, "x-show-when": show });
    let both = json!({ "anyOf": [when(json!({ "const": "self" })), { "properties": { "age": { "minimum": 18 } } }] });
    let odd = json!({ "properties": { "name": { "pattern": "^あ" } }, "required": ["name"] });
    let paper = japanese(json!({
        "title": "申請", "type": "object",
        "properties": {
            "who": { "type": "string", "title": "申請する方", "oneOf": choice },
            "age": { "type": "integer", "title": "年齢", "x-unit": "歳" },
            "name": field("氏名", when(json!({ "const": "agent" }))),
            "other": field("理由", json!({ "not": when(json!({ "const": "agent" })) })),
            "more": field("その他", both),
            "odd": field("別名", odd),
        },
    }));
    let conditions: Vec<Option<&str>> = paper.sections[0].items.iter().map(|item| item.condition.as_deref()).collect();
    let expected = [
        None,
        None,
        Some("「申請する方」で「代理人」を選んだ方のみ記入してください。"),
        Some("「申請する方」で「代理人」以外を選んだ方のみ記入してください。"),
        Some("「申請する方」で「本人」を選んだ方、または「年齢」が18歳以上の方のみ記入してください。"),
        Some("該当する方のみ記入してください。"),
    ];
    assert_eq!(conditions, expected);
}

#[test]
fn marks_of_texts_are_left_out() {
    let paper = japanese(json!({
        "type": "object", "x-language": 3, "title": "試験用の手続", "description": "**まず**[案内](https://example.jp/a)を読みます。",
        "properties": { "name": { "type": "string", "title": "氏名" } },
        "x-pages": [{ "id": "a", "title": "氏名", "blocks": [{ "text": "1. **一**\n- 二" }, { "field": "name" }] }],
    }));
    assert_eq!(paper.introduction[0], "まず案内（https://example.jp/a）を読みます。");
    let text = &paper.sections[0].items[0].content;
    assert!(matches!(text, Content::Text(lines) if *lines == ["1. 一", "・二"]), "{text:?}");
}

#[test]
fn nothing_is_filled_in() {
    let (_, document) = templates().into_iter().find(|(name, _)| name.contains("dog-registration")).unwrap();
    let text = format!("{:?}", japanese(document));
    // An example in a box would look like an answer.
    assert!(!text.contains("柴犬"), "{text}");
}

#[test]
fn a_form_of_three_hundred_questions_is_printed() {
    let kinds = ["shortText", "longText", "date", "personName", "postalAddress", "myNumber", "email", "phone", "time"];
    let sets = [("type", "string"), ("type", "object")];
    let mut properties = Map::new();
    for index in 0..300 {
        let kind = kinds[index % kinds.len()];
        let (key, value) = sets[usize::from(matches!(kind, "personName" | "postalAddress"))];
        let mut field = json!({ "title": format!("質問その{index}番"), "x-kind": kind });
        field[key] = json!(value);
        if kind == "myNumber" {
            field["x-kind"] = json!("shortText");
        }
        properties.insert(format!("q{index}"), field);
    }
    let fonts = Fonts::load().unwrap();
    let began = Instant::now();
    let paper = japanese(json!({ "title": "長い調査", "type": "object", "properties": properties }));
    let pages = copied(&render_paper(&fonts, &paper).unwrap());
    assert!(began.elapsed().as_secs() < 60, "no step grows with the square of the questions");
    assert_eq!(misplaced(&fonts, &paper), Vec::<String>::new());
    assert!(pages.len() > 10);
    let text = pages.concat();
    assert!((0..300).all(|index| text.contains(&format!("質問その{index}番"))));
    assert!(pages.iter().enumerate().all(|(index, page)| page.ends_with(&format!(
        "{} / {}\n",
        index + 1,
        pages.len()
    ))));
}
