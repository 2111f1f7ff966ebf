//! `GET /assets/{file}`: style sheet, script and icon, named by their content and therefore kept for ever.

use actix_web::http::header::{self, ContentEncoding};
use actix_web::{HttpRequest, HttpResponse};

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
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "accept-encoding"));
    Ok(if takes_gzip(&request) {
        response.insert_header(ContentEncoding::Gzip).body(asset.gzip.as_slice())
    } else {
        response.insert_header(ContentEncoding::Identity).body(asset.plain)
    })
}

/// Whether the client accepts gzip; `gzip;q=0` says no.
pub(super) fn takes_gzip(request: &HttpRequest) -> bool {
    let accepted = request.headers().get_all(header::ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let mut words = coding.split(';').map(str::trim);
        let is_gzip = words.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip") || name == "*");
        is_gzip && !words.any(|parameter| matches!(parameter, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}
