//! Answers before and after acceptance. `RawAnswers` is what somebody sent; `ValidAnswers` can only be made by
//! `PublishedForm::accept`, so a function that takes it needs no check of its own.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// Answers as typed: field name to value. Composite, confirmed and date fields may be objects of strings.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawAnswers(pub Map<String, Value>);

/// Accepted answers: normalised, complete, shown fields only, in the order residents see them.
#[derive(Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ValidAnswers(Map<String, Value>);

/// Only names: whatever prints this, a log above all, must not print what somebody answered.
impl fmt::Debug for RawAnswers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("RawAnswers").field(&self.0.keys()).finish()
    }
}

/// Only names, for the same reason.
impl fmt::Debug for ValidAnswers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ValidAnswers").field(&self.0.keys()).finish()
    }
}

impl ValidAnswers {
    pub(crate) const fn new(answers: Map<String, Value>) -> Self {
        Self(answers)
    }

    /// The answers by field name.
    #[must_use]
    pub const fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The answers by field name, owned.
    #[must_use]
    pub fn into_map(self) -> Map<String, Value> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_answered_is_printed() {
        let answers = json!({ "name": "見本 花子" }).as_object().cloned().unwrap();
        let printed = format!("{:?} {:?}", RawAnswers(answers.clone()), ValidAnswers::new(answers));
        assert!(printed.contains("name") && !printed.contains("花子"), "{printed}");
    }
}
