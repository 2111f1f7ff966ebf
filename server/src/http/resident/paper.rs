//! `GET /f/{slug}/paper.pdf`: the form on paper, blank. Anybody may have it, in every language; a form that is closed is
//! still printed, because what came to the counter in time is entered there later.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};

use super::form::live_form;
use super::respond::{AppData, or_page};
use crate::app::App;
use crate::forms::paper::paper;
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, Spoken};
use crate::organizations::Organization;
use crate::words::Words;

/// The paper form, shared by everybody: `304` while nothing has changed.
pub async fn get(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, document(&app, &organization, words, &slug, &request).await)
}

async fn document(
    app: &App,
    organization: &Organization,
    words: Words,
    slug: &str,
    request: &HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let live = live_form(app, organization, slug).await?;
    let paper = paper(app, organization, &live, words).await.map_err(ApiError::internal)?;
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == paper.etag));
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "accept-language"))
        .insert_header((header::ETAG, paper.etag));
    if is_known {
        return Ok(response.finish());
    }
    // An address is plain ASCII: nothing to escape.
    let name = format!("inline; filename=\"{}-{}.pdf\"", live.slug, words.language.tag());
    Ok(response
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header(header::ContentEncoding::Identity)
        .body(paper.pdf))
}
