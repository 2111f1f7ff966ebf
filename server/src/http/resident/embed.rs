//! Which web sites may show a form in a frame: those its settings name, and nothing but its own pages.

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderValue};

use crate::forms::live::LiveForm;
use crate::http::request::embedded_policy;

/// Lets the sites that the form names show this answer.
pub(super) fn allow(live: &LiveForm, mut response: HttpResponse) -> HttpResponse {
    if live.embed_origins.is_empty() {
        return response;
    }
    // What is stored was read as origins; whatever is not a header keeps the page out of every frame.
    if let Ok(policy) = HeaderValue::from_str(&embedded_policy(&live.embed_origins)) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
