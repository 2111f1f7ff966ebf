//! Fields: labels, bounds, what is required, and ranges that nothing fits.

use crate::condition::Names;
use crate::document::Parsed;
use crate::field::Field;
use crate::kind::KindName;
use crate::page::Page;
use crate::pattern::bounds_length;
use crate::pointer;
use crate::problem::Problem;
use crate::visibility::gates;
use crate::widget::Prefill;
use serde_json::{Map, Value};
use std::collections::HashMap;

pub fn lint(document: &Value, parsed: &Parsed, problems: &mut Vec<Problem>) {
    if parsed.fields.is_empty() {
        problems.push(Problem::error("noFields", "/properties"));
    }
    for field in parsed.all_fields() {
        label(field, problems);
        bounds(field, problems);
        ranges(field, problems);
        if field.kind == KindName::YesNo && (field.always_required || field.required_when.is_some()) {
            problems.push(Problem::warning("requiredYesNo", &field.at).suggesting("useConsent"));
        }
        hidden(field, problems);
    }
    for field in &parsed.fields {
        calendar(field, field.kind.is_in_calendars(), problems);
        // One row of many would need a title of its own.
        let members = field.group.iter().flat_map(|group| &group.fields);
        members.for_each(|member| calendar(member, false, problems));
    }
    slots(parsed, problems);
    duplicate_labels(&parsed.fields, problems);
    required("/required", document.get("required"), (&parsed.names, &parsed.fields, &parsed.pages), problems);
    for (field, group) in parsed.fields.iter().filter_map(|field| Some((field, field.group.as_ref()?))) {
        duplicate_labels(&group.fields, problems);
        let listed = field.schema.get("items").and_then(|items| items.get("required"));
        let at = pointer::join(&pointer::join(&field.at, "items"), "required");
        required(&at, listed, (&group.names, &group.fields, &[]), problems);
    }
}

/// An entry of a calendar needs a day.
fn calendar(field: &Field, can_have: bool, problems: &mut Vec<Problem>) {
    if field.schema.contains_key("x-calendar") && !can_have {
        let at = pointer::join(&field.at, "x-calendar");
        problems.push(Problem::warning("calendarKind", at).with("kind", field.kind.as_str()));
    }
}

/// A case has one appointment, and the number of people that come is a whole number from one on.
fn slots(parsed: &Parsed, problems: &mut Vec<Problem>) {
    let slots = parsed.fields.iter().filter(|field| field.kind == KindName::Slot);
    for (position, field) in slots.enumerate() {
        if position > 0 {
            problems.push(Problem::error("slotSecond", &field.at).with("name", field.name.as_str()));
        }
        let Some(named) = field.schema.get("x-persons") else { continue };
        let at = pointer::join(&field.at, "x-persons");
        let persons = named.as_str().and_then(|name| parsed.fields.iter().find(|other| other.name == name));
        match persons.filter(|persons| persons.kind == KindName::Integer) {
            None => problems.push(Problem::error("slotPersons", at).with("name", named.as_str().unwrap_or_default())),
            Some(persons) if persons.schema.get("minimum").and_then(Value::as_f64).is_none_or(|least| least < 1.0) => {
                problems.push(Problem::error("slotPersonsMinimum", &persons.at).with("name", persons.name.as_str()));
            }
            Some(_) => {}
        }
    }
}

/// Nobody can fill in what is not drawn; only a personal link always brings its answer.
fn hidden(field: &Field, problems: &mut Vec<Problem>) {
    let is_required = field.always_required || field.required_when.is_some();
    if field.kind == KindName::Hidden && is_required && field.prefill() != Some(&Prefill::Link) {
        problems.push(Problem::warning("hiddenRequired", &field.at).with("name", field.name.as_str()));
    }
}

fn label(field: &Field, problems: &mut Vec<Problem>) {
    let titled = field.schema.get("title").and_then(Value::as_str).is_some_and(|title| !title.trim().is_empty());
    if !titled {
        problems.push(Problem::error("noLabel", &field.at).with("name", field.name.as_str()).suggesting("setLabel"));
    }
}

fn duplicate_labels(fields: &[Field], problems: &mut Vec<Problem>) {
    let mut seen: HashMap<(usize, &str), &Field> = HashMap::new();
    for field in fields {
        if let Some(first) = seen.get(&(field.page, field.label())) {
            let problem = Problem::warning("duplicateLabel", &field.at).with("label", field.label());
            problems.push(problem.with("other", first.name.as_str()));
        } else {
            seen.insert((field.page, field.label()), field);
        }
    }
}

/// Answers travel with the resident from page to page: everything should have a limit.
fn bounds(field: &Field, problems: &mut Vec<Problem>) {
    let is_text = matches!(
        field.kind,
        KindName::ShortText
            | KindName::LongText
            | KindName::Kana
            | KindName::OrganizationName
            | KindName::Url
            | KindName::Hidden
    );
    if is_text && !is_limited(&field.schema) {
        problems.push(Problem::hint("unboundedText", &field.at).suggesting("addMaxLength"));
    }
    let contributed = |keyword: &str| field.contributed.iter().any(|own| own == keyword);
    if matches!(field.kind, KindName::File | KindName::Image) && contributed("maxItems") {
        problems.push(Problem::warning("unboundedFiles", &field.at).suggesting("addMaxItems"));
    }
    if field.kind == KindName::Group && contributed("maxItems") {
        problems.push(Problem::warning("unboundedRows", &field.at).suggesting("addMaxItems"));
    }
}

fn is_limited(schema: &Map<String, Value>) -> bool {
    let says =
        ["maxLength", "x-max-characters", "enum", "const", "oneOf"].iter().any(|keyword| schema.contains_key(*keyword));
    says || schema.get("pattern").and_then(Value::as_str).is_some_and(bounds_length)
}

/// Minimum above maximum.
fn ranges(field: &Field, problems: &mut Vec<Problem>) {
    const PAIRS: [(&str, &str); 4] = [
        ("minimum", "maximum"),
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("exclusiveMinimum", "exclusiveMaximum"),
    ];
    for (minimum, maximum) in PAIRS {
        let number = |keyword: &str| field.schema.get(keyword).and_then(Value::as_f64);
        if let (Some(low), Some(high)) = (number(minimum), number(maximum))
            && low > high
        {
            problems.push(Problem::error("emptyRange", &field.at).with("minimum", minimum).with("maximum", maximum));
        }
    }
    unbounded_parts(&field.schema, &field.at, problems);
}

fn unbounded_parts(schema: &Map<String, Value>, at: &str, problems: &mut Vec<Problem>) {
    let place = pointer::join(at, "properties");
    for (name, part) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let is_text = part.get("type").and_then(Value::as_str) == Some("string");
        if is_text && part.as_object().is_none_or(|part| !is_limited(part)) {
            problems.push(Problem::hint("unboundedText", pointer::join(&place, name)).suggesting("addMaxLength"));
        }
    }
}

/// `required` names fields that exist and are always shown.
fn required(at: &str, listed: Option<&Value>, scope: (&Names, &[Field], &[Page]), problems: &mut Vec<Problem>) {
    let (names, fields, pages) = scope;
    let listed = listed.and_then(Value::as_array);
    for (position, name) in listed.into_iter().flatten().enumerate() {
        let (Some(name), at) = (name.as_str(), pointer::index(at, position)) else {
            continue;
        };
        let Some(field) = names.get(name).and_then(|index| fields.get(*index)) else {
            problems.push(Problem::error("requiredUnknown", at).with("name", name));
            continue;
        };
        if gates(field, pages).any(|gate| !gate.is_always()) {
            problems.push(Problem::error("requiredButHidden", at).with("name", name).suggesting("useRequiredWhen"));
        }
    }
}
