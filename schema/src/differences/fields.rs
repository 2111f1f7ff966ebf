//! Questions that came, went or changed; the members of repeating groups by the same rules.

use super::{Difference, Warning, choices, limits, rules};
use crate::field::{Field, TEXTS};
use crate::group::Group;
use crate::kind::KindName;
use crate::page::Page;
use crate::published::PublishedForm;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Where questions stand: the form, or the rows of a group.
struct Home<'a> {
    /// The label of the group.
    group: Option<&'a str>,
    pages: (&'a [Page], &'a [Page]),
}

/// All questions of a form.
pub fn fields(before: &PublishedForm, after: &PublishedForm, found: &mut Vec<Difference>) {
    let home = Home { group: None, pages: (before.pages(), after.pages()) };
    beside(&home, &before.fields, &after.fields, found);
}

fn beside(home: &Home<'_>, old: &[Field], new: &[Field], found: &mut Vec<Difference>) {
    let replaced = replacements(old, new);
    let was: HashMap<&str, &Field> = old.iter().map(|field| (field.name.as_str(), field)).collect();
    let is: HashSet<&str> = new.iter().map(|field| field.name.as_str()).collect();
    for field in new {
        if let Some(before) = was.get(field.name.as_str()) {
            changed(home, before, field, found);
        } else if let Some((before, _)) = replaced.iter().find(|(_, after)| *after == field.name) {
            found.push(
                about(home, "fieldRenamed", field)
                    .from(Some(before.as_str()))
                    .to(Some(field.name.as_str()))
                    .warned(Some(Warning::Renamed)),
            );
        } else {
            found.push(about(home, "fieldAdded", field).to(page(home.pages.1, home, field)));
        }
    }
    let gone = old.iter().filter(|field| !is.contains(field.name.as_str()));
    for field in gone.filter(|field| replaced.iter().all(|(before, _)| *before != field.name)) {
        found
            .push(about(home, "fieldRemoved", field).from(page(home.pages.0, home, field)).warned(Some(Warning::Gone)));
    }
}

/// Questions of the same label and kind whose names alone differ: one is gone, one is new. Old name and new name.
fn replacements(old: &[Field], new: &[Field]) -> Vec<(String, String)> {
    let names = |fields: &[Field]| fields.iter().map(|field| field.name.clone()).collect::<HashSet<_>>();
    let (was, is) = (names(old), names(new));
    let mut taken = HashSet::new();
    let gone = old.iter().filter(|field| !is.contains(&field.name));
    gone.filter_map(|before| {
        let same = |after: &&Field| {
            !was.contains(&after.name)
                && !taken.contains(&after.name)
                && after.label() == before.label()
                && after.kind() == before.kind()
        };
        let after = new.iter().find(same)?.name.clone();
        taken.insert(after.clone());
        Some((before.name.clone(), after))
    })
    .collect()
}

fn about(home: &Home<'_>, code: &'static str, field: &Field) -> Difference {
    Difference {
        name: Some(field.name.clone()),
        group: home.group.map(str::to_owned),
        ..Difference::new(code, field.at.clone(), field.label())
    }
}

/// The title of the page a question stands on; a member of a group has none of its own.
fn page<'a>(pages: &'a [Page], home: &Home<'_>, field: &Field) -> Option<&'a str> {
    pages.get(field.page()).filter(|_| home.group.is_none()).map(|page| page.title.as_str())
}

fn changed(home: &Home<'_>, before: &Field, after: &Field, found: &mut Vec<Difference>) {
    let first = found.len();
    let tell = |code| about(home, code, after);
    if before.kind() != after.kind() {
        let (was, is) = (before.kind().as_str(), after.kind().as_str());
        let warning = (!is_alike(before.kind(), after.kind())).then_some(Warning::Kind);
        found.push(tell("kindChanged").from(Some(was)).to(Some(is)).warned(warning));
    }
    texts(&tell, before, after, found);
    if let Some(told) = need(&tell, before, after) {
        found.push(told);
    }
    shown(home, &tell, before, after, found);
    place(home, &tell, before, after, found);
    if before.sensitivity() != after.sensitivity() {
        let said = |field: &Field| serde_json::to_value(field.sensitivity()).ok().filter(|value| !value.is_null());
        found.push(tell("sensitivityChanged").from(said(before)).to(said(after)));
    }
    choices::choices(&tell, before, after, found);
    if before.kind() == after.kind() {
        limits::limits(&tell, before, after, found, first);
    }
    if let (Some(was), Some(is)) = (before.group(), after.group()) {
        rows(home, (before, was), (after, is), found);
    }
}

/// Kinds whose answers are stored alike and mean alike.
fn is_alike(one: KindName, other: KindName) -> bool {
    const ALIKE: [&[KindName]; 2] =
        [&[KindName::ShortText, KindName::LongText], &[KindName::Integer, KindName::Decimal]];
    ALIKE.iter().any(|family| family.contains(&one) && family.contains(&other))
}

/// What residents read around the question.
fn texts(tell: &impl Fn(&'static str) -> Difference, before: &Field, after: &Field, found: &mut Vec<Difference>) {
    if before.label() != after.label() {
        found.push(tell("labelChanged").from(Some(before.label())).to(Some(after.label())));
    }
    for keyword in TEXTS {
        let (was, is) = (before.keyword(keyword), after.keyword(keyword));
        if was != is {
            let warning = match keyword {
                "x-unit" => Some(Warning::Unit),
                "x-low" | "x-high" => Some(Warning::Scale),
                _ => None,
            };
            found.push(tell("textChanged").of(keyword).from(was.cloned()).to(is.cloned()).warned(warning));
        }
    }
}

/// When an answer is required, among the people who are asked.
enum Required<'a> {
    Never,
    Always,
    When(&'a Value),
}

fn required(field: &Field) -> Required<'_> {
    match field.required_when() {
        _ if field.always_required() => Required::Always,
        None => Required::Never,
        Some(Value::Bool(true)) => Required::Always,
        Some(predicate) => Required::When(predicate),
    }
}

fn need(tell: &impl Fn(&'static str) -> Difference, before: &Field, after: &Field) -> Option<Difference> {
    match (required(before), required(after)) {
        (Required::Never, Required::Never) | (Required::Always, Required::Always) => None,
        (Required::When(was), Required::When(is)) if was == is => None,
        (Required::Never | Required::When(_), Required::Always) => {
            Some(tell("madeRequired").warned(Some(Warning::WasOptional)))
        }
        (Required::Always | Required::When(_), Required::Never) => Some(tell("madeOptional")),
        (was, Required::When(is)) => {
            let warning = matches!(was, Required::Never).then_some(Warning::WasOptional);
            let was = if let Required::When(was) = was { Some(was.clone()) } else { None };
            Some(tell("requiredWhenChanged").from(was).to(Some(is.clone())).warned(warning))
        }
    }
}

/// The predicates that decide whether the question is asked where its page is: its own, and its block's.
fn asked(pages: &[Page], is_member: bool, field: &Field) -> Vec<Value> {
    let block = field.block.filter(|_| !is_member).and_then(|block| pages.get(field.page())?.blocks.get(block));
    let of_block = block.and_then(|block| block.shown_when());
    of_block
        .into_iter()
        .chain(field.shown_when())
        .filter(|predicate| **predicate != Value::Bool(true))
        .cloned()
        .collect()
}

fn shown(
    home: &Home<'_>,
    tell: &impl Fn(&'static str) -> Difference,
    before: &Field,
    after: &Field,
    found: &mut Vec<Difference>,
) {
    let is_member = home.group.is_some();
    let (was, is) = (asked(home.pages.0, is_member, before), asked(home.pages.1, is_member, after));
    if was != is {
        let one = |mut all: Vec<Value>| match all.len() {
            0 => None,
            1 => all.pop(),
            _ => Some(serde_json::json!({ "allOf": all })),
        };
        found.push(tell("shownWhenChanged").from(one(was)).to(one(is)).warned(Some(Warning::AskedOfOthers)));
    }
}

fn place(
    home: &Home<'_>,
    tell: &impl Fn(&'static str) -> Difference,
    before: &Field,
    after: &Field,
    found: &mut Vec<Difference>,
) {
    let id = |pages: &[Page], field: &Field| pages.get(field.page()).map(|page| page.id.clone());
    if home.group.is_none() && id(home.pages.0, before) != id(home.pages.1, after) {
        let (was, is) = (page(home.pages.0, home, before), page(home.pages.1, home, after));
        found.push(tell("movedToPage").from(was).to(is));
    }
}

/// The members of a group, their order, and what must hold in a row.
fn rows(home: &Home<'_>, (before, was): (&Field, &Group), (after, is): (&Field, &Group), found: &mut Vec<Difference>) {
    let inside = Home { group: Some(after.label()), pages: home.pages };
    beside(&inside, &was.fields, &is.fields, found);
    let order = |group: &Group, other: &Group| -> Vec<String> {
        group.fields().map(|field| field.name.clone()).filter(|name| other.field(name).is_some()).collect()
    };
    if order(was, is) != order(is, was) {
        found.push(Difference {
            name: Some(after.name.clone()),
            ..Difference::new("orderChanged", &after.at, after.label())
        });
    }
    let items = |field: &Field| field.keyword("items").cloned().unwrap_or_default();
    rules::rules((&items(before), &items(after)), &after.at, Some(after.label()), found);
}
