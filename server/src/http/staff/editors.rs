//! `/api/v1/staff/forms/{form_id}/editors`: the builders that have a draft open tell each other of themselves.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::form_view::reachable;
use super::ok;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::editors;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::Editor;
use crate::ids::FormId;

/// Who else has the draft open.
#[derive(Serialize, ToSchema)]
pub struct EditorsResponse {
    /// The others, who has been there longest first; never the person who asks.
    pub editors: Vec<DraftEditorResponse>,
}

/// Somebody else who has the draft open.
#[derive(Serialize, ToSchema)]
pub struct DraftEditorResponse {
    /// What colleagues call this person.
    pub name: String,
    /// When this person's builder last spoke.
    pub seen_at: Timestamp,
}

/// "I have the draft open": to be said every 20 seconds; who says nothing for 60 seconds has left.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/editors", operation_id = "tell_editing", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, body = EditorsResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn post(Editor(scope): Editor, app: web::Data<App>, id: web::Path<FormId>) -> Result<HttpResponse, ApiError> {
    reachable(&app, &scope, *id).await?;
    let others = editors::seen(&app, scope.organization_id, *id, scope.staff_id).await?;
    let editors = others.into_iter().map(|other| DraftEditorResponse { name: other.name, seen_at: other.seen_at });
    Ok(ok(&EditorsResponse { editors: editors.collect() }))
}

/// "I have closed it."
///
/// # Errors
/// 404.
#[utoipa::path(delete, path = "/api/v1/staff/forms/{form_id}/editors", operation_id = "stop_editing", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 204), (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn delete(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    reachable(&app, &scope, *id).await?;
    editors::left(&app, scope.organization_id, *id, scope.staff_id).await?;
    Ok(HttpResponse::NoContent().finish())
}
