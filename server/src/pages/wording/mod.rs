//! Words for violations: what is wrong and how to put it right, with the field's own label, in one table for each
//! language. A form's `x-error` replaces every message of its field except "required" and those about receiving a file.

mod easy;
mod en;
mod files;
mod ja;
mod values;

use madoguchi_schema::{Field, KindName, PublishedForm, Violation, Widget};
use serde_json::{Map, Value};

use super::{group, rows};
use crate::words::{Language, Words};

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

/// How each language joins and words sentences.
trait Sentences {
    fn sentence(self, about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String>;
    fn in_row(self, row: &str, subject: &str) -> String;
    fn in_field(self, field: &str, part: &str) -> String;
}

impl Sentences for Language {
    fn sentence(self, about: &About<'_>, code: &str, params: &Map<String, Value>) -> Option<String> {
        if let Some(text) = files::sentence(Words::of(self), &about.subject, code, params) {
            return Some(text);
        }
        match self {
            Self::ENGLISH => en::sentence(about, code, params),
            Self::EASY_JAPANESE => easy::sentence(about, code, params),
            _ => ja::sentence(about, code, params),
        }
    }

    /// 「お子さん 2の氏名」: a question inside a row.
    fn in_row(self, row: &str, subject: &str) -> String {
        match self {
            Self::ENGLISH => format!("{row}, {subject}"),
            _ => format!("{row}の{subject}"),
        }
    }

    /// 「氏名の「姓」」: a part of a question.
    fn in_field(self, field: &str, part: &str) -> String {
        match self {
            Self::ENGLISH => format!("{field} ({part})"),
            _ => format!("{field}の「{part}」"),
        }
    }
}

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
pub fn message(language: Language, field: &Field, violation: &Violation) -> String {
    let in_row = field.group().and_then(|group| {
        let (row, violation) = rows::inner(violation)?;
        let inner = group.field(violation.field()?)?;
        Some((format!("{} {}", group::item_title(field, group), row + 1), inner, violation))
    });
    match in_row {
        Some((row, inner, violation)) => said(language, inner, &violation, Some(&row)),
        None => said(language, field, violation, None),
    }
}

fn said(language: Language, field: &Field, violation: &Violation, row: Option<&str>) -> String {
    let replaceable = violation.code != "required" && !FILE_CODES.contains(&violation.code);
    if replaceable && let Some(text) = field.error() {
        return row.map_or_else(|| text.to_owned(), |row| format!("{row}：{text}"));
    }
    let name = part_of(violation);
    let part = name.and_then(|name| field.parts().into_iter().find(|part| part.name == name));
    let row_title = match field.widget() {
        Widget::Matrix { rows } => rows.into_iter().find(|row| Some(row.name.as_str()) == name).map(|row| row.title),
        _ => None,
    };
    let label = part.as_ref().map(|part| part.label.to_owned()).or(row_title);
    let subject = match &label {
        Some(label) => language.in_field(field.label(), label),
        None => field.label().to_owned(),
    };
    let placed = |subject: &str| row.map_or_else(|| subject.to_owned(), |row| language.in_row(row, subject));
    let about = About {
        subject: placed(&subject),
        question: placed(field.label()),
        kind: field.kind(),
        field: Some(field),
        is_list_part: part.as_ref().is_some_and(|part| !part.options.is_empty()),
        is_part: label.is_some(),
    };
    sentence(language, &about, violation)
}

/// The sentence for a violation that belongs to no field of the form.
#[must_use]
pub fn general(language: Language, violation: &Violation) -> String {
    let subject = match language {
        Language::ENGLISH => "Your answers",
        _ => "入力内容",
    };
    let about = About {
        subject: subject.to_owned(),
        question: subject.to_owned(),
        kind: KindName::ShortText,
        field: None,
        is_list_part: false,
        is_part: false,
    };
    sentence(language, &about, violation)
}

/// The sentence for a violation of some answers to a form.
#[must_use]
pub fn of_form(language: Language, form: &PublishedForm, violation: &Violation) -> String {
    match violation.field().and_then(|name| form.field(name)) {
        Some(field) => message(language, field, violation),
        None => general(language, violation),
    }
}

fn sentence(language: Language, about: &About<'_>, violation: &Violation) -> String {
    language.sentence(about, violation.code, &violation.params).unwrap_or_else(|| match language {
        Language::ENGLISH => format!("Check {}.", about.subject),
        _ => format!("{}を確かめてください。", about.subject),
    })
}

/// The part of a composite field a violation points at (`/name/familyName` → `familyName`).
#[must_use]
pub fn part_of(violation: &Violation) -> Option<&str> {
    violation.at.split('/').nth(2)
}

#[cfg(test)]
mod tests;
