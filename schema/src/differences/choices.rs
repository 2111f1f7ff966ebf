//! What can be chosen: choices that came, went or are called something else, the free text beside them, and the rows of a
//! matrix.

use super::{Difference, Warning};
use crate::field::Field;
use crate::widget::Widget;

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
    let titled =
        |list: &[Named], value: &str| list.iter().find(|(one, _)| one == value).map(|(_, title)| title.clone());
    for (value, title) in new {
        match titled(old, value) {
            None => found.push(tell(codes.added.0).to(Some(title.as_str())).of(value).warned(codes.added.1)),
            Some(was) if was != *title => found
                .push(tell(codes.renamed.0).from(Some(was)).to(Some(title.as_str())).of(value).warned(codes.renamed.1)),
            Some(_) => {}
        }
    }
    for (value, title) in old.iter().filter(|(value, _)| titled(new, value).is_none()) {
        found.push(tell(codes.removed.0).from(Some(title.as_str())).of(value).warned(codes.removed.1));
    }
    let kept = |list: &[Named], other: &[Named]| -> Vec<String> {
        list.iter().map(|(value, _)| value.clone()).filter(|value| titled(other, value).is_some()).collect()
    };
    if kept(old, new) != kept(new, old) {
        let titles = |list: &[Named]| list.iter().map(|(_, title)| title.clone()).collect::<Vec<_>>();
        found.push(tell(codes.moved).from(Some(titles(old))).to(Some(titles(new))));
    }
}
