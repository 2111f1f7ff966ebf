//! Mails the applicant about the appointment: booked by staff, moved, cancelled, cancelled by the office, or near. Place and time stand in
//! the mail, because that is what it is for; no other answer does.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::case;
use crate::app::App;
use crate::ids::{SlotId, SubmissionId};
use crate::mail::Mail;
use crate::queue::{Job, JobError, Worked};
use crate::slots::change;

/// What there is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingNews {
    /// Staff have booked it.
    Booked,
    /// It is at this slot now.
    Moved,
    /// It is cancelled.
    Cancelled,
    /// The office has closed the day.
    Closed,
    /// It is near.
    Reminder,
}

impl BookingNews {
    /// The ids of its words: subject, and what the mail begins with.
    const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Booked => ["mail-booking-booked-subject", "mail-booking-booked"],
            Self::Moved => ["mail-booking-moved-subject", "mail-booking-moved"],
            Self::Cancelled => ["mail-booking-cancelled-subject", "mail-booking-cancelled"],
            Self::Closed => ["mail-booking-closed-subject", "mail-booking-closed"],
            Self::Reminder => ["mail-booking-reminder-subject", "mail-booking-reminder"],
        }
    }
}

/// What a job about an appointment carries.
#[must_use]
pub fn payload(submission: SubmissionId, slot: SlotId, news: BookingNews) -> Value {
    json!({ "submission_id": submission, "slot_id": slot, "news": news })
}

/// The same when the office has closed the day, with what it says to everybody.
#[must_use]
pub fn closed_payload(submission: SubmissionId, slot: SlotId, message: Option<&str>) -> Value {
    json!({ "submission_id": submission, "slot_id": slot, "news": BookingNews::Closed, "message": message })
}

#[derive(Deserialize)]
struct Payload {
    slot_id: SlotId,
    news: BookingNews,
    #[serde(default)]
    message: Option<String>,
}

pub(super) async fn run(app: &App, job: &Job) -> Worked {
    let told: Payload = serde_json::from_value(job.payload.clone()).map_err(|error| JobError::Fail(error.into()))?;
    let case = case::load(app, job).await?;
    // Whoever gave no address is told by nobody's mail: staff see who that is.
    if case.submission.mail_address().is_none() || is_outdated(app, &case, &told).await? {
        return Ok(None);
    }
    let Some(said) = change::said(app, job.organization_id, told.slot_id, case.words()).await? else { return Ok(None) };
    let to = case::applicant(app, job, &case).await?;
    let form = case.submission.version.in_language(case.words().language);
    let url = case.status_url(app);
    let written = case.letter(app, &form, &url).appointment(told.news.words(), &said, told.message.as_deref());
    let mail = Mail {
        sender: case.organization.name.clone(),
        to,
        subject: written.subject,
        text: written.text,
        attachment: None,
        key: case::mail_key(app, job),
        sent_at: app.clock.now(),
    };
    case::deliver(app, job, &case, mail).await
}

/// What was moved again has a mail of its own; what was cancelled since is not near any more.
async fn is_outdated(app: &App, case: &case::Case, told: &Payload) -> Result<bool, JobError> {
    let now = change::appointment(app, &case.submission).await?;
    Ok(match told.news {
        BookingNews::Booked | BookingNews::Moved | BookingNews::Reminder => {
            now.is_none_or(|now| now.slot.id != told.slot_id)
        }
        BookingNews::Cancelled | BookingNews::Closed => false,
    })
}
