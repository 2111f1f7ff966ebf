//! Working on a case: moving it from state to state, with notes for colleagues and messages to the applicant. Each step, its place in the timeline and
//! its line in the audit log are one transaction. Notes and messages are sealed like answers: they are about the same
//! person.

use std::collections::HashMap;

use serde_json::json;

use super::one_per;
use super::open::{self, OpenError, OpenedSubmission};
use super::store::{keys, review as store};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::submission_event;
use crate::db::entity::values::{Lane, SubmissionEventKind, SubmissionState};
use crate::db::{DbErr, Failure, Transaction, failure};
use crate::forms;
use crate::ids::{Random, SlotId, StaffId, SubmissionEventId};
use crate::jobs::{self, BookingNews};
use crate::queue::{self, NewJob};
use crate::slots;
use crate::staff;
use crate::staff::scope::Scope;
use crate::vault::DataKey;
use crate::webhooks;

/// What notes are sealed for.
pub(crate) const NOTE: &str = "note";
/// What messages to the applicant are sealed for.
pub(super) const MESSAGE: &str = "message";

/// What a member of staff does with a case.
#[derive(Clone, Debug)]
pub struct Review {
    /// Where the case goes; the state it has already moves nothing.
    pub to: SubmissionState,
    /// For colleagues; the applicant never sees it.
    pub note: Option<String>,
    /// For the applicant.
    pub message: Option<String>,
}

/// A step of the timeline, readable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: SubmissionEventKind,
    /// From which state.
    pub from: Option<SubmissionState>,
    /// To which state.
    pub to: Option<SubmissionState>,
    /// What a colleague wrote.
    pub note: Option<String>,
    /// What the applicant was told.
    pub message: Option<String>,
    /// The name of who did it; `None` is the resident or the program.
    pub by: Option<String>,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The same state, no note and no message.
    #[error("there is nothing to do")]
    NothingToDo,
    /// The case cannot go there from where it is.
    #[error("the case cannot go to this state from where it is")]
    NotNext,
    /// Somebody moved the case meanwhile.
    #[error("somebody moved the case meanwhile")]
    Conflict,
    /// The case cannot come back: the form takes one application for each key, and another one has it now.
    #[error("another application has taken the key of this one")]
    KeyTaken,
    /// The submission cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database's.
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for ReviewError {
    fn from(error: DbErr) -> Self {
        // Nothing else in a step is unique but the key.
        if failure(&error) == Failure::Unique { Self::KeyTaken } else { Self::Database(error) }
    }
}

/// Moves a case, with or without a note and a message; the state it has already and a note is a note only. A message
/// makes a mail without its content, when the applicant gave an address; so does a state whose mail the form words.
///
/// # Errors
/// See [`ReviewError`]; nothing was written then.
pub async fn review(app: &App, scope: &Scope, case: &OpenedSubmission, review: Review) -> Result<(), ReviewError> {
    let (id, from, to) = (case.row.id, case.row.state, review.to);
    let kind = kind(from, &review)?;
    let is_move = kind == SubmissionEventKind::StateChanged;
    let data_key = data_key(app, case).await?;
    let seal = |purpose: &str, text: Option<String>| text.map(|text| data_key.seal(purpose, text.as_bytes()));
    let now = app.clock.now();
    let organization = scope.organization_id;
    let step = submission_event::Model {
        id: SubmissionEventId::new(&app.random, now),
        organization_id: organization,
        submission_id: id,
        kind,
        happened_at: now,
        staff_id: Some(scope.staff_id),
        from_state: is_move.then_some(from),
        to_state: is_move.then_some(to),
        sealed_note: seal(NOTE, review.note),
        sealed_message: seal(MESSAGE, review.message),
    };
    let line = audit_line(app, scope, &step);
    let key = (from == SubmissionState::Withdrawn && is_move).then(|| own_key(app, case, now)).flatten();
    let event = moved(app, case, &step).await?;
    let news = news(case, &step).map(|payload| NewJob::now(&app.random, now, organization, jobs::SEND_NEWS, payload));
    let freed = Freed::prepare(app, scope, case, now);
    app.db
        .write::<_, ReviewError, _>(move |transaction| {
            Box::pin(async move {
                if !store::set_state(transaction, organization, id, from, to, now).await? {
                    return Err(ReviewError::Conflict);
                }
                if is_move && to == SubmissionState::Withdrawn {
                    keys::free(transaction, organization, id).await?;
                    // Its appointment is free for others; coming back does not bring it back.
                    if let Some(booking) = slots::store::bookings::cancel_of(transaction, organization, id, now).await?
                    {
                        freed.write(transaction, booking.slot_id, now).await?;
                    }
                }
                if let Some(key) = key
                    && !keys::take_again(transaction, &key, id).await?
                {
                    return Err(ReviewError::KeyTaken);
                }
                store::append_step(transaction, step).await?;
                audit::store::append(transaction, vec![line]).await?;
                let follow_ups = news.into_iter().chain(event).collect();
                queue::store::enqueue(transaction, follow_ups, now).await?;
                Ok(())
            })
        })
        .await?;
    app.tallies.moved(organization, case.row.form_id);
    app.wake.ring();
    if to == SubmissionState::Withdrawn {
        slots::change::show(app).await;
    }
    Ok(())
}

/// What is written and told when a case that is withdrawn gives up its appointment.
struct Freed {
    step: submission_event::Model,
    line: audit::Event,
    random: Random,
    is_mailed: bool,
}

impl Freed {
    fn prepare(app: &App, scope: &Scope, case: &OpenedSubmission, now: Timestamp) -> Self {
        let (organization, id) = (scope.organization_id, case.row.id);
        let step = submission_event::Model {
            id: SubmissionEventId::new(&app.random, now),
            organization_id: organization,
            submission_id: id,
            kind: SubmissionEventKind::BookingCancelled,
            happened_at: now,
            staff_id: Some(scope.staff_id),
            from_state: None,
            to_state: None,
            sealed_note: None,
            sealed_message: None,
        };
        let line = audit::Event::new(&app.random, now, organization, "booking.cancelled", ("submission", id.0));
        let (random, is_mailed) = (app.random.clone(), case.mail_address().is_some());
        Self { step, line: line.by(scope.staff_id), random, is_mailed }
    }

    async fn write(self, transaction: &Transaction, slot: SlotId, now: Timestamp) -> Result<(), DbErr> {
        let (organization, id) = (self.step.organization_id, self.step.submission_id);
        if self.is_mailed {
            let payload = jobs::booking_payload(id, slot, BookingNews::Cancelled);
            let job = NewJob::now(&self.random, now, organization, jobs::SEND_BOOKING, payload).urgent();
            queue::store::enqueue(transaction, vec![job], now).await?;
        }
        store::append_step(transaction, self.step).await?;
        audit::store::append(transaction, vec![self.line.with(json!({ "slot_id": slot }))]).await
    }
}

/// What the application took for itself before it was withdrawn. Tests take nothing.
fn own_key(app: &App, case: &OpenedSubmission, now: Timestamp) -> Option<keys::Key> {
    let form = (case.row.organization_id, case.row.form_id);
    if case.row.is_test { None } else { one_per::key(app, form, &case.version.form, &case.answers, now) }
}

/// The states whose coming is told to this applicant by mail, with or without a message.
#[must_use]
pub fn mailed_states(case: &OpenedSubmission) -> Vec<SubmissionState> {
    let mails = &case.version.form.settings().status_mails;
    let next = case.row.state.next_states().iter().copied();
    next.filter(|state| case.mail_address().is_some() && mails.contains_key(state.name())).collect()
}

/// What the applicant is mailed about a step: that there is a message, a state whose mail the form words, or both.
fn news(case: &OpenedSubmission, step: &submission_event::Model) -> Option<serde_json::Value> {
    let has_message = step.sealed_message.is_some();
    let told = step.to_state.filter(|to| case.version.form.settings().status_mails.contains_key(to.name()));
    let is_news = case.mail_address().is_some() && (has_message || told.is_some());
    is_news.then(|| json!({ "submission_id": case.row.id, "state": told, "has_message": has_message }))
}

/// What another system is told of a move, where the form names one.
async fn moved(
    app: &App,
    case: &OpenedSubmission,
    step: &submission_event::Model,
) -> Result<Option<NewJob>, ReviewError> {
    let row = &case.row;
    let Some(to) = step.to_state.filter(|_| !row.is_test) else { return Ok(None) };
    let form = forms::store::by_id(app.db.read(), row.organization_id, row.form_id).await?;
    if form.is_none_or(|form| form.webhook_url.is_none()) {
        return Ok(None);
    }
    let at = step.happened_at;
    let payload = json!({
        "submission_id": row.id, "event": webhooks::STATE_CHANGED, "at": at.micros(), "from": step.from_state, "to": to,
    });
    let job = NewJob::now(&app.random, at, row.organization_id, jobs::DELIVER_WEBHOOK, payload);
    Ok(Some(job.over(Lane::Web)))
}

fn kind(from: SubmissionState, review: &Review) -> Result<SubmissionEventKind, ReviewError> {
    match (from == review.to, &review.note, &review.message) {
        (true, None, None) => Err(ReviewError::NothingToDo),
        (true, _, Some(_)) => Ok(SubmissionEventKind::Message),
        (true, Some(_), None) => Ok(SubmissionEventKind::Note),
        (false, ..) if from.next_states().contains(&review.to) => Ok(SubmissionEventKind::StateChanged),
        (false, ..) => Err(ReviewError::NotNext),
    }
}

fn audit_line(app: &App, scope: &Scope, step: &submission_event::Model) -> audit::Event {
    let (has_note, has_message) = (step.sealed_note.is_some(), step.sealed_message.is_some());
    let (action, detail) = match step.kind {
        SubmissionEventKind::StateChanged => (
            "submission.state_changed",
            json!({ "from": step.from_state, "to": step.to_state, "has_note": has_note, "has_message": has_message }),
        ),
        SubmissionEventKind::Message => ("submission.message_written", json!({ "has_note": has_note })),
        _ => ("submission.noted", serde_json::Value::Null),
    };
    let object = ("submission", step.submission_id.0);
    audit::Event::new(&app.random, step.happened_at, step.organization_id, action, object)
        .by(scope.staff_id)
        .with(detail)
}

/// What happened to a case, oldest first, with notes opened and names looked up.
///
/// # Errors
/// When a note does not open, or the database's.
pub async fn timeline(app: &App, case: &OpenedSubmission) -> Result<Vec<Step>, OpenError> {
    let organization = case.row.organization_id;
    let rows = store::timeline(app.db.read(), organization, case.row.id).await?;
    let people = rows.iter().filter_map(|row| row.staff_id).collect();
    let names: HashMap<StaffId, String> =
        staff::store::names(app.db.read(), organization, people).await?.into_iter().collect();
    let key = data_key(app, case).await?;
    rows.into_iter()
        .map(|row| {
            let open = |purpose: &str, sealed: Option<Vec<u8>>| {
                let text = sealed.map(|sealed| open_text(&key, purpose, &sealed)).transpose();
                text.map_err(|()| OpenError::Sealed(case.row.id))
            };
            Ok(Step {
                at: row.happened_at,
                kind: row.kind,
                from: row.from_state,
                to: row.to_state,
                note: open(NOTE, row.sealed_note)?,
                message: open(MESSAGE, row.sealed_message)?,
                by: row.staff_id.and_then(|person| names.get(&person).cloned()),
            })
        })
        .collect()
}

pub(super) fn open_text(key: &DataKey, purpose: &str, sealed: &[u8]) -> Result<String, ()> {
    let plain = key.open(purpose, sealed).map_err(|_| ())?;
    String::from_utf8(plain).map_err(|_| ())
}

pub(crate) async fn data_key(app: &App, case: &OpenedSubmission) -> Result<DataKey, OpenError> {
    let key = open::form_key(app, &case.row).await?;
    key.data_key(case.row.id.0, &case.row.wrapped_key).map_err(|_| OpenError::Sealed(case.row.id))
}
