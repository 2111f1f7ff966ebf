//! `/api/v1/staff/templates`: the gallery to begin a form from.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::ok;
use crate::forms::templates;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::Viewer;

/// A template as the gallery shows it.
#[derive(Serialize, ToSchema)]
pub struct TemplateResponse {
    /// Its name.
    pub id: String,
    /// The document's title.
    pub title: String,
    /// The document's description.
    pub description: Option<String>,
    /// The group it stands in.
    pub category: Option<String>,
    /// What it is good for.
    pub gallery: Option<String>,
    /// What people call it: everyday words, readings in kana.
    pub keywords: Vec<String>,
    /// Fields.
    pub field_count: usize,
    /// Pages.
    pub page_count: usize,
}

/// The gallery.
#[derive(Serialize, ToSchema)]
pub struct TemplatesResponse {
    /// In the order of their names.
    pub templates: Vec<TemplateResponse>,
}

/// The gallery.
///
/// # Errors
/// 401.
#[utoipa::path(get, path = "/api/v1/staff/templates", operation_id = "list_templates", tag = "forms",
    responses((status = 200, body = TemplatesResponse), (status = 401, body = ProblemDetails)))]
pub async fn list(_: Viewer) -> Result<HttpResponse, ApiError> {
    // The first call compiles them all: not on a thread that answers requests.
    let summaries = tokio::task::spawn_blocking(templates::summaries).await.map_err(ApiError::internal)?;
    let templates = summaries.iter().cloned().map(|template| TemplateResponse {
        id: template.id,
        title: template.title,
        description: template.description,
        category: template.category,
        gallery: template.gallery,
        keywords: template.keywords,
        field_count: template.field_count,
        page_count: template.page_count,
    });
    Ok(ok(&TemplatesResponse { templates: templates.collect() }))
}

/// The document of a template.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/templates/{template_id}", operation_id = "get_template", tag = "forms",
    params(("template_id" = String, Path)),
    responses((status = 200, body = Object), (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn get(_: Viewer, id: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let template = templates::by_id(&id).ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(ok(&template.document))
}
