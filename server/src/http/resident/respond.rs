//! HTML answers and their headers. Errors become pages in the resident's language; what went wrong inside is logged by
//! the one error table and never shown.

use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{ConnectionType, StatusCode};
use actix_web::{FromRequest as _, HttpRequest, HttpResponse, ResponseError as _, web};

use crate::app::App;
use crate::http::coding;
use crate::http::error::{ApiError, Code};
use crate::http::extract::{Hosted, Spoken};
use crate::http::request;
use crate::organizations::Organization;
use crate::pages::first::FirstPage;
use crate::pages::notice;
use crate::words::Words;

/// How long an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// By this browser, for its Back button only: a page of a journey.
    ForBack,
    /// By nobody: receipts, errors.
    No,
    /// By anybody who asks again each time: the portal.
    AskAgain,
}

impl Keep {
    const fn header(self) -> &'static str {
        match self {
            Self::ForBack => "private, no-cache",
            Self::No => "no-store",
            Self::AskAgain => "no-cache",
        }
    }
}

/// An HTML page.
pub(super) fn html(status: StatusCode, keep: Keep, page: askama::Result<String>) -> Result<HttpResponse, ApiError> {
    let page = page.map_err(ApiError::internal)?;
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, keep.header()))
        .insert_header((header::VARY, "accept-language"))
        .body(page))
}

/// A finished page from memory, or `304` to a browser that has it.
pub(super) fn kept_page(page: &FirstPage, request: &HttpRequest) -> HttpResponse {
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == page.etag));
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "accept-encoding, accept-language"))
        .insert_header((header::ETAG, page.etag.as_str()));
    if is_known {
        return response.finish();
    }
    response.content_type("text/html; charset=utf-8");
    if coding::takes(request, "gzip") {
        response.insert_header(header::ContentEncoding::Gzip).body(page.gzip.clone())
    } else {
        response.insert_header(header::ContentEncoding::Identity).body(page.plain.clone())
    }
}

/// Turns an error into a page for people.
pub(super) fn or_page(
    words: Words,
    organization: &Organization,
    result: Result<HttpResponse, ApiError>,
) -> HttpResponse {
    let error = match result {
        Ok(response) => return response,
        Err(error) => error,
    };
    // The table logs what is ours to log and knows the status and the waiting time.
    let plain = error.error_response();
    let name = organization.name.as_str();
    let page = match error.code() {
        Code::NotFound => notice::not_found(words, name),
        Code::PayloadTooLarge => notice::too_large(words, name),
        Code::RequestTimeout => notice::cut_off(words, name),
        Code::InvalidRequest => notice::unreadable(words, name),
        _ => notice::broken(words, name, &request::current_id()),
    };
    let mut response = match html(plain.status(), Keep::No, page) {
        Ok(response) => response,
        Err(_) => return plain,
    };
    if let Some(seconds) = plain.headers().get(header::RETRY_AFTER) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.clone());
    }
    response
}

/// An error as a page for people.
pub(in crate::http) fn as_page(words: Words, organization: &Organization, error: ApiError) -> HttpResponse {
    or_page(words, organization, Err(error))
}

/// A redirect after a post.
pub(in crate::http) fn see_other(location: &str) -> Result<HttpResponse, ApiError> {
    let location = HeaderValue::from_str(location).map_err(ApiError::internal)?;
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, location))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish())
}

/// An address that leads nowhere: JSON for machines, a page for people.
///
/// # Errors
/// Always, for machines.
pub async fn nothing_here(
    request: HttpRequest,
    Spoken(words): Spoken,
    hosted: Result<Hosted, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let is_machine = request.path().starts_with("/api/");
    match hosted {
        Ok(Hosted(organization)) if !is_machine => {
            Ok(or_page(words, &organization, Err(ApiError::new(Code::NotFound))))
        }
        Err(error) if !is_machine => Err(error),
        _ => Err(ApiError::new(Code::NotFound)),
    }
}

/// A body that came in too slowly: JSON for machines, a page for people. The connection ends with it, because the rest of
/// the body may still be on its way.
pub async fn too_slow(request: &HttpRequest) -> HttpResponse {
    let error = ApiError::new(Code::RequestTimeout);
    let mut response = match (request.path().starts_with("/api/"), Hosted::extract(request).await) {
        (false, Ok(Hosted(organization))) => {
            let Ok(Spoken(words)) = Spoken::extract(request).await;
            or_page(words, &organization, Err(error))
        }
        _ => error.error_response(),
    };
    response.head_mut().set_connection_type(ConnectionType::Close);
    response
}

/// The application state as handlers receive it.
pub(super) type AppData = web::Data<App>;
