//! What of a submission belongs into the applicant's calendar: the answers of fields that the form marks with
//! `x-calendar`. An entry holds its title, the form, the receipt number and whom to ask, and no answer but the date, and
//! the place of an appointment.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use madoguchi_schema::{Field, KindName, PublishedForm};
use serde_json::Value;

use super::open::OpenedSubmission;
use super::receipt_pdf::contact_lines;
use crate::calendar::{Entry, When};
use crate::clock::Timestamp;
use crate::vault::Vault;
use crate::words::{Words, plain};

/// The entries, in the order of the form. `form` is the submission's version in the language of `words`, `host` whose
/// addresses are ours.
#[must_use]
pub fn appointments(
    vault: &Vault,
    case: &OpenedSubmission,
    form: &PublishedForm,
    words: Words,
    host: &str,
) -> Vec<Entry> {
    let description = description(form, words, &case.row.receipt_number);
    let entry = |(field, title): (&Field, &str)| {
        // The identifier leaves the house: it must not be the submission's own.
        let digest = vault.digest(&[b"calendar", case.row.id.0.as_bytes(), field.name().as_bytes()]);
        let answer = case.answers.get(field.name())?;
        let is_slot = field.kind() == KindName::Slot;
        Some(Entry {
            uid: format!("{}@{host}", URL_SAFE_NO_PAD.encode(&digest[..16])),
            // A slot may be moved: a calendar that has the entry takes the later one.
            stamped_at: if is_slot { case.row.updated_at } else { case.row.received_at },
            when: when(field.kind(), answer)?,
            place: answer.get("place").filter(|_| is_slot).and_then(Value::as_str).map(str::to_owned),
            title: plain(title).into_owned(),
            description: description.clone(),
        })
    };
    marked(case, form).filter_map(entry).collect()
}

/// Whether there is anything for a calendar.
#[must_use]
pub fn has_any(case: &OpenedSubmission, form: &PublishedForm) -> bool {
    let answer = |field: &Field| when(field.kind(), case.answers.get(field.name())?);
    marked(case, form).any(|(field, _)| answer(field).is_some())
}

/// The fields that are for a calendar. An appointment that was cancelled is none any more.
fn marked<'a>(case: &OpenedSubmission, form: &'a PublishedForm) -> impl Iterator<Item = (&'a Field, &'a str)> {
    let is_there = |field: &&Field| field.kind() != KindName::Slot || case.appointment.is_some();
    form.fields().filter(is_there).filter_map(|field| Some((field, field.calendar()?)))
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
            let instant = |name: &str| {
                let at: jiff::Timestamp = answer.get(name)?.as_str()?.parse().ok()?;
                Some(Timestamp::from_micros(at.as_microsecond()))
            };
            Some(When::Between { start: instant("start")?, end: instant("end")? })
        }
        _ => None,
    }
}

fn description(form: &PublishedForm, words: Words, number: &str) -> String {
    let mut lines = vec![form.title().to_owned(), words.tell("receipt-calendar-number", &[("number", number.into())])];
    lines.extend(contact_lines(words, form.settings()));
    plain(&lines.join("\n")).into_owned()
}
