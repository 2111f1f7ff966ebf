//! Receiving a submission: everything is decided again from the raw answers, sealed, and handed to the journal.
//! The resident pages and the JSON interface share this one way in.

use std::collections::BTreeMap;
use std::sync::Arc;

use madoguchi_schema::{PublishedForm, RawAnswers, Violation};
use serde_json::{Map, Value, json};
use subtle::ConstantTimeEq;

use super::journal::{Entry, JournalError, Outcome};
use super::sent_files::{all_files, resolve_files};
use super::store::{self, Existing, NewSubmission, Origin};
use super::{one_per, receipt_number};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::values::Lane;
use crate::forms::availability::Availability;
use crate::forms::live::{LiveForm, Version};
use crate::ids::{FileId, SlotId, SubmissionEventId, SubmissionId};
use crate::jobs;
use crate::queue::NewJob;
use crate::slots::booking::{self, NewBooking};
use crate::slots::nearest::{NEAREST, nearest};
use crate::slots::terms::{NoPlace, Room, Wish};
use crate::slots::{Snapshot, answers as slot_answers};
use crate::webhooks;

/// A final post, fully read.
pub struct Reception<'a> {
    /// The form as it is now.
    pub form: &'a LiveForm,
    /// The version the resident filled in. In a test version everything is a test: numbered so, counted nowhere, and told
    /// to nobody but the tester.
    pub version: &'a Version,
    /// What was sent, before any normalisation. Files are file tokens.
    pub raw: RawAnswers,
    /// One key is one submission: the journey's id, or the machine's `Idempotency-Key`.
    pub idempotency_key: String,
    /// The instant that decides deadlines and stands on the receipt.
    pub received_at: Timestamp,
    /// How it came.
    pub origin: Origin,
    /// When the applicant began, where that is known.
    pub began_at: Option<Timestamp>,
    /// The same answers were sent before, while the form was open, and the server could not take them: closing the form
    /// in between takes nothing away.
    pub is_honoured: bool,
}

/// What the resident keeps.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Which submission.
    pub submission_id: SubmissionId,
    /// The number to quote.
    pub number: String,
    /// The secret part of the receipt's address.
    pub token: String,
    /// When it was received.
    pub received_at: Timestamp,
    /// Whether the same submission had been received before.
    pub is_repeated: bool,
}

/// Why nothing was received.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// The answers are not acceptable; in form order.
    #[error("the answers are not acceptable")]
    Invalid(Vec<Violation>),
    /// More answers than any form needs.
    #[error("the answers are too large")]
    TooLarge,
    /// The form takes nothing at that instant: before or after its period, switched off, or full.
    #[error("the form takes no submissions: {0:?}")]
    NotTaken(Availability),
    /// The key was used for other answers; the receipt is that of the first.
    #[error("the key was used for other answers")]
    KeyReused(Box<Receipt>),
    /// There is an application with the same answer already, and the form takes one for each. Of that application nothing
    /// is said: whoever types somebody's number is not thereby that person.
    #[error("there is an application with the same {field} already")]
    AlreadySubmitted {
        /// The field.
        field: String,
    },
    /// The slot cannot be booked; what is nearest to it and free is offered.
    #[error("the slot cannot be booked: {0:?}")]
    NoPlace(Box<NoPlaceLeft>),
    /// More submissions come in for this form than it may take; try again with the same key.
    #[error("too many submissions of this form")]
    Busy {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// Try again with the same key.
    #[error(transparent)]
    Unavailable(#[from] JournalError),
}

/// What is told of a slot that cannot be booked.
#[derive(Debug)]
pub struct NoPlaceLeft {
    /// The field it was picked in.
    pub field: String,
    /// Why.
    pub reason: NoPlace,
    /// The free slots nearest to it, with how free they are: at the same place first.
    pub nearest: Vec<(SlotId, Room)>,
    /// The calendar they are of.
    pub calendar: Arc<Snapshot>,
    /// Who wanted to come.
    pub wish: Wish,
}

/// Largest answers, in bytes of JSON: the same for browsers (whose state holds no more) and machines.
const MAX_ANSWERS: usize = 256 * 1024;
/// What the number of a test begins with, whatever the form's own prefix.
const TEST_PREFIX: &str = "TEST";
/// Draws of a receipt number before giving up; two in a row colliding means the space is exhausted or randomness broken.
const NUMBER_DRAWS: usize = 4;

/// Receives a submission. When this returns a receipt, the submission is on stable storage.
///
/// # Errors
/// See [`ReceiveError`]; nothing was written then.
pub async fn receive(app: &App, mut reception: Reception<'_>) -> Result<Receipt, ReceiveError> {
    let (organization, form) = (reception.form.organization_id, &reception.version.form);
    slot_answers::settle(app, organization, form, &mut reception.raw).await.map_err(unavailable)?;
    // Whether a place is left is asked of the journal alone, which knows.
    let availability = reception.form.terms.for_those_since(reception.began_at, reception.received_at, 0);
    if availability != Availability::Open && availability != Availability::Full && !reception.is_honoured {
        return when_closed(app, reception, availability).await;
    }
    let mut submission = decided(app, &reception)?;
    submission.booking = wanted(app, &reception, &submission.answers).await?;
    if let Some(booking) = &submission.booking
        && app.slots.is_surely_full(booking, &reception.idempotency_key).await
    {
        return Err(no_place(app, &reception, booking, NoPlace::Taken).await);
    }
    if reception.version.is_test() {
        // Not one of the minute's worth that residents share.
        return write(app, &reception, &submission).await;
    }
    if let Err(retry_after) = app.limits.submission(reception.form.form_id, app.clock.now()) {
        // Who was received before and only missed the answer is not part of the flood.
        return already_there(app, &reception, &submission).await.ok_or(ReceiveError::Busy { retry_after });
    }
    let written = write(app, &reception, &submission).await;
    // Looking for numbers that are taken uses the form's share up too.
    let is_counted = match &written {
        Ok(receipt) => !receipt.is_repeated,
        Err(error) => matches!(error, ReceiveError::AlreadySubmitted { .. }),
    };
    if !is_counted {
        app.limits.give_back_submission(reception.form.form_id);
    }
    written
}

fn unavailable(error: DbErr) -> ReceiveError {
    tracing::warn!(%error, "cannot look at the calendar of a submission");
    ReceiveError::Unavailable(JournalError::Unavailable)
}

/// The appointment that these answers book. A test takes nobody's place.
async fn wanted(
    app: &App,
    reception: &Reception<'_>,
    answers: &Map<String, Value>,
) -> Result<Option<NewBooking>, ReceiveError> {
    let Reception { form, version, origin, received_at, .. } = reception;
    if version.is_test() {
        return Ok(None);
    }
    let of = (form.organization_id, form.form_id);
    booking::wanted(app, of, &version.form, answers, (origin.channel, *received_at, &reception.idempotency_key))
        .await
        .map_err(unavailable)
}

async fn no_place(app: &App, reception: &Reception<'_>, booking: &NewBooking, reason: NoPlace) -> ReceiveError {
    let Some((field, key, _)) = booking::slot_field(&reception.version.form) else {
        return ReceiveError::Unavailable(JournalError::Unavailable);
    };
    match app.slots.snapshot(app, reception.form.organization_id, key).await {
        Ok(Some(calendar)) => {
            let wish = booking.wish;
            let free = nearest(&calendar, booking.slot_id, &wish, NEAREST);
            let nearest = free.iter().map(|slot| (slot.id, slot.standing().room(wish.channel, wish.persons))).collect();
            ReceiveError::NoPlace(Box::new(NoPlaceLeft { field: field.to_owned(), reason, nearest, calendar, wish }))
        }
        Ok(None) => ReceiveError::Unavailable(JournalError::Unavailable),
        Err(error) => unavailable(error),
    }
}

/// The receipt of the same answers under the same key, if they were received before.
async fn already_there(app: &App, reception: &Reception<'_>, decided: &Decided) -> Option<Receipt> {
    let form = reception.form;
    let found = store::by_key(app.db.read(), form.organization_id, form.form_id, &reception.idempotency_key).await;
    let existing = found.ok().flatten()?;
    bool::from(existing.body_hmac.ct_eq(&decided.body_hmac)).then(|| receipt_of(app, existing))
}

async fn write(app: &App, reception: &Reception<'_>, submission: &Decided) -> Result<Receipt, ReceiveError> {
    for _ in 0..NUMBER_DRAWS {
        let entry = entry(app, reception, submission);
        let (id, number) = (entry.submission.id, entry.submission.receipt_number.clone());
        match app.journal.write(entry).await? {
            Outcome::Written => {
                if !reception.version.is_test() {
                    metrics::counter!("madoguchi_submissions_total").increment(1);
                }
                return Ok(Receipt {
                    submission_id: id,
                    number,
                    token: app.vault.receipt_token(id),
                    received_at: reception.received_at,
                    is_repeated: false,
                });
            }
            Outcome::Repeated(existing) => return Ok(receipt_of(app, existing)),
            Outcome::KeyReused(existing) => return Err(ReceiveError::KeyReused(Box::new(receipt_of(app, existing)))),
            Outcome::NotTaken(reason) => return Err(ReceiveError::NotTaken(reason)),
            Outcome::FileTaken => {
                return Err(ReceiveError::Invalid(all_files(reception.version, &submission.answers)));
            }
            Outcome::KeyTaken => {
                let field = version_key(reception).unwrap_or_default();
                return Err(ReceiveError::AlreadySubmitted { field });
            }
            Outcome::NoPlace(reason) => {
                let Some(booking) = &submission.booking else { break };
                return Err(no_place(app, reception, booking, reason).await);
            }
            Outcome::AlreadyBooked => {
                let key = submission.booking.as_ref().and_then(|booking| booking.key.clone());
                return Err(ReceiveError::AlreadySubmitted { field: key.map(|key| key.field).unwrap_or_default() });
            }
            Outcome::NumberTaken => {}
        }
    }
    Err(ReceiveError::Unavailable(JournalError::Unavailable))
}

fn version_key(reception: &Reception<'_>) -> Option<String> {
    reception.version.form.settings().one_per.clone()
}

/// What the raw answers come to.
struct Decided {
    answers: Map<String, Value>,
    files: Vec<FileId>,
    plain: Vec<u8>,
    body_hmac: [u8; 32],
    booking: Option<NewBooking>,
}

fn decided(app: &App, reception: &Reception<'_>) -> Result<Decided, ReceiveError> {
    let Reception { form, version, raw, received_at, .. } = reception;
    let today = received_at.day_in(&app.time_zone);
    // The same form in the words the pages were read in: a unit may be typed behind a number, and a rule's message is said.
    let said = version.in_language(reception.origin.language);
    let accepted = said.accept(raw, today).map_err(ReceiveError::Invalid)?;
    let (answers, files) = resolve_files(app, form, version, accepted, *received_at)?;
    let plain = serde_json::to_vec(&answers).unwrap_or_default();
    if plain.len() > MAX_ANSWERS {
        return Err(ReceiveError::TooLarge);
    }
    let told_apart = canonical(&without_names(&version.form, answers.clone()));
    let body_hmac = app.vault.digest(&[b"answers", form.form_id.0.as_bytes(), &told_apart]);
    Ok(Decided { answers, files, plain, body_hmac, booking: None })
}

/// A resident who sends the same again after the form was closed still gets the receipt of what was received in time.
/// Whoever only knows the key learns nothing: the answers must be the same.
async fn when_closed(app: &App, reception: Reception<'_>, reason: Availability) -> Result<Receipt, ReceiveError> {
    let form = reception.form;
    let closed = || ReceiveError::NotTaken(reason);
    let lost = |error: anyhow::Error| {
        tracing::warn!(%error, "cannot look up a submission of a closed form");
        ReceiveError::Unavailable(JournalError::Unavailable)
    };
    let found = store::by_key(app.db.read(), form.organization_id, form.form_id, &reception.idempotency_key).await;
    let Some(existing) = found.map_err(|error| lost(error.into()))? else { return Err(closed()) };
    // It was accepted in its version; a later one may ask for more.
    let version = app.live_forms.version(&app.db, form.organization_id, existing.version_id).await;
    let version = version.map_err(|error| lost(error.into()))?.ok_or_else(closed)?;
    let again = decided(app, &Reception { version: &version, ..reception }).map_err(|_| closed())?;
    if bool::from(existing.body_hmac.ct_eq(&again.body_hmac)) { Ok(receipt_of(app, existing)) } else { Err(closed()) }
}

/// The receipt of a submission that is there already.
#[must_use]
pub fn receipt_of(app: &App, existing: Existing) -> Receipt {
    Receipt {
        submission_id: existing.id,
        token: app.vault.receipt_token(existing.id),
        number: existing.receipt_number,
        received_at: existing.received_at,
        is_repeated: true,
    }
}

fn entry(app: &App, reception: &Reception<'_>, decided: &Decided) -> Entry {
    let Reception { form, version, received_at, .. } = *reception;
    let id = SubmissionId::new(&app.random, received_at);
    let (data_key, wrapped_key) = form.key.new_data_key(id.0);
    let prefix = if version.is_test() { Some(TEST_PREFIX) } else { version.form.settings().receipt_prefix.as_deref() };
    let submission = NewSubmission {
        id,
        event_id: SubmissionEventId::new(&app.random, received_at),
        organization_id: form.organization_id,
        form_id: form.form_id,
        version_id: version.id,
        receipt_number: receipt_number::new(&app.random, prefix),
        idempotency_key: reception.idempotency_key.clone(),
        body_hmac: decided.body_hmac,
        wrapped_key,
        sealed_answers: data_key.seal("answers", &decided.plain),
        files: decided.files.clone(),
        received_at,
        origin: reception.origin,
        is_honoured: reception.is_honoured,
        began_at: reception.began_at,
        // A test takes nothing from anybody.
        key: if version.is_test() {
            None
        } else {
            one_per::key(app, (form.organization_id, form.form_id), &version.form, &decided.answers, received_at)
        },
        is_test: version.is_test(),
    };
    let audit = audit_line(app, reception, id);
    let jobs = follow_ups(app, form, version, &decided.answers, id, received_at);
    Entry { submission, booking: decided.booking.clone(), audit, jobs }
}

fn audit_line(app: &App, reception: &Reception<'_>, id: SubmissionId) -> audit::Event {
    let (at, organization, origin) = (reception.received_at, reception.form.organization_id, reception.origin);
    let line = audit::Event::new(&app.random, at, organization, "submission.received", ("submission", id.0));
    match origin.entered_by {
        Some(person) if reception.version.is_test() => line.by(person).with(json!({ "is_test": true })),
        Some(person) => line.by(person).with(json!({ "channel": origin.channel })),
        None => line,
    }
}

/// A slot is told apart by its identifier: that its place got another name in between makes no other answer of it.
fn without_names(form: &PublishedForm, mut answers: Map<String, Value>) -> Map<String, Value> {
    if let Some((name, ..)) = booking::slot_field(form)
        && let Some(Value::Object(slot)) = answers.get_mut(name)
    {
        slot.retain(|member, _| member == "slot");
    }
    answers
}

/// The same answers in another order of keys are the same answers.
fn canonical(answers: &Map<String, Value>) -> Vec<u8> {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Object(map) => {
                let ordered: BTreeMap<&String, Value> = map.iter().map(|(key, value)| (key, sorted(value))).collect();
                json!(ordered)
            }
            Value::Array(items) => items.iter().map(sorted).collect(),
            other => other.clone(),
        }
    }
    let ordered: BTreeMap<&String, Value> = answers.iter().map(|(key, value)| (key, sorted(value))).collect();
    serde_json::to_vec(&ordered).unwrap_or_default()
}

fn follow_ups(
    app: &App,
    form: &LiveForm,
    version: &Version,
    answers: &Map<String, Value>,
    id: SubmissionId,
    now: Timestamp,
) -> Vec<NewJob> {
    let payload = json!({ "submission_id": id });
    let job = |kind| NewJob::now(&app.random, now, form.organization_id, kind, payload.clone());
    // Nobody is to work on a test.
    let mut follow_ups = if version.is_test() { Vec::new() } else { vec![job(jobs::NOTIFY_DEPARTMENT)] };
    if version.form.settings().receipt_mail.to.as_ref().is_some_and(|field| answers.contains_key(field)) {
        follow_ups.push(job(jobs::SEND_RECEIPT).urgent());
    }
    if form.has_webhook && !version.is_test() {
        let payload = json!({ "submission_id": id, "event": webhooks::SUBMISSION_CREATED, "at": now.micros() });
        let random = &app.random;
        follow_ups.push(NewJob::now(random, now, form.organization_id, jobs::DELIVER_WEBHOOK, payload).over(Lane::Web));
    }
    follow_ups
}
