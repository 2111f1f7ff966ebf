//! Which pages, blocks and fields apply to some answers, and what is wrong with the answers: everything is decided here,
//! once, for every caller. Total: any JSON gets a verdict.

use crate::answers::{RawAnswers, ValidAnswers};
use crate::condition::{Answers, Names, holds};
use crate::kind::{Reading, without_emptiness};
use crate::page::Page;
use crate::published::PublishedForm;
use crate::violation::Violation;
use crate::violation_order::is_unreadable;
use crate::visibility;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Everything that is decided about some answers.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The answers, normalised; shown fields in form order, then whatever the form does not know.
    pub answers: Map<String, Value>,
    /// The state of the form's pages, by the same index.
    pub pages: Vec<PageState>,
    /// What is wrong, in form order.
    pub violations: Vec<Violation>,
    names: Arc<Names>,
    page_of: Arc<[usize]>,
    shown: Vec<bool>,
    required: Vec<bool>,
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
    fn index(&self, field: &str) -> Option<usize> {
        self.names.get(field).copied()
    }

    /// Whether a field is shown.
    #[must_use]
    pub fn is_shown(&self, field: &str) -> bool {
        self.index(field).is_some_and(|field| self.shown[field])
    }

    /// Whether a field is shown and required.
    #[must_use]
    pub fn is_required(&self, field: &str) -> bool {
        self.index(field).is_some_and(|field| self.required[field])
    }

    /// Whether a block of a page is shown.
    #[must_use]
    pub fn is_block_shown(&self, page: usize, block: usize) -> bool {
        self.pages.get(page).and_then(|page| page.blocks_shown.get(block)).copied().unwrap_or(false)
    }

    /// The violations of the fields that stand on a page.
    pub fn violations_of_page(&self, page: usize) -> impl Iterator<Item = &Violation> {
        self.violations.iter().filter(move |violation| {
            violation.field().and_then(|field| self.index(field)).is_some_and(|field| self.page_of[field] == page)
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

impl PublishedForm {
    /// Decides everything about some answers on the day of receipt.
    #[must_use]
    pub fn evaluate(&self, raw: &RawAnswers, today: Date) -> Evaluation {
        let (mut values, mut reported) = self.read(raw, today);
        let unreadable: Vec<usize> =
            reported.iter().filter(|(_, violation)| is_unreadable(violation.code)).map(|(field, _)| *field).collect();
        let mut shown = vec![false; self.fields.len()];
        for &field in &self.order {
            let answers = Answers { values: &values, shown: &shown, unreadable: &unreadable };
            shown[field] = visibility::is_shown(&self.fields[field], &self.pages, answers);
        }
        let answers = Answers { values: &values, shown: &shown, unreadable: &unreadable };
        let pages = self.pages.iter().map(|page| page_state(page, answers)).collect();
        let required: Vec<bool> = self
            .fields
            .iter()
            .zip(&shown)
            .map(|(field, shown)| {
                let asked = || field.required_when.as_ref().is_some_and(|condition| condition.holds(answers));
                *shown && (field.always_required || asked())
            })
            .collect();
        let mut violations = self.missing(&required, &values);
        violations.extend(reported.drain(..).filter(|(field, _)| shown[*field]).map(|(_, violation)| violation));
        let answers = self.collect(raw, &mut values, &shown);
        let (answers, plain) = self.validator.validate(answers, self);
        violations.extend(plain);
        Evaluation {
            answers,
            pages,
            violations: self.in_form_order(violations),
            names: Arc::clone(&self.names),
            page_of: Arc::clone(&self.page_of),
            shown,
            required,
        }
    }

    /// Accepts answers, or says what is wrong with them. An exit that applies is the only thing wrong.
    pub fn accept(&self, raw: &RawAnswers, today: Date) -> Result<ValidAnswers, Vec<Violation>> {
        let evaluation = self.evaluate(raw, today);
        if let Some(ExitAt { page, exit }) = evaluation.exit() {
            let id = self.pages[page].id.as_str();
            return Err(vec![Violation::new("", "journeyEnds").with("page", id).with("exit", exit)]);
        }
        if evaluation.violations.is_empty() {
            Ok(ValidAnswers::new(evaluation.answers))
        } else {
            Err(evaluation.violations)
        }
    }

    /// Normalises every answer; violations come with their field.
    fn read(&self, raw: &RawAnswers, today: Date) -> (Vec<Option<Value>>, Vec<(usize, Violation)>) {
        let mut reported = Vec::new();
        let mut noted = Vec::new();
        let mut values = Vec::with_capacity(self.fields.len());
        for (index, field) in self.fields.iter().enumerate() {
            let mut reading = Reading::new(today, &field.pointer, &mut noted);
            let value = match raw.0.get(&field.name) {
                None => None,
                Some(Value::Null) => field.nullable.then_some(Value::Null),
                Some(value) => field.rule.read(value, &mut reading),
            };
            if let (Some(limit), Some(Value::String(text))) = (field.max_characters, &value) {
                reading.report_too_long(text, limit);
            }
            reported.extend(noted.drain(..).map(|violation| (index, violation)));
            values.push(value);
        }
        (values, reported)
    }

    fn missing(&self, required: &[bool], values: &[Option<Value>]) -> Vec<Violation> {
        let fields = self.fields.iter().zip(required).zip(values);
        fields
            .filter(|((_, required), value)| **required && value.is_none())
            .map(|((field, _), _)| Violation::new(field.pointer.as_str(), field.rule.missing()))
            .collect()
    }

    /// The shown answers in form order, then the members that are no fields.
    fn collect(&self, raw: &RawAnswers, values: &mut [Option<Value>], shown: &[bool]) -> Map<String, Value> {
        let mut answers = Map::new();
        for ((field, value), shown) in self.fields.iter().zip(values).zip(shown) {
            if let (true, Some(value)) = (*shown, value.take()) {
                answers.insert(field.name.clone(), value);
            }
        }
        for (name, value) in &raw.0 {
            if !self.names.contains_key(name)
                && let Some(value) = without_emptiness(value)
            {
                answers.insert(name.clone(), value);
            }
        }
        answers
    }
}

fn page_state(page: &Page, answers: Answers<'_>) -> PageState {
    let open = holds(page.show.as_ref(), answers);
    let block_shown = |block: &crate::page::Block| {
        open && holds(block.show.as_ref(), answers) && block.field.is_none_or(|field| answers.shown[field])
    };
    let blocks_shown: Vec<bool> = page.blocks.iter().map(block_shown).collect();
    let shown = open && blocks_shown.contains(&true);
    let exit = page.exits.iter().position(|exit| shown && exit.when.holds(answers));
    PageState { shown, blocks_shown, exit }
}
