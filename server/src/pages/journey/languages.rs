//! Two forms that are whole in every language, drawn page by page: nothing of it is left in Japanese, wherever the words come
//! from.

use jiff::civil::date;
use madoguchi_schema::{localized, publish};
use serde_json::Value;

use super::*;
use crate::pages::confirmation;
use crate::words::{Language, plain};

/// What stays as it is in every language: what was typed, how years and katakana are written, what a bankbook says.
const AS_IT_IS: [&str; 11] =
    ["見本市", "窓口", "太郎", "花子", "マドグチ", "タロウ", "ハナコ", "令和8", "昭和55", "やさしい日本語", "日本語"];

fn fixture(folder: &str, slug: &str) -> Value {
    let path = format!("{}/../fixtures/{folder}/{slug}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("JSON")
}

/// Every page, without and with its errors, and the confirmation.
fn pages(slug: &str, words: Words) -> Vec<String> {
    let form = publish(localized(&fixture("forms", slug), words.language.tag())).expect("a good form");
    let answers = fixture("answers", slug)["cases"][0]["answers"].as_object().expect("answers").clone();
    let mut drawn = Vec::new();
    for raw in [RawAnswers::default(), RawAnswers(answers)] {
        let evaluation = form.evaluate(&raw, date(2026, 4, 1));
        let view = JourneyView {
            traces: super::Traces::default(),
            words,
            organization: "見本市",
            form: &form,
            evaluation: &evaluation,
            raw: &raw,
            action_url: "/f/x",
            version: "ver_1",
            state: "s",
            is_returning: false,
            is_preview: false,
            banner: None,
            files: &|_| None,
            focus: None,
        };
        for at in 0..form.pages().len() {
            let violations: Vec<Violation> = evaluation.violations_of_page(at).cloned().collect();
            drawn.push(page(&view, at, &[], None).expect("a page"));
            drawn.push(page(&view, at, &violations, None).expect("a page"));
        }
        drawn.push(confirmation::page(&view, None).expect("a page"));
    }
    drawn
}

/// The prefectures are names; everything they stand in is a list.
fn without_lists(html: &str) -> String {
    html.split("<option").map(|piece| piece.split_once("</option>").map_or(piece, |(_, rest)| rest)).collect()
}

#[test]
fn an_english_journey_reads_english() {
    for slug in ["vaccine-booking", "facility-suggestion"] {
        for html in pages(slug, Words::of(Language::ENGLISH)) {
            let mut text = without_lists(&html);
            for known in AS_IT_IS {
                text = text.replace(known, "");
            }
            // What residents wrote themselves.
            text = text.replace("ベンチに日かげがほしいです。", "");
            let is_japanese = |sign: char| matches!(sign, 'ぁ'..='ヿ' | '一'..='龥' | '、' | '。');
            let place = text.find(is_japanese).map(|at| text[at..].chars().take(40).collect::<String>());
            assert_eq!(place, None, "{slug}");
        }
    }
}

#[test]
fn easy_japanese_says_everything_with_readings() {
    for slug in ["vaccine-booking", "facility-suggestion"] {
        let japanese = pages(slug, Words::default());
        for (easy, japanese) in pages(slug, Words::of(Language::EASY_JAPANESE)).into_iter().zip(japanese) {
            assert_eq!(plain(&easy), easy, "finished pages hold no marks");
            assert!(easy.matches("<ruby>").count() > 5, "{slug}: {easy}");
            assert_ne!(easy, japanese);
        }
    }
}
