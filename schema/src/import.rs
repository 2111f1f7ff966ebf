//! Import of foreign JSON Schemas (draft 7, 2019-09, 2020-12): a working form, notes about what became of the schema, and the
//! mapping between the two shapes of answers. Never weaker than the foreign schema: what a page cannot show is checked when
//! answers are submitted, what cannot be checked is refused by name. See docs/decisions/0007-import.md.

mod analysis;
mod build;
mod cases;
mod counting;
mod dialect;
mod draw;
mod flatten;
mod formats;
mod layout;
mod lists;
mod logic;
mod mapping;
mod naming;
mod options;
mod predicate;
mod references;
mod report;
mod shape;
mod statement;
mod trial;
mod value;
mod views;

pub use mapping::Mapping;
pub use report::Note;

use crate::lint::lint;
use crate::problem::{Problem, Severity};
use report::Report;
use serde_json::{Map, Value, json};

/// A foreign schema that became a form.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The form document.
    pub document: Value,
    /// What became of the foreign schema: renamed, narrowed, left out, enforced only at submit.
    pub notes: Vec<Note>,
    /// Foreign answers to form answers and back.
    pub mapping: Mapping,
}

/// How deep a foreign schema may be nested before anything looks at it.
const MAX_DEPTH: usize = 100;

/// Whether a document has to be imported: of another dialect, or without a single word of the form language and no form as
/// it stands. One that can be published as it is (fields with labels, kinds that follow from the schema) stays as it is,
/// and so do its answers.
#[must_use]
pub fn is_foreign(document: &Value) -> bool {
    let Some(root) = document.as_object() else {
        return false;
    };
    let is_today = dialect::of(root).is_ok_and(|draft| draft == dialect::Draft::Twenty);
    if !is_today {
        return true;
    }
    if is_deeper(document, MAX_DEPTH) {
        return true;
    }
    let (mut speaks_ours, mut speaks_older) = (false, false);
    crate::subschemas::walk(document, "", &mut |keywords, _| {
        speaks_ours |= keywords.keys().any(|keyword| crate::lint::is_ours(keyword));
        speaks_older |= OLDER.iter().any(|keyword| keywords.contains_key(*keyword));
    });
    let is_form = || lint(document).iter().all(|problem| problem.severity != Severity::Error);
    !speaks_ours && (speaks_older || !is_form())
}

/// Words that mean something only in other dialects: a form would not hold anybody to them.
const OLDER: [&str; 4] = ["dependencies", "additionalItems", "nullable", "$recursiveRef"];

/// Makes a form of a foreign schema.
///
/// # Errors
/// Problems with pointers into the foreign schema: what it says that a form cannot hold anybody to.
pub fn import(foreign: &Value) -> Result<Imported, Vec<Problem>> {
    let Some(root) = foreign.as_object() else {
        return Err(vec![Problem::error("notAnObject", "")]);
    };
    if is_deeper(foreign, MAX_DEPTH) {
        return Err(vec![Problem::error("tooDeep", "").with("limit", MAX_DEPTH)]);
    }
    let draft = dialect::of(root).map_err(|problem| vec![problem])?;
    let mut report = Report::default();
    listed(foreign, &mut report);
    stop(&report)?;
    let written = references::References::new(foreign, draft).inline(foreign, "", 0, &mut report);
    stop(&report)?;
    trial::well_formed(&written, &mut report);
    stop(&report)?;
    let tree = build::build(&written, &mut report);
    stop(&report)?;
    let mut container = draw::container(&tree.leaves());
    draw::absorb(&mut container, flatten::state(&written, &tree, flatten::Sense::Asserted, &mut report));
    draw::absorb(&mut container, flatten::without_holes(&tree));
    stop(&report)?;
    draw::limit_rows(&mut container);
    let logic = logic::Logic::find(&written, &tree, &container, &mut report);
    let plain = container.clone();
    logic.write(&mut container, &mut report);
    stop(&report)?;
    let mut document = document(root, container, &tree);
    let mut found = errors(&document);
    if found.iter().any(|problem| problem.code == "cycle") {
        // Branches that hang on each other: everything is shown then, and still checked.
        report.note("", "alwaysShown");
        document = self::document(root, plain, &tree);
        found = errors(&document);
    }
    if found.is_empty() { Ok(Imported { document, notes: report.notes, mapping: Mapping(tree) }) } else { Err(found) }
}

/// More values than anybody chooses from; each is tried on every schema that speaks about its place.
const MOST_VALUES: usize = 2_000;

/// Refuses endless lists of values before anything compares them.
fn listed(foreign: &Value, report: &mut Report) {
    crate::subschemas::walk(foreign, "", &mut |keywords, at| {
        let values = keywords.get("enum").and_then(Value::as_array).map_or(0, Vec::len);
        if values > MOST_VALUES {
            let problem = Problem::error("tooLarge", crate::pointer::join(at, "enum"));
            report.problems.push(problem.with("limit", MOST_VALUES).with("actual", values));
        }
    });
}

fn stop(report: &Report) -> Result<(), Vec<Problem>> {
    if report.problems.is_empty() { Ok(()) } else { Err(report.problems.clone()) }
}

fn errors(document: &Value) -> Vec<Problem> {
    lint(document).into_iter().filter(|problem| problem.severity == Severity::Error).collect()
}

fn document(root: &Map<String, Value>, container: Map<String, Value>, tree: &shape::Node) -> Value {
    let text = |keyword: &str| root.get(keyword).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let title = text("title").unwrap_or("フォーム");
    let mut document = Map::new();
    document.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    document.insert("x-language".to_owned(), json!(crate::upgrade::LANGUAGE));
    document.insert("title".to_owned(), title.into());
    if let Some(description) = text("description") {
        document.insert("description".to_owned(), description.into());
    }
    document.extend(container);
    document.insert("x-pages".to_owned(), layout::pages(tree, title));
    Value::Object(document)
}

/// Whether objects and arrays are nested deeper than this; looks no further.
fn is_deeper(value: &Value, than: usize) -> bool {
    let Some(inside) = than.checked_sub(1) else {
        return matches!(value, Value::Array(_) | Value::Object(_));
    };
    match value {
        Value::Array(items) => items.iter().any(|item| is_deeper(item, inside)),
        Value::Object(members) => members.values().any(|member| is_deeper(member, inside)),
        _ => false,
    }
}
