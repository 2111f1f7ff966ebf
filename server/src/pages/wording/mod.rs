//! Words for violations: what is wrong and how to put it right, with the field's own label. Which sentence applies is
//! decided here, once for all languages; the sentences stand in `locales/*/violation.ftl`. A form's `x-error` replaces
//! every message of its field except "required" and those about receiving a file.

mod files;
mod values;

use madoguchi_schema::{Field, KindName, PublishedForm, Violation, Widget, Word, violation};

use super::{control, group, rows};
use crate::words::{Words, value};

/// Problems of a file that is being received; they come from the upload, not from the form language.
pub const FILE_CODES: &[&str] = &[
    "fileTooLarge",
    "fileSize",
    "fileType",
    "fileCount",
    "fileEmpty",
    "fileUnreadable",
    "fileDamaged",
    "fileTotal",
    "fileMixed",
    "filePixels",
    "fileLocked",
    "fileActive",
    "fileBursting",
    "fileInfected",
    "fileBusy",
];

/// Why a slot cannot be booked; it comes from the intake, not from the form language.
pub const SLOT_CODES: &[&str] =
    &["slotTaken", "slotClosed", "slotNotYet", "slotTooEarly", "slotTooLate", "slotTooMany"];

/// What a sentence is about.
struct About<'a> {
    subject: String,
    /// The question the subject is, or is a part of.
    question: String,
    kind: KindName,
    field: Option<&'a Field>,
    /// The violation stands at a part that is chosen from a list.
    is_list_part: bool,
    /// The violation stands at a part of the question.
    is_part: bool,
}

impl About<'_> {
    /// Whether it is answered by choosing.
    fn is_chosen(&self) -> bool {
        let widget = self.field.filter(|_| !self.is_part).map(Field::widget);
        let is_choice = matches!(
            widget,
            Some(Widget::Radio | Widget::Select | Widget::Checkboxes | Widget::Rating { .. } | Widget::Ranking { .. })
        );
        let is_matrix = matches!(self.field.map(Field::widget), Some(Widget::Matrix { .. }));
        is_choice || is_matrix || self.is_list_part
    }

    /// Whether it is answered by rows.
    fn is_group(&self) -> bool {
        self.field.is_some_and(|field| field.group().is_some())
    }

    /// Whether its label asks (「…はありますか」): 「…かを選んでください」 is said by nobody.
    fn is_a_question(&self) -> bool {
        self.subject.ends_with(['か', '？', '?'])
    }

    fn is_hidden(&self) -> bool {
        self.field.is_some_and(|field| field.widget() == Widget::Hidden)
    }

    fn takes_files(&self) -> bool {
        self.field.is_some_and(Field::takes_files)
    }

    fn is_tick(&self) -> bool {
        matches!(self.kind, KindName::Consent | KindName::YesNo)
    }

    /// The sentence beside a tick.
    fn tick_text(&self) -> String {
        match self.field.map(Field::widget) {
            Some(Widget::Checkbox { text }) => text,
            _ => self.subject.clone(),
        }
    }

    fn unit(&self) -> &str {
        self.field.and_then(Field::unit).unwrap_or_default()
    }
}

/// The sentence for a violation of this field. The row in a violation inside a repeating group is counted from 0.
#[must_use]
pub fn message(words: Words, field: &Field, violation: &Violation) -> String {
    let in_row = field.group().and_then(|group| {
        let (row, violation) = rows::inner(violation)?;
        let inner = group.field(violation.field()?)?;
        Some((row_name(words, group::item_title(field, group), row), inner, violation))
    });
    match in_row {
        Some((row, inner, violation)) => said(words, inner, &violation, Some(&row)),
        None => said(words, field, violation, None),
    }
}

/// 「お子さん 2」
fn row_name(words: Words, title: &str, row: usize) -> String {
    value::said(words, Word::Row { title, number: row + 1 })
}

fn said(words: Words, field: &Field, violation: &Violation, row: Option<&str>) -> String {
    let replaceable = violation.code != "required" && !FILE_CODES.contains(&violation.code);
    if replaceable && let Some(text) = field.error() {
        let in_row = |row: &str| words.tell("violation-own-in-row", &[("row", row.into()), ("sentence", text.into())]);
        return row.map_or_else(|| text.to_owned(), in_row);
    }
    let name = part_of(violation);
    let part = name.and_then(|name| field.parts().into_iter().find(|part| part.name == name));
    let row_title = match field.widget() {
        Widget::Matrix { rows } => rows.into_iter().find(|row| Some(row.name.as_str()) == name).map(|row| row.title),
        _ => None,
    };
    let label = part.as_ref().map(|part| control::part_label(words, field, part)).or(row_title);
    let subject = match &label {
        // 「氏名の「姓」」: a part of a question.
        Some(part) => {
            words.tell("violation-in-field", &[("field", field.label().into()), ("part", part.as_str().into())])
        }
        None => field.label().to_owned(),
    };
    // 「お子さん 2の氏名」: a question inside a row.
    let placed = |subject: &str| match row {
        Some(row) => words.tell("violation-in-row", &[("row", row.into()), ("subject", subject.into())]),
        None => subject.to_owned(),
    };
    let about = About {
        subject: placed(&subject),
        question: placed(field.label()),
        kind: field.kind(),
        field: Some(field),
        is_list_part: part.as_ref().is_some_and(|part| !part.options.is_empty()),
        is_part: label.is_some(),
    };
    sentence(words, &about, violation)
}

/// The sentence for a violation that belongs to no field of the form.
#[must_use]
pub fn general(words: Words, violation: &Violation) -> String {
    let subject = words.say("violation-answers");
    let about = About {
        question: subject.clone(),
        subject,
        kind: KindName::ShortText,
        field: None,
        is_list_part: false,
        is_part: false,
    };
    sentence(words, &about, violation)
}

/// The sentence for a violation of some answers to a form, as plain text for machines.
#[must_use]
pub fn of_form(words: Words, form: &PublishedForm, violation: &Violation) -> String {
    let sentence = match violation.field().and_then(|name| form.field(name)) {
        Some(field) => message(words, field, violation),
        None => general(words, violation),
    };
    crate::words::plain(&sentence).into_owned()
}

fn sentence(words: Words, about: &About<'_>, violation: &Violation) -> String {
    let params = &violation.params;
    // What a form says about its own rule is its own.
    if let ("rule", Some(text)) = (violation.code, values::text(params, "message")) {
        return text.to_owned();
    }
    if let Some(text) = files::sentence(words, &about.subject, violation.code, params) {
        return text;
    }
    let id = match is_known(violation.code) {
        true => format!("violation-{}{}", violation.code, variant(about, violation)),
        false => "violation-unknown".to_owned(),
    };
    words.tell(&id, &values::arguments(words, about, params))
}

fn is_known(code: &str) -> bool {
    violation::CODES.iter().any(|(known, _)| *known == code) || FILE_CODES.contains(&code) || SLOT_CODES.contains(&code)
}

/// Which of a code's sentences applies: the end of its id.
fn variant(about: &About<'_>, violation: &Violation) -> &'static str {
    let (params, has) = (&violation.params, |name| violation.params.contains_key(name));
    match violation.code {
        "required" if about.is_hidden() => "-hidden",
        "required" if about.takes_files() => "-file",
        "required" if about.is_tick() => "-tick",
        "required" if about.is_chosen() && about.is_a_question() => "-question",
        "required" if about.is_chosen() => "-choose",
        "type" => match values::text(params, "expected") {
            Some("integer") => "-integer",
            Some("number") => "-number",
            _ => "",
        },
        "maxCharacters" if has("actual") => "-now",
        "minItems" | "maxItems" if about.is_group() => "-rows",
        "earliest" | "latest" => values::moment(params).variant(),
        "step" if has("limit") || has("step") => "-minutes",
        "maxDays" if has("limit") => "-limit",
        _ => "",
    }
}

/// The part of a composite field a violation points at (`/name/familyName` → `familyName`).
#[must_use]
pub fn part_of(violation: &Violation) -> Option<&str> {
    violation.at.split('/').nth(2)
}

#[cfg(test)]
mod tests;
