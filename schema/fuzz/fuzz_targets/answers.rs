//! Any JSON text as answers to every form of the gallery: a verdict, never a panic; what was accepted is accepted again
//! and stays as it is. The first byte chooses the form.

#![no_main]

use jiff::civil::{Date, date};
use libfuzzer_sys::fuzz_target;
use madoguchi_schema::{PublishedForm, RawAnswers, publish};
use serde_json::{Map, Value};
use std::sync::LazyLock;

const TODAY: Date = date(2026, 4, 1);

static FORMS: LazyLock<Vec<PublishedForm>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/forms");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let form = |path| publish(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()).unwrap();
    paths.iter().map(form).collect()
});

fuzz_target!(|input: &[u8]| {
    let Some((first, text)) = input.split_first() else {
        return;
    };
    let Ok(answers) = serde_json::from_slice::<Map<String, Value>>(text) else {
        return;
    };
    let form = &FORMS[usize::from(*first) % FORMS.len()];
    let raw = RawAnswers(answers);
    let evaluation = form.evaluate(&raw, TODAY);
    let _ = form.display(&evaluation.answers);
    assert_eq!(form.cells(&evaluation.answers).len(), form.columns().len());
    if let Ok(valid) = form.accept(&raw, TODAY) {
        let accepted = valid.into_map();
        let again = form.accept(&RawAnswers(accepted.clone()), TODAY);
        assert_eq!(again.map(madoguchi_schema::ValidAnswers::into_map), Ok(accepted));
    }
});
