//! `POST /api/v1/staff/forms/{form_id}/prefill-links`: a personal link, for a letter or a mail to one person.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use validator::Validate;

use super::created;
use super::form_view::reachable;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::{access, prefill};
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Clerk, Hosted, ValidJson};
use crate::ids::FormId;

/// What the link is to bring along.
#[derive(Deserialize, Validate, ToSchema)]
pub struct PrefillLinkRequest {
    /// Answers by field: fields of kind `hidden` whose `x-prefill` says `link`.
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
    /// How many days the link is good for.
    #[validate(range(min = 1, max = prefill::MAX_DAYS))]
    #[schema(minimum = 1, maximum = 366)]
    pub expires_in_days: i64,
}

/// A personal link.
#[derive(Serialize, ToSchema)]
pub struct PrefillLinkResponse {
    /// The address; a secret of whom it is for, and shown once.
    pub url: String,
    /// When it stops being good.
    pub expires_at: Timestamp,
}

/// Makes a personal link to a published form. Whoever opens it begins with these answers and cannot change them.
///
/// # Errors
/// 404; 409 when the form was never published; 422 for values the form does not take from a link.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/prefill-links", operation_id = "create_prefill_link", tag = "forms",
    params(("form_id" = String, Path)), request_body = PrefillLinkRequest,
    responses((status = 201, body = PrefillLinkResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn create(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    ValidJson(body): ValidJson<PrefillLinkRequest>,
) -> Result<HttpResponse, ApiError> {
    let row = reachable(&app, &scope, *id).await?;
    let live = app.live_forms.by_slug(&app.db, &app.vault, scope.organization_id, &row.slug).await?;
    let live = live.ok_or_else(|| ApiError::new(Code::Conflict).detail("the form has never been published"))?;
    let link = prefill::issue(&app, &scope, &live, body.values, body.expires_in_days).await?;
    let address = access::address(&organization, &row.slug, live.door.key());
    let sign = if live.door.key().is_some() { '&' } else { '?' };
    let url = format!("{address}{sign}{}={}", prefill::LINK_PARAMETER, link.token);
    Ok(created(&PrefillLinkResponse { url, expires_at: link.expires_at }))
}
