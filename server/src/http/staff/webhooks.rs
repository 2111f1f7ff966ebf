//! `/api/v1/staff/forms/{form_id}/webhook`: secrets, the log of deliveries, a trial, and delivering once more. The address
//! itself is a setting of the form.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::{no_content, ok};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::JobReason;
use crate::forms::store::reach::{self, FormWithDraft};
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::Editor;
use crate::ids::{DeliveryId, FormId};
use crate::outbox::resend;
use crate::staff::scope::Scope;
use crate::webhooks::store::{self, Delivery};
use crate::webhooks::{deliver, secret};

/// One attempt to deliver an event.
#[derive(Serialize, ToSchema)]
pub struct DeliveryResponse {
    /// Its identifier.
    pub id: DeliveryId,
    /// `submission.created`, `case.state_changed` or `webhook.test`.
    pub event: String,
    /// When.
    pub at: Timestamp,
    /// The status of the answer; null where there was none.
    pub status: Option<i64>,
    /// Why it failed; null when it did not.
    pub reason: Option<JobReason>,
    /// How long it took.
    pub duration_ms: i64,
    /// Whether the event can be delivered once more.
    pub can_resend: bool,
}

/// A form's webhook.
#[derive(Serialize, ToSchema)]
pub struct WebhookResponse {
    /// Its address; null: none.
    pub url: Option<String>,
    /// Whether a secret was ever shown.
    pub has_secret: bool,
    /// How many secrets sign: two while the other side changes over.
    pub secrets: usize,
    /// The last fifty attempts, the newest first.
    pub deliveries: Vec<DeliveryResponse>,
}

/// A new secret.
#[derive(Serialize, ToSchema)]
pub struct WebhookSecretResponse {
    /// `whsec_…`; it cannot be read again.
    pub secret: String,
}

fn view(row: Delivery) -> DeliveryResponse {
    DeliveryResponse {
        id: row.id,
        event: row.event,
        at: row.attempted_at,
        status: row.status,
        reason: row.reason,
        duration_ms: row.duration_ms,
        can_resend: row.job_id.is_some(),
    }
}

async fn form(app: &App, scope: &Scope, id: FormId) -> Result<FormWithDraft, ApiError> {
    reach::with_draft(app.db.read(), scope, id).await?.ok_or_else(|| ApiError::new(Code::NotFound))
}

/// A form's webhook and what became of the last deliveries.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/webhook", operation_id = "get_webhook", tag = "webhooks",
    params(("form_id" = String, Path)),
    responses((status = 200, body = WebhookResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn get(Editor(scope): Editor, app: web::Data<App>, id: web::Path<FormId>) -> Result<HttpResponse, ApiError> {
    let form = form(&app, &scope, *id).await?;
    let deliveries = store::deliveries(app.db.read(), scope.organization_id, form.id).await?;
    Ok(ok(&WebhookResponse {
        url: form.webhook_url,
        has_secret: form.webhook_secrets.is_some(),
        secrets: secret::generations(form.webhook_secrets.as_deref()).len(),
        deliveries: deliveries.into_iter().map(view).collect(),
    }))
}

/// Makes a new secret and shows it this once. The one before signs too, until it is retired.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/webhook/secret", operation_id = "renew_webhook_secret",
    tag = "webhooks", params(("form_id" = String, Path)),
    responses((status = 200, body = WebhookSecretResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn renew(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    let secret = secret::renew(&app, &scope, *id).await?;
    Ok(ok(&WebhookSecretResponse { secret }))
}

/// From now on only the newest secret signs.
///
/// # Errors
/// 404.
#[utoipa::path(delete, path = "/api/v1/staff/forms/{form_id}/webhook/old-secret", operation_id = "retire_webhook_secret",
    tag = "webhooks", params(("form_id" = String, Path)),
    responses((status = 204), (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn retire(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    secret::retire(&app, &scope, *id).await?;
    Ok(no_content())
}

/// Sends an event that says it is a trial, now and once.
///
/// # Errors
/// 404; 409 when the form has no webhook.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/webhook/test", operation_id = "test_webhook", tag = "webhooks",
    params(("form_id" = String, Path)),
    responses((status = 200, body = DeliveryResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn test(Editor(scope): Editor, app: web::Data<App>, id: web::Path<FormId>) -> Result<HttpResponse, ApiError> {
    let form = form(&app, &scope, *id).await?;
    let row = deliver::test(&app, &form).await?.ok_or_else(|| ApiError::new(Code::Conflict))?;
    Ok(ok(&view(row)))
}

/// Delivers an event once more, under the same id.
///
/// # Errors
/// 404, also when the event is forgotten.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/webhook/deliveries/{delivery_id}/resend",
    operation_id = "resend_webhook", tag = "webhooks", params(("form_id" = String, Path), ("delivery_id" = String, Path)),
    responses((status = 204), (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn resend(
    Editor(scope): Editor,
    app: web::Data<App>,
    path: web::Path<(FormId, DeliveryId)>,
) -> Result<HttpResponse, ApiError> {
    let (id, delivery) = path.into_inner();
    let form = form(&app, &scope, id).await?;
    let row = store::delivery(app.db.read(), scope.organization_id, form.id, delivery).await?;
    let job = row.and_then(|row| row.job_id).ok_or_else(|| ApiError::new(Code::NotFound))?;
    resend::event(&app, &scope, job).await?;
    Ok(no_content())
}
