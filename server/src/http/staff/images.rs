//! `/api/v1/staff/forms/{form_id}/images`: a picture for a form. The body is the file itself; its name and declared type are
//! never looked at.

use actix_web::{HttpResponse, web};
use futures_util::StreamExt as _;
use serde::Serialize;
use utoipa::ToSchema;

use super::created;
use super::form_view::reachable;
use crate::app::App;
use crate::forms::images::add::{AddError, add};
use crate::forms::images::{MAX_UPLOAD, Picture};
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::Editor;
use crate::http::multipart::MultipartError;
use crate::ids::FormId;

/// A picture as it is kept: what a block of the document says of it.
#[derive(Serialize, ToSchema)]
pub struct ImageResponse {
    /// Its name: the block's `image`.
    pub sha256: String,
    /// `image/png` or `image/jpeg`.
    pub media_type: &'static str,
    /// In pixels: the block's `width`.
    pub width: u32,
    /// In pixels: the block's `height`.
    pub height: u32,
    /// In bytes.
    pub size: usize,
    /// Where it is shown from.
    pub url: String,
}

/// Takes a PNG or JPEG file of at most 5 MB, draws it anew without anything that is not the picture, and keeps it.
///
/// # Errors
/// 404; 413; 422 `image-refused` with a `reason`: `type` (with `found`), `empty`, `damaged`, `pixels` or `many`.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/images", operation_id = "add_form_image", tag = "forms",
    params(("form_id" = String, Path)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "the file"),
    responses((status = 201, body = ImageResponse), (status = 400, body = ProblemDetails), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 413, body = ProblemDetails),
        (status = 422, body = ProblemDetails)))]
pub async fn create(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<FormId>,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    reachable(&app, &scope, *id).await?;
    let file = whole(payload).await?;
    let Picture { sha256, media_type, width, height, content } =
        add(&app, scope.organization_id, *id, file, scope.staff_id).await?;
    let url = format!("/images/{sha256}");
    Ok(created(&ImageResponse { sha256, media_type, width, height, size: content.len(), url }))
}

/// The body, as long as it is no larger than it may be.
async fn whole(mut payload: web::Payload) -> Result<Vec<u8>, ApiError> {
    let mut file = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| ApiError::from(MultipartError::Broken))?;
        if file.len() + chunk.len() > MAX_UPLOAD {
            return Err(AddError::TooLarge.into());
        }
        file.extend_from_slice(&chunk);
    }
    Ok(file)
}
