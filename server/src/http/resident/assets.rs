//! `GET /assets/{file}`: style sheet, script and icon, named by their content and therefore kept for ever.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};

use crate::http::coding;
use crate::http::error::{ApiError, Code};
use crate::pages::assets;

/// Serves an asset, compressed where the browser takes it.
///
/// # Errors
/// 404 for any other name.
pub async fn get(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let asset = assets::at(request.path()).ok_or_else(|| ApiError::new(Code::NotFound))?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(asset.media_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
    Ok(coding::finish(response, &request, &asset.file))
}
