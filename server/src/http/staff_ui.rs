//! `/admin/…`: the staff UI, built by Vite and embedded in the program. It holds no data; what it shows comes from the
//! staff interface, which asks who is there.

use actix_web::http::header::{self, ETag, EntityTag, Header as _, IfNoneMatch};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;

use super::error::{ApiError, Code};

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/ui"]
struct Ui;

/// Where Vite puts files whose names change with their content.
const HASHED: &str = "assets/";
const INDEX: &str = "index.html";

/// `/admin` is `/admin/`.
pub async fn to_folder() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/admin/")).finish()
}

/// A file of the UI; any other path is one of its screens and gets the index.
///
/// # Errors
/// 404 for an asset that is not there: a page in place of a script would hide the mistake.
pub async fn get(request: HttpRequest, path: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let path = path.as_str();
    if let Some(file) = Ui::get(path).filter(|_| !path.is_empty()) {
        return Ok(answer(&request, path, file));
    }
    if path.starts_with(HASHED) {
        return Err(ApiError::new(Code::NotFound));
    }
    let index = Ui::get(INDEX).ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(answer(&request, INDEX, index))
}

fn answer(request: &HttpRequest, path: &str, file: rust_embed::EmbeddedFile) -> HttpResponse {
    let caching = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let hash: String = file.metadata.sha256_hash()[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    // Weak: compression makes other bytes of the same content.
    let tag = EntityTag::new_weak(hash);
    let is_known = match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        Err(_) => false,
    };
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::CACHE_CONTROL, caching)).insert_header(ETag(tag));
    if is_known {
        return response.finish();
    }
    response.content_type(media_type(path)).body(file.data.into_owned())
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
