//! Pages, blocks, exits, settings, and conditions that can never come true.

use crate::condition::Condition;
use crate::document::Parsed;
use crate::field::Field;
use crate::kind::KindName;
use crate::pointer;
use crate::problem::Problem;
use serde_json::Value;

pub fn lint(document: &Value, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let listed = document.get("x-pages").and_then(Value::as_array);
    let mut ids: Vec<&str> = Vec::new();
    for (index, page) in listed.into_iter().flatten().enumerate() {
        let at = pointer::index("/x-pages", index);
        if let Some(id) = page.get("id").and_then(Value::as_str) {
            if ids.contains(&id) {
                problems.push(Problem::error("duplicatePage", pointer::join(&at, "id")).with("id", id));
            }
            ids.push(id);
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
    conditions(parsed, problems);
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

/// One problem for one cycle, at the condition of the field where it was noticed.
pub fn cycle(parsed: &Parsed, cycle: &[usize]) -> Problem {
    let names: Vec<&str> =
        cycle.iter().filter_map(|field| parsed.fields.get(*field)).map(|field| field.name.as_str()).collect();
    let at = cycle.first().and_then(|field| parsed.fields.get(*field)).map(|field| field.at.as_str());
    Problem::error("cycle", at.unwrap_or_default()).with("fields", names)
}

/// Predicates that compare a field with a choice it does not offer.
fn conditions(parsed: &Parsed, problems: &mut Vec<Problem>) {
    let of_fields = parsed.fields.iter().flat_map(|field| field.show.iter().chain(&field.required_when));
    let of_pages = parsed.pages.iter().flat_map(|page| {
        let blocks = page.blocks.iter().filter_map(|block| block.show.as_ref());
        page.show.iter().chain(blocks).chain(page.exits.iter().map(|exit| &exit.when))
    });
    let all: Vec<&Condition> = of_fields.chain(of_pages).collect();
    for condition in all {
        compared(&condition.explicit, &condition.at, parsed, problems);
    }
}

fn compared(predicate: &Value, at: &str, parsed: &Parsed, problems: &mut Vec<Problem>) {
    for (keyword, value) in predicate.as_object().into_iter().flatten() {
        let place = pointer::join(at, keyword);
        match (keyword.as_str(), value) {
            ("properties", Value::Object(members)) => {
                for (name, schema) in members {
                    offered(name, schema, &pointer::join(&place, name), parsed, problems);
                }
            }
            ("allOf" | "anyOf", Value::Array(items)) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, item)| compared(item, &pointer::index(&place, index), parsed, problems));
            }
            ("not", schema) => compared(schema, &place, parsed, problems),
            _ => {}
        }
    }
}

/// A field with a free text can have any answer.
fn offered(name: &str, schema: &Value, at: &str, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let field = parsed.names.get(name).and_then(|index| parsed.fields.get(*index));
    let Some(field) = field.filter(|field| !field.choices().is_empty() && field.other().is_none()) else {
        return;
    };
    if let Some(item) = schema.get("contains") {
        known(field, item, &pointer::join(at, "contains"), problems);
    }
    let rows = schema.get("properties").and_then(Value::as_object).filter(|_| field.kind == KindName::Matrix);
    for (row, schema) in rows.into_iter().flatten() {
        known(field, schema, &pointer::join(&pointer::join(at, "properties"), row), problems);
    }
    known(field, schema, at, problems);
}

fn known(field: &Field, schema: &Value, at: &str, problems: &mut Vec<Problem>) {
    let known = |value: &Value| field.choices().iter().any(|choice| Some(choice.value.as_str()) == value.as_str());
    let mut check = |value: &Value, at: String| {
        if !known(value) {
            let problem = Problem::warning("choiceNotOffered", at).with("field", field.name.as_str());
            problems.push(problem.with("value", value.clone()));
        }
    };
    if let Some(value) = schema.get("const") {
        check(value, pointer::join(at, "const"));
    }
    let listed = pointer::join(at, "enum");
    for (index, value) in schema.get("enum").and_then(Value::as_array).into_iter().flatten().enumerate() {
        check(value, pointer::index(&listed, index));
    }
}
