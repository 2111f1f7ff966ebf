//! What an answer of a form says to others than its reader: which web sites may show it in a frame (those its settings
//! name), whether search engines may list it (only what the portal lists), and whether anything may keep it.

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderName, HeaderValue};

use crate::forms::access::Door;
use crate::forms::live::LiveForm;
use crate::http::request::embedded_policy;

/// Lets the sites that the form names show this answer, and nobody find what is not for everybody.
pub(super) fn allow(live: &LiveForm, mut response: HttpResponse) -> HttpResponse {
    let headers = response.headers_mut();
    if !live.is_public_knowledge() {
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    }
    if matches!(live.door, Door::Staff) {
        // A frame of another site has no session, and what colleagues see is kept nowhere.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        return response;
    }
    if live.embed_origins.is_empty() {
        return response;
    }
    // What is stored was read as origins; whatever is not a header keeps the page out of every frame.
    if let Ok(policy) = HeaderValue::from_str(&embedded_policy(&live.embed_origins)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
