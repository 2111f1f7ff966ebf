//! Which pages, blocks and fields apply to some answers, and what is wrong with the answers: everything is decided here,
//! once, for every caller. Total: any JSON gets a verdict.

mod calculated;
mod evaluation;
mod rows;
mod scope;

pub use evaluation::{Evaluation, ExitAt, PageState, RowState};

use crate::answers::{RawAnswers, ValidAnswers};
use crate::condition::{Answers, holds};
use crate::page::Page;
use crate::published::PublishedForm;
use crate::violation::Violation;
use calculated::Root;
use jiff::civil::Date;
use scope::{Decided, Scope, Sent};
use std::sync::Arc;

impl PublishedForm {
    /// Decides everything about some answers on the day of receipt.
    #[must_use]
    pub fn evaluate(&self, raw: &RawAnswers, today: Date) -> Evaluation {
        let scope = Scope { fields: &self.fields, names: &self.names, order: &self.order, pages: &self.pages };
        let mut violations = Vec::new();
        let mut decided = scope.decide(Sent { raw: &raw.0, at: "", today, root: None }, &mut violations);
        self.check_rules(&decided, today, &mut violations);
        let pages = self.pages.iter().map(|page| page_state(page, Answers(&decided.answers))).collect();
        let fields = decided.state(&self.names);
        let answers = scope.collect(&raw.0, &mut decided.answers);
        let (answers, plain) = self.validator.validate(answers, self);
        violations.extend(plain);
        Evaluation {
            answers,
            pages,
            violations: self.in_form_order(violations),
            today,
            page_of: Arc::clone(&self.page_of),
            fields,
            rows: decided.rows,
        }
    }

    fn check_rules(&self, decided: &Decided, today: Date, violations: &mut Vec<Violation>) {
        let root = Root { names: &self.names, answers: Answers(&decided.answers), today };
        root.check(&self.rules, &self.fields, violations);
        for (index, states) in &decided.rows {
            let field = &self.fields[*index];
            if let Some(group) = &field.group {
                root.check_rows(group, (*index, &field.pointer), states, violations);
            }
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
}

fn page_state(page: &Page, answers: Answers<'_>) -> PageState {
    let open = holds(page.show.as_ref(), answers);
    let block_shown = |block: &crate::page::Block| {
        open && holds(block.show.as_ref(), answers) && block.field.is_none_or(|field| answers.is_shown(field))
    };
    let blocks_shown: Vec<bool> = page.blocks.iter().map(block_shown).collect();
    let shown = open && blocks_shown.contains(&true);
    let exit = page.exits.iter().position(|exit| shown && exit.when.holds(answers));
    PageState { shown, blocks_shown, exit }
}
