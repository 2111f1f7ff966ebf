//! The template gallery is the test corpus: every form in `fixtures/forms` publishes, and every case in
//! `fixtures/answers` has the outcome that stands beside it.

use jiff::civil::Date;
use madoguchi_schema::{PublishedForm, RawAnswers, Severity, languages, lint, publish};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

pub fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(folder);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    assert!(!paths.is_empty(), "{} holds no fixtures", folder.display());
    paths.sort();
    paths
}

pub fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// One form of the gallery.
pub fn form(slug: &str) -> PublishedForm {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/forms").join(format!("{slug}.json"));
    publish(read(&path)).unwrap_or_else(|problems| panic!("{slug}: {problems:#?}"))
}

/// Every form of the gallery.
pub fn forms() -> Vec<PublishedForm> {
    let slugs = files("forms").into_iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    slugs.map(|slug| form(&slug)).collect()
}

#[test]
fn every_form_publishes() {
    for path in files("forms") {
        let problems = lint(&read(&path));
        let grave: Vec<_> = problems.iter().filter(|problem| problem.severity != Severity::Hint).collect();
        assert!(grave.is_empty(), "{}: {grave:#?}", path.display());
        assert!(publish(read(&path)).is_ok());
    }
}

/// What residents who read another language meet first: not a text of these is left in Japanese.
#[test]
fn two_forms_are_whole_in_every_language() {
    for slug in ["vaccine-booking", "facility-suggestion"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../fixtures/forms/{slug}.json"));
        let mut document = read(&path);
        assert_eq!(languages(&document), ["en", "ja-easy"], "{slug}");
        let untranslated =
            |document: &Value| lint(document).iter().filter(|problem| problem.code == "untranslated").count();
        assert_eq!(untranslated(&document), 0, "{slug}");
        // Nor is a text in English that has Japanese signs in it.
        for (place, text) in document["x-i18n"]["en"].as_object().unwrap() {
            let is_japanese = |sign: char| matches!(sign, 'ぁ'..='ヿ' | '一'..='龥');
            assert!(!text.as_str().unwrap().contains(is_japanese), "{slug} {place}: {text}");
        }
        document["x-i18n"]["en"].as_object_mut().unwrap().shift_remove("/title");
        assert_eq!(untranslated(&document), 1, "{slug}");
    }
}

fn cases(file: &Value) -> &[Value] {
    let cases = file["cases"].as_array().unwrap();
    assert!(!cases.is_empty(), "{} has no cases", file["form"]);
    cases
}

/// Violations as a case writes them, where missing `params` mean `{}`.
fn written_out(violations: &Value) -> Value {
    let mut violations = violations.clone();
    for violation in violations.as_array_mut().unwrap() {
        violation.as_object_mut().unwrap().entry("params").or_insert_with(|| json!({}));
    }
    violations
}

/// Equal to the letter: members in the same order, numbers in the same form.
fn identical(found: &Value, expected: &Value) -> bool {
    serde_json::to_string(found).unwrap() == serde_json::to_string(expected).unwrap()
}

#[test]
fn every_form_has_cases() {
    let stems = |folder| files(folder).iter().map(|path| path.file_stem().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(stems("forms"), stems("answers"));
}

#[test]
fn every_case_has_its_outcome() {
    let mut wrong = Vec::new();
    for path in files("answers") {
        let file = read(&path);
        let form = form(file["form"].as_str().unwrap());
        let today: Date = file["today"].as_str().unwrap().parse().unwrap();
        for case in cases(&file) {
            let raw = RawAnswers(case["answers"].as_object().unwrap().clone());
            let outcome = form.accept(&raw, today);
            let fits = match (&outcome, case.get("accepted"), case.get("violations")) {
                (Ok(valid), Some(accepted), None) => identical(&json!(valid), accepted),
                (Err(found), None, Some(expected)) => json!(found) == written_out(expected),
                _ => false,
            };
            if !fits {
                wrong.push(format!(
                    "{} / {}: {:#}",
                    path.display(),
                    case["name"],
                    match outcome {
                        Ok(valid) => json!(valid),
                        Err(found) => json!(found),
                    }
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The survey asks why somebody works long hours, when the number of hours is above twenty.
#[test]
fn a_number_that_cannot_be_read_counts_as_unanswered() {
    let form = form("staff-survey");
    let answers = |hours: &str| {
        let answers = json!({
            "department": "tax", "years": 12, "overtimeHours": hours, "overtimeReason": ["volume"],
            "tools": ["chat"], "satisfaction": "4"
        });
        RawAnswers(answers.as_object().unwrap().clone())
    };
    let today = jiff::civil::date(2026, 4, 1);
    let readable = form.evaluate(&answers("３０．５時間"), today);
    assert!(readable.is_shown("overtimeReason") && readable.violations.is_empty());
    assert!(readable.answers.contains_key("overtimeReason"));

    let unreadable = form.evaluate(&answers("三十時間ぐらい"), today);
    assert!(!unreadable.is_shown("overtimeReason") && !unreadable.is_required("overtimeReason"));
    assert!(!unreadable.answers.contains_key("overtimeReason"), "as hidden answers are, it is dropped");
    assert_eq!(unreadable.answers["overtimeHours"], json!("三十時間ぐらい"), "as it was typed");
    let expected = json!([{ "at": "/overtimeHours", "code": "decimalFormat", "params": {} }]);
    assert_eq!(json!(unreadable.violations), expected);
    let contract = jsonschema::draft202012::new(&form.contract()).unwrap();
    assert!(contract.is_valid(&json!(readable.answers)));
    assert!(!contract.is_valid(&json!(unreadable.answers)), "the contract refuses it as well");
}

#[test]
fn accepted_answers_are_accepted_again_and_shown() {
    for path in files("answers") {
        let file = read(&path);
        let form = form(file["form"].as_str().unwrap());
        let today: Date = file["today"].as_str().unwrap().parse().unwrap();
        for accepted in cases(&file).iter().filter_map(|case| case.get("accepted")) {
            let answers: Map<String, Value> = accepted.as_object().unwrap().clone();
            let again = form.accept(&RawAnswers(answers.clone()), today).unwrap();
            assert_eq!(again.as_map(), &answers);
            let rows: usize = form.display(&answers).iter().map(|page| page.rows.len()).sum();
            assert_eq!(rows, answers.len());
            assert_eq!(form.cells(&answers).len(), form.columns().len());
        }
    }
}
