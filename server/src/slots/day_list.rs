//! Who comes on a day to a place: what staff print and keep at the desk. Names and telephone numbers are opened from the
//! cases; nothing else of the answers is. Of the cases of other departments only the time and the number of people is told.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use madoguchi_schema::{KindName, PublishedForm};
use serde_json::{Map, Value, json};

use super::calendars::event;
use super::grid::version_of;
use super::store::{calendars as kept, grid as table};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::values::{Channel, SubmissionState};
use crate::db::entity::{booking, slot};
use crate::exports::guarded;
use crate::ids::{CalendarId, PlaceId, SlotId, SubmissionId};
use crate::staff::scope::Scope;
use crate::submissions::open::given_address;
use crate::submissions::open_many::{Content, open_many};

/// Who comes, and of which slots.
#[derive(Clone, Debug)]
pub struct DayList {
    /// What staff have made of the slots: see [`version_of`].
    pub version: String,
    /// By time.
    pub entries: Vec<Entry>,
}

/// One appointment of the list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The slot.
    pub slot_id: SlotId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many people.
    pub persons: i64,
    /// Whose it is; none when it is another department's case.
    pub case: Option<Seen>,
}

/// A case within the person's reach.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The case.
    pub submission_id: SubmissionId,
    /// Its number.
    pub receipt_number: String,
    /// Where the case stands.
    pub state: SubmissionState,
    /// How the appointment is counted.
    pub channel: Channel,
    /// Who it is; none when the case cannot be opened.
    pub person: Option<Person>,
}

/// Who comes.
#[derive(Clone, Debug)]
pub struct Person {
    /// Names, readings, organizations, telephone numbers and reference numbers, each with its question.
    pub people: Vec<(String, String)>,
    /// Whether there is an address for mails.
    pub has_mail: bool,
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// There is no such calendar within the person's reach.
    #[error("there is no such calendar")]
    NotFound,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// How a list leaves the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// As a file.
    File,
    /// On paper.
    Paper,
}

impl Taken {
    const fn action(self) -> &'static str {
        match self {
            Self::File => "calendar.day_exported",
            Self::Paper => "calendar.day_printed",
        }
    }
}

/// The appointments of a day at a place, by time. A case of another department is there too, without saying whose: the
/// person at the desk of the place must know how many come.
///
/// # Errors
/// See [`ListError`].
pub async fn day_list(
    app: &App,
    scope: &Scope,
    (calendar, place): (CalendarId, PlaceId),
    day: Date,
) -> Result<DayList, ListError> {
    let (db, organization) = (app.db.read(), scope.organization_id);
    kept::one(db, scope, calendar).await?.ok_or(ListError::NotFound)?;
    let name = day.to_string();
    let only = table::Only { place: Some(place), from: Some(&name), until: Some(&name) };
    let slots = table::slots(db, organization, calendar, only).await?;
    let ids: Vec<SlotId> = slots.iter().map(|slot| slot.id).collect();
    let bookings = table::bookings(db, organization, &ids, None).await?;
    Ok(DayList { version: version_of(&slots), entries: entries(app, scope, &slots, &bookings).await? })
}

/// These bookings as this person sees them, in the order of these slots.
pub(super) async fn entries(
    app: &App,
    scope: &Scope,
    slots: &[slot::Model],
    bookings: &[booking::Model],
) -> Result<Vec<Entry>, DbErr> {
    let channels: HashMap<SubmissionId, Channel> =
        bookings.iter().map(|booking| (booking.submission_id, booking.channel)).collect();
    let ids: Vec<SubmissionId> = channels.keys().copied().collect();
    let mut seen = open_many(app, scope, &ids, |row, content| Seen {
        submission_id: row.id,
        channel: channels.get(&row.id).copied().unwrap_or(row.channel),
        receipt_number: row.receipt_number,
        state: row.state,
        person: content.as_ref().map(person),
    })
    .await?;
    let mut by_slot: HashMap<SlotId, Vec<&booking::Model>> = HashMap::new();
    for booking in bookings {
        by_slot.entry(booking.slot_id).or_default().push(booking);
    }
    let mut entries = Vec::with_capacity(bookings.len());
    for slot in slots {
        for booking in by_slot.remove(&slot.id).unwrap_or_default() {
            entries.push(Entry {
                slot_id: slot.id,
                starts_at: slot.starts_at,
                ends_at: slot.ends_at,
                persons: booking.persons,
                case: seen.remove(&booking.submission_id),
            });
        }
    }
    Ok(entries)
}

fn person((version, answers): &Content) -> Person {
    Person { people: people(&version.form, answers), has_mail: given_address(&version.form, answers).is_some() }
}

fn people(form: &PublishedForm, answers: &Map<String, Value>) -> Vec<(String, String)> {
    let names =
        [KindName::PersonName, KindName::Kana, KindName::OrganizationName, KindName::Phone, KindName::KeyNumber];
    let told = form.fields().filter(|field| names.contains(&field.kind()) && field.may_be_mailed());
    told.filter_map(|field| {
        let lines = field.display(answers.get(field.name())?);
        Some((field.label().to_owned(), lines.join("　")))
    })
    .collect()
}

/// Writes into the audit log that a list with names has left the screen, and with how many.
///
/// # Errors
/// [`ListError::NotFound`] and the database's.
pub async fn taken(
    app: &App,
    scope: &Scope,
    (calendar, place): (CalendarId, PlaceId),
    day: Date,
    (how, count): (Taken, usize),
) -> Result<(), ListError> {
    kept::one(app.db.read(), scope, calendar).await?.ok_or(ListError::NotFound)?;
    let detail = json!({ "place_id": place, "day": day, "count": count });
    let event = event(app, scope, how.action(), calendar).with(detail);
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { audit::store::append(transaction, vec![event]).await })
        })
        .await?;
    Ok(())
}

/// What stands in the place of a case of another department.
const ELSEWHERE: &str = "他部署の申請";

/// The list as CSV in UTF-8 with a byte order mark; what looks like a formula is made text.
///
/// # Errors
/// When a line cannot be written, which memory never refuses.
pub fn csv(entries: &[Entry], zone: &TimeZone) -> anyhow::Result<Vec<u8>> {
    let people = |entry: &Entry| -> Vec<(String, String)> {
        let person = entry.case.as_ref().and_then(|case| case.person.clone());
        person.map(|person| person.people).unwrap_or_default()
    };
    let mut labels: Vec<String> = Vec::new();
    for (label, _) in entries.iter().flat_map(people) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::from("\u{feff}".as_bytes()));
    let leading = ["開始", "終了", "受付番号", "状況", "人数", "受付方法", "メール"];
    writer.write_record(
        leading.iter().map(|label| (*label).to_owned()).chain(labels.iter().map(|label| guarded(label))),
    )?;
    for entry in entries {
        let time = |at: Timestamp| at.in_zone(zone).strftime("%H:%M").to_string();
        let (case, people) = (entry.case.as_ref(), people(entry));
        let of = |label: &String| people.iter().find(|(name, _)| name == label).map(|(_, text)| guarded(text));
        let mail = |case: &Seen| match &case.person {
            Some(person) if person.has_mail => "あり",
            Some(_) => "なし",
            None => "不明",
        };
        let leading = [
            time(entry.starts_at),
            time(entry.ends_at),
            case.map_or(ELSEWHERE.to_owned(), |case| case.receipt_number.clone()),
            case.map_or("", |case| case.state.label()).to_owned(),
            entry.persons.to_string(),
            case.map_or("", |case| case.channel.label()).to_owned(),
            case.map_or("", mail).to_owned(),
        ];
        writer.write_record(leading.into_iter().chain(labels.iter().map(|label| of(label).unwrap_or_default())))?;
    }
    writer.into_inner().map_err(|error| anyhow::anyhow!(error.to_string()))
}
