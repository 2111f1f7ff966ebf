//! Tells the system a form names that something happened: ids, number and time, never an answer. Where the form names none
//! any more, and of tests, nothing is told.

use anyhow::anyhow;
use serde::Deserialize;
use serde_json::{Value, json};

use super::case::submission_id;
use super::reason::Hopeless;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms;
use crate::queue::{Job, JobError};
use crate::webhooks::client::DeliveryError;
use crate::webhooks::deliver::{Event, deliver};
use crate::webhooks::{STATE_CHANGED, SUBMISSION_CREATED, body, store};

/// What happened, as the job names it.
#[derive(Deserialize)]
struct What {
    event: String,
    /// Microseconds since 1970.
    at: i64,
    /// Of a case that was moved: from where and to where.
    #[serde(default)]
    from: Value,
    #[serde(default)]
    to: Value,
}

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let what: What = serde_json::from_value(job.payload.clone()).map_err(|error| JobError::Fail(error.into()))?;
    let (id, organization) = (submission_id(job)?, job.organization_id);
    let gone = |what| JobError::Fail(Hopeless::Gone(what).into());
    let found = store::case(app.db.read(), organization, id).await?;
    let (form, number, is_test) = found.ok_or_else(|| gone("the submission"))?;
    let form = forms::store::by_id(app.db.read(), organization, form).await?.ok_or_else(|| gone("the form"))?;
    let Some(url) = form.webhook_url.clone().filter(|_| !is_test) else { return Ok(()) };
    let mut data = json!({
        "organization_id": organization, "form_id": form.id, "form_slug": form.slug,
        "submission_id": id, "receipt_number": number,
    });
    let name = match what.event.as_str() {
        SUBMISSION_CREATED => SUBMISSION_CREATED,
        STATE_CHANGED => {
            (data["from"], data["to"]) = (what.from, what.to);
            STATE_CHANGED
        }
        other => return Err(JobError::Fail(anyhow!("there is no event {other:?}"))),
    };
    let body = body(name, Timestamp::from_micros(what.at), &data);
    let event = Event { id: format!("msg_{}", job.id.0.simple()), name, job: Some(job.id), body };
    match deliver(app, &form, &url, event).await? {
        Ok(_) => Ok(()),
        // Neither changes by itself: the address, and a receiver that says it wants nothing more (410).
        Err((_, error @ (DeliveryError::Forbidden | DeliveryError::Refused(410)))) => Err(JobError::Fail(error.into())),
        Err((_, error)) => Err(JobError::Retry(error.into())),
    }
}
