//! Documents of earlier versions open as they did: `fixtures/upgrades` holds one file for every step, with the document
//! before and after, the kinds its fields had, and answers it took.

use jiff::civil::Date;
use madoguchi_schema::{LANGUAGE, RawAnswers, publish, upgrade};
use serde_json::{Value, json};
use std::path::Path;

fn steps() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/upgrades");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()).collect()
}

#[test]
fn every_step_has_its_document() {
    assert_eq!(steps().len(), usize::try_from(LANGUAGE - 1).unwrap());
    for step in steps() {
        // What a step made is of its own version: the steps after it go on from there.
        let upgraded = upgrade(&step["before"]).into_owned();
        assert_eq!(upgraded, upgrade(&step["after"]).into_owned());
        assert_eq!(upgrade(&upgraded).into_owned(), upgraded);
    }
}

#[test]
fn old_documents_ask_and_accept_what_they_did() {
    for step in steps() {
        let today: Date = step["today"].as_str().unwrap().parse().unwrap();
        let form = publish(step["before"].clone()).unwrap();
        assert_eq!(form.document(), &step["before"], "a published document stays as it was written");
        for (name, kind) in step["kinds"].as_object().unwrap() {
            assert_eq!(form.field(name).unwrap().kind().as_str(), kind, "{name}");
        }
        let accepted = form.accept(&RawAnswers(step["answers"].as_object().unwrap().clone()), today);
        assert_eq!(json!(accepted.unwrap()), step["accepted"]);
    }
}
