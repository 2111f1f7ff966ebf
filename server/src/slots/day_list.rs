//! Who comes on a day to a place: what staff print and keep at the desk. Names and telephone numbers are opened from the
//! cases one by one; nothing else of the answers is.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use madoguchi_schema::KindName;

use super::store::calendars as kept;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::values::{Channel, SubmissionState};
use crate::exports::guarded;
use crate::ids::{CalendarId, PlaceId, SlotId, SubmissionId};
use crate::staff::scope::Scope;
use crate::submissions::open::{OpenError, OpenedSubmission, open};

/// One appointment of the list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The slot.
    pub slot_id: SlotId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// The case.
    pub submission_id: SubmissionId,
    /// Its number.
    pub receipt_number: String,
    /// Where the case stands.
    pub state: SubmissionState,
    /// How many people.
    pub persons: i64,
    /// How it is counted.
    pub channel: Channel,
    /// Who it is: names, readings, organizations, telephone numbers and reference numbers, each with its question.
    pub people: Vec<(String, String)>,
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// There is no such calendar within the person's reach.
    #[error("there is no such calendar")]
    NotFound,
    /// A case cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// The appointments of a day at a place, by time. A case of a form of another department is there too: the person at the
/// desk of the place must know who comes.
///
/// # Errors
/// See [`ListError`].
pub async fn day_list(
    app: &App,
    scope: &Scope,
    (calendar, place): (CalendarId, PlaceId),
    day: Date,
) -> Result<Vec<Entry>, ListError> {
    let (db, organization) = (app.db.read(), scope.organization_id);
    kept::one(db, scope, calendar).await?.ok_or(ListError::NotFound)?;
    let name = day.to_string();
    let only = kept::Only { place: Some(place), from: Some(&name), until: Some(&name) };
    let slots = kept::slots(db, organization, calendar, only).await?;
    let ids: Vec<SlotId> = slots.iter().map(|slot| slot.id).collect();
    let bookings = kept::bookings(db, organization, &ids).await?;
    let mut entries = Vec::with_capacity(bookings.len());
    for slot in &slots {
        for booking in bookings.iter().filter(|booking| booking.slot_id == slot.id) {
            let Some(case) = open(app, organization, booking.submission_id).await? else { continue };
            entries.push(Entry {
                slot_id: slot.id,
                starts_at: slot.starts_at,
                ends_at: slot.ends_at,
                submission_id: booking.submission_id,
                receipt_number: case.row.receipt_number.clone(),
                state: case.row.state,
                persons: booking.persons,
                channel: booking.channel,
                people: people(&case),
            });
        }
    }
    Ok(entries)
}

fn people(case: &OpenedSubmission) -> Vec<(String, String)> {
    let names =
        [KindName::PersonName, KindName::Kana, KindName::OrganizationName, KindName::Phone, KindName::KeyNumber];
    let told = case.version.form.fields().filter(|field| names.contains(&field.kind()) && field.may_be_mailed());
    told.filter_map(|field| {
        let lines = field.display(case.answers.get(field.name())?);
        Some((field.label().to_owned(), lines.join("　")))
    })
    .collect()
}

/// The list as CSV in UTF-8 with a byte order mark; what looks like a formula is made text.
///
/// # Errors
/// When a line cannot be written, which memory never refuses.
pub fn csv(entries: &[Entry], zone: &TimeZone) -> anyhow::Result<Vec<u8>> {
    let mut labels: Vec<&str> = Vec::new();
    for (label, _) in entries.iter().flat_map(|entry| &entry.people) {
        if !labels.contains(&label.as_str()) {
            labels.push(label);
        }
    }
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::from("\u{feff}".as_bytes()));
    let leading = ["開始", "終了", "受付番号", "状況", "人数", "受付方法"];
    writer.write_record(
        leading.iter().map(|label| (*label).to_owned()).chain(labels.iter().map(|label| guarded(label))),
    )?;
    for entry in entries {
        let time = |at: Timestamp| at.in_zone(zone).strftime("%H:%M").to_string();
        let of = |label: &&str| entry.people.iter().find(|(name, _)| name == label).map(|(_, text)| guarded(text));
        let leading = [
            time(entry.starts_at),
            time(entry.ends_at),
            entry.receipt_number.clone(),
            entry.state.label().to_owned(),
            entry.persons.to_string(),
            entry.channel.label().to_owned(),
        ];
        writer.write_record(leading.into_iter().chain(labels.iter().map(|label| of(label).unwrap_or_default())))?;
    }
    writer.into_inner().map_err(|error| anyhow::anyhow!(error.to_string()))
}
