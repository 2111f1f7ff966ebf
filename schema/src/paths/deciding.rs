//! Which fields have a say in the way through a form, and everything in a form that asks about fields.

use crate::condition::Condition;
use crate::published::PublishedForm;
use crate::visibility::gates;
use serde_json::Value;

/// Every condition of a form.
pub fn conditions(form: &PublishedForm) -> impl Iterator<Item = &Condition> {
    let of_pages = form.pages.iter().flat_map(|page| {
        let blocks = page.blocks.iter().filter_map(|block| block.show.as_ref());
        page.show.iter().chain(blocks).chain(page.exits.iter().map(|exit| &exit.when))
    });
    of_pages.chain(form.fields.iter().flat_map(|field| field.show.iter().chain(&field.required_when)))
}

/// The texts of calculated values and rules, of the root and of rows.
pub fn expressions(form: &PublishedForm) -> Vec<&str> {
    fn asserts(holder: Option<&Value>) -> impl Iterator<Item = &str> {
        let rules = holder.and_then(|holder| holder.get("x-rules")).and_then(Value::as_array).into_iter().flatten();
        rules.filter_map(|rule| rule.get("assert").and_then(Value::as_str))
    }
    let of_rows = form.fields.iter().flat_map(|field| asserts(field.schema.get("items")));
    let values = form.fields.iter().filter_map(|field| field.schema.get("x-value").and_then(Value::as_str));
    asserts(Some(&form.document)).chain(of_rows).chain(values).collect()
}

/// Whether an expression mentions a name.
pub fn mentions(expression: &str, name: &str) -> bool {
    expression.split(|one: char| !one.is_ascii_alphanumeric() && one != '_' && one != '-').any(|word| word == name)
}

/// By field: whether it has a say in which pages are shown and where journeys end, directly or through another field.
pub fn deciding(form: &PublishedForm) -> Vec<bool> {
    let mut waiting: Vec<usize> = Vec::new();
    for (index, page) in form.pages.iter().enumerate() {
        waiting.extend(page.show.iter().flat_map(|condition| condition.asks.iter().copied()));
        waiting.extend(page.exits.iter().flat_map(|exit| exit.when.asks.iter().copied()));
        // A page whose blocks are all conditional is only shown with one of them.
        let is_free = |block: &crate::page::Block| {
            block.show.is_none() && block.field.is_none_or(|field| form.fields[field].show.is_none())
        };
        if !page.blocks.iter().any(is_free) {
            let blocks = page.blocks.iter().filter_map(|block| block.show.as_ref());
            let fields = form.fields.iter().filter(|field| field.page == index).filter_map(|field| field.show.as_ref());
            waiting.extend(blocks.chain(fields).flat_map(|condition| condition.asks.iter().copied()));
        }
    }
    let mut deciding = vec![false; form.fields.len()];
    while let Some(field) = waiting.pop() {
        if std::mem::replace(&mut deciding[field], true) {
            continue;
        }
        let one = &form.fields[field];
        // Leaving it out is a way of its own, as far as it is not required.
        let conditions = gates(one, &form.pages).chain(&one.required_when);
        waiting.extend(conditions.flat_map(|condition| condition.asks.iter().copied()));
        waiting.extend(&one.needs);
    }
    deciding
}
