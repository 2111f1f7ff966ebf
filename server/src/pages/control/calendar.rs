//! Days, months and times as small boxes with their unit behind: 「2026 年 4 月 1 日」. A value that came as one text (a
//! machine's, an older draft's) is taken apart; what cannot be taken apart stands whole in the first box.

use serde_json::{Map, Value};

use super::{Asked, Input, PartInput, input};

/// A group inside a question: the day or the time of a moment, the beginning or the end of a period.
pub struct Half {
    pub id: String,
    pub label: String,
    pub parts: Vec<PartInput>,
    pub error: Option<String>,
}

/// A box: part, the message with its unit, width, inputmode.
type Cell = (&'static str, &'static str, &'static str, &'static str);

const YEAR: Cell = ("year", "field-box-year", "w6", "");
const MONTH: Cell = ("month", "field-box-month", "w4", "numeric");
const DAY: Cell = ("day", "field-box-day", "w4", "numeric");
// 「午後3」 is understood, so the hour has no digit keyboard.
const HOUR: Cell = ("hour", "field-box-hour", "w4", "");
const MINUTE: Cell = ("minute", "field-box-minute", "w4", "numeric");

pub(super) fn date(asked: &Asked<'_>) -> Vec<PartInput> {
    cells(asked, None, &[YEAR, MONTH, DAY], '-')
}

pub(super) fn month(asked: &Asked<'_>) -> Vec<PartInput> {
    cells(asked, None, &[YEAR, MONTH], '-')
}

pub(super) fn time(asked: &Asked<'_>) -> Vec<PartInput> {
    cells(asked, None, &[HOUR, MINUTE], ':')
}

pub(super) fn date_time(asked: &Asked<'_>) -> Vec<Half> {
    vec![
        half(asked, "date", "field-half-date", &[YEAR, MONTH, DAY]),
        half(asked, "time", "field-half-time", &[HOUR, MINUTE]),
    ]
}

pub(super) fn date_range(asked: &Asked<'_>) -> Vec<Half> {
    let boxes = [YEAR, MONTH, DAY];
    vec![half(asked, "startDate", "field-half-start", &boxes), half(asked, "endDate", "field-half-end", &boxes)]
}

fn half(asked: &Asked<'_>, part: &str, label: &str, boxes: &[Cell]) -> Half {
    let separator = if part == "time" { ':' } else { '-' };
    Half {
        id: format!("{}-{part}", asked.seat.id),
        label: asked.words.say(label),
        parts: cells(asked, Some(part), boxes, separator),
        error: asked.errors.parts.get(part).cloned(),
    }
}

fn cells(asked: &Asked<'_>, half: Option<&str>, boxes: &[Cell], separator: char) -> Vec<PartInput> {
    let raw = match half {
        Some(half) => half_of(asked.raw, half),
        None => asked.raw.cloned(),
    };
    let raw = match raw {
        Some(Value::String(text)) => Some(split(&text, boxes, separator)),
        raw => raw,
    };
    let prefix = half.map(|half| format!("{half}.")).unwrap_or_default();
    let own_error = half.and_then(|half| asked.errors.parts.get(half));
    let birthday = asked.field.autocomplete() == Some("bday");
    let draw = |(part, label, width, inputmode): &Cell| {
        let path = format!("{prefix}{part}");
        let error = asked.errors.parts.get(path.as_str()).cloned();
        let id = format!("{}-{}", asked.seat.id, path.replace('.', "-"));
        let is_wrong =
            error.is_some() || own_error.is_some() || (asked.errors.whole.is_some() && asked.errors.parts.is_empty());
        let described = match (&error, own_error, half) {
            (Some(_), ..) => format!("{id}-error"),
            (None, Some(_), Some(half)) => format!("{}-{half}-error", asked.seat.id),
            _ => String::new(),
        };
        PartInput {
            label: asked.words.say(label),
            is_required: true,
            input: Input {
                name: format!("{}.{path}", asked.seat.name),
                id,
                input_type: "text",
                width,
                inputmode,
                autocomplete: if birthday { format!("bday-{part}") } else { String::new() },
                described_by: described,
                is_wrong,
                value: input::text(raw.as_ref().and_then(|raw| raw.get(*part))),
            },
            options: Vec::new(),
            error,
        }
    };
    boxes.iter().map(draw).collect()
}

/// The day or the time out of one text (`2026-04-01T09:00:00+09:00`), or the member of that name.
fn half_of(raw: Option<&Value>, half: &str) -> Option<Value> {
    match raw? {
        Value::String(text) => {
            let (date, time) = text.split_once('T').unwrap_or((text, ""));
            let clock: String = time.chars().take(5).collect();
            Some(Value::from(if half == "time" { clock } else { date.to_owned() }))
        }
        raw => raw.get(half).cloned(),
    }
}

fn split(text: &str, boxes: &[Cell], separator: char) -> Value {
    let pieces: Vec<&str> = text.split(separator).collect();
    let mut typed = Map::new();
    if pieces.len() == boxes.len() {
        for ((part, ..), piece) in boxes.iter().zip(pieces) {
            typed.insert((*part).to_owned(), Value::from(piece));
        }
    } else if let Some((part, ..)) = boxes.first() {
        typed.insert((*part).to_owned(), Value::from(text));
    }
    Value::Object(typed)
}
