//! What of a submission belongs into the applicant's calendar: the answers of fields that the form marks with
//! `x-calendar`, and booked slots. An entry holds its title, the form, the receipt number and whom to ask, and no answer but
//! when and where.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use madoguchi_schema::{Field, KindName, PublishedForm};
use serde_json::{Map, Value};

use super::open::OpenedSubmission;
use super::receipt_pdf::contact_lines;
use crate::calendar::{Entry, When};
use crate::clock::Timestamp;
use crate::vault::Vault;
use crate::words::{Words, plain};

/// The entries, in the order of the form. `form` is the submission's version in the language of `words`, `host` whose
/// addresses are ours. A booked slot is an entry as long as it is booked.
#[must_use]
pub fn appointments(
    vault: &Vault,
    case: &OpenedSubmission,
    form: &PublishedForm,
    words: Words,
    (host, is_booked): (&str, bool),
) -> Vec<Entry> {
    let description = description(form, words, &case.row.receipt_number);
    let entry = |(field, title): (&Field, &str)| {
        let answer = case.answers.get(field.name())?;
        // The identifier leaves the house: it must not be the submission's own.
        let digest = vault.digest(&[b"calendar", case.row.id.0.as_bytes(), field.name().as_bytes()]);
        Some(Entry {
            uid: format!("{}@{host}", URL_SAFE_NO_PAD.encode(&digest[..16])),
            stamped_at: case.row.received_at,
            when: when(field.kind(), answer)?,
            title: plain(title).into_owned(),
            location: answer.get("place").and_then(Value::as_str).unwrap_or_default().to_owned(),
            description: description.clone(),
        })
    };
    marked(form, is_booked).filter_map(entry).collect()
}

/// Whether there is anything for a calendar.
#[must_use]
pub fn has_any(form: &PublishedForm, answers: &Map<String, Value>, is_booked: bool) -> bool {
    marked(form, is_booked).any(|(field, _)| answers.get(field.name()).and_then(|answer| when(field.kind(), answer)).is_some())
}

/// What belongs into a calendar, and under which title. A slot does also where the form gives it no title of its own.
fn marked(form: &PublishedForm, is_booked: bool) -> impl Iterator<Item = (&Field, &str)> {
    form.fields().filter_map(move |field| match field.kind() {
        KindName::Slot => Some((field, field.calendar().unwrap_or(form.title()))).filter(|_| is_booked),
        _ => Some((field, field.calendar()?)),
    })
}

fn when(kind: KindName, answer: &Value) -> Option<When> {
    match kind {
        KindName::Date => {
            let day = answer.as_str()?.parse().ok()?;
            Some(When::Days { first: day, last: day })
        }
        KindName::DateRange => {
            let first = answer.get("startDate")?.as_str()?.parse().ok()?;
            let last = answer.get("endDate").and_then(Value::as_str).and_then(|day| day.parse().ok()).unwrap_or(first);
            Some(When::Days { first, last })
        }
        KindName::DateTime => {
            let at: jiff::Timestamp = answer.as_str()?.parse().ok()?;
            Some(When::At(Timestamp::from_micros(at.as_microsecond())))
        }
        KindName::Slot => {
            let at = |name: &str| answer.get(name)?.as_str()?.parse::<jiff::Timestamp>().ok();
            let instant = |at: jiff::Timestamp| Timestamp::from_micros(at.as_microsecond());
            Some(When::Between(instant(at("start")?), instant(at("end")?)))
        }
        _ => None,
    }
}

fn description(form: &PublishedForm, words: Words, number: &str) -> String {
    let mut lines = vec![form.title().to_owned(), words.tell("receipt-calendar-number", &[("number", number.into())])];
    lines.extend(contact_lines(words, form.settings()));
    plain(&lines.join("\n")).into_owned()
}
