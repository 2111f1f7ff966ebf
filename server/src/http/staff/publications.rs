//! `/api/v1/staff/forms/{form_id}/readiness` and `/publications`, and `/api/v1/staff/publications/…`: what is missing, asking
//! for a publication or planning one, and deciding about what another person asked for.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::drafts::conflict;
use super::form_view::{FormDetailResponse, detail};
use super::forms::{ChangeFormRequest, moment, settings_change};
use super::publication_view::{PublicationResponse, views};
use super::{blank_as_null, created, ok};
use crate::app::App;
use crate::forms::publication::request::{RequestError, Wanted, request as ask};
use crate::forms::publication::{approve as approval, refuse as refusal};
use crate::forms::readiness::{self, Task};
use crate::forms::store;
use crate::forms::store::publications;
use crate::forms::store::reach;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Editor, Hosted, ValidJson, Viewer};
use crate::ids::{FormId, PublicationId};
use crate::staff::scope::Scope;

/// How far a form is from going to residents.
#[derive(Serialize, ToSchema)]
pub struct ReadinessResponse {
    /// The hash that a publication of the draft as it is would fix.
    pub hash: String,
    /// What there is to do, in the order in which people do it.
    pub tasks: Vec<Task>,
}

/// What is to become live.
#[derive(Deserialize, Validate, ToSchema)]
pub struct PublicationRequest {
    /// The draft, by the revision that was looked at.
    #[validate(range(min = 1))]
    pub revision: Option<i64>,
    /// Settings that are to change.
    #[validate(nested)]
    pub settings: Option<ChangeFormRequest>,
    /// Whether a closed form is to open again.
    #[serde(default)]
    pub open: bool,
    /// When: RFC 3339, or date and time as the organization's clock shows them. Absent: as soon as it is approved.
    #[serde(default, deserialize_with = "blank_as_null")]
    pub publish_at: Option<String>,
    /// Words for whoever approves.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 1000))]
    pub note: Option<String>,
}

/// What is approved.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ApproveRequest {
    /// The hash of the publication that was looked at.
    #[validate(length(min = 1, max = 64))]
    pub hash: String,
}

/// Why not.
#[derive(Deserialize, Validate, ToSchema)]
pub struct RefuseRequest {
    /// For whoever asked: 1 to 500 characters.
    pub reason: String,
}

/// What waits for approval.
#[derive(Serialize, ToSchema)]
pub struct PublicationsResponse {
    /// Oldest first.
    pub publications: Vec<PublicationResponse>,
}

/// What is still to be done before the form goes to residents.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/readiness", operation_id = "get_readiness", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, body = ReadinessResponse), (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn ready(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    let row = reach::with_draft(app.db.read(), &scope, *id).await?.ok_or_else(|| ApiError::new(Code::NotFound))?;
    let readiness = readiness::of(&app, &row).await?;
    Ok(ok(&ReadinessResponse { hash: readiness.hash, tasks: readiness.tasks }))
}

/// Asks for a publication, where another person must approve it; else plans one for its time.
///
/// # Errors
/// 404; 409 when somebody saved meanwhile, `publication-open`, `slug-taken`; 422.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/publications", operation_id = "request_publication", tag = "forms",
    params(("form_id" = String, Path)), request_body = PublicationRequest,
    responses((status = 201, body = FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn create(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    ValidJson(body): ValidJson<PublicationRequest>,
) -> Result<HttpResponse, ApiError> {
    let wanted = Wanted {
        revision: body.revision,
        settings: body.settings.map(|change| settings_change(&app, change)).transpose()?,
        opens: body.open,
        publish_at: moment(&app, "/publish_at", body.publish_at)?,
        note: body.note,
        is_alone: false,
    };
    requested(&app, &scope, *id, wanted).await?;
    Ok(created(&detail(&app, &scope, &organization, *id).await?))
}

/// Asks, and names the other editor where one was faster.
pub(super) async fn requested(app: &App, scope: &Scope, id: FormId, wanted: Wanted) -> Result<(), ApiError> {
    match ask(app, scope, id, wanted).await {
        Err(RequestError::Conflict { revision }) => {
            let current = store::by_id(app.db.read(), scope.organization_id, id).await?;
            match current {
                Some(current) => Err(conflict(app, &current).await?),
                None => Err(ApiError::new(Code::Conflict).member("revision", revision)),
            }
        }
        asked => Ok(asked.map(|_| ())?),
    }
}

/// What waits for approval in the departments this person reaches.
///
/// # Errors
/// 401, 403.
#[utoipa::path(get, path = "/api/v1/staff/publications", operation_id = "list_publications", tag = "forms",
    responses((status = 200, body = PublicationsResponse), (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails)))]
pub async fn list(Editor(scope): Editor, app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    let rows = publications::waiting(app.db.read(), &scope).await?;
    Ok(ok(&PublicationsResponse { publications: views(&app, &scope, rows).await? }))
}

/// Approves exactly what was looked at: it becomes live now, or waits for its time.
///
/// # Errors
/// 403 `own-request`; 404; 409 `publication-changed`, `slug-taken`; 422 `form-not-ready`.
#[utoipa::path(post, path = "/api/v1/staff/publications/{publication_id}/approve", operation_id = "approve_publication", tag = "forms",
    params(("publication_id" = String, Path)), request_body = ApproveRequest,
    responses((status = 200, body = FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn approve(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<PublicationId>,
    ValidJson(body): ValidJson<ApproveRequest>,
) -> Result<HttpResponse, ApiError> {
    let form = approval::approve(&app, &scope, *id, &body.hash).await?;
    // It may have gone to a department beyond this person's reach, as was asked for.
    match detail(&app, &scope, &organization, form).await {
        Err(error) if error.code() == Code::NotFound => Ok(super::no_content()),
        detail => Ok(ok(&detail?)),
    }
}

/// Refuses what another person asked for.
///
/// # Errors
/// 403 `own-request`; 404; 409 `publication-changed`; 422.
#[utoipa::path(post, path = "/api/v1/staff/publications/{publication_id}/refuse", operation_id = "refuse_publication", tag = "forms",
    params(("publication_id" = String, Path)), request_body = RefuseRequest,
    responses((status = 200, body = FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn refuse(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<PublicationId>,
    ValidJson(body): ValidJson<RefuseRequest>,
) -> Result<HttpResponse, ApiError> {
    let form = refusal::refuse(&app, &scope, *id, &body.reason).await?;
    Ok(ok(&detail(&app, &scope, &organization, form).await?))
}

/// Takes back what waits for approval or for its time.
///
/// # Errors
/// 404; 409 `publication-changed`.
#[utoipa::path(post, path = "/api/v1/staff/publications/{publication_id}/withdraw", operation_id = "withdraw_publication", tag = "forms",
    params(("publication_id" = String, Path)),
    responses((status = 200, body = FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn withdraw(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<PublicationId>,
) -> Result<HttpResponse, ApiError> {
    let form = refusal::withdraw(&app, &scope, *id).await?;
    Ok(ok(&detail(&app, &scope, &organization, form).await?))
}
