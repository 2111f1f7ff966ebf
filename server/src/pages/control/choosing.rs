//! Choosing: one of a list, any of a few, a number on a scale, an order of preference; and 「その他」 in one's own words,
//! which is one more choice with a text input below it, so that it works without JavaScript.

pub use madoguchi_schema::OTHER;

use madoguchi_schema::Choice;
use serde_json::Value;

use super::{Asked, PartInput, input, parts};

/// One option.
pub struct Choosable {
    pub id: String,
    pub value: String,
    pub title: String,
    pub is_chosen: bool,
}

/// The options of a question, and the input for one's own words where the form allows them.
pub struct Picks {
    pub options: Vec<Choosable>,
    pub other: Option<OtherInput>,
}

/// The input below 「その他」.
pub struct OtherInput {
    pub label: String,
    pub input: super::Input,
    pub error: Option<String>,
}

pub(super) fn picks(asked: &Asked<'_>) -> Picks {
    let id = &asked.seat.id;
    // With a free text the raw answer is `{choice, other}`; a plain one is a machine's or an older draft's.
    let chosen = asked.raw.and_then(|raw| raw.get("choice")).or(asked.raw);
    let mut options = choosable(asked.field.choices(), id, chosen);
    let other = asked.field.other().map(|other| {
        options.push(Choosable {
            id: format!("{id}-{}", options.len()),
            value: OTHER.to_owned(),
            title: other.label.clone(),
            is_chosen: holds(chosen, OTHER),
        });
        let error = asked.errors.parts.get("other").cloned();
        let input = super::Input {
            described_by: error.as_ref().map(|_| format!("{id}-other-error")).unwrap_or_default(),
            is_wrong: error.is_some(),
            ..parts::input(asked, "other")
        };
        OtherInput { label: asked.words.tell("field-other", &[("choice", other.label.as_str().into())]), input, error }
    });
    Picks { options, other }
}

/// The numbers from `min` to `max`; the form language keeps the span short.
pub(super) fn scale(asked: &Asked<'_>, min: i64, max: i64) -> Vec<Choosable> {
    let chosen = input::text(asked.raw);
    let numbers = (min..=max).enumerate();
    numbers
        .map(|(place, number)| Choosable {
            id: format!("{}-{place}", asked.seat.id),
            is_chosen: chosen.trim() == number.to_string(),
            value: number.to_string(),
            title: number.to_string(),
        })
        .collect()
}

/// 第1希望, 第2希望 …: a list each.
pub(super) fn ranks(asked: &Asked<'_>, ranks: u64) -> Vec<PartInput> {
    let given = asked.raw.and_then(Value::as_array);
    let is_wrong = asked.errors.whole.is_some();
    let described_by = if is_wrong { format!("{}-error", asked.seat.id) } else { String::new() };
    (0..usize::try_from(ranks).unwrap_or_default())
        .map(|place| {
            let part = (place + 1).to_string();
            let id = format!("{}-{part}", asked.seat.id);
            let chosen = given.and_then(|given| given.get(place));
            PartInput {
                label: asked.words.tell("field-rank", &[("rank", part.as_str().into())]),
                is_required: place == 0,
                options: choosable(asked.field.choices(), &id, chosen),
                input: super::Input {
                    name: format!("{}.{part}", asked.seat.name),
                    id,
                    described_by: described_by.clone(),
                    is_wrong,
                    ..super::Input::default()
                },
                error: None,
            }
        })
        .collect()
}

pub(super) fn is_ticked(raw: Option<&Value>) -> bool {
    match raw {
        Some(Value::Bool(ticked)) => *ticked,
        Some(Value::String(text)) => !text.trim().is_empty(),
        _ => false,
    }
}

pub(super) fn choosable(choices: &[Choice], id: &str, raw: Option<&Value>) -> Vec<Choosable> {
    let options = choices.iter().enumerate();
    options
        .map(|(place, choice)| Choosable {
            id: format!("{id}-{place}"),
            value: choice.value.clone(),
            title: choice.title.clone(),
            is_chosen: holds(raw, &choice.value),
        })
        .collect()
}

fn holds(raw: Option<&Value>, value: &str) -> bool {
    match raw {
        Some(Value::String(chosen)) => chosen == value,
        Some(Value::Array(chosen)) => chosen.iter().any(|item| item == value),
        _ => false,
    }
}
