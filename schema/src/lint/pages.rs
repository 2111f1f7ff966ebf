//! Pages, blocks, exits and settings.

use crate::document::Parsed;
use crate::kind::KindName;
use crate::pointer;
use crate::problem::Problem;
use serde_json::Value;
use std::collections::HashSet;

pub fn lint(document: &Value, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let listed = document.get("x-pages").and_then(Value::as_array);
    let mut ids: HashSet<&str> = HashSet::new();
    for (index, page) in listed.into_iter().flatten().enumerate() {
        let at = pointer::index("/x-pages", index);
        if let Some(id) = page.get("id").and_then(Value::as_str)
            && !ids.insert(id)
        {
            problems.push(Problem::error("duplicatePage", pointer::join(&at, "id")).with("id", id));
        }
        if page.get("blocks").and_then(Value::as_array).is_none_or(Vec::is_empty) {
            problems.push(Problem::error("emptyPage", &at).suggesting("removePage"));
        }
        if page.get("title").and_then(Value::as_str).is_some_and(|title| title.trim().is_empty()) {
            problems.push(Problem::error("missingKeyword", &at).with("name", "title"));
        }
    }
    if listed.is_some_and(Vec::is_empty) {
        problems.push(Problem::error("noPages", "/x-pages"));
    }
    if document.get("title").and_then(Value::as_str).is_none_or(|title| title.trim().is_empty()) {
        problems.push(Problem::error("noTitle", "/title").suggesting("setTitle"));
    }
    for exit in parsed.pages.iter().flat_map(|page| &page.exits).filter(|exit| exit.when.is_always()) {
        problems.push(Problem::warning("exitAlways", &exit.when.at));
    }
    nothing_drawn(document, parsed, problems);
    receipt_mail(document, parsed, problems);
    declared(document, parsed, problems);
    prefix(parsed, problems);
    one_per(document, parsed, problems);
}

/// Pages that residents would find empty, because hidden fields are not drawn.
fn nothing_drawn(document: &Value, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let is_hidden = |field: usize| parsed.fields.get(field).is_some_and(|field| field.kind == KindName::Hidden);
    for (index, page) in parsed.pages.iter().enumerate() {
        if !page.blocks.is_empty() && page.blocks.iter().all(|block| block.field.is_some_and(is_hidden)) {
            let listed = document.get("x-pages").is_some();
            let at = if listed { pointer::index("/x-pages", index) } else { "/properties".to_owned() };
            problems.push(Problem::error("emptyPage", at));
        }
    }
}

fn receipt_mail(document: &Value, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let Some(to) = document.pointer("/x-settings/receiptMail/to").and_then(Value::as_str) else {
        return;
    };
    let at = "/x-settings/receiptMail/to";
    match parsed.names.get(to).and_then(|index| parsed.fields.get(*index)) {
        None => problems.push(Problem::error("unknownField", at).with("name", to)),
        Some(field) if field.kind != KindName::Email => {
            problems.push(Problem::error("receiptMailKind", at).with("name", to))
        }
        Some(_) => {}
    }
}

/// The answer that opens one's own answers again later: of the form itself, known by heart and compared as stored.
fn declared(document: &Value, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let at = "/x-settings/receipt/declared";
    let Some(name) = document.pointer(at).and_then(Value::as_str) else {
        return;
    };
    match parsed.names.get(name).and_then(|index| parsed.fields.get(*index)) {
        None => problems.push(Problem::error("unknownField", at).with("name", name)),
        Some(field) if !field.can_be_declared() => {
            problems.push(Problem::error("declaredKind", at).with("name", name));
        }
        Some(_) => {}
    }
}

/// A prefix that makes a resident's number read like that of a test.
fn prefix(parsed: &Parsed, problems: &mut Vec<Problem>) {
    if parsed.settings.receipt_prefix.as_deref() == Some("TEST") {
        problems.push(Problem::warning("prefixOfTests", "/x-settings/receipt/prefix"));
    }
}

/// The answer that may be sent once: without it an application is not counted, so everybody has to give it.
fn one_per(document: &Value, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let at = "/x-settings/onePer";
    let Some(name) = document.pointer(at).and_then(Value::as_str) else {
        return;
    };
    match parsed.names.get(name).and_then(|index| parsed.fields.get(*index)) {
        None => problems.push(Problem::error("unknownField", at).with("name", name)),
        Some(field) if !field.can_be_a_key() => problems.push(Problem::error("onePerKind", at).with("name", name)),
        Some(field) if !field.always_required => {
            problems.push(Problem::warning("onePerOptional", at).with("label", field.label()));
        }
        Some(_) => {}
    }
}
