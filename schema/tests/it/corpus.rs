//! The template gallery shows the whole language: every kind, keyword, predicate, setting and function of expressions stands
//! in one of its forms, and every code that the crate can report is expected by one of its cases.

use crate::fixtures::{files, read};
use madoguchi_schema::violation::CODES;
use madoguchi_schema::{KindName, META_SCHEMA};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// What one of the documents uses.
#[derive(Default)]
struct Used {
    keywords: BTreeSet<String>,
    kinds: BTreeSet<String>,
    predicates: BTreeSet<String>,
    expressions: String,
}

impl Used {
    fn document(&mut self, value: &Value) {
        match value {
            Value::Object(members) => members.iter().for_each(|(name, member)| self.member(name, member)),
            Value::Array(items) => items.iter().for_each(|item| self.document(item)),
            _ => {}
        }
    }

    fn member(&mut self, name: &str, value: &Value) {
        self.keywords.insert(name.to_owned());
        match (name, value) {
            ("x-kind", Value::String(kind)) => drop(self.kinds.insert(kind.clone())),
            ("x-value" | "assert", Value::String(expression)) => {
                self.expressions.push_str(expression);
                self.expressions.push('\n');
            }
            ("x-show-when" | "x-required-when" | "when", predicate) => self.predicate(predicate),
            _ => self.document(value),
        }
    }

    fn predicate(&mut self, value: &Value) {
        match value {
            Value::Bool(bare) => drop(self.predicates.insert(bare.to_string())),
            Value::Array(several) => several.iter().for_each(|one| self.predicate(one)),
            Value::Object(members) => {
                for (keyword, member) in members {
                    self.predicates.insert(keyword.clone());
                    match (keyword.as_str(), member) {
                        ("const" | "enum" | "required", _) => {}
                        ("properties", Value::Object(properties)) => {
                            properties.values().for_each(|one| self.predicate(one));
                        }
                        _ => self.predicate(member),
                    }
                }
            }
            _ => {}
        }
    }
}

fn used() -> Used {
    let mut used = Used::default();
    files("forms").iter().for_each(|path| used.document(&read(path)));
    used
}

/// The member names at a place of the published meta-schema.
fn listed(pointer: &str) -> Vec<String> {
    let meta: Value = serde_json::from_str(META_SCHEMA).unwrap();
    let names = meta.pointer(pointer).unwrap_or_else(|| panic!("the meta-schema has no {pointer}"));
    names.as_object().unwrap().keys().cloned().collect()
}

fn missing(names: &[String], found: &BTreeSet<String>) -> Vec<String> {
    names.iter().filter(|name| !found.contains(*name)).cloned().collect()
}

const NONE: [&str; 0] = [];

#[test]
fn every_kind_stands_in_a_form() {
    let meta: Value = serde_json::from_str(META_SCHEMA).unwrap();
    let kinds: Vec<String> = meta["$defs"]["field"]["properties"]["x-kind"]["examples"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind.as_str().unwrap().to_owned())
        .collect();
    assert!(kinds.iter().all(|kind| KindName::parse(kind).is_some()));
    assert_eq!(missing(&kinds, &used().kinds), NONE);
}

#[test]
fn every_keyword_stands_in_a_form() {
    let places = ["", "/$defs/field", "/$defs/page", "/$defs/block", "/$defs/exit", "/$defs/settings"];
    let names: Vec<String> = places.iter().flat_map(|place| listed(&format!("{place}/properties"))).collect();
    assert_eq!(missing(&names, &used().keywords), NONE);
}

#[test]
fn every_predicate_keyword_stands_in_a_form() {
    let mut names = listed("/$defs/predicate/properties");
    names.extend(["true".to_owned(), "false".to_owned()]);
    assert_eq!(missing(&names, &used().predicates), NONE);
}

/// The functions in the first cells of the table in docs/form-language.md.
#[test]
fn every_function_stands_in_an_expression() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/form-language.md");
    let text = std::fs::read_to_string(path).unwrap();
    let table = text.split("| function | gives |").nth(1).unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let cells: Vec<&str> = rows.filter_map(|row| row.split('|').nth(1)).collect();
    let functions: BTreeSet<&str> = cells
        .iter()
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .filter_map(|call| call.split_once('(').map(|(name, _)| name))
        .collect();
    assert!(functions.len() > 15, "{functions:?}");
    let expressions = used().expressions;
    let unused: Vec<&&str> = functions.iter().filter(|name| !expressions.contains(&format!("{name}("))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// Whether a file token is any good is decided where files are kept: no case can expect `file`.
#[test]
fn every_code_is_expected_by_a_case() {
    let mut expected = BTreeSet::new();
    for path in files("answers") {
        for violation in
            read(&path)["cases"].as_array().unwrap().iter().filter_map(|case| case["violations"].as_array())
        {
            expected.extend(violation.iter().map(|one| one["code"].as_str().unwrap().to_owned()));
        }
    }
    let codes: Vec<String> = CODES.iter().map(|(code, _)| (*code).to_owned()).filter(|code| code != "file").collect();
    assert_eq!(missing(&codes, &expected), NONE);
}

#[test]
fn every_form_has_its_row_in_the_table() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/README.md")).unwrap();
    let rows: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let names: Vec<String> =
        files("forms").iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(rows, names, "the forms in the order of their names");
}
