//! What nobody gets to. Nothing is called dead because it was not found: only where everything that decides it was tried.

use super::DeadEnd;
use super::deciding::{cone, up_to};
use super::explorer::Way;
use crate::published::PublishedForm;
use std::collections::{BTreeSet, HashSet};

/// So many pages and exits are looked at one by one.
const LOOKS: usize = 50;

/// The dead ends of a form. `reached` are all ways that any answers took, accepted or not; `complete` says by field whether
/// trying its answers decides what there is to decide, none where the search did not end.
pub fn dead_ends(
    form: &PublishedForm,
    reached: &[&Way],
    complete: Option<&[bool]>,
    unanswered: &BTreeSet<usize>,
) -> Vec<DeadEnd> {
    let dead = |page: usize, field: Option<usize>, exit, reason| DeadEnd {
        page: form.pages[page].id.clone(),
        field: field.map(|field| form.fields[field].name.clone()),
        exit,
        reason,
    };
    let mut found: Vec<DeadEnd> = Vec::new();
    if let Some(complete) = complete {
        let open = unreached(form, reached);
        let decided = |page: usize, exit: Option<usize>| {
            cone(form, up_to(form, page, exit)).fields.iter().zip(complete).all(|(asked, known)| !asked || *known)
        };
        let open = open.into_iter().take(LOOKS).filter(|(page, exit)| decided(*page, *exit));
        found.extend(open.map(|(page, exit)| {
            dead(page, None, exit, if exit.is_some() { "exitNotReached" } else { "pageNotReached" })
        }));
    }
    found.extend(unanswered.iter().map(|field| dead(form.fields[*field].page, Some(*field), None, "noAcceptedValue")));
    found
}

/// The pages and exits on no way, in form order.
fn unreached(form: &PublishedForm, reached: &[&Way]) -> Vec<(usize, Option<usize>)> {
    let pages: HashSet<usize> = reached.iter().flat_map(|(pages, _)| pages.iter().copied()).collect();
    let exits: HashSet<(usize, usize)> =
        reached.iter().filter_map(|(pages, exit)| Some((*pages.last()?, (*exit)?))).collect();
    let mut open = Vec::new();
    for (index, page) in form.pages.iter().enumerate() {
        open.extend((!pages.contains(&index)).then_some((index, None)));
        let missed = (0..page.exits.len()).filter(|exit| !exits.contains(&(index, *exit)));
        open.extend(missed.map(|exit| (index, Some(exit))));
    }
    open
}
