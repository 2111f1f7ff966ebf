//! Every example in the documentation of the form language runs. A block marked `json form` is a form document (the parts
//! of one that are not what the example is about may be left out), one marked `json fields` is its `properties` alone. A
//! table behind it says what becomes of answers: of the only field (`typed`), or of all (`answers`).

use crate::documentation::{chapters, codes_of};
use jiff::civil::{Date, date};
use madoguchi_schema::violation::CODES;
use madoguchi_schema::{Field, META_SCHEMA, PublishedForm, RawAnswers, Severity, Violation, lint, publish};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const TODAY: Date = date(2026, 4, 1);

/// One example: where it stands, its document, and the rows of the table behind it.
struct Example {
    place: String,
    document: Value,
    whole: bool,
    rows: Vec<[String; 2]>,
}

/// What a row says about its answers.
enum Outcome {
    Accepted(Value),
    Refused(Vec<Refusal>),
}

struct Refusal {
    code: String,
    at: String,
    /// Compared where the example gives them.
    params: Option<Value>,
}

fn examples() -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    for (name, text) in chapters() {
        let mut lines = text.lines().enumerate();
        // A table belongs to the example in front of it in the same section.
        let mut open = false;
        while let Some((number, line)) = lines.next() {
            let place = format!("{name}:{}", number + 1);
            if line.starts_with('#') {
                open = false;
            } else if let Some(mark) = line.strip_prefix("```json").filter(|mark| *mark != "c") {
                let body = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
                let body: String = body.collect::<Vec<_>>().join("\n");
                let example = serde_json::from_str(&body).unwrap_or_else(|error| panic!("{place}: {error}"));
                found.push(Example { document: document(mark, example, &place), place, whole: true, rows: Vec::new() });
                open = true;
            } else if line == "| typed | stored |" || line == "| answers | outcome |" {
                assert!(open, "{place}: a table without an example");
                let example = found.last_mut().unwrap();
                example.whole = line.starts_with("| answers");
                let rows = lines.by_ref().map(|(_, line)| line).skip(1).take_while(|line| line.starts_with('|'));
                example.rows.extend(rows.map(|row| cells(row, &place)));
            }
        }
    }
    assert!(found.len() > 50, "{}", found.len());
    found
}

fn document(mark: &str, example: Value, place: &str) -> Value {
    let mut document = match mark {
        " form" => example,
        " fields" => json!({ "properties": example }),
        _ => panic!("{place}: a JSON example is marked `form` or `fields`, so that it is run"),
    };
    let left_out = [
        ("x-language", json!(madoguchi_schema::LANGUAGE)),
        ("type", json!("object")),
        ("title", json!("例")),
        ("x-settings", json!({ "privacyNotice": "手続のためだけに使います。", "contact": { "name": "見本課" } })),
    ];
    for (keyword, value) in left_out {
        document.as_object_mut().unwrap().entry(keyword).or_insert(value);
    }
    document
}

fn cells(row: &str, place: &str) -> [String; 2] {
    let cells: Vec<String> = row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    cells.try_into().unwrap_or_else(|cells| panic!("{place}: {cells:?}"))
}

fn code(cell: &str) -> &str {
    cell.trim_matches('`')
}

impl Example {
    fn form(&self) -> PublishedForm {
        let problems = lint(&self.document);
        let grave: Vec<_> = problems.iter().filter(|problem| problem.severity != Severity::Hint).collect();
        assert!(grave.is_empty(), "{}: {grave:#?}", self.place);
        publish(self.document.clone()).unwrap()
    }

    fn only_field(&self) -> &str {
        let fields = self.document["properties"].as_object().unwrap();
        assert_eq!(fields.len(), 1, "{}: a table of one field", self.place);
        fields.keys().next().unwrap()
    }

    fn json(&self, cell: &str) -> Value {
        serde_json::from_str(code(cell)).unwrap_or_else(|error| panic!("{}: {cell}: {error}", self.place))
    }

    fn answers(&self, cell: &str) -> RawAnswers {
        let typed = self.json(cell);
        match typed {
            Value::Object(answers) if self.whole => RawAnswers(answers),
            typed => RawAnswers(Map::from_iter([(self.only_field().to_owned(), typed)])),
        }
    }

    fn outcome(&self, cell: &str) -> Outcome {
        if let Some(refusals) = cell.strip_prefix("refused: ") {
            return Outcome::Refused(self.refusals(refusals));
        }
        Outcome::Accepted(match cell {
            _ if self.whole => self.json(cell),
            "nothing" => json!({}),
            stored => json!({ self.only_field(): self.json(stored) }),
        })
    }

    /// Codes, each perhaps with its place (`/name`) and its parameters (`{...}`) behind it.
    fn refusals(&self, text: &str) -> Vec<Refusal> {
        let mut refusals: Vec<Refusal> = Vec::new();
        for piece in text.split('`').skip(1).step_by(2) {
            match (piece.chars().next(), refusals.last_mut()) {
                (Some('/'), Some(last)) => last.at.push_str(piece),
                (Some('{'), Some(last)) => last.params = Some(self.json(piece)),
                _ => {
                    let at = if self.whole { String::new() } else { format!("/{}", self.only_field()) };
                    refusals.push(Refusal { code: piece.to_owned(), at, params: None });
                }
            }
        }
        assert!(!refusals.is_empty(), "{}: {text}", self.place);
        refusals
    }

    /// What is different from the row, in words.
    fn run(&self, form: &PublishedForm, [answers, outcome]: &[String; 2]) -> Option<String> {
        let place = format!("{}: {answers}", self.place);
        match (form.accept(&self.answers(answers), TODAY), self.outcome(outcome)) {
            (Ok(accepted), Outcome::Accepted(expected)) => {
                // To the letter: the order of members and the form of numbers are part of it.
                let accepted = serde_json::to_string(accepted.as_map()).unwrap();
                let expected = expected.to_string();
                (accepted != expected).then(|| format!("{place} becomes {accepted}"))
            }
            (Err(violations), Outcome::Refused(expected)) if fit(&violations, &expected) => None,
            (Ok(accepted), Outcome::Refused(_)) => Some(format!("{place} is accepted: {accepted:?}")),
            (Err(violations), _) => Some(format!("{place} is refused: {}", json!(violations))),
        }
    }
}

fn fit(violations: &[Violation], expected: &[Refusal]) -> bool {
    let same = |(violation, refusal): (&Violation, &Refusal)| {
        let params = Value::Object(violation.params.clone());
        violation.code == refusal.code
            && violation.at == refusal.at
            && refusal.params.as_ref().is_none_or(|expected| *expected == params)
    };
    violations.len() == expected.len() && violations.iter().zip(expected).all(same)
}

#[test]
fn every_example_has_the_outcome_that_stands_beside_it() {
    let mut rows = 0;
    let mut wrong = Vec::new();
    for example in examples() {
        let form = example.form();
        rows += example.rows.len();
        wrong.extend(example.rows.iter().filter_map(|row| example.run(&form, row)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows > 200, "{rows}");
}

/// Kinds and keywords that appear in a document, wherever.
fn keywords_in(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.keys().cloned());
            members.values().for_each(|member| keywords_in(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| keywords_in(item, found)),
        _ => {}
    }
}

fn kinds_in<'a>(fields: impl Iterator<Item = &'a Field>, found: &mut BTreeSet<&'static str>) {
    for field in fields {
        found.insert(field.kind().as_str());
        if let Some(group) = field.group() {
            kinds_in(group.fields(), found);
        }
    }
}

#[test]
fn every_kind_has_a_section_and_an_example() {
    let meta: Value = serde_json::from_str(META_SCHEMA).unwrap();
    let kinds = meta["$defs"]["field"]["properties"]["x-kind"]["examples"].as_array().unwrap();
    let mut shown = BTreeSet::new();
    for example in examples() {
        kinds_in(example.form().fields(), &mut shown);
    }
    let text: String = chapters().into_iter().map(|(_, text)| text).collect();
    for kind in kinds.iter().map(|kind| kind.as_str().unwrap()) {
        assert!(shown.contains(kind), "{kind} has no example");
        assert!(text.contains(&format!("\n### `{kind}`")), "{kind} has no section");
    }
}

/// Everything the meta-schema lets a document say beside standard JSON Schema.
fn documented_keywords(meta: &Value) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    keywords_in(meta, &mut all);
    all.retain(|keyword| keyword.starts_with("x-"));
    for shape in [
        "settings",
        "receipt",
        "receiptMail",
        "statusMails",
        "statusMail",
        "pdf",
        "contact",
        "page",
        "block",
        "exit",
        "link",
        "prefill",
        "rule",
    ] {
        let members = meta["$defs"][shape]["properties"].as_object().unwrap_or_else(|| panic!("{shape}"));
        all.extend(members.keys().cloned());
    }
    let predicate = meta["$defs"]["predicate"]["properties"].as_object().unwrap();
    all.extend(predicate.keys().cloned());
    all
}

#[test]
fn every_keyword_is_in_an_example() {
    let meta: Value = serde_json::from_str(META_SCHEMA).unwrap();
    let mut shown = BTreeSet::new();
    for example in examples() {
        keywords_in(&example.document, &mut shown);
    }
    let missing: Vec<String> = documented_keywords(&meta).into_iter().filter(|name| !shown.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_violation_is_in_an_example() {
    let mut shown = BTreeSet::new();
    for example in examples() {
        for [_, outcome] in &example.rows {
            shown.extend(codes_of(outcome));
        }
    }
    // Only the server knows which tokens it has given out.
    let missing: Vec<_> = CODES.iter().filter(|(code, _)| *code != "file" && !shown.contains(*code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_keyword_of_the_meta_schema_is_explained() {
    let meta: Value = serde_json::from_str(META_SCHEMA).unwrap();
    let mut bare = Vec::new();
    for (shape, definition) in meta["$defs"].as_object().unwrap().iter().chain([(&"form".to_owned(), &meta)]) {
        // Predicates are standard JSON Schema.
        let members = definition.get("properties").and_then(Value::as_object).filter(|_| shape != "predicate");
        for (name, schema) in members.into_iter().flatten() {
            let target = schema["$ref"].as_str().and_then(|reference| meta.pointer(reference.strip_prefix('#')?));
            let explained = |schema: &Value| schema["description"].as_str().is_some_and(|text| text.ends_with('.'));
            if !explained(schema) && !target.is_some_and(explained) {
                bare.push(format!("{shape}.{name}"));
            }
        }
    }
    assert!(bare.is_empty(), "{bare:?}");
}
