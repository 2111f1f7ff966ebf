//! Answers before and after acceptance. `RawAnswers` is what somebody sent; `ValidAnswers` can only be made by
//! `PublishedForm::accept`, so a function that takes it needs no check of its own.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Answers as typed: field name to value. Composite, confirmed and date fields may be objects of strings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawAnswers(pub Map<String, Value>);

/// Accepted answers: normalised, complete, shown fields only, in the order residents see them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ValidAnswers(Map<String, Value>);

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
