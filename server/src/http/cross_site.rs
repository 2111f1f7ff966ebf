//! Keeps other sites from acting with a staff member's cookie. `SameSite=Strict` does most of it; this is the second lock,
//! and it also covers sibling subdomains and signing somebody in to an account that is not theirs.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap};
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError};

use super::error::{ApiError, Code};
use super::extract::{Hosted, bearer_token};

/// Refuses changing requests that a page of another site made. Requests with a bearer token pass: no browser adds one.
///
/// # Errors
/// What the handler gives.
pub async fn guard(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody>>, Error> {
    if !request.method().is_safe() && bearer_token(request.request()).is_none() {
        let hosted = request.extract::<Hosted>().await;
        let refusal = match hosted {
            Ok(Hosted(organization)) => {
                let own = [request.connection_info().host().to_owned(), authority(&organization.base_url).to_owned()];
                (!is_own(request.headers(), &own)).then(|| ApiError::new(Code::CrossSite))
            }
            Err(error) => Some(error),
        };
        if let Some(refusal) = refusal {
            return Ok(request.into_response(refusal.error_response()).map_into_right_body());
        }
    }
    Ok(next.call(request).await?.map_into_left_body())
}

/// Every browser in use says `Sec-Fetch-Site` (on TLS and loopback) or `Origin` with such requests; a client that says
/// neither is no browser and carries no one else's cookie.
fn is_own(headers: &HeaderMap, own: &[String]) -> bool {
    let text = |name: header::HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text(header::HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN)) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => own.iter().any(|own| own.eq_ignore_ascii_case(authority(origin))),
        (None, None) => true,
    }
}

fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn verdict(lines: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        is_own(&headers, &["forms.example.jp".to_owned()])
    }

    #[test]
    fn other_sites_and_sibling_hosts_are_refused() {
        assert!(verdict(&[]));
        assert!(verdict(&[("sec-fetch-site", "same-origin")]));
        assert!(verdict(&[("origin", "https://forms.example.jp")]));
        for bad in ["cross-site", "same-site", ""] {
            assert!(!verdict(&[("sec-fetch-site", bad)]), "{bad}");
        }
        for bad in ["null", "https://example.com", "https://forms.example.jp.example.com", ""] {
            assert!(!verdict(&[("origin", bad)]), "{bad}");
        }
        assert!(!verdict(&[("sec-fetch-site", "cross-site"), ("origin", "https://forms.example.jp")]));
    }
}
