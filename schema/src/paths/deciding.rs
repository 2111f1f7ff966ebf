//! Which fields have a say in the way through a form, and the conditions that let them have it.

use crate::condition::Condition;
use crate::page::Block;
use crate::published::PublishedForm;
use crate::visibility::gates;

/// Fields that decide something together, directly or through another field, and the conditions they decide it by.
pub struct Cone<'a> {
    /// By field.
    pub fields: Vec<bool>,
    pub conditions: Vec<&'a Condition>,
}

/// The conditions that decide whether a page is shown.
pub fn of_page(form: &PublishedForm, index: usize) -> Vec<&Condition> {
    let page = &form.pages[index];
    let of_field = |block: &Block| block.field.and_then(|field| form.fields[field].show.as_ref());
    let mut found: Vec<&Condition> = page.show.iter().collect();
    // A page whose blocks are all conditional is only shown with one of them.
    if !page.blocks.iter().any(|block| block.show.is_none() && of_field(block).is_none()) {
        found.extend(page.blocks.iter().flat_map(|block| block.show.as_ref().into_iter().chain(of_field(block))));
    }
    found
}

/// The conditions that decide the whole way.
pub fn of_way(form: &PublishedForm) -> Vec<&Condition> {
    let exits = form.pages.iter().flat_map(|page| page.exits.iter().map(|exit| &exit.when));
    (0..form.pages.len()).flat_map(|page| of_page(form, page)).chain(exits).collect()
}

/// The conditions that decide whether somebody gets to a page, or to an exit of it.
pub fn up_to(form: &PublishedForm, page: usize, exit: Option<usize>) -> Vec<&Condition> {
    let mut found = of_page(form, page);
    for (before, one) in form.pages[..page].iter().enumerate().filter(|(_, one)| !one.exits.is_empty()) {
        found.extend(of_page(form, before));
        found.extend(one.exits.iter().map(|exit| &exit.when));
    }
    let own = exit.map_or(0, |exit| exit + 1).min(form.pages[page].exits.len());
    found.extend(form.pages[page].exits[..own].iter().map(|exit| &exit.when));
    found
}

/// Everything that these conditions depend on.
pub fn cone<'a>(form: &'a PublishedForm, roots: Vec<&'a Condition>) -> Cone<'a> {
    let mut waiting: Vec<usize> = roots.iter().flat_map(|condition| condition.asks.iter().copied()).collect();
    let mut fields = vec![false; form.fields.len()];
    let mut conditions = roots;
    while let Some(field) = waiting.pop() {
        if std::mem::replace(&mut fields[field], true) {
            continue;
        }
        let one = &form.fields[field];
        // Leaving it out is a way of its own, as far as it is not required.
        for condition in gates(one, &form.pages).chain(&one.required_when) {
            waiting.extend(condition.asks.iter().copied());
            conditions.push(condition);
        }
        waiting.extend(&one.needs);
    }
    // The condition of a page stands here once for each of its fields.
    conditions.sort_by(|one, other| one.at.cmp(&other.at));
    conditions.dedup_by(|one, other| one.at == other.at);
    Cone { fields, conditions }
}

/// How many ways there could be at most, whatever the conditions say: every conditional page shown or not, every exit
/// taken or not. Enough to know that nothing is missing in a small form.
pub fn conceivable(form: &PublishedForm) -> u64 {
    let mut open: u64 = 1;
    let mut ways: u64 = 0;
    for (index, page) in form.pages.iter().enumerate() {
        ways = ways.saturating_add(open.saturating_mul(page.exits.len() as u64));
        if !of_page(form, index).is_empty() {
            open = open.saturating_mul(2);
        }
    }
    ways.saturating_add(open)
}
