//! HTML answers and their headers. Errors become pages in the resident's language; what went wrong inside is logged by
//! the one error table and never shown.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError as _, web};

use crate::app::App;
use crate::http::error::{ApiError, Code};
use crate::http::extract::{Hosted, Spoken};
use crate::http::request;
use crate::organizations::Organization;
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

/// A redirect after a post.
pub(super) fn see_other(location: &str) -> Result<HttpResponse, ApiError> {
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

/// The application state as handlers receive it.
pub(super) type AppData = web::Data<App>;
