//! Moving and cancelling an appointment: by the applicant until the cut-off, by staff at any time. The answers of the case
//! say where the appointment is, so moving it seals them anew; the places, the booking, the timeline and the audit line are
//! one transaction.

use serde_json::{Value, json};

use super::booking::slot_field;
use super::store::{self, bookings, intake};
use super::terms::{NoPlace, Wish, refusal};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::values::{Channel, SubmissionEventKind};
use crate::db::entity::{booking, slot, submission_event};
use crate::ids::{SlotId, SubmissionEventId};
use crate::staff::scope::Scope;
use crate::submissions::open::{OpenError, OpenedSubmission};
use crate::submissions::{review, store as submissions};

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
    /// The case has no appointment, or not any more.
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
    Database(#[from] DbErr),
}

/// An appointment that is there.
#[derive(Clone, Debug)]
pub struct Appointment {
    /// The booking.
    pub booking: booking::Model,
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
    let step = step(app, by, case, SubmissionEventKind::BookingCancelled, note).await?;
    let event = audit_line(app, by, case, "booking.cancelled", json!({ "slot_id": there.slot.id }));
    let (organization, row) = (case.row.organization_id, there.booking);
    app.db
        .write::<_, ChangeError, _>(move |transaction| {
            Box::pin(async move {
                intake::held(transaction, [row.slot_id].into()).await?;
                if !bookings::cancel(transaction, organization, &row, now).await? {
                    return Err(ChangeError::Conflict);
                }
                submissions::review::append_step(transaction, step).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await?;
    show(app).await;
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
    let sealed = resealed(app, case, &there, to).await?;
    let step = step(app, by, case, SubmissionEventKind::BookingMoved, note).await?;
    let event = audit_line(app, by, case, "booking.moved", json!({ "from": there.slot.id, "to": to }));
    let (organization, id, row) = (case.row.organization_id, case.row.id, there.booking);
    let wishes = wishes(app, by, &row, now);
    app.db
        .write::<_, ChangeError, _>(move |transaction| {
            Box::pin(async move {
                let held = intake::held(transaction, [row.slot_id, to].into()).await?;
                let target = held.get(&to).filter(|held| held.calendar_id == row.calendar_id);
                let target = target.ok_or(ChangeError::NoPlace(NoPlace::Taken))?;
                let channel = channel_for(target, &wishes)?;
                if !bookings::relocate(transaction, organization, &row, (to, channel), now).await? {
                    return Err(ChangeError::Conflict);
                }
                submissions::review::reseal(transaction, organization, id, sealed, now).await?;
                submissions::review::append_step(transaction, step).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await?;
    show(app).await;
    Ok(())
}

/// The active appointment, when this person may change it now.
async fn changeable(app: &App, by: By<'_>, case: &OpenedSubmission) -> Result<Appointment, ChangeError> {
    let there = appointment(app, case).await?.ok_or(ChangeError::NoBooking)?;
    if matches!(by, By::Applicant) && !may_change(app, &there).await? {
        return Err(ChangeError::PastCutOff);
    }
    Ok(there)
}

/// By which ways the moved booking may be counted: as it was, and where staff move it and that is full, as theirs.
fn wishes(app: &App, by: By<'_>, row: &booking::Model, now: Timestamp) -> Vec<Wish> {
    let wish = |channel| Wish { channel, persons: row.persons, at: now, today: now.day_in(&app.time_zone) };
    match by {
        By::Applicant => vec![wish(Channel::Online)],
        By::Staff(_) if row.channel == Channel::Online => vec![wish(Channel::Online), wish(Channel::Counter)],
        By::Staff(_) => vec![wish(row.channel)],
    }
}

fn channel_for(target: &intake::Held, wishes: &[Wish]) -> Result<Channel, ChangeError> {
    let mut reason = NoPlace::Taken;
    for wish in wishes {
        match refusal(&target.terms, &target.standing, wish) {
            None => return Ok(wish.channel),
            Some(refused) => reason = refused,
        }
    }
    Err(ChangeError::NoPlace(reason))
}

/// The answers with the new slot, sealed.
async fn resealed(app: &App, case: &OpenedSubmission, there: &Appointment, to: SlotId) -> Result<Vec<u8>, ChangeError> {
    let organization = case.row.organization_id;
    let gone = || ChangeError::NoPlace(NoPlace::Taken);
    let target = bookings::slot(app.db.read(), organization, to).await?.ok_or_else(gone)?;
    let places = store::places(app.db.read(), organization, there.booking.calendar_id).await?;
    let place = places.iter().find(|place| place.id == target.place_id).ok_or_else(gone)?;
    let times = (target.starts_at, target.ends_at);
    let answer = super::snapshot::answer(target.id, &place.title, times, &app.time_zone);
    let mut answers = case.answers.clone();
    if let Some((name, ..)) = slot_field(&case.version.form) {
        answers.insert(name.to_owned(), answer);
    }
    let plain = serde_json::to_vec(&Value::Object(answers)).unwrap_or_default();
    Ok(review::data_key(app, case).await?.seal("answers", &plain))
}

async fn step(
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

fn audit_line(app: &App, by: By<'_>, case: &OpenedSubmission, action: &'static str, detail: Value) -> audit::Event {
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
