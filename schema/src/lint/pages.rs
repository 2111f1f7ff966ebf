//! Pages, blocks, exits, settings, and conditions that can never come true.

use crate::condition::Condition;
use crate::document::Parsed;
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
    receipt_mail(document, parsed, problems);
    conditions(parsed, problems);
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

fn offered(name: &str, schema: &Value, at: &str, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let Some(field) = parsed.names.get(name).and_then(|index| parsed.fields.get(*index)) else {
        return;
    };
    if field.choices().is_empty() {
        return;
    }
    let (schema, at) = match schema.get("contains") {
        Some(item) if field.kind == KindName::Choices => (item, pointer::join(at, "contains")),
        _ => (schema, at.to_owned()),
    };
    let known = |value: &Value| field.choices().iter().any(|choice| Some(choice.value.as_str()) == value.as_str());
    let mut check = |value: &Value, at: String| {
        if !known(value) {
            problems.push(Problem::warning("choiceNotOffered", at).with("field", name).with("value", value.clone()));
        }
    };
    if let Some(value) = schema.get("const") {
        check(value, pointer::join(&at, "const"));
    }
    let listed = pointer::join(&at, "enum");
    for (index, value) in schema.get("enum").and_then(Value::as_array).into_iter().flatten().enumerate() {
        check(value, pointer::index(&listed, index));
    }
}
