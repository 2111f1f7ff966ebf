//! What is decided about some answers, for those who ask: pages, exports and machines. Decides nothing itself.

use crate::condition::Names;
use crate::violation::Violation;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::fmt;
use std::sync::Arc;

/// Everything that is decided about some answers.
#[derive(Clone)]
pub struct Evaluation {
    /// The answers, normalised; shown fields in form order, then whatever the form does not know.
    pub answers: Map<String, Value>,
    /// The state of the form's pages, by the same index.
    pub pages: Vec<PageState>,
    /// What is wrong, in form order.
    pub violations: Vec<Violation>,
    pub(super) today: Date,
    pub(super) page_of: Arc<[usize]>,
    pub(super) fields: RowState,
    /// Of every shown group, by its index among the fields.
    pub(super) rows: Vec<(usize, Vec<RowState>)>,
}

/// What is wrong where, never what somebody answered: this may end up in a log.
impl fmt::Debug for Evaluation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Evaluation");
        shown.field("answers", &self.answers.keys()).field("pages", &self.pages);
        let codes: Vec<(&str, &str)> = self.violations.iter().map(|one| (one.at.as_str(), one.code)).collect();
        shown.field("violations", &codes).finish_non_exhaustive()
    }
}

/// Which fields apply in one row of a group (or in the form itself).
#[derive(Clone, Debug)]
pub struct RowState {
    pub(super) names: Arc<Names>,
    pub(super) shown: Vec<bool>,
    pub(super) required: Vec<bool>,
    /// Its place among the rows that were sent.
    pub(super) sent: usize,
}

impl RowState {
    fn index(&self, field: &str) -> Option<usize> {
        self.names.get(field).copied()
    }

    /// Its place among the rows that were sent, those included that nobody filled in and that were dropped.
    #[must_use]
    pub const fn sent(&self) -> usize {
        self.sent
    }

    /// Whether a field is shown.
    #[must_use]
    pub fn is_shown(&self, field: &str) -> bool {
        self.index(field).and_then(|field| self.shown.get(field)).copied().unwrap_or(false)
    }

    /// Whether a field is shown and required.
    #[must_use]
    pub fn is_required(&self, field: &str) -> bool {
        self.index(field).and_then(|field| self.required.get(field)).copied().unwrap_or(false)
    }
}

/// The state of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageState {
    /// The page has something to show.
    pub shown: bool,
    /// By block index.
    pub blocks_shown: Vec<bool>,
    /// The first exit that applies.
    pub exit: Option<usize>,
}

/// An exit that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExitAt {
    /// Index of the page.
    pub page: usize,
    /// Index of the exit on it.
    pub exit: usize,
}

impl Evaluation {
    /// Whether a field is shown.
    #[must_use]
    pub fn is_shown(&self, field: &str) -> bool {
        self.fields.is_shown(field)
    }

    /// Whether a field is shown and required.
    #[must_use]
    pub fn is_required(&self, field: &str) -> bool {
        self.fields.is_required(field)
    }

    /// The rows of a repeating group as they stand in [`Self::answers`]; none for a field that is hidden, unanswered or no group.
    #[must_use]
    pub fn rows(&self, group: &str) -> &[RowState] {
        let found = self.fields.index(group).and_then(|index| self.rows.iter().find(|(field, _)| *field == index));
        found.map_or(&[], |(_, rows)| rows)
    }

    /// Whether a block of a page is shown.
    #[must_use]
    pub fn is_block_shown(&self, page: usize, block: usize) -> bool {
        self.pages.get(page).and_then(|page| page.blocks_shown.get(block)).copied().unwrap_or(false)
    }

    /// The violations of the fields that stand on a page.
    pub fn violations_of_page(&self, page: usize) -> impl Iterator<Item = &Violation> {
        self.violations.iter().filter(move |violation| {
            let field = violation.field().and_then(|field| self.fields.index(field));
            field.is_some_and(|field| self.page_of.get(field) == Some(&page))
        })
    }

    /// The next shown page (the first one after `None`); none means the confirmation.
    #[must_use]
    pub fn next_page(&self, after: Option<usize>) -> Option<usize> {
        let from = after.map_or(0, |page| page + 1);
        (from..self.pages.len()).find(|page| self.pages[*page].shown)
    }

    /// The shown page before (`None`: before the confirmation).
    #[must_use]
    pub fn previous_page(&self, before: Option<usize>) -> Option<usize> {
        let end = before.unwrap_or(self.pages.len()).min(self.pages.len());
        (0..end).rev().find(|page| self.pages[*page].shown)
    }

    /// The first exit that applies, in page order.
    #[must_use]
    pub fn exit(&self) -> Option<ExitAt> {
        self.pages.iter().enumerate().find_map(|(page, state)| state.exit.map(|exit| ExitAt { page, exit }))
    }
}
