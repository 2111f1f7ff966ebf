//! The error summary at the head of a page: what is wrong, each with a link to the control that takes the focus.

use madoguchi_schema::{Violation, Widget};

use super::journey::JourneyView;
use super::seat::Seat;
use super::wording;
use super::{field, group};

/// One entry of the error summary.
pub struct Entry {
    /// The id it leads to.
    pub target: String,
    /// What it says.
    pub text: String,
}

/// One line for each message that stands at a field, in the order of the page.
#[must_use]
pub fn entries(view: &JourneyView<'_>, violations: &[Violation]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for violation in violations {
        let field = violation.field().and_then(|name| view.form.field(name));
        let entry = match field.map(|field| (field, field.group())) {
            Some((field, Some(group))) => {
                let violation = group::on_page(view, field, violation);
                Entry {
                    target: group::target(view, field, group, &violation),
                    text: wording::message(view.words, field, &violation),
                }
            }
            // What is hidden or not shown has no place on the page; a foreign schema may still want it.
            Some((field, None)) if field.widget() == Widget::Hidden || !view.evaluation.is_shown(field.name()) => {
                Entry { target: "main".to_owned(), text: wording::message(view.words, field, violation) }
            }
            Some((field, None)) => Entry {
                target: field::target(field, &Seat::of(field), violation),
                text: wording::message(view.words, field, violation),
            },
            None => Entry { target: "main".to_owned(), text: wording::general(view.words, violation) },
        };
        if !entries.iter().any(|known| known.target == entry.target) {
            entries.push(entry);
        }
    }
    entries
}
