//! `/api/v1/staff/prose`: a text as residents will see it, for the inspector. The same reader and the same drawing as on
//! their pages; nothing is stored, nothing is logged.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ok;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::Viewer;
use crate::pages::prose;

/// A text as it is typed.
#[derive(Deserialize, ToSchema)]
pub struct ProseRequest {
    /// The text: paragraphs, lists, `**bold**` and links.
    pub text: String,
}

/// The text as it is drawn.
#[derive(Serialize, ToSchema)]
pub struct ProseResponse {
    /// HTML of `p`, `br`, `ul`, `ol`, `li`, `strong` and `a` only; everything else of the text is escaped.
    pub html: String,
}

/// A text as residents will see it.
///
/// # Errors
/// 400 where the request is none, 401.
#[utoipa::path(post, path = "/api/v1/staff/prose", operation_id = "draw_prose", tag = "forms", request_body = ProseRequest,
    responses((status = 200, body = ProseResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails)))]
pub async fn draw(_: Viewer, body: web::Json<ProseRequest>) -> Result<HttpResponse, ApiError> {
    Ok(ok(&ProseResponse { html: prose::html(&body.text) }))
}
