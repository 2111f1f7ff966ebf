//! `/api/v1/staff/templates/{template_id}/preview`: the resident pages of a template, before a form is made of it.

use actix_web::{HttpRequest, HttpResponse, web};
use madoguchi_schema::RawAnswers;
use uuid::Uuid;

use super::preview::{PreviewQuery, Script, framed};
use crate::app::App;
use crate::forms::live::Version;
use crate::forms::templates;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Hosted, Viewer};
use crate::http::resident::preview::{self, Opening, Preview};
use crate::ids::{FormId, VersionId};
use crate::words::Words;

/// A page of the template as residents would see it.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/templates/{template_id}/preview", operation_id = "preview_template", tag = "forms",
    params(("template_id" = String, Path), PreviewQuery),
    responses((status = 200, content_type = "text/html", body = String), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn get(
    _: Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<String>,
    query: web::Query<PreviewQuery>,
) -> Result<HttpResponse, ApiError> {
    let version = compiled(id.clone()).await?;
    let action_url = action_url(&id);
    let preview = Preview {
        app: &app,
        words: Words::stored(query.lang.as_deref().unwrap_or_default()),
        organization: &organization,
        form_id: version.form_id,
        version: &version,
        name: "template",
        action_url: &action_url,
        as_of: None,
    };
    Ok(framed(
        preview::page(&preview, Opening::Page(query.page.unwrap_or_default()), RawAnswers::default()).await,
        query.script,
    ))
}

/// The next step of a journey through the template.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/templates/{template_id}/preview", operation_id = "continue_template_preview",
    tag = "forms", params(("template_id" = String, Path)),
    request_body(content = Object, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, content_type = "text/html", body = String), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn post(
    _: Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<String>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let version = compiled(id.clone()).await?;
    let action_url = action_url(&id);
    let preview = Preview {
        app: &app,
        words: Words::default(),
        organization: &organization,
        form_id: version.form_id,
        version: &version,
        name: "template",
        action_url: &action_url,
        as_of: None,
    };
    Ok(framed(preview::post(&preview, &request, payload).await, Script::default()))
}

fn action_url(id: &str) -> String {
    format!("/api/v1/staff/templates/{id}/preview")
}

/// The template, compiled. Nobody's form: its journeys are sealed for no form at all.
async fn compiled(id: String) -> Result<Version, ApiError> {
    let compile = move || {
        let template = templates::by_id(&id)?;
        Version::new(VersionId(Uuid::nil()), FormId(Uuid::nil()), 0, template.document).ok()
    };
    let version = tokio::task::spawn_blocking(compile).await.map_err(ApiError::internal)?;
    version.ok_or_else(|| ApiError::new(Code::NotFound))
}
