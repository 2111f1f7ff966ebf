//! Which page comes next: pure decisions over a published form, the state that travelled with the post and the post
//! itself. No HTTP, no clock, no storage; whether answers are good is the form engine's word alone.

use jiff::civil::Date;
use madoguchi_schema::{BlockContent, Evaluation, PublishedForm, ValidAnswers, Violation};

pub use super::action::{Action, Ask, Notice};
use super::edits::{change_rows, look_up, remove_file, sought};
use super::state::{self, State};
use super::stood::{Stood, was_seen};
use crate::pages::address::Found;
use crate::pages::control::Sought;
use crate::pages::field::is_asked;
use crate::pages::journey::{CONFIRMATION, TRAP, shown_fields};
use crate::pages::posted::{self, Params};
use crate::pages::rows;

/// What to answer.
#[derive(Debug)]
pub enum Step {
    /// This page, with these violations shown.
    Page {
        /// Its index.
        page: usize,
        /// Violations to show now.
        violations: Vec<Violation>,
        /// A sentence above the questions.
        notice: Option<Notice>,
    },
    /// Everything that will be sent.
    Confirmation {
        /// A sentence above it.
        notice: Option<Notice>,
    },
    /// The journey ends here.
    Exit {
        /// The page's index.
        page: usize,
        /// The exit's index on it.
        exit: usize,
    },
    /// Send these.
    Submit(ValidAnswers),
}

/// A step with what was decided about the answers on the way.
#[derive(Debug)]
pub struct Outcome {
    /// What to answer.
    pub step: Step,
    /// What was decided about the answers.
    pub evaluation: Evaluation,
    /// The id of the row of a repeating group, or of the input, to go on with.
    pub focus: Option<String>,
    /// What the look-up of a postcode led to.
    pub found: Option<Found>,
    /// What is looked at in a calendar of appointments, and stands ready there.
    pub sought: Sought,
    /// What was typed into the input that people do not see.
    pub trap: String,
}

impl Outcome {
    /// A step on which nothing is to be told of the post before.
    #[must_use]
    pub fn plain(step: Step, evaluation: Evaluation) -> Self {
        Self { step, evaluation, focus: None, found: None, sought: Sought::default(), trap: String::new() }
    }
}

/// Takes over what was posted from `_page`, so that files can be added before deciding.
pub fn take_over(form: &PublishedForm, state: &mut State, params: &Params) {
    if let Some(page) = posted_page(form, params) {
        posted::take_over(&mut state.answers, shown_fields(form, page, params).into_iter(), params);
    }
}

/// The page a post came from; none for the confirmation. A post made by hand that names none means the first.
#[must_use]
pub fn posted_page(form: &PublishedForm, params: &Params) -> Option<usize> {
    params.get("_page").map_or(Some(0), |id| form.page_index(id))
}

/// Decides what comes next. `refused` are files of this post that were not accepted; they keep the page.
#[must_use]
pub fn advance(
    form: &PublishedForm,
    today: Date,
    state: &mut State,
    params: &Params,
    action: &Action,
    refused: Vec<Violation>,
) -> Outcome {
    let focus = match action {
        Action::RemoveFile { field, index } => {
            remove_file(state, field, *index);
            None
        }
        Action::Rows { group, change } => change_rows(form, state, params, group, change),
        _ => None,
    };
    let found = match action {
        Action::Address(seat) => look_up(form, state, params, seat),
        _ => None,
    };
    // What a robot wrote is shown to whoever it was, not stored: the beginning will do.
    let trap = params.get(TRAP).filter(|_| form.field(TRAP).is_none()).unwrap_or_default();
    let trap: String = trap.chars().take(LONGEST_TRAP).collect();
    let evaluation = form.evaluate(&rows::plain(form, &state.answers), today);
    let journey = Journey { form, today, evaluation: &evaluation };
    let from_confirmation = params.get("_page") == Some(CONFIRMATION);
    let step = match (posted_page(form, params), action) {
        (Some(page), action) if !trap.is_empty() && (action.completes() || *action == Action::Save) => {
            held(journey.again(page, refused))
        }
        (None, Action::Submit | Action::Save) if !trap.is_empty() => held(journey.confirmation_or_gap(state, None)),
        (Some(page), action) if action.completes() => journey.complete(state, page, params, refused),
        (Some(page), Action::Back) => journey.back(state, page),
        (Some(page), Action::Language) if refused.is_empty() => journey.as_it_stood(page, params),
        (Some(page), _) => journey.again(page, refused),
        (None, Action::Submit) if from_confirmation => journey.submit(state),
        (None, Action::Edit(id)) if from_confirmation => journey.edit(state, id),
        (None, Action::Back) if from_confirmation => match evaluation.previous_page(None) {
            Some(page) => fresh(page),
            None => journey.confirmation_or_gap(state, None),
        },
        _ if from_confirmation => journey.confirmation_or_gap(state, None),
        _ => journey.first(),
    };
    let focus = focus.or_else(|| found.as_ref().map(|found| found.focus().to_owned()));
    Outcome { step, evaluation, focus, found, sought: sought(form, params, action), trap }
}

/// The same step with the sentence about the input that people do not see.
fn held(step: Step) -> Step {
    match step {
        Step::Page { page, violations, .. } => Step::Page { page, violations, notice: Some(Notice::Trapped) },
        Step::Confirmation { .. } => Step::Confirmation { notice: Some(Notice::Trapped) },
        step => step,
    }
}

/// How much of what stands in the trap is given back, in characters.
const LONGEST_TRAP: usize = 200;

fn fresh(page: usize) -> Step {
    Step::Page { page, violations: Vec::new(), notice: None }
}

struct Journey<'a> {
    form: &'a PublishedForm,
    today: Date,
    evaluation: &'a Evaluation,
}

impl Journey<'_> {
    fn first(&self) -> Step {
        fresh(self.evaluation.next_page(None).unwrap_or_default())
    }

    fn is_page_shown(&self, page: usize) -> bool {
        self.evaluation.pages.get(page).is_some_and(|state| state.shown)
    }

    /// The same page, for a refresh or a removed file. A page that is not shown any more gives way to the first.
    fn again(&self, page: usize, refused: Vec<Violation>) -> Step {
        if self.is_page_shown(page) { Step::Page { page, violations: refused, notice: None } } else { self.first() }
    }

    /// The posted page once more: its questions, or its exit, on which no question stands.
    fn as_it_stood(&self, page: usize, params: &Params) -> Step {
        match self.evaluation.exit() {
            Some(exit) if exit.page == page && params.get("_shown") == Some("") => {
                Step::Exit { page: exit.page, exit: exit.exit }
            }
            _ => self.again(page, Vec::new()),
        }
    }

    /// The names of the fields that are asked on a page now.
    fn fields_on(&self, page: usize) -> impl Iterator<Item = &str> {
        let blocks = self.form.pages().get(page).map(|page| page.blocks.as_slice()).unwrap_or_default();
        blocks.iter().filter_map(|block| match &block.content {
            BlockContent::Field(name) if self.evaluation.is_shown(name) && self.is_asked(name) => Some(name.as_str()),
            _ => None,
        })
    }

    fn is_asked(&self, name: &str) -> bool {
        self.form.field(name).is_some_and(is_asked)
    }

    fn violations_on(&self, page: usize, is_due: impl Fn(&Violation) -> bool) -> Vec<Violation> {
        self.evaluation.violations_of_page(page).filter(|violation| is_due(violation)).cloned().collect()
    }

    /// Errors of what stood on the page come first; then what newly appeared is shown, not complained about; then an
    /// exit ends the journey; only then it goes on.
    fn complete(&self, state: &mut State, page: usize, params: &Params, refused: Vec<Violation>) -> Step {
        if !self.is_page_shown(page) {
            return self.first();
        }
        let answers = state.answers.clone();
        let stood = Stood::of(self.form, page, params, &answers, self.evaluation);
        let mut violations = refused;
        // A refused file says more than "required", so it stands alone.
        let open = self.violations_on(page, |violation| stood.is_due(violation));
        let is_new = |violation: &Violation, known: &[Violation]| known.iter().all(|k| k.field() != violation.field());
        let open: Vec<Violation> = open.into_iter().filter(|violation| is_new(violation, &violations)).collect();
        violations.extend(open);
        if !violations.is_empty() {
            violations.sort_by_key(|violation| self.place(violation));
            return Step::Page { page, violations, notice: None };
        }
        if stood.lacks_any(self.fields_on(page)) {
            return Step::Page { page, violations, notice: Some(Notice::MoreOnPage) };
        }
        if let Some(id) = self.form.pages().get(page).map(|page| page.id.clone()) {
            state.passed.insert(id);
        }
        stood.remember(&mut state.seen);
        if let Some(exit) = self.evaluation.exit()
            && (exit.page <= page || state.is_returning)
        {
            return Step::Exit { page: exit.page, exit: exit.exit };
        }
        match self.evaluation.next_page(Some(page)) {
            Some(next) if !state.is_returning => fresh(next),
            _ => self.confirmation_or_gap(state, None),
        }
    }

    fn place(&self, violation: &Violation) -> usize {
        let position = violation.field().and_then(|name| self.form.fields().position(|field| field.name() == name));
        position.unwrap_or(usize::MAX)
    }

    /// Back keeps what was typed. Who came from the confirmation returns there when everything is in order.
    fn back(&self, state: &mut State, page: usize) -> Step {
        if state.is_returning && self.gap(state).is_none() && self.evaluation.exit().is_none() {
            return self.confirmation_or_gap(state, None);
        }
        match self.evaluation.previous_page(Some(page)) {
            Some(previous) => fresh(previous),
            None if self.is_page_shown(page) => {
                Step::Page { page, violations: self.violations_on(page, |_| state.is_returning), notice: None }
            }
            None => self.first(),
        }
    }

    fn edit(&self, state: &mut State, id: &str) -> Step {
        match self.form.page_index(id).filter(|page| self.is_page_shown(*page)) {
            Some(page) => {
                state.is_returning = true;
                fresh(page)
            }
            None => self.confirmation_or_gap(state, None),
        }
    }

    fn submit(&self, state: &mut State) -> Step {
        if self.evaluation.exit().is_some() || self.gap(state).is_some() {
            return self.confirmation_or_gap(state, None);
        }
        if state.digest.as_deref() != Some(state::digest(&self.evaluation.answers).as_str()) {
            return self.confirmation_or_gap(state, Some(Notice::Changed));
        }
        match self.form.accept(&rows::plain(self.form, &state.answers), self.today) {
            Ok(answers) => Step::Submit(answers),
            // `accept` and `evaluate` agree, so this is not reached; the confirmation is the safe answer anyway.
            Err(_) => self.confirmation_or_gap(state, Some(Notice::Changed)),
        }
    }

    /// The confirmation when everything is answered; otherwise the first page where something is missing.
    fn confirmation_or_gap(&self, state: &mut State, notice: Option<Notice>) -> Step {
        if let Some(exit) = self.evaluation.exit() {
            return Step::Exit { page: exit.page, exit: exit.exit };
        }
        if let Some(page) = self.gap(state) {
            let violations = self.violations_on(page, |violation| was_seen(self.form, &state.seen, violation));
            let notice = violations.is_empty().then_some(Notice::MorePages);
            return Step::Page { page, violations, notice };
        }
        state.is_returning = false;
        state.digest = Some(state::digest(&self.evaluation.answers));
        Step::Confirmation { notice }
    }

    /// The first page that was never completed, shows something never seen, or has something wrong.
    fn gap(&self, state: &State) -> Option<usize> {
        let pages = self.form.pages().iter().enumerate().filter(|(page, _)| self.is_page_shown(*page));
        let is_open = |page: usize, id: &str| {
            !state.passed.contains(id)
                || self.fields_on(page).any(|name| !state.seen.contains(name))
                || self.evaluation.violations_of_page(page).next().is_some()
        };
        let page = pages.into_iter().find(|(page, definition)| is_open(*page, &definition.id)).map(|(page, _)| page);
        // A violation that belongs to no page is reported on the last one.
        page.or_else(|| (!self.evaluation.violations.is_empty()).then(|| self.evaluation.previous_page(None)).flatten())
    }
}

/// What was refused by the final decision, shown on the first page it concerns.
#[must_use]
pub fn refused(form: &PublishedForm, outcome: Outcome, violations: Vec<Violation>) -> Outcome {
    let page_of =
        |violation: &Violation| violation.field().and_then(|name| form.field(name)).map(madoguchi_schema::Field::page);
    let page =
        violations.iter().find_map(page_of).or_else(|| outcome.evaluation.previous_page(None)).unwrap_or_default();
    let here = violations.into_iter().filter(|violation| page_of(violation).is_none_or(|at| at == page)).collect();
    Outcome { step: Step::Page { page, violations: here, notice: None }, ..outcome }
}

#[cfg(test)]
mod tests;
