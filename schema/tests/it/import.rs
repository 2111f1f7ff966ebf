//! Foreign schemas become forms that are never weaker: every file in `fixtures/foreign` with its good and bad samples and its
//! notes, each verdict beside that of a plain validator on the original schema.

use jsonschema::{Draft, Validator};
use madoguchi_schema::{Imported, KindName, RawAnswers, import, is_foreign, publish};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

fn fixtures() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/foreign");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    paths.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

fn imported(name: &str, schema: &Value) -> Imported {
    import(schema).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
}

/// OpenAPI's `nullable` as JSON Schema has it.
fn without_nullable(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut plain: Map<String, Value> =
                members.iter().map(|(name, member)| (name.clone(), without_nullable(member))).collect();
            if plain.remove("nullable") == Some(json!(true)) {
                plain["type"] = json!([plain["type"], "null"]);
                if let Some(Value::Array(options)) = plain.get_mut("enum") {
                    options.push(Value::Null);
                }
            }
            Value::Object(plain)
        }
        Value::Array(items) => items.iter().map(without_nullable).collect(),
        other => other.clone(),
    }
}

fn original(schema: &Value) -> Validator {
    let draft = match schema.get("$schema").and_then(Value::as_str) {
        Some(named) if named.contains("draft-07") => Draft::Draft7,
        Some(named) if named.contains("2019-09") => Draft::Draft201909,
        _ => Draft::Draft202012,
    };
    let options = jsonschema::options().with_draft(draft).should_validate_formats(true);
    options.build(&without_nullable(schema)).unwrap()
}

/// A form as it will take answers.
struct Window {
    imported: Imported,
    accept: Box<dyn Fn(Map<String, Value>) -> Result<Map<String, Value>, Value>>,
}

impl Window {
    fn open(name: &str, schema: &Value) -> Self {
        let imported = imported(name, schema);
        if KindName::parse("group").is_none() && imported.document.to_string().contains("\"x-kind\":\"group\"") {
            let plain = Draft::Draft202012;
            let validator = jsonschema::options().with_draft(plain).build(&imported.document).unwrap();
            let accept = move |answers: Map<String, Value>| {
                let answers = Value::Object(answers);
                let why: Vec<String> = validator.iter_errors(&answers).map(|error| error.to_string()).collect();
                if why.is_empty() { Ok(answers.as_object().unwrap().clone()) } else { Err(json!(why)) }
            };
            return Self { imported, accept: Box::new(accept) };
        }
        let form = publish(imported.document.clone()).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        let today = "2026-04-01".parse().unwrap();
        let accept = move |answers| {
            let accepted = form.accept(&RawAnswers(answers), today);
            accepted.map(madoguchi_schema::ValidAnswers::into_map).map_err(|violations| json!(violations))
        };
        Self { imported, accept: Box::new(accept) }
    }

    /// The foreign answers that the form stores for foreign answers, or why it does not.
    fn take(&self, sample: &Value) -> Result<Value, Value> {
        let answers = self.imported.mapping.to_form(sample).map_err(|at| json!({ "cannotCarry": at }))?;
        let accepted = (self.accept)(answers)?;
        Ok(self.imported.mapping.from_form(&accepted))
    }
}

#[test]
fn there_are_ten_schemas_of_each_draft() {
    let drafts: Vec<String> = fixtures()
        .iter()
        .map(|(_, fixture)| fixture["schema"]["$schema"].as_str().unwrap_or("2020-12").to_owned())
        .collect();
    for draft in ["draft-07", "2019-09", "2020-12"] {
        assert_eq!(drafts.iter().filter(|name| name.contains(draft)).count(), 10, "{draft}");
    }
}

#[test]
fn verdicts_are_those_of_the_original_schema() {
    for (name, fixture) in fixtures() {
        let window = Window::open(&name, &fixture["schema"]);
        let original = original(&fixture["schema"]);
        for sample in fixture["good"].as_array().unwrap() {
            assert!(original.is_valid(sample), "{name}: the original refuses {sample}");
            match window.take(sample) {
                Ok(stored) => assert_eq!(without_absence(&stored), without_absence(sample), "{name}"),
                Err(why) => panic!("{name}: {sample} was refused: {why}\n{:#}", window.imported.document),
            }
        }
        for sample in fixture["bad"].as_array().unwrap() {
            assert!(!original.is_valid(sample), "{name}: the original accepts {sample}");
            assert!(window.take(sample).is_err(), "{name}: {sample} was accepted\n{:#}", window.imported.document);
        }
    }
}

/// Members in any order, numbers as numbers.
fn without_absence(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut sorted: Vec<(String, Value)> =
                members.iter().map(|(name, member)| (name.clone(), without_absence(member))).collect();
            sorted.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(sorted.into_iter().collect())
        }
        Value::Array(items) => items.iter().map(without_absence).collect(),
        Value::Number(number) => json!(number.as_f64()),
        other => other.clone(),
    }
}

/// Every sample with one thing changed: a member taken away, a value replaced.
fn mutations(value: &Value) -> Vec<Value> {
    let replacements =
        [json!(null), json!(true), json!(0), json!(-1), json!(7.25), json!(""), json!("x"), json!("zzzzzzzzzzzz"), json!([]), json!({}), json!(["x", "x"])];
    let mut all: Vec<Value> = replacements.to_vec();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let mut fewer = members.clone();
                fewer.remove(name);
                all.push(Value::Object(fewer));
                for changed in mutations(member) {
                    let mut other = members.clone();
                    other[name.as_str()] = changed;
                    all.push(Value::Object(other));
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let mut fewer = items.clone();
                fewer.remove(index);
                all.push(Value::Array(fewer));
                let mut more = items.clone();
                more.push(item.clone());
                all.push(Value::Array(more));
                for changed in mutations(item) {
                    let mut other = items.clone();
                    other[index] = changed;
                    all.push(Value::Array(other));
                }
            }
        }
        _ => {}
    }
    all
}

#[test]
fn whatever_is_accepted_fits_the_original_schema() {
    let mut accepted = 0;
    for (name, fixture) in fixtures() {
        let window = Window::open(&name, &fixture["schema"]);
        let original = original(&fixture["schema"]);
        let samples = [&fixture["good"], &fixture["bad"]].into_iter().flat_map(|list| list.as_array().unwrap());
        for changed in samples.flat_map(mutations) {
            if let Ok(stored) = window.take(&changed) {
                accepted += 1;
                assert!(original.is_valid(&stored), "{name}: {changed} was stored as {stored}\n{:#}", window.imported.document);
            }
        }
    }
    assert!(accepted > 500, "only {accepted} were accepted");
}

#[test]
fn notes_say_what_became_of_the_schema() {
    for (name, fixture) in fixtures() {
        let mut found: Vec<String> =
            imported(&name, &fixture["schema"]).notes.iter().map(|note| format!("{} {}", note.code, note.at)).collect();
        found.sort();
        found.dedup();
        assert_eq!(json!(found), fixture["notes"], "{name}");
    }
}
