//! The repairs that the builder offers in one press: before it the document has the problem at that place, after it that
//! problem is gone and no error has come. The builder's own tests hold its commands to the same files.

use madoguchi_schema::{Severity, lint};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn errors(document: &Value) -> usize {
    lint(document).iter().filter(|problem| problem.severity == Severity::Error).count()
}

#[test]
fn every_repair_takes_its_problem_away() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/fixes");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let (code, at) = (case["code"].as_str().unwrap(), case["at"].as_str().unwrap());
        let has = |document: &Value| lint(document).iter().any(|problem| problem.code == code && problem.at == at);
        let name = path.display();
        assert!(has(&case["before"]), "{name}: {:#?}", lint(&case["before"]));
        assert!(case["after"].is_object(), "{name}");
        let after = lint(&case["after"]);
        assert!(!after.iter().any(|problem| problem.code == code), "{name}: {after:#?}");
        assert!(errors(&case["after"]) <= errors(&case["before"]), "{name}: {after:#?}");
        seen += 1;
    }
    assert!(seen >= 15, "{seen}");
}
