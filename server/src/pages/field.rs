//! One question as it stands on a page: label, 必須/任意 in words, help, control, error. Values are shown exactly as they
//! were typed; ids and names are minted here and read back by [`super::posted`].

use std::collections::BTreeMap;

use askama::Template;
use madoguchi_schema::{Field, Violation, Widget};
use serde_json::Value;

use super::control::{self, Control};
use super::{FileLabels, wording};

/// One question, ready to be drawn.
#[derive(Template)]
#[template(path = "resident/field.html")]
pub struct FieldView {
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
    pub fn of(field: &Field, violations: &[Violation]) -> Self {
        let mut errors = Self::default();
        let known = input_parts(field);
        for violation in violations.iter().filter(|violation| violation.field() == Some(field.name())) {
            let text = wording::message(field, violation);
            match wording::part_of(violation).filter(|part| known.iter().any(|name| name == part)) {
                Some(part) => {
                    errors.parts.entry(part.to_owned()).or_insert(text);
                }
                None => {
                    errors.whole.get_or_insert(text);
                }
            }
        }
        errors
    }
}

/// The names of the single inputs a field is drawn with; empty for one input.
#[must_use]
pub fn input_parts(field: &Field) -> Vec<&'static str> {
    match field.widget() {
        Widget::Date => vec!["year", "month", "day"],
        Widget::Email { confirm: true } => vec!["address", "confirmation"],
        Widget::Parts(parts) => parts.iter().map(|part| part.name).collect(),
        _ => Vec::new(),
    }
}

/// The id of a field's first control.
#[must_use]
pub fn id(field: &Field) -> String {
    format!("q-{}", field.name())
}

/// Where an error about this field leads: the control that takes the focus.
#[must_use]
pub fn target(field: &Field, part: Option<&str>) -> String {
    let id = id(field);
    match field.widget() {
        Widget::Radio | Widget::Checkboxes => format!("{id}-0"),
        _ => match part.or_else(|| input_parts(field).first().copied()) {
            Some(part) => format!("{id}-{part}"),
            None => id,
        },
    }
}

impl FieldView {
    /// Draws a field with what was typed so far.
    #[must_use]
    pub fn new(
        field: &Field,
        is_required: bool,
        raw: Option<&Value>,
        errors: &FieldErrors,
        files: FileLabels<'_>,
    ) -> Self {
        let id = id(field);
        let help = help(field);
        let mut described = Vec::new();
        if help.is_some() {
            described.push(format!("{id}-help"));
        }
        if field.unit().is_some() {
            described.push(format!("{id}-unit"));
        }
        if errors.whole.is_some() {
            described.push(format!("{id}-error"));
        }
        let described_by = described.join(" ");
        Self {
            control: control::build(field, &id, raw, errors, &described_by, files),
            name: field.name().to_owned(),
            key: format!("f-{}", field.name()),
            label: field.label().to_owned(),
            is_required,
            affects: field.affects(),
            help,
            error: errors.whole.clone(),
            described_by,
            unit: field.unit().map(str::to_owned),
            autocomplete: field.autocomplete().map(str::to_owned),
            id,
        }
    }

    fn is_group(&self) -> bool {
        match &self.control {
            Control::Radios(_) | Control::Checkboxes(_) | Control::Parts { .. } => true,
            Control::Checkbox { text, .. } => text != &self.label,
            _ => false,
        }
    }

    fn is_radio(&self) -> bool {
        matches!(self.control, Control::Radios(_))
    }

    fn has_label(&self) -> bool {
        !matches!(self.control, Control::Checkbox { .. })
    }

    fn is_wrong(&self) -> bool {
        let in_part = match &self.control {
            Control::Parts { parts, .. } => parts.iter().any(|part| part.error.is_some()),
            _ => false,
        };
        in_part || self.error.is_some()
    }
}

/// What is said under the label: the form's own words, an example, and what the widget accepts.
fn help(field: &Field) -> Option<String> {
    let mut lines: Vec<String> = field.help().map(str::to_owned).into_iter().collect();
    if let Some(example) = field.placeholder() {
        lines.push(format!("例：{}", example.strip_prefix("例：").unwrap_or(example)));
    }
    match field.widget() {
        Widget::Date => lines.push(year_rule(field).to_owned()),
        Widget::Checkboxes if !lines.iter().any(|line| line.contains("すべて")) => {
            lines.push("あてはまるものをすべて選んでください。".to_owned());
        }
        // Said before typing, unless the form says it itself.
        Widget::TextArea { max_length: Some(limit) } if !lines.iter().any(|line| line.contains("文字")) => {
            lines.push(format!("{limit}文字以内で入力してください。"));
        }
        Widget::File { types, max_files, max_bytes, .. } => {
            lines.push(control::file_rule(&types, max_files, max_bytes))
        }
        _ => {}
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// An example from the time the question is about: a birthday, or a day of these years.
fn year_rule(field: &Field) -> &'static str {
    match field.autocomplete() {
        Some("bday") => "年は西暦（例：1980）でも和暦（例：昭和55、S55）でも入力できます。",
        _ => "年は西暦でも和暦（例：令和8、R8）でも入力できます。",
    }
}
