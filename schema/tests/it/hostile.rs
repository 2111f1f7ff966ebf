//! Documents and answers made to hurt: each is refused by name or handled like any other. How long they take and how much
//! memory they need is measured by `make bench-language`.

#[path = "../../examples/hostile/mod.rs"]
pub mod corpus;

use madoguchi_schema::{RawAnswers, Severity, lint, publish};
use serde_json::{Map, Value, json};

#[test]
fn every_hostile_document_has_its_outcome() {
    for (name, document, refusal) in corpus::documents() {
        let codes: Vec<&str> = lint(&document)
            .into_iter()
            .filter(|problem| problem.severity == Severity::Error)
            .map(|problem| problem.code)
            .collect();
        match refusal {
            Some(code) => assert!(codes.contains(&code), "{name}: {codes:?}"),
            None => assert!(codes.is_empty(), "{name}: {codes:?}"),
        }
        assert_eq!(publish(document).is_ok(), refusal.is_none(), "{name}");
    }
}

#[test]
fn hostile_answers_get_a_verdict() {
    let form = crate::forms::published(crate::forms::every_kind());
    let names: Vec<String> = form.fields().map(|field| field.name().to_owned()).collect();
    for (what, value) in corpus::values() {
        let answers: Map<String, Value> = names.iter().map(|name| (name.clone(), value.clone())).collect();
        let evaluation = form.evaluate(&RawAnswers(answers), jiff::civil::date(2026, 4, 1));
        assert!(!evaluation.violations.is_empty(), "{what} cannot be right for every field");
        assert_eq!(form.cells(&evaluation.answers).len(), form.columns().len(), "{what}");
    }
    let unknown = json!({ "__proto__": { "x": 1 }, "": 1, "a/b": 1, "a~b": 1, "a.b": 1, "a[0]": 1, "👪": 1 });
    let evaluation = form.evaluate(&RawAnswers(unknown.as_object().unwrap().clone()), jiff::civil::date(2026, 4, 1));
    let unknown: Vec<&str> = evaluation
        .violations
        .iter()
        .filter(|violation| violation.code == "unknownProperty")
        .map(|violation| violation.at.as_str())
        .collect();
    assert_eq!(unknown.len(), 7);
    assert!(unknown.contains(&"/a~1b") && unknown.contains(&"/a~0b") && unknown.contains(&"/"));
}
