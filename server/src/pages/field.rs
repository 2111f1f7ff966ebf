//! One question as it stands on a page: label, 必須/任意 in words, help, control, error. Values are shown exactly as they
//! were typed; ids and names are minted in [`super::seat`] and read back by [`super::posted`].

use std::collections::BTreeMap;

use askama::Template;
use madoguchi_schema::{Field, Sensitivity, Violation, Widget};
use serde_json::Value;

use super::address::{self, Below, Found};
use super::control::{self, Appointments, Asked, Control};
use super::count;
use super::seat::Seat;
use super::upload::Upload;
use super::wording;
use super::{FileLabel, FileLabels, languages};
use crate::words::{Words, plain};

/// One question, ready to be drawn.
#[derive(Template)]
#[template(path = "resident/field.html")]
pub struct FieldView {
    words: Words,
    id: String,
    name: String,
    key: String,
    label: String,
    is_required: bool,
    affects: bool,
    help: Option<String>,
    error: Option<String>,
    described_by: String,
    unit: Option<String>,
    autocomplete: Option<String>,
    control: Control,
    limit: Option<count::Limit>,
    below: Option<Below>,
    is_private: bool,
    upload: Option<Upload>,
}

/// The state of one question while its page is drawn.
pub struct Question<'a> {
    /// The words it is asked in.
    pub words: Words,
    /// The question.
    pub field: &'a Field,
    /// Where it sits.
    pub seat: Seat,
    /// Whether it must be answered.
    pub is_required: bool,
    /// What was typed so far.
    pub raw: Option<&'a Value>,
    /// What to say about it.
    pub errors: FieldErrors,
    /// Names of stored files.
    pub files: FileLabels<'a>,
    /// The value of a calculated field, for people; empty while it cannot be worked out.
    pub worked_out: Option<&'a [String]>,
    /// What the last look-up of a postcode led to.
    pub found: Option<&'a Found>,
    /// What appointments are shown from.
    pub slots: Option<&'a Appointments<'a>>,
    /// Whether what else is asked or shown changes with the answer.
    pub affects: bool,
}

/// The messages of one field: of the whole and of its parts, the first of each.
#[derive(Debug, Default)]
pub struct FieldErrors {
    /// About the field as a whole.
    pub whole: Option<String>,
    /// About its parts, by part name.
    pub parts: BTreeMap<String, String>,
}

impl FieldErrors {
    /// Picks the messages of this field out of all violations.
    #[must_use]
    pub fn of(words: Words, field: &Field, violations: &[Violation]) -> Self {
        let mut errors = Self::default();
        for violation in violations.iter().filter(|violation| violation.field() == Some(field.name())) {
            let text = wording::message(words, field, violation);
            match drawn_part(field, violation) {
                Some(part) => {
                    errors.parts.entry(part).or_insert(text);
                }
                None => {
                    errors.whole.get_or_insert(text);
                }
            }
        }
        errors
    }
}

/// Whether residents are asked for it: calculated answers are worked out, hidden ones come with the address or the link.
#[must_use]
pub fn is_asked(field: &Field) -> bool {
    !field.is_calculated() && field.widget() != Widget::Hidden
}

/// The paths of the single inputs a field is drawn with (`year`, `startDate.year`); empty for one input.
#[must_use]
pub fn input_parts(field: &Field) -> Vec<String> {
    let owned = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
    match field.widget() {
        Widget::Date => owned(&["year", "month", "day"]),
        Widget::Month => owned(&["year", "month"]),
        Widget::Time => owned(&["hour", "minute"]),
        Widget::DateTime => owned(&["date.year", "date.month", "date.day", "time.hour", "time.minute"]),
        Widget::DateRange => owned(&[
            "startDate.year",
            "startDate.month",
            "startDate.day",
            "endDate.year",
            "endDate.month",
            "endDate.day",
        ]),
        Widget::Email { confirm: true } => owned(&["address", "confirmation"]),
        Widget::MapPoint => owned(&["latitude", "longitude"]),
        Widget::Matrix { rows } => rows.into_iter().map(|row| row.name).collect(),
        Widget::Parts(parts) => parts.iter().filter(|part| !part.computed).map(|part| part.name.to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// The input, or group of inputs, a violation stands at; none for the whole question.
fn drawn_part(field: &Field, violation: &Violation) -> Option<String> {
    if violation.code == "otherText" && field.other().is_some() {
        return Some("other".to_owned());
    }
    let part = wording::part_of(violation)?;
    let holds = |path: &String| path == part || path.strip_prefix(part).is_some_and(|rest| rest.starts_with('.'));
    input_parts(field).iter().any(holds).then(|| part.to_owned())
}

/// Where an error about this field leads: the control that takes the focus.
#[must_use]
pub fn target(field: &Field, seat: &Seat, violation: &Violation) -> String {
    let id = &seat.id;
    let part = drawn_part(field, violation);
    let parts = input_parts(field);
    match field.widget() {
        _ if part.as_deref() == Some("other") => format!("{id}-other"),
        Widget::Radio | Widget::Checkboxes | Widget::Rating { .. } => format!("{id}-0"),
        Widget::Ranking { .. } => format!("{id}-1"),
        Widget::Matrix { .. } => match part.as_ref().or(parts.first()) {
            Some(row) => format!("{id}-{row}-0"),
            None => id.clone(),
        },
        _ => match parts.iter().find(|path| part.as_ref().is_none_or(|part| path.starts_with(part.as_str()))) {
            Some(path) => format!("{id}-{}", path.replace('.', "-")),
            None => id.clone(),
        },
    }
}

impl FieldView {
    /// Draws a question with what was typed so far.
    #[must_use]
    pub fn new(question: &Question<'_>) -> Self {
        let Question { field, seat, errors, .. } = question;
        let id = seat.id.clone();
        let help = help(question.words, field);
        let mut described = Vec::new();
        if help.is_some() {
            described.push(format!("{id}-help"));
        }
        if field.unit().is_some() && question.worked_out.is_none() {
            described.push(format!("{id}-unit"));
        }
        if errors.whole.is_some() {
            described.push(format!("{id}-error"));
        }
        let described_by = described.join(" ");
        let asked = Asked {
            words: question.words,
            field,
            seat,
            raw: question.raw,
            errors,
            described_by: &described_by,
            files: question.files,
            is_required: question.is_required,
            slots: question.slots,
            focus: question.found.map(Found::focus),
            worked_out: question.worked_out,
        };
        Self {
            words: question.words,
            limit: count::Limit::of(question.words, field, &id),
            below: address::is_address(field).then(|| Below::new(question.words, field, seat, question.found)),
            is_private: field.sensitivity() == Some(Sensitivity::MyNumber),
            upload: Upload::of(question.words, field),
            control: control::build(&asked),
            name: seat.name.clone(),
            key: format!("f-{}", seat.name),
            label: field.label().to_owned(),
            is_required: question.is_required,
            affects: question.affects,
            help,
            error: errors.whole.clone(),
            unit: field.unit().filter(|_| question.worked_out.is_none()).map(str::to_owned),
            autocomplete: field.autocomplete().map(str::to_owned),
            described_by,
            id,
        }
    }

    /// The same question under another name.
    #[must_use]
    pub fn labelled(self, label: String) -> Self {
        Self { label, ..self }
    }

    /// What stands behind a button's words for those who cannot see what it is beside.
    fn about(&self, what: &str) -> String {
        self.words.tell("common-about", &[("what", what.into())])
    }

    fn ours(&self) -> String {
        languages::ours(self.words)
    }

    fn received_files(&self) -> String {
        self.words.tell("journey-files", &[("question", self.label.as_str().into())])
    }

    fn file(&self, file: &FileLabel) -> String {
        file.in_words(self.words)
    }

    /// The script of signatures and places.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn module(&self) -> &'static str {
        super::assets::url("pen-and-place.js")
    }

    fn is_group(&self) -> bool {
        match &self.control {
            Control::Radios(_)
            | Control::Rating { .. }
            | Control::Checkboxes(_)
            | Control::Parts { .. }
            | Control::Halves(_)
            | Control::Matrix { .. }
            | Control::Slot(_)
            | Control::MapPoint(_) => true,
            Control::Select(picks) => picks.other.is_some(),
            Control::Checkbox { text, .. } => text != &self.label,
            _ => false,
        }
    }

    fn is_radio(&self) -> bool {
        matches!(self.control, Control::Radios(_) | Control::Rating { .. })
    }

    fn is_output(&self) -> bool {
        matches!(self.control, Control::Output(_))
    }

    fn has_label(&self) -> bool {
        !matches!(self.control, Control::Checkbox { .. })
    }

    fn is_wrong(&self) -> bool {
        let has_error = |parts: &[control::PartInput]| parts.iter().any(|part| part.error.is_some());
        let in_other = |picks: &control::Picks| picks.other.as_ref().is_some_and(|other| other.error.is_some());
        let in_part = match &self.control {
            Control::Parts { parts, .. } | Control::MapPoint(parts) => has_error(parts),
            Control::Halves(halves) => halves.iter().any(|half| half.error.is_some() || has_error(&half.parts)),
            Control::Matrix { lines, .. } => lines.iter().any(|line| line.error.is_some()),
            Control::Radios(picks) | Control::Checkboxes(picks) | Control::Select(picks) => in_other(picks),
            _ => false,
        };
        in_part || self.error.is_some()
    }
}

/// What is said under the label: the form's own words, an example, and what the widget accepts.
fn help(words: Words, field: &Field) -> Option<String> {
    let mut lines: Vec<String> = field.help().map(str::to_owned).into_iter().collect();
    if let Some(example) = field.placeholder() {
        let example = example.strip_prefix("例：").unwrap_or(example);
        lines.push(words.tell("field-example", &[("example", example.into())]));
    }
    // Nothing is typed into a value that is worked out.
    if !field.is_calculated() {
        lines.extend(rule(words, field, &lines));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What the widget accepts, unless the form says it in its own words.
fn rule(words: Words, field: &Field, said: &[String]) -> Option<String> {
    let is_said = |word: &str| {
        let word = words.say(word).to_lowercase();
        said.iter().any(|line| plain(line).to_lowercase().contains(&word))
    };
    Some(match field.widget() {
        Widget::Date | Widget::Month | Widget::DateRange => words.say(year_rule(field)),
        Widget::Time => words.say("field-hours"),
        Widget::DateTime => format!("{}\n{}", words.say(year_rule(field)), words.say("field-hours")),
        Widget::Ranking { ranks } if ranks > 1 && said.is_empty() => words.say("field-ranking"),
        Widget::MapPoint => words.say("field-map-point"),
        Widget::Signature { max_bytes } => {
            words.tell("field-signature", &[("size", super::prose::size(max_bytes).into())])
        }
        Widget::Checkboxes if !is_said("field-any-said") => words.say("field-any"),
        Widget::TextArea { max_length: Some(limit) } if !is_said("field-length-said") => {
            let limit_said = madoguchi_schema::grouped(&limit.to_string());
            words.tell("field-length", &[("limit", limit_said.into()), ("count", limit.into())])
        }
        Widget::File { types, max_files, max_bytes, max_total_bytes } => {
            control::file_rule(words, &types, max_files, max_bytes, max_total_bytes)
        }
        _ => return None,
    })
}

/// An example from the time the question is about: a birthday, or a day of these years.
fn year_rule(field: &Field) -> &'static str {
    match field.autocomplete() {
        Some("bday") => "field-year-of-birth",
        _ => "field-year",
    }
}
