//! `/api/v1/staff/forms/{form_id}/texts`: the texts of a document that can be said in another language, for the table of
//! translations. Nothing is stored, nothing is logged; the document need not be saved yet.

use actix_web::{HttpResponse, web};
use madoguchi_schema::{StrictJson, Translatable, translatable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::form_view::reachable;
use super::ok;
use crate::app::App;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::Viewer;
use crate::ids::FormId;

/// A document.
#[derive(Deserialize, ToSchema)]
pub struct TextsRequest {
    /// The form document as it stands in the editor.
    #[schema(value_type = Object)]
    pub document: StrictJson,
}

/// Its texts.
#[derive(Serialize, ToSchema)]
pub struct TextsResponse {
    /// In the order of the document; none of a document beyond the bounds.
    pub texts: Vec<TextResponse>,
}

/// A text that can be translated.
#[derive(Serialize, ToSchema)]
pub struct TextResponse {
    /// Where it stands, as a JSON Pointer: the key of its translation.
    pub at: String,
    /// What it says in the form's own language.
    pub text: String,
    /// Whether residents are shown it; where not, a translation need not have it.
    pub is_shown: bool,
}

impl From<Translatable> for TextResponse {
    fn from(Translatable { at, text, is_shown }: Translatable) -> Self {
        Self { at, text, is_shown }
    }
}

/// The texts of a document that can be translated.
///
/// # Errors
/// 404; 422 when it is no object.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/texts", operation_id = "form_texts", tag = "forms",
    params(("form_id" = String, Path)), request_body = TextsRequest,
    responses((status = 200, body = TextsResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn post(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<FormId>,
    body: web::Json<TextsRequest>,
) -> Result<HttpResponse, ApiError> {
    reachable(&app, &scope, *id).await?;
    let TextsRequest { document: StrictJson(document) } = body.into_inner();
    if !document.is_object() {
        return Err(ApiError::invalid_value("/document", "object"));
    }
    // The bounds of a large document take milliseconds to check: not on a thread that answers requests.
    let texts =
        tokio::task::spawn_blocking(move || translatable(&document).into_iter().map(TextResponse::from).collect());
    Ok(ok(&TextsResponse { texts: texts.await.map_err(ApiError::internal)? }))
}
