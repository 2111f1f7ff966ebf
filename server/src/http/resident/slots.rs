//! What residents are told at the question when their slot cannot be booked.

use madoguchi_schema::Violation;
use serde_json::{Map, Value, json};

use crate::slots::NoPlace;
use crate::submissions::NoPlaceLeft;

/// The violation that stands at the field; its words are in `violation.ftl`.
pub(super) fn violation(left: &NoPlaceLeft) -> Violation {
    let mut params = Map::<String, Value>::new();
    match left.reason {
        NoPlace::TooMany { most } => params.insert("limit".to_owned(), json!(most)),
        NoPlace::TooEarly { from } => params.insert("limit".to_owned(), json!(from)),
        _ => None,
    };
    Violation { at: format!("/{}", left.field), code: left.reason.violation(), params }
}
