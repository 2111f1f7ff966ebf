//! Several inputs that are one answer: the parts of a name, an address, an account; a mail address typed twice; a place.

use madoguchi_schema::{Field, Part};
use serde_json::{Value, json};

use super::choosing::Choosable;
use super::{Asked, Control, Input, input};
use crate::words::Words;

/// One input of a group with its own label; a list where it has options.
pub struct PartInput {
    pub label: String,
    pub is_required: bool,
    pub input: Input,
    pub options: Vec<Choosable>,
    pub error: Option<String>,
}

/// The input of one part, filled with what was typed.
pub(super) fn input(asked: &Asked<'_>, part: &str) -> Input {
    of_raw(asked, part, asked.raw.and_then(|raw| raw.get(part)))
}

fn of_raw(asked: &Asked<'_>, part: &str, raw: Option<&Value>) -> Input {
    let (id, errors) = (&asked.seat.id, asked.errors);
    let error = errors.parts.get(part);
    // A message about the whole group marks its inputs too, unless one part alone is to blame.
    let is_wrong = error.is_some() || (errors.whole.is_some() && errors.parts.is_empty());
    Input {
        id: format!("{id}-{part}"),
        name: format!("{}.{part}", asked.seat.name),
        input_type: "text",
        described_by: error.map(|_| format!("{id}-{part}-error")).unwrap_or_default(),
        is_wrong,
        value: input::text(raw),
        ..Input::default()
    }
}

pub(super) fn composite(asked: &Asked<'_>, parts: &[Part]) -> Control {
    let class = if parts.iter().any(|part| part.name == "familyName") { "name" } else { "" };
    let drawn = parts.iter().filter(|part| !part.computed);
    Control::Parts { class, parts: drawn.map(|part| composite_part(asked, part)).collect() }
}

fn composite_part(asked: &Asked<'_>, part: &Part) -> PartInput {
    let input = Input {
        width: if part.options.is_empty() { width(part) } else { "w12" },
        inputmode: part.inputmode,
        // `off` on the field means that it asks about somebody else: then its parts must not be filled in either.
        autocomplete: match asked.field.autocomplete() {
            Some("off") => "off".to_owned(),
            _ => part.autocomplete.to_owned(),
        },
        ..input(asked, part.name)
    };
    // A part that may stay empty is not to blame for a group that was left empty.
    let error = asked.errors.parts.get(part.name).cloned();
    let input = Input { is_wrong: input.is_wrong && (part.required || error.is_some()), ..input };
    let options = part_options(part, &input);
    PartInput { label: part_label(asked.words, asked.field, part), is_required: part.required, input, options, error }
}

/// What a part is called: its kind decides, and every language has a word for it.
pub fn part_label(words: Words, field: &Field, part: &Part) -> String {
    words.say(&format!("field-part-{}-{}", field.kind().as_str(), part.name))
}

/// Codes and numbers get a box of their length; words the whole line.
fn width(part: &Part) -> &'static str {
    if part.inputmode == "numeric" || part.name == "postalCode" { "w12" } else { "" }
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

pub(super) fn email(asked: &Asked<'_>) -> Vec<PartInput> {
    let whole = asked.raw.and_then(Value::as_str).map(|text| json!({ "address": text, "confirmation": text }));
    let raw = whole.as_ref().or(asked.raw);
    [("address", asked.field.label().to_owned()), ("confirmation", asked.words.say("field-mail-again"))]
        .into_iter()
        .map(|(part, label)| PartInput {
            label,
            is_required: true,
            input: Input {
                input_type: "email",
                inputmode: "email",
                autocomplete: asked.field.autocomplete().unwrap_or("email").to_owned(),
                ..of_raw(asked, part, raw.and_then(|raw| raw.get(part)))
            },
            options: Vec::new(),
            error: asked.errors.parts.get(part).cloned(),
        })
        .collect()
}

/// A point that came as one text (「35.68, 139.76」) stands in the first input, where it is understood again.
pub(super) fn map_point(asked: &Asked<'_>) -> Vec<PartInput> {
    let whole = asked.raw.and_then(Value::as_str).map(|text| json!({ "latitude": text }));
    let raw = whole.as_ref().or(asked.raw);
    [("latitude", "field-latitude"), ("longitude", "field-longitude")]
        .into_iter()
        .map(|(part, label)| PartInput {
            label: asked.words.say(label),
            is_required: true,
            input: Input {
                width: "w12",
                autocomplete: "off".to_owned(),
                ..of_raw(asked, part, raw.and_then(|raw| raw.get(part)))
            },
            options: Vec::new(),
            error: asked.errors.parts.get(part).cloned(),
        })
        .collect()
}
