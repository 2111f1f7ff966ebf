//! Sending one event and writing its line of the log: for the queue, and for staff who try a webhook out.

use serde_json::json;
use tokio::time::Instant;

use super::client::{DeliveryError, Message};
use super::store::{self, Delivery};
use super::{TEST, body, secret};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::values::JobReason;
use crate::forms::store::reach::FormWithDraft;
use crate::ids::{DeliveryId, JobId};

/// An event on its way.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its name, the same at every attempt.
    pub id: String,
    /// What happened.
    pub name: &'static str,
    /// The job that delivers it; none for a trial.
    pub job: Option<JobId>,
    /// JSON.
    pub body: String,
}

/// How a failed delivery is called.
#[must_use]
pub const fn reason(error: DeliveryError) -> JobReason {
    match error {
        DeliveryError::Forbidden => JobReason::WebhookForbidden,
        DeliveryError::Refused(_) => JobReason::WebhookRefused,
        DeliveryError::TimedOut => JobReason::TimedOut,
        DeliveryError::Unreachable => JobReason::WebhookUnreachable,
    }
}

/// Sends an event to the webhook of a form and logs it.
///
/// # Errors
/// See [`DeliveryError`]; the inner result is the other side's.
pub async fn deliver(
    app: &App,
    form: &FormWithDraft,
    url: &str,
    event: Event,
) -> Result<Result<Delivery, (Delivery, DeliveryError)>, DbErr> {
    let now = app.clock.now();
    let seconds = now.millis().div_euclid(1000);
    let signature =
        secret::signature(&app.vault, form.id, form.webhook_secrets.as_deref(), &event.id, seconds, &event.body);
    let message = Message { id: event.id, seconds, signature, body: event.body };
    let began = Instant::now();
    let answer = app.webhooks.send(url, &message).await;
    let row = Delivery {
        id: DeliveryId::new(&app.random, now),
        organization_id: form.organization_id,
        form_id: form.id,
        job_id: event.job,
        event: event.name.to_owned(),
        status: match answer {
            Ok(status) | Err(DeliveryError::Refused(status)) => Some(i64::from(status)),
            Err(_) => None,
        },
        reason: answer.err().map(reason),
        duration_ms: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
        attempted_at: now,
    };
    let line = row.clone();
    app.db.write::<_, DbErr, _>(move |transaction| Box::pin(store::log(transaction, line))).await?;
    Ok(match answer {
        Ok(_) => Ok(row),
        Err(error) => Err((row, error)),
    })
}

/// Sends a trial to the webhook of a form, now and once; `None` where it has none.
///
/// # Errors
/// The database's.
pub async fn test(app: &App, form: &FormWithDraft) -> Result<Option<Delivery>, DbErr> {
    let Some(url) = form.webhook_url.as_deref() else { return Ok(None) };
    let now: Timestamp = app.clock.now();
    let id = format!("msg_{}", JobId::new(&app.random, now).0.simple());
    let data = json!({ "organization_id": form.organization_id, "form_id": form.id, "form_slug": form.slug });
    let event = Event { id, name: TEST, job: None, body: body(TEST, now, &data) };
    let (Ok(row) | Err((row, _))) = deliver(app, form, url, event).await?;
    Ok(Some(row))
}
