//! `/api/v1/staff/forms/{form_id}/preview`: the real resident pages of the draft, shown in the builder. Nothing is stored.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::app::App;
use crate::forms::live::Version;
use crate::forms::readiness;
use crate::forms::store::reach::{self, FormWithDraft};
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Hosted, Viewer};
use crate::http::request::FRAMED_CONTENT_SECURITY_POLICY;
use crate::http::resident::preview::{self, Preview};
use crate::ids::{FormId, VersionId};
use crate::organizations::Organization;
use crate::pages::notice;
use crate::staff::scope::Scope;
use crate::words::Words;

/// Which page.
#[derive(Deserialize, IntoParams)]
pub struct PreviewQuery {
    /// Counted from 0; the first when absent.
    pub page: Option<usize>,
    /// In which language (`ja`, `ja-easy`, `en`); Japanese when absent.
    pub lang: Option<String>,
}

/// A page of the draft as residents would see it.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/preview", operation_id = "preview_form", tag = "forms",
    params(("form_id" = String, Path), PreviewQuery),
    responses((status = 200, content_type = "text/html", body = String), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn get(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    query: web::Query<PreviewQuery>,
) -> Result<HttpResponse, ApiError> {
    let row = draft(&app, &scope, *id).await?;
    let response = match compiled(&row)? {
        Some(draft) => {
            readiness::previewed(&app, &row).await?;
            let action_url = action_url(*id);
            let words = Words::stored(query.lang.as_deref().unwrap_or_default());
            let preview = Preview { words, ..looked_at(&app, &organization, &row, &draft, &action_url) };
            preview::page(&preview, query.page.unwrap_or_default())
        }
        None => not_ready(&organization)?,
    };
    Ok(framed(response))
}

/// The next step of a journey through the draft.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/preview", operation_id = "continue_preview", tag = "forms",
    params(("form_id" = String, Path)),
    request_body(content = Object, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, content_type = "text/html", body = String), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn post(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let row = draft(&app, &scope, *id).await?;
    let response = match compiled(&row)? {
        Some(draft) => {
            let action_url = action_url(*id);
            preview::post(&looked_at(&app, &organization, &row, &draft, &action_url), &request, payload).await
        }
        None => not_ready(&organization)?,
    };
    Ok(framed(response))
}

async fn draft(app: &App, scope: &Scope, id: FormId) -> Result<FormWithDraft, ApiError> {
    reach::with_draft(app.db.read(), scope, id).await?.ok_or_else(|| ApiError::new(Code::NotFound))
}

/// The draft as it would be published; `None` while it has problems.
fn compiled(row: &FormWithDraft) -> Result<Option<Version>, ApiError> {
    let document = serde_json::from_str(&row.draft_document).map_err(ApiError::internal)?;
    // No version yet: the preview names its journeys after the draft's revision.
    Ok(Version::new(VersionId(Uuid::nil()), row.id, 0, document).ok())
}

fn action_url(id: FormId) -> String {
    format!("/api/v1/staff/forms/{id}/preview")
}

fn looked_at<'a>(
    app: &'a App,
    organization: &'a Organization,
    row: &FormWithDraft,
    version: &'a Version,
    action_url: &'a str,
) -> Preview<'a> {
    Preview {
        app,
        words: Words::default(),
        organization,
        form_id: row.id,
        version,
        revision: row.draft_revision,
        action_url,
    }
}

/// The problems themselves stand beside the preview, in the builder.
fn not_ready(organization: &Organization) -> Result<HttpResponse, ApiError> {
    let page = notice::not_ready(Words::default(), &organization.name);
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page.map_err(ApiError::internal)?))
}

/// May be shown in a frame of this site, and is kept by no cache: the draft changes under it.
pub(super) fn framed(mut response: HttpResponse) -> HttpResponse {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED_CONTENT_SECURITY_POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
