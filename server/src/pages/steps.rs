//! The step navigation: the pages of the form that apply, and the confirmation, each with where it stands. 「入力済み」 is
//! said of a page only when it was completed and nothing on it is open.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use madoguchi_schema::BlockContent;

use super::field::is_asked;
use super::journey::JourneyView;

/// Where a resident has been.
#[derive(Clone, Copy)]
pub struct Been<'a> {
    /// Ids of the pages that were completed.
    pub passed: &'a BTreeSet<String>,
    /// Names of the fields that stood on a completed page.
    pub seen: &'a BTreeSet<String>,
}

/// One step of the step navigation.
pub struct Step {
    /// What it is called.
    pub title: String,
    /// `done`, `now`, `again` or `next`.
    pub class: &'static str,
    /// The same in words.
    pub state: String,
}

/// The shown pages and the confirmation; `now` is none on the confirmation.
#[must_use]
pub fn steps(view: &JourneyView<'_>, now: Option<usize>, has_errors: bool) -> Vec<Step> {
    let shown = view.evaluation.pages.iter().enumerate().filter(|(_, page)| page.shown).map(|(page, _)| page);
    let mut steps: Vec<Step> = shown
        .filter_map(|page| Some((page, view.form.pages().get(page)?)))
        .map(|(page, place)| step(view, &place.title, standing(view, page, now), has_errors))
        .collect();
    let last = if now.is_none() { Standing::Now } else { Standing::Next };
    steps.push(step(view, &view.words.say("confirm-title"), last, false));
    steps
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Done,
    Now,
    Again,
    Next,
}

fn standing(view: &JourneyView<'_>, page: usize, now: Option<usize>) -> Standing {
    let order = now.map_or(Ordering::Less, |now| page.cmp(&now));
    match (order, view.traces.been) {
        (Ordering::Equal, _) => Standing::Now,
        (_, Some(been)) if !is_passed(view, page, been) => Standing::Next,
        (_, Some(been)) if is_open(view, page, been) => Standing::Again,
        (_, Some(_)) | (Ordering::Less, None) => Standing::Done,
        (Ordering::Greater, None) => Standing::Next,
    }
}

fn is_passed(view: &JourneyView<'_>, page: usize, been: Been<'_>) -> bool {
    view.form.pages().get(page).is_some_and(|place| been.passed.contains(&place.id))
}

/// A completed page on which something is wrong now, or that asks something new.
fn is_open(view: &JourneyView<'_>, page: usize, been: Been<'_>) -> bool {
    let blocks = view.form.pages().get(page).map(|place| place.blocks.as_slice()).unwrap_or_default();
    let is_new = |name: &str| {
        let is_due = view.evaluation.is_shown(name) && view.form.field(name).is_some_and(is_asked);
        is_due && !been.seen.contains(name)
    };
    let has_new = blocks.iter().any(|block| matches!(&block.content, BlockContent::Field(name) if is_new(name)));
    has_new || view.evaluation.violations_of_page(page).next().is_some()
}

fn step(view: &JourneyView<'_>, title: &str, standing: Standing, has_errors: bool) -> Step {
    let (class, state) = match standing {
        Standing::Done => ("done", "journey-step-done"),
        Standing::Now if has_errors => ("now", "script-step-wrong"),
        Standing::Now if view.is_returning => ("now", "script-step-editing"),
        Standing::Now => ("now", "journey-step-now"),
        Standing::Again => ("again", "script-step-again"),
        Standing::Next => ("next", "journey-step-next"),
    };
    Step { title: title.to_owned(), class, state: view.words.say(state) }
}
