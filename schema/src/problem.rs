//! Problems of a form document. They carry codes and parameters; the words are made where people read them.

use serde::Serialize;
use serde_json::{Map, Value};

/// How bad a problem is. Only errors stop a form from being published.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Must be repaired before publishing.
    Error,
    /// Probably a mistake.
    Warning,
    /// Could be better.
    Hint,
}

/// One problem of a form document.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in camelCase.
    pub code: &'static str,
    /// JSON Pointer to the place in the document.
    pub at: String,
    /// What a message about it needs to know.
    pub params: Map<String, Value>,
    /// Code of a repair the builder can offer.
    pub suggestion: Option<&'static str>,
}

impl Problem {
    pub(crate) fn error(code: &'static str, at: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, at)
    }

    pub(crate) fn warning(code: &'static str, at: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, at)
    }

    pub(crate) fn hint(code: &'static str, at: impl Into<String>) -> Self {
        Self::new(Severity::Hint, code, at)
    }

    fn new(severity: Severity, code: &'static str, at: impl Into<String>) -> Self {
        Self { severity, code, at: at.into(), params: Map::new(), suggestion: None }
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    pub(crate) const fn suggesting(mut self, repair: &'static str) -> Self {
        self.suggestion = Some(repair);
        self
    }
}
