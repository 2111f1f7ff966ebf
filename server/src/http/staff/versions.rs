//! `/api/v1/staff/forms/{form_id}/versions`: what was published when and by whom, and withdrawing a version.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use super::changes::{text, with_draft};
use super::form_view::reachable;
use super::ok;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::edition::Edition;
use crate::forms::store::versions;
use crate::forms::withdraw::withdraw as withdraw_version;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Editor, ValidJson, Viewer};
use crate::ids::FormId;
use crate::staff::scope::Scope;
use crate::staff::store::names;

/// The published versions of a form.
#[derive(Serialize, ToSchema)]
pub struct VersionsResponse {
    /// Newest first.
    pub versions: Vec<VersionResponse>,
}

/// One published version.
#[derive(Serialize, ToSchema)]
pub struct VersionResponse {
    /// Counted from 1 within the form.
    pub number: i64,
    /// When it was published.
    pub published_at: Timestamp,
    /// The name of who published it; none when a command did.
    pub published_by_name: Option<String>,
    /// Residents who begin now get this one.
    pub is_live: bool,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// What residents are told.
    pub withdrawal_reason: Option<String>,
}

/// A published version with its document.
#[derive(Serialize, ToSchema)]
pub struct VersionDocumentResponse {
    /// Counted from 1 within the form.
    pub number: i64,
    /// When it was published.
    pub published_at: Timestamp,
    /// The form document in the current version of the form language, ready to be edited.
    #[schema(value_type = Object)]
    pub document: Value,
}

/// Why a version is withdrawn.
#[derive(Deserialize, Validate, ToSchema)]
pub struct WithdrawRequest {
    /// What residents who are filling it in are told.
    #[validate(length(min = 1, max = 500))]
    pub reason: String,
}

/// The published versions of a form.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/versions", operation_id = "list_versions", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, body = VersionsResponse), (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn list(Viewer(scope): Viewer, app: web::Data<App>, id: web::Path<FormId>) -> Result<HttpResponse, ApiError> {
    Ok(ok(&listed(&app, &scope, *id).await?))
}

/// One published version with its document: to be compared, or copied to the draft.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/versions/{number}", operation_id = "get_version", tag = "forms",
    params(("form_id" = String, Path), ("number" = i64, Path)),
    responses((status = 200, body = VersionDocumentResponse), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn get(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    path: web::Path<(FormId, i64)>,
) -> Result<HttpResponse, ApiError> {
    let (id, number) = path.into_inner();
    let form = with_draft(&app, &scope, id).await?;
    let text = text(&app, &form, Edition::Number(number)).await?;
    let number = text.number.ok_or_else(|| ApiError::new(Code::NotFound))?;
    // Who edits, edits in the current version of the form language; what is published stays as it was written.
    let document = madoguchi_schema::upgrade(&text.document).into_owned();
    Ok(ok(&VersionDocumentResponse { number, published_at: text.at, document }))
}

/// Withdraws a version; journeys in it are told why and go on in the version residents get now.
///
/// # Errors
/// 404; 409 for the version residents get now and one that was withdrawn before; 422.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/versions/{number}/withdraw", operation_id = "withdraw_version",
    tag = "forms", params(("form_id" = String, Path), ("number" = i64, Path)), request_body = WithdrawRequest,
    responses((status = 200, body = VersionsResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn withdraw(
    Editor(scope): Editor,
    app: web::Data<App>,
    path: web::Path<(FormId, i64)>,
    ValidJson(body): ValidJson<WithdrawRequest>,
) -> Result<HttpResponse, ApiError> {
    let (id, number) = path.into_inner();
    reachable(&app, &scope, id).await?;
    withdraw_version(&app, scope.organization_id, id, number, &body.reason, Some(scope.staff_id)).await?;
    Ok(ok(&listed(&app, &scope, id).await?))
}

async fn listed(app: &App, scope: &Scope, id: FormId) -> Result<VersionsResponse, ApiError> {
    let form = reachable(app, scope, id).await?;
    let rows = versions::list(app.db.read(), scope.organization_id, id).await?;
    let people = rows.iter().filter_map(|row| row.published_by).collect();
    let names = names(app.db.read(), scope.organization_id, people).await?;
    let named = |row: versions::VersionRow| VersionResponse {
        number: row.number,
        published_at: row.published_at,
        published_by_name: names.iter().find(|(person, _)| Some(*person) == row.published_by).map(|(_, n)| n.clone()),
        is_live: form.published_version_id == Some(row.id),
        withdrawn_at: row.withdrawn_at,
        withdrawal_reason: row.withdrawal_reason,
    };
    Ok(VersionsResponse { versions: rows.into_iter().map(named).collect() })
}
