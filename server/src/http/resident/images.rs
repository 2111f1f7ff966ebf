//! `GET /images/{sha256}`: the pictures of forms, named by their content and therefore kept for ever. Whoever has the name has
//! read the form: nobody guesses 256 bits (decision 23).

use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentEncoding, HeaderName};
use actix_web::web::{Data, Path};

use crate::app::App;
use crate::forms::images::kept;
use crate::http::error::{ApiError, Code};
use crate::http::extract::Hosted;

/// Serves a picture of this organization.
///
/// # Errors
/// 404 for any other name.
pub async fn get(app: Data<App>, Hosted(organization): Hosted, sha256: Path<String>) -> Result<HttpResponse, ApiError> {
    let found = kept::find(&app, organization.id, &sha256).await?;
    let picture = found.ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(HttpResponse::Ok()
        .content_type(picture.media_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((HeaderName::from_static("x-robots-tag"), "noindex"))
        .insert_header(ContentEncoding::Identity)
        .body(picture.content))
}
