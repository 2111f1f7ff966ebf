//! Schemas of single fields: of a choice, worked out value by value; of a text or number, copied with formats turned into
//! patterns; of a list, keyword by keyword.

use super::analysis::{is_recursive, list, place};
use super::flatten::{Sense, check, combined, state};
use super::formats;
use super::references::AT;
use super::report::Report;
use super::shape::{Choice, Node, Shape};
use super::statement::{ALWAYS, NEVER, all};
use super::trial::fitting;
use crate::pointer;
use serde_json::{Map, Value, json};

/// The constants whose foreign values fit.
pub fn one_of(schema: &Value, options: &[Choice], report: &mut Report) -> Value {
    let fit = fitting(schema, options.iter().map(|option| &option.value), report);
    if fit.iter().all(|fits| *fits) {
        return ALWAYS;
    }
    let kept: Vec<&str> =
        options.iter().zip(&fit).filter(|(_, fits)| **fits).map(|(option, _)| option.constant.as_str()).collect();
    if kept.is_empty() { NEVER } else { json!({ "enum": kept }) }
}

/// What a schema says about the value of a field that is no choice.
pub fn value(schema: &Value, node: &Node, sense: Sense, report: &mut Report) -> Value {
    if is_recursive(schema) {
        report.recursion(place(schema));
        return NEVER;
    }
    let Value::Object(keywords) = schema else {
        return schema.clone();
    };
    if !report.step() {
        return ALWAYS;
    }
    let own = match &node.shape {
        Shape::Plain { .. } => plain(keywords, sense, report),
        _ => listed(keywords, node, sense, report),
    };
    let inside = combined(keywords, sense, report, &mut |schema, sense, report| value(schema, node, sense, report));
    joined(own, inside)
}

/// One schema out of two: the keywords of the second beside those of the first, where they are others.
fn joined(own: Map<String, Value>, inside: Value) -> Value {
    if own.is_empty() {
        return inside;
    }
    match inside {
        ALWAYS => Value::Object(own),
        other => all([Value::Object(own), other]),
    }
}

fn at(keywords: &Map<String, Value>) -> &str {
    keywords.get(AT).and_then(Value::as_str).unwrap_or_default()
}

/// The assertions about texts and numbers.
fn plain(keywords: &Map<String, Value>, sense: Sense, report: &mut Report) -> Map<String, Value> {
    const COPIED: [&str; 11] = [
        "type",
        "const",
        "enum",
        "multipleOf",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minLength",
        "maxLength",
        "pattern",
    ];
    let mut kept: Map<String, Value> =
        COPIED.iter().filter_map(|word| Some(((*word).to_owned(), keywords.get(*word)?.clone()))).collect();
    if let Some(format) = keywords.get("format").and_then(Value::as_str) {
        let place = pointer::join(at(keywords), "format");
        match formats::pattern(format) {
            None => report.note_with(&place, "formatNotEnforced", &[("format", json!(format))]),
            Some((_, is_exact)) if !is_exact && sense == Sense::Asked => {
                report.cannot(&place, "format");
            }
            Some((pattern, is_exact)) => {
                if !is_exact {
                    report.note_with(&place, "formatNarrowed", &[("format", json!(format))]);
                }
                if kept.contains_key("pattern") {
                    kept.insert("allOf".to_owned(), json!([{ "pattern": pattern }]));
                } else {
                    kept.insert("pattern".to_owned(), pattern.into());
                }
            }
        }
    }
    kept
}

/// The assertions about lists of choices and about groups.
fn listed(keywords: &Map<String, Value>, node: &Node, sense: Sense, report: &mut Report) -> Map<String, Value> {
    let mut kept: Map<String, Value> = ["minItems", "maxItems", "uniqueItems", "minContains", "maxContains"]
        .iter()
        .filter_map(|word| Some(((*word).to_owned(), keywords.get(*word)?.clone())))
        .collect();
    let refused = ["const", "enum", "prefixItems", "unevaluatedItems"];
    for keyword in refused.iter().filter(|keyword| keywords.contains_key(**keyword)) {
        let is_harmless = *keyword == "unevaluatedItems" && keywords.contains_key("items")
            || *keyword == "prefixItems" && list(keywords, keyword).is_empty();
        if !is_harmless {
            report.cannot(&pointer::join(at(keywords), keyword), keyword);
        }
    }
    let is_list = match keywords.get("type") {
        Some(Value::String(one)) => one == "array",
        Some(Value::Array(several)) => several.iter().any(|one| one == "array"),
        _ => true,
    };
    if !is_list {
        kept.insert("not".to_owned(), json!({}));
    }
    for keyword in ["items", "contains"] {
        let Some(schema) = keywords.get(keyword) else {
            continue;
        };
        let sense = if keyword == "contains" && keywords.contains_key("maxContains") { Sense::Asked } else { sense };
        let inner = item(schema, node, sense, report);
        if keyword == "contains" || inner != ALWAYS {
            kept.insert(keyword.to_owned(), inner);
        }
    }
    if !kept.contains_key("contains") {
        kept.remove("minContains");
        kept.remove("maxContains");
    }
    kept
}

fn item(schema: &Value, node: &Node, sense: Sense, report: &mut Report) -> Value {
    match &node.shape {
        Shape::Several { options, .. } => one_of(schema, options, report),
        Shape::Rows { item, wrapped: true, .. } => check(schema, item, sense, report),
        Shape::Rows { item, .. } => state(schema, item, sense, report),
        _ => ALWAYS,
    }
}
