//! What an application books: which slot, for how many, and the key of which there may be one active booking. The journal
//! writes it in the transaction of the application.

use madoguchi_schema::PublishedForm;
use serde_json::{Map, Value};

use super::holds;
use super::snapshot::Snapshot;
use super::terms::Wish;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::values::Channel;
use crate::ids::{BookingId, CalendarId, FormId, OrganizationId, SlotId};
use crate::submissions::one_per;

/// A booking ready to be written.
#[derive(Clone, Debug)]
pub struct NewBooking {
    /// Its identifier.
    pub id: BookingId,
    /// Whose calendar.
    pub organization_id: OrganizationId,
    /// Which calendar.
    pub calendar_id: CalendarId,
    /// Which slot.
    pub slot_id: SlotId,
    /// Of which form's application.
    pub form_id: FormId,
    /// Who wants to come, and when they said so.
    pub wish: Wish,
    /// What there may be one active booking of.
    pub key: Option<BookingKey>,
    /// The journey that a place may be held for; none where the calendar holds none.
    pub journey: Option<[u8; 32]>,
}

/// What there may be one active booking of in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingKey {
    /// The field whose answer it is.
    pub field: String,
    /// The digest of the answer.
    pub hmac: [u8; 32],
}

/// The `slot` field of a form: its name, its calendar's key, and the field that counts people.
#[must_use]
pub fn slot_field(form: &PublishedForm) -> Option<(&str, &str, Option<&str>)> {
    form.fields().find_map(|field| {
        let (calendar, persons) = field.appointments()?;
        Some((field.name(), calendar, persons))
    })
}

/// How many people these answers say will come: one where nobody asks.
#[must_use]
pub fn persons(form: &PublishedForm, answers: &Map<String, Value>) -> i64 {
    let counted = slot_field(form).and_then(|(_, _, persons)| answers.get(persons?)?.as_i64());
    counted.unwrap_or(1)
}

/// What these accepted answers book; nothing where no slot was asked for or picked.
///
/// # Errors
/// The database's, when the calendar is not in memory yet.
pub async fn wanted(
    app: &App,
    (organization_id, form_id): (OrganizationId, FormId),
    form: &PublishedForm,
    answers: &Map<String, Value>,
    (channel, at, submission_key): (Channel, Timestamp, &str),
) -> Result<Option<NewBooking>, DbErr> {
    let Some((name, key, _)) = slot_field(form) else { return Ok(None) };
    let id = answers.get(name).and_then(|answer| answer.get("slot")?.as_str()?.parse::<SlotId>().ok());
    let Some(slot_id) = id else { return Ok(None) };
    // The answer was settled from this calendar a moment ago. If it is gone since, so is the slot, and the journal says so.
    let Some(calendar) = app.slots.snapshot(app, organization_id, key).await? else { return Ok(None) };
    let mut new = new(app, (organization_id, form_id), &calendar, form, answers, (slot_id, channel, at));
    new.journey = (calendar.hold_minutes > 0).then(|| holds::journey(app, form_id, submission_key));
    Ok(Some(new))
}

/// The booking of a slot that these answers make.
pub(super) fn new(
    app: &App,
    (organization_id, form_id): (OrganizationId, FormId),
    calendar: &Snapshot,
    form: &PublishedForm,
    answers: &Map<String, Value>,
    (slot_id, channel, at): (SlotId, Channel, Timestamp),
) -> NewBooking {
    let today = at.day_in(&app.time_zone);
    NewBooking {
        id: BookingId::new(&app.random, at),
        organization_id,
        calendar_id: calendar.id,
        slot_id,
        form_id,
        wish: Wish { channel, persons: persons(form, answers), at, today },
        key: key_of(app, calendar, form, answers),
        journey: None,
    }
}

/// The key of a calendar's bookings is the same whichever of its forms the answer comes from.
fn key_of(app: &App, calendar: &Snapshot, form: &PublishedForm, answers: &Map<String, Value>) -> Option<BookingKey> {
    let field = calendar.one_per_field.clone()?;
    let answer = one_per::same(form.field(&field)?, answers.get(&field)?.as_str()?);
    let (organization, id) = (calendar.organization_id, calendar.id);
    let parts: [&[u8]; 5] =
        [b"booking", organization.0.as_bytes(), id.0.as_bytes(), field.as_bytes(), answer.as_bytes()];
    Some(BookingKey { hmac: app.vault.digest(&parts), field })
}
