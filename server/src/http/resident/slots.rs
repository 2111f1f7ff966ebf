//! What residents are told at the question when their slot cannot be booked.

use madoguchi_schema::{PublishedForm, Violation};
use serde_json::{Map, Value, json};

use crate::slots::NoPlace;
use crate::slots::booking::slot_field;
use crate::submissions::NoPlaceLeft;

/// The violation that stands at the field; its words are in `violation.ftl`.
pub(super) fn violation(left: &NoPlaceLeft) -> Violation {
    told(&left.field, left.reason)
}

/// The same for a slot that could not be kept.
pub(super) fn refused(form: &PublishedForm, reason: NoPlace) -> Option<Violation> {
    slot_field(form).map(|(name, ..)| told(name, reason))
}

/// Whether the slot is asked for on this page.
pub(super) fn stands_on(form: &PublishedForm, page: Option<usize>) -> bool {
    let field = slot_field(form).and_then(|(name, ..)| form.field(name));
    field.is_some_and(|field| Some(field.page()) == page)
}

fn told(field: &str, reason: NoPlace) -> Violation {
    let mut params = Map::<String, Value>::new();
    match reason {
        NoPlace::TooMany { most } => params.insert("limit".to_owned(), json!(most)),
        NoPlace::TooEarly { from } => params.insert("limit".to_owned(), json!(from)),
        _ => None,
    };
    Violation { at: format!("/{field}"), code: reason.violation(), params }
}
