//! Everything that is wrong with a form document. Errors stop it from being published; nothing else decides that.

mod bounds;
mod collection;
mod complexity;
mod conditions;
mod fields;
mod keywords;
mod mails;
mod pages;
mod pictures;
mod reach;
mod sensitive;
mod shape;
mod texts;

use crate::contract::data_schema;
use crate::document::parse;
use crate::field::Field;
use crate::i18n;
use crate::problem::Problem;
use crate::published::PublishedForm;
use crate::upgrade;
use crate::validator::Validator;
use crate::visibility;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

pub use keywords::is_ours;
pub use pictures::missing as missing_pictures;

/// Every problem of a document, errors first.
#[must_use]
pub fn lint(document: &Value) -> Vec<Problem> {
    // What is beyond the bounds is not even copied.
    let problems = bounds::lint(document);
    if problems.is_empty() { examine(document.clone()).1 } else { problems }
}

/// Whether a document is small enough to be looked at.
pub fn is_within_bounds(document: &Value) -> bool {
    bounds::lint(document).is_empty()
}

/// The form, if one can be made at all, and every problem. Documents of earlier versions are read in the current one; the
/// form keeps the document as it was written.
pub fn analyse(document: Value) -> (Option<PublishedForm>, Vec<Problem>) {
    let problems = bounds::lint(&document);
    if problems.is_empty() { examine(document) } else { (None, problems) }
}

/// The form and the problems of a document within the bounds.
fn examine(document: Value) -> (Option<PublishedForm>, Vec<Problem>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    upgrade::lint(&document, &mut problems);
    let form = match upgrade::upgrade(&document) {
        Cow::Borrowed(_) => build(document, &mut found, &mut problems),
        Cow::Owned(upgraded) => {
            build(upgraded, &mut found, &mut problems).map(|form| PublishedForm { document, ..form })
        }
    };
    // The meta-schema speaks last: where somebody has said something more precise, it is silent.
    let precise: HashSet<String> = problems.iter().map(|problem| problem.at.clone()).collect();
    problems.extend(found.into_iter().filter(|problem| !precise.contains(&problem.at)));
    problems.sort_by_key(|problem| problem.severity);
    problems.dedup();
    (form, problems)
}

fn build(document: Value, shapes: &mut Vec<Problem>, problems: &mut Vec<Problem>) -> Option<PublishedForm> {
    shapes.extend(shape::lint(&document));
    keywords::lint(&document, problems);
    i18n::lint(&document, problems);
    i18n::lint_missing(&document, problems);
    i18n::lint_stale(&document, problems);
    let parsed = parse(&document, problems)?;
    fields::lint(&document, &parsed, problems);
    pages::lint(&document, &parsed, problems);
    mails::lint(&document, &parsed, problems);
    conditions::lint(&parsed, problems);
    sensitive::lint(&parsed, problems);
    complexity::lint(&parsed, problems);
    collection::lint(&parsed, problems);
    texts::lint(&document, &parsed, problems);
    pictures::lint(&parsed, problems);
    let order = match visibility::order(&parsed.fields, &parsed.pages) {
        Ok(order) => order,
        Err(cycles) => {
            problems.extend(cycles.iter().map(|cycle| visibility::cycle(&parsed.fields, cycle)));
            return None;
        }
    };
    // A condition with a mistake in it is never true anyway; what follows from it would only hide the mistake.
    if problems.iter().all(|problem| problem.severity != crate::Severity::Error) {
        reach::lint(&parsed, &order, problems);
    }
    let mut schema = data_schema(document.as_object()?, &parsed.fields);
    strip_required(&mut schema, &parsed.fields);
    let validator = match Validator::compile(&Value::Object(schema)) {
        Ok(validator) => validator.with_pattern_codes(&parsed.fields),
        Err(refused) => {
            if shapes.is_empty() && problems.iter().all(|problem| problem.severity != crate::Severity::Error) {
                problems.push(Problem::error("jsonSchema", refused.at).with("keyword", refused.keyword));
            }
            return None;
        }
    };
    Some(PublishedForm {
        title: parsed.title,
        description: parsed.description,
        settings: parsed.settings,
        pages: parsed.pages,
        page_of: parsed.fields.iter().map(|field| field.page).collect(),
        fields: parsed.fields,
        names: Arc::new(parsed.names),
        rules: parsed.rules,
        order,
        validator,
        translations: i18n::translations_of(&document),
        document,
    })
}

/// Fields are required by us, who know which of them are shown.
fn strip_required(schema: &mut Map<String, Value>, fields: &[Field]) {
    schema.remove("required");
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    for field in fields.iter().filter(|field| field.group.is_some()) {
        let items = properties.get_mut(&field.name).and_then(|group| group.get_mut("items"));
        items.and_then(Value::as_object_mut).map(|items| items.remove("required"));
    }
}
