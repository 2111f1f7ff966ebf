//! One line of text in its variants: what keyboard a telephone shows, how wide it is drawn, what a browser may fill in.

use askama::Template;
use madoguchi_schema::Widget;
use serde_json::Value;

use super::Asked;

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
    pub has_focus: bool,
    pub value: String,
}

/// The input of a question that has one.
pub(super) fn single(asked: &Asked<'_>) -> Input {
    let (input_type, inputmode, width) = match asked.field.widget() {
        Widget::Text { inputmode, max_length } => ("text", inputmode, width(max_length)),
        Widget::Number { inputmode } => ("text", inputmode, "w12"),
        Widget::Phone => ("tel", "tel", "w20"),
        Widget::Email { .. } => ("email", "email", ""),
        // `type=url` refuses addresses without `https://`, which are understood here.
        Widget::Url => ("text", "url", ""),
        _ => ("text", "", ""),
    };
    Input {
        id: asked.seat.id.clone(),
        name: asked.seat.name.clone(),
        input_type,
        width,
        inputmode,
        autocomplete: asked.field.autocomplete().unwrap_or_default().to_owned(),
        described_by: asked.described_by.to_owned(),
        is_wrong: asked.errors.whole.is_some(),
        has_focus: false,
        value: match asked.field.widget() {
            // The whole slot was put in the place of its identifier.
            Widget::Slot { .. } => text(asked.raw.map(|raw| raw.get("slot").unwrap_or(raw))),
            _ => text(asked.raw),
        },
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
pub(super) fn text(raw: Option<&Value>) -> String {
    match raw {
        None | Some(Value::Null | Value::Object(_) | Value::Array(_)) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
