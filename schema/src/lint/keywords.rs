//! Keywords anywhere in the document: references, patterns, dialect, and `x-` words nobody reads.

use crate::kind::own_keywords;
use crate::pattern;
use crate::pointer;
use crate::problem::Problem;
use crate::subschemas::{local, walk};
use serde_json::{Map, Value};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

const ROOT: [&str; 6] = ["x-pages", "x-settings", "x-rules", "x-i18n", "x-i18n-source", "x-language"];

const FIELD: [&str; 11] = [
    "x-kind",
    "x-help",
    "x-placeholder",
    "x-error",
    "x-autocomplete",
    "x-show-when",
    "x-required-when",
    "x-sensitive",
    "x-max-characters",
    "x-value",
    "x-calendar",
];

/// Beside the members of a group.
const ROW: [&str; 1] = ["x-rules"];

/// Keywords that change what `#/…` means, or need an evaluation we do not promise.
const REFUSED: [&str; 5] = ["$dynamicRef", "$dynamicAnchor", "$anchor", "$recursiveRef", "$vocabulary"];

pub fn lint(document: &Value, problems: &mut Vec<Problem>) {
    if let Some(dialect) = document.get("$schema").and_then(Value::as_str)
        && dialect != DIALECT
    {
        problems.push(Problem::error("dialect", "/$schema").with("expected", DIALECT).suggesting("setDialect"));
    }
    walk(document, "", &mut |schema, at| {
        references(schema, at, document, problems);
        patterns(schema, at, problems);
        annotations(schema, at, problems);
    });
}

fn references(schema: &Map<String, Value>, at: &str, document: &Value, problems: &mut Vec<Problem>) {
    if let Some(Value::String(reference)) = schema.get("$ref") {
        let place = pointer::join(at, "$ref");
        if !reference.starts_with('#') {
            problems.push(Problem::error("remoteReference", place).with("reference", reference.as_str()));
        } else if local(reference, document).is_none() {
            problems.push(Problem::error("danglingReference", place).with("reference", reference.as_str()));
        }
    }
    for keyword in REFUSED {
        if schema.contains_key(keyword) {
            problems.push(Problem::error("unsupportedKeyword", pointer::join(at, keyword)).with("keyword", keyword));
        }
    }
    if !at.is_empty() && schema.contains_key("$id") {
        problems.push(Problem::error("unsupportedKeyword", pointer::join(at, "$id")).with("keyword", "$id"));
    }
}

fn patterns(schema: &Map<String, Value>, at: &str, problems: &mut Vec<Problem>) {
    if let Some(Value::String(source)) = schema.get("pattern")
        && pattern::compile(source).is_none()
    {
        problems.push(Problem::error("pattern", pointer::join(at, "pattern")).with("pattern", source.as_str()));
    }
    if let Some(Value::Object(members)) = schema.get("patternProperties") {
        let place = pointer::join(at, "patternProperties");
        for source in members.keys().filter(|source| pattern::compile(source).is_none()) {
            problems.push(Problem::error("pattern", pointer::join(&place, source)).with("pattern", source.as_str()));
        }
    }
}

/// `x-` keywords that nobody reads there. Which of the known ones fits which kind is not looked at: a field whose kind
/// was changed keeps its words.
fn annotations(schema: &Map<String, Value>, at: &str, problems: &mut Vec<Problem>) {
    let standing = standing(at);
    let of_field = |keyword: &str| FIELD.contains(&keyword) || own_keywords().any(|own| own == keyword);
    let known = |keyword: &str| match standing {
        Standing::Root => ROOT.contains(&keyword),
        Standing::Field => of_field(keyword),
        Standing::Row => ROW.contains(&keyword),
        Standing::Definition => ROW.contains(&keyword) || of_field(keyword),
        // Inside a field only a part's limit is read.
        Standing::Part => keyword == "x-max-characters",
    };
    for keyword in schema.keys().filter(|keyword| keyword.starts_with("x-") && !known(keyword)) {
        problems.push(Problem::warning("unknownKeyword", pointer::join(at, keyword)).with("keyword", keyword.as_str()));
    }
}

/// Whether a keyword belongs to the form language.
pub fn is_ours(keyword: &str) -> bool {
    ROOT.contains(&keyword) || FIELD.contains(&keyword) || own_keywords().any(|own| own == keyword)
}

/// What a schema in the document is to us.
#[derive(Clone, Copy)]
enum Standing {
    Root,
    Field,
    /// The items of a group.
    Row,
    /// Something to refer to: a field or a row.
    Definition,
    Part,
}

fn standing(at: &str) -> Standing {
    let tokens: Vec<&str> = at.split('/').skip(1).take(6).collect();
    match tokens.as_slice() {
        [] => Standing::Root,
        ["$defs" | "definitions", _] => Standing::Definition,
        ["properties", _]
        | ["properties" | "$defs" | "definitions", _, "items", "properties", _]
        | ["$defs" | "definitions", _, "properties", _] => Standing::Field,
        ["properties" | "$defs" | "definitions", _, "items"] => Standing::Row,
        _ => Standing::Part,
    }
}
