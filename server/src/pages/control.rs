//! The inputs of a question, per widget, filled with what was typed. Number fields are text inputs (a number box changes
//! its value when the wheel turns) and nothing has a `maxlength` (a pasted text must not be cut without a word).

use askama::Template;
use madoguchi_schema::{Choice, Field, Part, Widget};
use serde_json::Value;

use super::field::FieldErrors;
use super::{FileLabel, FileLabels, prose};

/// What a question is answered with.
pub enum Control {
    /// One line.
    Input(Input),
    /// Several lines.
    TextArea { value: String, rows: u8 },
    /// One of a list.
    Select(Vec<Choosable>),
    /// One of a few, all visible.
    Radios(Vec<Choosable>),
    /// Any of a few.
    Checkboxes(Vec<Choosable>),
    /// One tick.
    Checkbox { text: String, is_ticked: bool },
    /// Several inputs in one group.
    Parts { class: &'static str, parts: Vec<PartInput> },
    /// Files, those already received listed first.
    File { accept: String, can_add: bool, is_multiple: bool, accepted: Vec<FileLabel> },
}

/// One `<input>`.
#[derive(Template, Default)]
#[template(path = "resident/input.html")]
pub struct Input {
    pub id: String,
    pub name: String,
    pub input_type: &'static str,
    pub width: &'static str,
    pub inputmode: &'static str,
    pub autocomplete: String,
    pub described_by: String,
    pub is_wrong: bool,
    pub value: String,
}

/// One input of a group with its own label; a list where it has options.
pub struct PartInput {
    pub label: String,
    pub is_required: bool,
    pub input: Input,
    pub options: Vec<Choosable>,
    pub error: Option<String>,
}

/// One option.
pub struct Choosable {
    pub id: String,
    pub value: String,
    pub title: String,
    pub is_chosen: bool,
}

/// What must be known about files before choosing one.
pub fn file_rule(types: &[String], max_files: u64, max_bytes: u64) -> String {
    let count = if max_files > 1 { format!("{max_files}つまで選べます。") } else { String::new() };
    format!("{}のファイル、1つ{}まで。{count}", type_names(types), prose::size(max_bytes))
}

/// Media types as people call them.
pub fn type_names(types: &[String]) -> String {
    let names: Vec<&str> = types
        .iter()
        .map(|media_type| match media_type.as_str() {
            "image/jpeg" => "写真（JPEG）",
            "image/png" => "画像（PNG）",
            "application/pdf" => "PDF",
            other => other,
        })
        .collect();
    names.join("・")
}

pub fn build(
    field: &Field,
    id: &str,
    raw: Option<&Value>,
    errors: &FieldErrors,
    described_by: &str,
    files: FileLabels<'_>,
) -> Control {
    let single = |input_type, inputmode, width| {
        Control::Input(Input {
            id: id.to_owned(),
            name: field.name().to_owned(),
            input_type,
            width,
            inputmode,
            autocomplete: field.autocomplete().unwrap_or_default().to_owned(),
            described_by: described_by.to_owned(),
            is_wrong: errors.whole.is_some(),
            value: text(raw),
        })
    };
    match field.widget() {
        Widget::Text { inputmode, max_length } => single("text", inputmode, width(max_length)),
        Widget::Number { inputmode } => single("text", inputmode, "w12"),
        Widget::Phone => single("tel", "tel", "w20"),
        Widget::Email { confirm: false } => single("email", "email", ""),
        Widget::TextArea { max_length } => Control::TextArea {
            value: text(raw),
            rows: if max_length.is_some_and(|limit| limit <= 100) { 3 } else { 6 },
        },
        Widget::Select => Control::Select(choosable(field.choices(), id, raw)),
        Widget::Radio => Control::Radios(choosable(field.choices(), id, raw)),
        Widget::Checkboxes => Control::Checkboxes(choosable(field.choices(), id, raw)),
        Widget::Checkbox { text } => Control::Checkbox { text, is_ticked: is_ticked(raw) },
        Widget::Date => Control::Parts { class: "date", parts: date_parts(field, id, raw, errors) },
        Widget::Email { confirm: true } => Control::Parts { class: "", parts: email_parts(field, id, raw, errors) },
        Widget::Parts(parts) => {
            let class = if parts.iter().any(|part| part.name == "familyName") { "name" } else { "" };
            let parts = parts.iter().map(|part| composite_part(field, id, part, raw, errors)).collect();
            Control::Parts { class, parts }
        }
        Widget::File { types, max_files, .. } => file(&types, max_files, raw, files),
        _ => single("text", "", ""),
    }
}

const fn width(max_length: Option<u64>) -> &'static str {
    match max_length {
        Some(0..=4) => "w6",
        Some(5..=12) => "w12",
        Some(13..=20) => "w20",
        _ => "",
    }
}

/// The text of a single input, exactly as typed; numbers and the like of a machine's answers as they print.
fn text(raw: Option<&Value>) -> String {
    match raw {
        None | Some(Value::Null | Value::Object(_) | Value::Array(_)) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn is_ticked(raw: Option<&Value>) -> bool {
    match raw {
        Some(Value::Bool(ticked)) => *ticked,
        Some(Value::String(text)) => !text.trim().is_empty(),
        _ => false,
    }
}

fn choosable(choices: &[Choice], id: &str, raw: Option<&Value>) -> Vec<Choosable> {
    let is_chosen = |value: &str| match raw {
        Some(Value::String(chosen)) => chosen == value,
        Some(Value::Array(chosen)) => chosen.iter().any(|item| item == value),
        _ => false,
    };
    let options = choices.iter().enumerate();
    options
        .map(|(i, choice)| Choosable {
            id: format!("{id}-{i}"),
            value: choice.value.clone(),
            title: choice.title.clone(),
            is_chosen: is_chosen(&choice.value),
        })
        .collect()
}

fn part_input(field: &Field, id: &str, part: &str, raw: Option<&Value>, errors: &FieldErrors) -> Input {
    let error = errors.parts.get(part);
    // A message about the whole group marks its inputs too, unless one part alone is to blame.
    let is_wrong = error.is_some() || (errors.whole.is_some() && errors.parts.is_empty());
    Input {
        id: format!("{id}-{part}"),
        name: format!("{}.{part}", field.name()),
        input_type: "text",
        described_by: error.map(|_| format!("{id}-{part}-error")).unwrap_or_default(),
        is_wrong,
        value: text(raw.and_then(|value| value.get(part))),
        ..Input::default()
    }
}

fn date_parts(field: &Field, id: &str, raw: Option<&Value>, errors: &FieldErrors) -> Vec<PartInput> {
    let split = raw.and_then(Value::as_str).map(split_date);
    let raw = split.as_ref().or(raw);
    let birthday = field.autocomplete() == Some("bday");
    [("year", "年", "w6", ""), ("month", "月", "w4", "numeric"), ("day", "日", "w4", "numeric")]
        .into_iter()
        .map(|(part, label, width, inputmode)| PartInput {
            label: label.to_owned(),
            is_required: true,
            input: Input {
                width,
                inputmode,
                autocomplete: if birthday { format!("bday-{part}") } else { String::new() },
                ..part_input(field, id, part, raw, errors)
            },
            options: Vec::new(),
            error: errors.parts.get(part).cloned(),
        })
        .collect()
}

/// A date that came as one text (a machine, an older draft) goes into the three inputs.
fn split_date(text: &str) -> Value {
    let mut parts = text.splitn(3, '-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day)) => serde_json::json!({ "year": year, "month": month, "day": day }),
        _ => serde_json::json!({ "year": text }),
    }
}

fn email_parts(field: &Field, id: &str, raw: Option<&Value>, errors: &FieldErrors) -> Vec<PartInput> {
    let whole = raw.and_then(Value::as_str).map(|text| serde_json::json!({ "address": text, "confirmation": text }));
    let raw = whole.as_ref().or(raw);
    [("address", field.label().to_owned()), ("confirmation", "確認のため、もう一度入力してください".to_owned())]
        .into_iter()
        .map(|(part, label)| PartInput {
            label,
            is_required: true,
            input: Input {
                input_type: "email",
                inputmode: "email",
                autocomplete: field.autocomplete().unwrap_or("email").to_owned(),
                ..part_input(field, id, part, raw, errors)
            },
            options: Vec::new(),
            error: errors.parts.get(part).cloned(),
        })
        .collect()
}

fn composite_part(field: &Field, id: &str, part: &Part, raw: Option<&Value>, errors: &FieldErrors) -> PartInput {
    let input = Input {
        width: if part.name == "postalCode" || !part.options.is_empty() { "w12" } else { "" },
        inputmode: part.inputmode,
        // `off` on the field means that it asks about somebody else: then its parts must not be filled in either.
        autocomplete: match field.autocomplete() {
            Some("off") => "off".to_owned(),
            _ => part.autocomplete.to_owned(),
        },
        ..part_input(field, id, part.name, raw, errors)
    };
    // A part that may stay empty is not to blame for a group that was left empty.
    let error = errors.parts.get(part.name).cloned();
    let input = Input { is_wrong: input.is_wrong && (part.required || error.is_some()), ..input };
    let options = part_options(part, &input);
    PartInput { label: part.label.to_owned(), is_required: part.required, input, options, error }
}

/// A typed value that is no option stays in the list: nothing a resident entered may vanish.
fn part_options(part: &Part, input: &Input) -> Vec<Choosable> {
    let is_unlisted = !input.value.is_empty() && !part.options.iter().any(|option| option.value == input.value);
    let unlisted = (is_unlisted && !part.options.is_empty()).then_some(input.value.as_str());
    let listed = part.options.iter().map(|option| (option.value.as_str(), option.title.as_str()));
    let options = listed.chain(unlisted.map(|value| (value, value))).enumerate();
    options
        .map(|(i, (value, title))| Choosable {
            id: format!("{}-{i}", input.id),
            value: value.to_owned(),
            title: title.to_owned(),
            is_chosen: value == input.value,
        })
        .collect()
}

fn file(types: &[String], max_files: u64, raw: Option<&Value>, files: FileLabels<'_>) -> Control {
    let tokens: Vec<&str> = match raw {
        Some(Value::Array(tokens)) => tokens.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(token)) => vec![token],
        _ => Vec::new(),
    };
    let unknown = || FileLabel { name: "読み取れないファイル".to_owned(), size: String::new() };
    Control::File {
        accept: types.join(","),
        can_add: (tokens.len() as u64) < max_files,
        is_multiple: max_files > 1,
        accepted: tokens.into_iter().map(|token| files(token).unwrap_or_else(unknown)).collect(),
    }
}
