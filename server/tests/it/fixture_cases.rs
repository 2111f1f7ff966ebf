//! Every case of `fixtures/answers`, over HTTP: what is accepted comes out of the export exactly as it stands there, and
//! what is refused names the same places.

use std::collections::BTreeMap;

use madoguchi::exports::{Format, export};
use serde_json::{Map, Value, json};

use crate::harness::{Actor, fixtures};

on_both_databases! {
    /// The gallery, case by case.
    async fn every_case_has_its_outcome(app) {
        let resident = app.resident();
        for slug in fixtures::slugs() {
            let form = app.publish_fixture_for_many(&slug).await;
            let document = fixtures::form(&slug);
            let (today, cases) = fixtures::cases(&slug);
            let cases = sendable(&document, &cases);
            assert!(crate::harness::BEGINNING.starts_with(&today), "{slug} has another day than the scenario");
            let mut accepted = BTreeMap::new();
            for (index, case) in cases.iter().enumerate() {
                let name = format!("{slug}: {}", case["name"]);
                let answers = with_real_files(&resident, &slug, &document, &case["answers"]).await;
                let answer = resident.submit(&slug, &format!("case-{index}"), &answers).await;
                if let Some(expected) = case.get("accepted") {
                    assert_eq!(answer.status, 201, "{name}: {}", answer.text());
                    let number = answer.json()["receipt_number"].as_str().unwrap().to_owned();
                    accepted.insert(number, (name, expected.clone()));
                } else {
                    assert_eq!(answer.status, 422, "{name}: {}", answer.text());
                    assert_same_violations(&name, &case["violations"], &answer.json()["violations"]);
                }
            }
            let target = app.folder().join("export.json");
            export(&app.app, app.organization.id, form, Format::Json, &target).await.unwrap();
            let exported = fixtures::read(&target);
            assert_eq!(exported.as_array().unwrap().len(), accepted.len(), "{slug}");
            for row in exported.as_array().unwrap() {
                let (name, expected) = &accepted[row["receipt_number"].as_str().unwrap()];
                assert_same_answers(name, &document, expected, &row["answers"]);
            }
        }
        app.run_jobs().await;
    }
}

fn is_file(document: &Value, field: &str) -> bool {
    ["file", "image", "signature"].iter().any(|kind| document["properties"][field]["x-kind"] == *kind)
}

/// What only a personal link can bring: machines cannot send it.
fn is_from_link(document: &Value, field: &str) -> bool {
    document["properties"][field]["x-prefill"]["from"] == "link"
}

/// The cases a machine can send: without what only links bring, and without the complaints about it.
fn sendable(document: &Value, cases: &[Value]) -> Vec<Value> {
    let mut sendable = cases.to_vec();
    for case in &mut sendable {
        if let Some(accepted) = case.get_mut("accepted").and_then(Value::as_object_mut) {
            accepted.retain(|field, _| !is_from_link(document, field));
        }
    }
    sendable.retain(|case| {
        let complaints = case["violations"].as_array().into_iter().flatten().filter_map(|one| one["at"].as_str());
        !complaints.filter_map(|at| at.split('/').nth(1)).any(|field| is_from_link(document, field))
    });
    sendable
}

/// The tokens of the fixtures are placeholders: each becomes a real upload.
async fn with_real_files(resident: &Actor, slug: &str, document: &Value, answers: &Value) -> Value {
    let mut real: Map<String, Value> = answers.as_object().unwrap().clone();
    for (field, value) in &mut real {
        if !is_file(document, field) {
            continue;
        }
        // One file may be sent without a list around it.
        let tokens = match value {
            Value::Array(tokens) => tokens.as_mut_slice(),
            one => std::slice::from_mut(one),
        };
        for token in tokens.iter_mut().filter(|token| token.as_str().is_some_and(|text| !text.trim().is_empty())) {
            *token = json!(resident.upload(slug, field, "写真.png", fixtures::picture()).await);
        }
    }
    Value::Object(real)
}

/// Answers are compared as they are; of files only how many there are.
fn assert_same_answers(name: &str, document: &Value, expected: &Value, found: &Value) {
    let (expected, found) = (expected.as_object().unwrap(), found.as_object().unwrap());
    assert_eq!(expected.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "{name}");
    for (field, value) in expected {
        if is_file(document, field) {
            assert_eq!(value.as_array().unwrap().len(), found[field].as_array().unwrap().len(), "{name}: {field}");
        } else {
            assert_eq!(value, &found[field], "{name}: {field}");
        }
    }
}

/// Parameters count only where the case names them.
fn assert_same_violations(name: &str, expected: &Value, found: &Value) {
    let (expected, found) = (expected.as_array().unwrap(), found.as_array().unwrap());
    assert_eq!(expected.len(), found.len(), "{name}: {found:?}");
    for wanted in expected {
        let is_there = found.iter().any(|violation| {
            let params = wanted.get("params").and_then(Value::as_object);
            violation["at"] == wanted["at"]
                && violation["code"] == wanted["code"]
                && params
                    .is_none_or(|params| params.iter().all(|(key, value)| violation["params"].get(key) == Some(value)))
        });
        assert!(is_there, "{name}: {wanted} is not among {found:?}");
    }
}
