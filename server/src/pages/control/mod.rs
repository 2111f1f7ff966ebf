//! The inputs of a question, per widget, filled with what was typed. Number fields are text inputs (a number box changes
//! its value when the wheel turns) and nothing has a `maxlength` (a pasted text must not be cut without a word).
//! What is drawn here is read back by [`super::posted`]; the names are minted in [`super::seat`] for both.

mod calendar;
mod choosing;
mod files;
mod input;
mod matrix;
mod parts;
mod slot;

use madoguchi_schema::{Field, Widget};
use serde_json::Value;

use super::field::FieldErrors;
use super::seat::Seat;
use super::{FileLabel, FileLabels};
use crate::words::Words;
pub use calendar::Half;
pub use choosing::{Choosable, OTHER, Picks};
pub use files::{file_rule, type_name, type_names};
pub use input::Input;
pub use matrix::Line;
pub use parts::{PartInput, part_label};
pub use slot::{Appointments, Focus, Picker, Sought, looked_at, picked};

/// What a question is answered with.
pub enum Control {
    /// One line.
    Input(Input),
    /// Several lines.
    TextArea { value: String, rows: u8 },
    /// One of a list.
    Select(Picks),
    /// One of a few, all visible.
    Radios(Picks),
    /// Any of a few.
    Checkboxes(Picks),
    /// One of a row of numbers, with words at both ends.
    Rating { options: Vec<Choosable>, low: Option<String>, high: Option<String> },
    /// One tick.
    Checkbox { text: String, is_ticked: bool },
    /// Several inputs in one group.
    Parts { class: &'static str, parts: Vec<PartInput> },
    /// Groups of inputs that belong together: a day and a time, two days.
    Halves(Vec<Half>),
    /// One of the same choices for every line.
    Matrix { is_wide: bool, lines: Vec<Line> },
    /// Latitude and longitude.
    MapPoint(Vec<PartInput>),
    /// Files, those already received listed first.
    File { accept: String, can_add: bool, is_multiple: bool, is_signature: bool, accepted: Vec<FileLabel> },
    /// An appointment.
    Slot(Box<Picker>),
    /// Nothing to answer: what we worked out, a line each.
    Output(Vec<String>),
}

/// What a control is built of.
pub struct Asked<'a> {
    pub words: Words,
    pub field: &'a Field,
    pub seat: &'a Seat,
    pub raw: Option<&'a Value>,
    pub errors: &'a FieldErrors,
    pub described_by: &'a str,
    pub files: FileLabels<'a>,
    /// Whether it must be answered.
    pub is_required: bool,
    /// What appointments are shown from.
    pub slots: Option<&'a Appointments<'a>>,
    /// The id of the input to go on with.
    pub focus: Option<&'a str>,
    /// The value of a calculated field, for people.
    pub worked_out: Option<&'a [String]>,
}

/// The control of a question.
pub fn build(asked: &Asked<'_>) -> Control {
    if let Some(lines) = asked.worked_out {
        return Control::Output(lines.to_vec());
    }
    let raw = asked.raw;
    match asked.field.widget() {
        Widget::TextArea { max_length } => Control::TextArea {
            value: input::text(raw),
            rows: if max_length.is_some_and(|limit| limit <= 100) { 3 } else { 6 },
        },
        Widget::Select => Control::Select(choosing::picks(asked)),
        Widget::Radio => Control::Radios(choosing::picks(asked)),
        Widget::Checkboxes => Control::Checkboxes(choosing::picks(asked)),
        Widget::Rating { min, max, low, high } => {
            Control::Rating { options: choosing::scale(asked, min, max), low, high }
        }
        Widget::Ranking { ranks } => Control::Parts { class: "", parts: choosing::ranks(asked, ranks) },
        Widget::Matrix { rows } => matrix::control(asked, &rows),
        Widget::Checkbox { text } => Control::Checkbox { text, is_ticked: choosing::is_ticked(raw) },
        Widget::Date => Control::Parts { class: "date", parts: calendar::date(asked) },
        Widget::Month => Control::Parts { class: "date", parts: calendar::month(asked) },
        Widget::Time => Control::Parts { class: "date", parts: calendar::time(asked) },
        Widget::DateTime => Control::Halves(calendar::date_time(asked)),
        Widget::DateRange => Control::Halves(calendar::date_range(asked)),
        Widget::Email { confirm: true } => Control::Parts { class: "", parts: parts::email(asked) },
        Widget::MapPoint => Control::MapPoint(parts::map_point(asked)),
        Widget::Parts(parts) => parts::composite(asked, &parts),
        Widget::File { types, max_files, .. } => files::control(&types, max_files, false, asked),
        Widget::Signature { .. } => files::control(&files::SIGNATURE.map(str::to_owned), 1, true, asked),
        Widget::Slot { .. } => Control::Slot(Box::new(slot::picker(asked))),
        _ => Control::Input(input::single(asked)),
    }
}
