//! Moving and cancelling an appointment: by the applicant until the cut-off, by staff at any time. The answers of the case
//! say where the appointment is, so moving it seals them anew; the places, the booking, the timeline and the audit line are
//! one transaction.

use madoguchi_schema::Word;
use serde_json::{Value, json};

use super::recalculated;
use super::store::{self, bookings, intake};
use super::terms::{NoPlace, Wish, refusal};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::values::{Channel, SubmissionEventKind};
use crate::db::entity::{booking as bookings_table, slot, submission_event};
use crate::db::{DbErr, Failure, Transaction, failure};
use crate::ids::{CalendarId, OrganizationId, SlotId, SubmissionEventId};
use crate::jobs::{self, BookingNews};
use crate::queue::{self, NewJob};
use crate::staff::scope::Scope;
use crate::submissions::open::{OpenError, OpenedSubmission};
use crate::submissions::{review, store as submissions};
use crate::words::{self, Words};

/// Who changes an appointment.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// The applicant, who has the receipt's secret address.
    Applicant,
    /// A member of staff who reaches the case.
    Staff(&'a Scope),
}

/// Why an appointment was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The case has no appointment, or not any more; or it can have none, as it is a test or was withdrawn.
    #[error("there is no appointment")]
    NoBooking,
    /// The applicant's time to change it is over.
    #[error("the time to change the appointment is over")]
    PastCutOff,
    /// The new slot cannot be booked.
    #[error("the slot cannot be booked: {0:?}")]
    NoPlace(NoPlace),
    /// Somebody changed it at the same moment; looking again shows how it is.
    #[error("somebody changed the appointment meanwhile")]
    Conflict,
    /// The case cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database's.
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for ChangeError {
    fn from(error: DbErr) -> Self {
        // Nothing is unique here but one active booking of a case, and of a key.
        if failure(&error) == Failure::Unique { Self::Conflict } else { Self::Database(error) }
    }
}

/// An appointment that is there.
#[derive(Clone, Debug)]
pub struct Appointment {
    /// The booking.
    pub booking: bookings_table::Model,
    /// Its slot.
    pub slot: slot::Model,
}

/// The active appointment of a case; none when it has none.
///
/// # Errors
/// The database's.
pub async fn appointment(app: &App, case: &OpenedSubmission) -> Result<Option<Appointment>, DbErr> {
    let found = bookings::of_submission(app.db.read(), case.row.organization_id, case.row.id).await?;
    Ok(found.map(|(booking, slot)| Appointment { booking, slot }))
}

/// Whether the applicant may still change or cancel it.
///
/// # Errors
/// The database's.
pub async fn may_change(app: &App, appointment: &Appointment) -> Result<bool, DbErr> {
    let row = &appointment.booking;
    let terms = store::terms(app.db.read(), row.organization_id, row.calendar_id).await?;
    Ok(terms.is_some_and(|terms| terms.may_change(appointment.slot.starts_at, app.clock.now())))
}

/// Cancels the appointment of a case and frees its places. The case itself stays where it is.
///
/// # Errors
/// See [`ChangeError`]; nothing was written then.
pub async fn cancel(app: &App, by: By<'_>, case: &OpenedSubmission, note: Option<String>) -> Result<(), ChangeError> {
    let there = changeable(app, by, case).await?;
    let now = app.clock.now();
    let traces = Traces {
        step: step(app, by, case, SubmissionEventKind::BookingCancelled, note).await?,
        event: audit_line(app, by, case, "booking.cancelled", json!({ "slot_id": there.slot.id })),
        news: news(app, case, there.slot.id, BookingNews::Cancelled),
    };
    let (organization, row) = (case.row.organization_id, there.booking);
    app.db
        .write::<_, ChangeError, _>(move |transaction| {
            Box::pin(async move {
                submissions::review::held(transaction, organization, row.submission_id).await?;
                intake::held(transaction, [row.slot_id].into()).await?;
                if !bookings::cancel(transaction, organization, &row, now).await? {
                    return Err(ChangeError::Conflict);
                }
                traces.write(transaction, now).await?;
                Ok(())
            })
        })
        .await?;
    told(app).await;
    Ok(())
}

/// Moves the appointment of a case to another slot of its calendar. The slot it has already moves nothing.
///
/// # Errors
/// See [`ChangeError`]; nothing was written then.
pub async fn move_to(
    app: &App,
    by: By<'_>,
    case: &OpenedSubmission,
    to: SlotId,
    note: Option<String>,
) -> Result<(), ChangeError> {
    let there = changeable(app, by, case).await?;
    if there.slot.id == to {
        return Ok(());
    }
    let now = app.clock.now();
    let sealed = resealed(app, case, there.booking.calendar_id, to).await?;
    let traces = Traces {
        step: step(app, by, case, SubmissionEventKind::BookingMoved, note).await?,
        event: audit_line(app, by, case, "booking.moved", json!({ "from": there.slot.id, "to": to })),
        news: news(app, case, to, BookingNews::Moved),
    };
    let (organization, id, row) = (case.row.organization_id, case.row.id, there.booking);
    let wish = wish(app, by, &row, now);
    app.db
        .write::<_, ChangeError, _>(move |transaction| {
            Box::pin(async move {
                // The case first, as whoever withdraws it does.
                submissions::review::held(transaction, organization, id).await?;
                let mut held = intake::held(transaction, [row.slot_id, to].into()).await?;
                intake::release_expired(transaction, &mut held, now).await?;
                let target = held.get(&to).filter(|held| held.calendar_id == row.calendar_id);
                let target = target.ok_or(ChangeError::NoPlace(NoPlace::Taken))?;
                let channel = channel_for(target, &wish, row.channel)?;
                if !bookings::relocate(transaction, organization, &row, (to, channel), now).await? {
                    return Err(ChangeError::Conflict);
                }
                submissions::review::reseal(transaction, organization, id, sealed, now).await?;
                traces.write(transaction, now).await?;
                Ok(())
            })
        })
        .await?;
    told(app).await;
    Ok(())
}

/// What every change of an appointment leaves behind, in its transaction: in the case's timeline, in the audit log, and a mail.
pub(super) struct Traces {
    pub(super) step: submission_event::Model,
    pub(super) event: audit::Event,
    pub(super) news: Vec<NewJob>,
}

impl Traces {
    pub(super) async fn write(self, transaction: &Transaction, now: Timestamp) -> Result<(), DbErr> {
        submissions::review::append_step(transaction, self.step).await?;
        audit::store::append(transaction, vec![self.event]).await?;
        queue::store::enqueue(transaction, self.news, now).await
    }
}

/// After the commit: the mail goes out, and this process shows the places as they are now.
pub(super) async fn told(app: &App) {
    app.wake.ring();
    show(app).await;
}

/// The mail about it; none for an applicant who gave no address.
pub(super) fn news(app: &App, case: &OpenedSubmission, slot: SlotId, news: BookingNews) -> Vec<NewJob> {
    let payload = jobs::booking_payload(case.row.id, slot, news);
    let job = || NewJob::now(&app.random, app.clock.now(), case.row.organization_id, jobs::SEND_BOOKING, payload);
    case.mail_address().map(|_| job().urgent()).into_iter().collect()
}

/// The active appointment, when this person may change it now.
async fn changeable(app: &App, by: By<'_>, case: &OpenedSubmission) -> Result<Appointment, ChangeError> {
    let there = appointment(app, case).await?.ok_or(ChangeError::NoBooking)?;
    if matches!(by, By::Applicant) && !may_change(app, &there).await? {
        return Err(ChangeError::PastCutOff);
    }
    Ok(there)
}

/// What the mover wants: applicants come online, and staff move whatever it is by what binds staff.
fn wish(app: &App, by: By<'_>, row: &bookings_table::Model, now: Timestamp) -> Wish {
    let channel = match by {
        By::Applicant => Channel::Online,
        By::Staff(_) if row.channel == Channel::Online => Channel::Counter,
        By::Staff(_) => row.channel,
    };
    Wish { channel, persons: row.persons, at: now, today: now.day_in(&app.time_zone) }
}

/// How the booking is counted in its new slot: as it was, and where staff move what came online and only reserved places
/// are left, as theirs.
pub(super) fn channel_for(target: &intake::Held, wish: &Wish, was: Channel) -> Result<Channel, ChangeError> {
    if let Some(reason) = refusal(&target.terms, &target.standing, wish) {
        return Err(ChangeError::NoPlace(reason));
    }
    let is_online = was == Channel::Online && target.standing.left(Channel::Online) >= wish.persons;
    Ok(if is_online { Channel::Online } else { wish.channel })
}

/// The answers with the new slot, sealed.
pub(super) async fn resealed(
    app: &App,
    case: &OpenedSubmission,
    calendar: CalendarId,
    to: SlotId,
) -> Result<Vec<u8>, ChangeError> {
    let organization = case.row.organization_id;
    let gone = || ChangeError::NoPlace(NoPlace::Taken);
    let target = bookings::slot(app.db.read(), organization, to).await?.ok_or_else(gone)?;
    let places = store::places(app.db.read(), organization, calendar).await?;
    let place = places.iter().find(|place| place.id == target.place_id).ok_or_else(gone)?;
    let times = (target.starts_at, target.ends_at);
    let answer = super::snapshot::answer(target.id, &place.title, times, &app.time_zone);
    let received_on = case.row.received_at.day_in(&app.time_zone);
    let answers = recalculated::with_slot(&case.version.form, &case.answers, answer, received_on);
    let plain = serde_json::to_vec(&Value::Object(answers)).unwrap_or_default();
    Ok(review::data_key(app, case).await?.seal("answers", &plain))
}

pub(super) async fn step(
    app: &App,
    by: By<'_>,
    case: &OpenedSubmission,
    kind: SubmissionEventKind,
    note: Option<String>,
) -> Result<submission_event::Model, ChangeError> {
    let now = app.clock.now();
    let sealed_note = match note {
        Some(note) => Some(review::data_key(app, case).await?.seal(review::NOTE, note.as_bytes())),
        None => None,
    };
    Ok(submission_event::Model {
        id: SubmissionEventId::new(&app.random, now),
        organization_id: case.row.organization_id,
        submission_id: case.row.id,
        kind,
        happened_at: now,
        staff_id: match by {
            By::Applicant => None,
            By::Staff(scope) => Some(scope.staff_id),
        },
        from_state: None,
        to_state: None,
        sealed_note,
        sealed_message: None,
    })
}

pub(super) fn audit_line(
    app: &App,
    by: By<'_>,
    case: &OpenedSubmission,
    action: &'static str,
    detail: Value,
) -> audit::Event {
    let (now, organization) = (app.clock.now(), case.row.organization_id);
    let line = audit::Event::new(&app.random, now, organization, action, ("submission", case.row.id.0)).with(detail);
    match by {
        By::Applicant => line,
        By::Staff(scope) => line.by(scope.staff_id),
    }
}

/// Shows at once what this process has just changed. What cannot be read now is shown within a second.
pub(crate) async fn show(app: &App) {
    if let Err(error) = app.slots.refresh(&app.db, app.clock.now()).await {
        tracing::warn!(%error, "cannot look at what is taken of slots");
    }
}

/// A slot in these words: 「中央公民館 令和8年12月1日（2026年12月1日） 9時30分〜10時00分」; none when it is gone.
///
/// # Errors
/// The database's.
pub async fn said(
    app: &App,
    organization: OrganizationId,
    slot: SlotId,
    words: Words,
) -> Result<Option<String>, DbErr> {
    let Some(row) = bookings::slot(app.db.read(), organization, slot).await? else { return Ok(None) };
    let places = store::places(app.db.read(), organization, row.calendar_id).await?;
    let Some(place) = places.iter().find(|place| place.id == row.place_id) else { return Ok(None) };
    let (starts, ends) = (row.starts_at.in_zone(&app.time_zone), row.ends_at.in_zone(&app.time_zone));
    let visit = Word::Visit { place: &place.title, day: starts.date(), from: starts.time(), until: ends.time() };
    Ok(Some(words::plain(&words::value::said(words, visit)).into_owned()))
}
