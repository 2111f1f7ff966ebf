//! What can be chosen: choices that came, went or are called something else, the free text beside them, and the rows of a
//! matrix.

use super::{Difference, Warning};
use crate::field::Field;
use crate::widget::Widget;
use std::collections::HashMap;

/// A thing people choose or answer: what is stored, and what they read.
type Named = (String, String);

pub fn choices(tell: &impl Fn(&'static str) -> Difference, before: &Field, after: &Field, found: &mut Vec<Difference>) {
    let listed = |field: &Field| -> Vec<Named> {
        field.choices().iter().map(|choice| (choice.value.clone(), choice.title.clone())).collect()
    };
    let codes = Codes {
        added: ("choiceAdded", Some(Warning::ChoiceNew)),
        removed: ("choiceRemoved", Some(Warning::ChoiceGone)),
        renamed: ("choiceReworded", Some(Warning::ChoiceReworded)),
        moved: "choicesReordered",
    };
    // Of another kind everything is different anyway.
    if !listed(before).is_empty() && !listed(after).is_empty() {
        compared(tell, &listed(before), &listed(after), &codes, found);
    }
    let other = |field: &Field| field.other().map(|other| other.label.clone());
    match (other(before), other(after)) {
        (was, is) if was == is => {}
        (None, is) => found.push(tell("choiceAdded").to(is).of("other").warned(Some(Warning::ChoiceNew))),
        (was, None) => found.push(tell("choiceRemoved").from(was).of("other").warned(Some(Warning::ChoiceGone))),
        (was, is) => found.push(tell("choiceReworded").from(was).to(is).of("other")),
    }
    if let (Widget::Matrix { rows: was }, Widget::Matrix { rows: is }) = (before.widget(), after.widget()) {
        let named = |rows: Vec<crate::widget::MatrixRow>| -> Vec<Named> {
            rows.into_iter().map(|row| (row.name, row.title)).collect()
        };
        let codes = Codes {
            added: ("rowAdded", None),
            removed: ("rowRemoved", Some(Warning::Gone)),
            renamed: ("rowReworded", None),
            moved: "rowsReordered",
        };
        compared(tell, &named(was), &named(is), &codes, found);
    }
}

struct Codes {
    added: (&'static str, Option<Warning>),
    removed: (&'static str, Option<Warning>),
    renamed: (&'static str, Option<Warning>),
    moved: &'static str,
}

fn compared(
    tell: &impl Fn(&'static str) -> Difference,
    old: &[Named],
    new: &[Named],
    codes: &Codes,
    found: &mut Vec<Difference>,
) {
    // Hashed, because a hostile list may be very long.
    let by_value = |list: &[Named]| -> HashMap<String, String> { list.iter().cloned().collect() };
    let (was, is) = (by_value(old), by_value(new));
    for (value, title) in new {
        match was.get(value) {
            None => found.push(tell(codes.added.0).to(Some(title.as_str())).of(value).warned(codes.added.1)),
            Some(before) if before != title => found.push(
                tell(codes.renamed.0)
                    .from(Some(before.as_str()))
                    .to(Some(title.as_str()))
                    .of(value)
                    .warned(codes.renamed.1),
            ),
            Some(_) => {}
        }
    }
    for (value, title) in old.iter().filter(|(value, _)| !is.contains_key(value)) {
        found.push(tell(codes.removed.0).from(Some(title.as_str())).of(value).warned(codes.removed.1));
    }
    let kept = |list: &[Named], other: &HashMap<String, String>| -> Vec<String> {
        list.iter().map(|(value, _)| value.clone()).filter(|value| other.contains_key(value)).collect()
    };
    if kept(old, &is) != kept(new, &was) {
        let titles = |list: &[Named]| list.iter().map(|(_, title)| title.clone()).collect::<Vec<_>>();
        found.push(tell(codes.moved).from(Some(titles(old))).to(Some(titles(new))));
    }
}
