//! The template gallery is the test corpus: every form in `fixtures/forms` publishes, and every case in
//! `fixtures/answers` has the outcome that stands beside it.

use jiff::civil::Date;
use madoguchi_schema::{PublishedForm, RawAnswers, Severity, lint, publish, violation};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../fixtures")
        .join(folder);
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    paths.sort();
    paths
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn form(slug: &str) -> PublishedForm {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../fixtures/forms")
        .join(format!("{slug}.json"));
    publish(read(&path)).unwrap_or_else(|problems| panic!("{slug}: {problems:#?}"))
}

/// Every form of the gallery.
pub fn forms() -> Vec<PublishedForm> {
    let slugs = files("forms")
        .into_iter()
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    slugs.map(|slug| form(&slug)).collect()
}

#[test]
fn every_form_publishes() {
    for path in files("forms") {
        let problems = lint(&read(&path));
        let grave: Vec<_> = problems
            .iter()
            .filter(|problem| problem.severity != Severity::Hint)
            .collect();
        assert!(grave.is_empty(), "{}: {grave:#?}", path.display());
        assert!(publish(read(&path)).is_ok());
    }
}

/// Violations as a case writes them: a missing `params` means none.
fn written(violations: &[violation::Violation]) -> Value {
    let one = |violation: &violation::Violation| match violation.params.is_empty() {
        true => json!({ "at": violation.at, "code": violation.code }),
        false => json!(violation),
    };
    violations.iter().map(one).collect()
}

#[test]
fn every_case_has_its_outcome() {
    let mut wrong = Vec::new();
    for path in files("answers") {
        let file = read(&path);
        let form = form(file["form"].as_str().unwrap());
        let today: Date = file["today"].as_str().unwrap().parse().unwrap();
        for case in file["cases"].as_array().unwrap() {
            let raw = RawAnswers(case["answers"].as_object().unwrap().clone());
            let fits = match (
                form.accept(&raw, today),
                case.get("accepted"),
                case.get("violations"),
            ) {
                (Ok(valid), Some(accepted), None) => json!(valid) == *accepted,
                (Err(found), None, Some(expected)) => written(&found) == *expected,
                _ => false,
            };
            if !fits {
                wrong.push(format!(
                    "{} / {}: {:#?}",
                    path.display(),
                    case["name"],
                    form.accept(&raw, today)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn accepted_answers_are_accepted_again_and_shown() {
    for path in files("answers") {
        let file = read(&path);
        let form = form(file["form"].as_str().unwrap());
        let today: Date = file["today"].as_str().unwrap().parse().unwrap();
        for accepted in file["cases"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|case| case.get("accepted"))
        {
            let answers: Map<String, Value> = accepted.as_object().unwrap().clone();
            let again = form.accept(&RawAnswers(answers.clone()), today).unwrap();
            assert_eq!(again.as_map(), &answers);
            let rows: usize = form
                .display(&answers)
                .iter()
                .map(|page| page.rows.len())
                .sum();
            assert_eq!(rows, answers.len());
            assert_eq!(form.cells(&answers).len(), form.columns().len());
        }
    }
}
