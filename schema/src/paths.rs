//! Branch coverage: which ways residents can take through a form, with answers that take them. For the people who make
//! forms and for tests of whole journeys. It only asks the form itself what becomes of answers, so it cannot be wrong
//! about a route it names; what it does not find within its budget it says it cut, and it calls nothing dead that it did
//! not try completely.

mod around;
mod asked;
mod budget;
mod dead_ends;
mod deciding;
mod examiner;
mod example;
mod explorer;
mod expressions;
mod lines;
mod material;
mod named;
mod repair;
mod text;

use crate::published::PublishedForm;
use explorer::Explorer;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

/// The ways through a form.
#[derive(Serialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Paths {
    /// Every sequence of pages that was found, once.
    pub routes: Vec<Route>,
    /// There may be more: the limit or the budget ran out, an expression or a text decides whose wishes can only be guessed,
    /// or no accepted answers were found for a way.
    pub cut: bool,
    /// What nobody gets to: pages and exits only where everything that decides them was tried.
    pub dead_ends: Vec<DeadEnd>,
}

/// One way through a form.
#[derive(Serialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// The ids of the shown pages in order; up to the exit's page, where there is one.
    pub pages: Vec<String>,
    /// Index of the exit on the last page, where the way ends there.
    pub exit: Option<usize>,
    /// Raw answers that take this way and are accepted, or end exactly at the exit.
    pub answers: Map<String, Value>,
}

/// Something nobody gets to.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct DeadEnd {
    /// The id of the page.
    pub page: String,
    /// The field, for `noAcceptedValue`.
    pub field: Option<String>,
    /// Index of the exit, for `exitNotReached`.
    pub exit: Option<usize>,
    /// `pageNotReached`, `exitNotReached` (no answers at all lead there), or `noAcceptedValue`: a field that keeps people
    /// from going on, because no answer was found that the form accepts (also where the form is right and the search too
    /// simple: a file of another kind, an unusual pattern, a rule that wants much).
    pub reason: &'static str,
}

impl PublishedForm {
    /// The ways through the form on a day, at most `limit` of them.
    #[must_use]
    pub fn paths(&self, limit: usize, today: Date) -> Paths {
        Explorer::new(self, limit, today).explore()
    }
}
