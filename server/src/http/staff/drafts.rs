//! `/api/v1/staff/forms/{form_id}/draft`: the one draft, saved only over the revision it was made from.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use madoguchi_schema::{Problem, StrictJson};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::form_view::reachable;
use super::ok;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::draft::{self, SaveError};
use crate::forms::images::check;
use crate::forms::store::reach::{self, FormWithDraft};
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Editor, Viewer};
use crate::ids::{FormId, OrganizationId, StaffId};
use crate::staff::store;

/// The draft as it is stored.
#[derive(Serialize, ToSchema)]
pub struct DraftResponse {
    /// To be named with the next save.
    pub revision: i64,
    /// The form document; absent in the answer to a save.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub document: Option<Value>,
    /// What keeps it from being published, and what could be better.
    #[schema(value_type = Vec<Object>)]
    pub problems: Vec<Problem>,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// The name of who saved it.
    pub saved_by: Option<String>,
}

/// The draft and its problems.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/draft", operation_id = "get_draft", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, body = DraftResponse), (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn get(Viewer(scope): Viewer, app: web::Data<App>, id: web::Path<FormId>) -> Result<HttpResponse, ApiError> {
    let row = reach::with_draft(app.db.read(), &scope, *id).await?.ok_or_else(|| ApiError::new(Code::NotFound))?;
    let stored: Value = serde_json::from_str(&row.draft_document).map_err(ApiError::internal)?;
    // Who edits, edits in the current version of the form language; what is published stays as it was written.
    let document = madoguchi_schema::upgrade(&stored).into_owned();
    Ok(ok(&DraftResponse {
        revision: row.draft_revision,
        problems: check::lint(&app, scope.organization_id, row.id, &document).await?,
        document: Some(document),
        saved_at: row.draft_saved_at,
        saved_by: name_of(&app, scope.organization_id, row.draft_saved_by).await?,
    }))
}

/// Replaces the draft when it is still at the revision named in `If-Match`.
///
/// # Errors
/// 404; 409 naming the other editor; 428 without `If-Match`.
#[utoipa::path(put, path = "/api/v1/staff/forms/{form_id}/draft", operation_id = "save_draft", tag = "forms",
    params(("form_id" = String, Path), ("If-Match" = String, Header, description = "the revision in quotes")),
    request_body(content = Object, description = "the form document"),
    responses((status = 200, body = DraftResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails), (status = 428, body = ProblemDetails)))]
pub async fn put(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<FormId>,
    request: HttpRequest,
    document: web::Json<StrictJson>,
) -> Result<HttpResponse, ApiError> {
    let revision = revision(&request)?;
    reachable(&app, &scope, *id).await?;
    let StrictJson(document) = document.into_inner();
    if !document.is_object() {
        return Err(ApiError::invalid_value("", "object"));
    }
    let saved =
        draft::save(&app, scope.organization_id, *id, revision, document, Vec::new(), Some(scope.staff_id)).await;
    match saved {
        Ok(saved) => Ok(ok(&DraftResponse {
            revision: saved.revision,
            document: None,
            problems: saved.problems,
            saved_at: saved.saved_at,
            saved_by: Some(scope.name),
        })),
        Err(SaveError::NotFound) => Err(ApiError::new(Code::NotFound)),
        Err(SaveError::Database(error)) => Err(error.into()),
        Err(SaveError::Conflict(current)) => Err(conflict(&app, &current).await?),
    }
}

/// `If-Match: "7"`.
pub(super) fn revision(request: &HttpRequest) -> Result<i64, ApiError> {
    let header = request.headers().get(header::IF_MATCH).ok_or_else(|| ApiError::new(Code::PreconditionRequired))?;
    header
        .to_str()
        .ok()
        .and_then(|text| text.trim().trim_matches('"').parse().ok())
        .ok_or_else(|| ApiError::new(Code::InvalidRequest).detail("If-Match must be the revision in quotes"))
}

/// Names who was faster, so that the two can talk.
pub(super) async fn conflict(app: &App, current: &FormWithDraft) -> Result<ApiError, ApiError> {
    let name = name_of(app, current.organization_id, current.draft_saved_by).await?;
    let error = ApiError::new(Code::Conflict)
        .member("revision", current.draft_revision)
        .member("edited_by", name.clone())
        .member("edited_at", serde_json::to_value(current.draft_saved_at).map_err(ApiError::internal)?);
    Ok(match name {
        Some(name) => error.detail(name),
        None => error,
    })
}

async fn name_of(app: &App, organization: OrganizationId, person: Option<StaffId>) -> Result<Option<String>, ApiError> {
    let names = store::names(app.db.read(), organization, person.into_iter().collect()).await?;
    Ok(names.into_iter().next().map(|(_, name)| name))
}
