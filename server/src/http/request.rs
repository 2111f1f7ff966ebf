//! What surrounds every request: its id, its log line (never a query, a body or a token), and the security headers.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, web};

use super::pace::{self, Pace};
use super::resident::{self, finished};
use crate::app::App;

tokio::task_local! {
    static REQUEST_ID: String;
}

/// The id of the request being answered.
#[must_use]
pub fn current_id() -> String {
    REQUEST_ID.try_with(Clone::clone).unwrap_or_default()
}

macro_rules! policy {
    ($ancestors:literal) => {
        concat!(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; ",
            "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ",
            $ancestors
        )
    };
}

const CONTENT_SECURITY_POLICY: &str = policy!("'none'");
/// The same for a page that the staff UI shows in a frame.
pub const FRAMED_CONTENT_SECURITY_POLICY: &str = policy!("'self'");
const ANYWHERE: &str = policy!("");

/// The same for a page that these web sites may show in a frame.
#[must_use]
pub fn embedded_policy(origins: &[String]) -> String {
    format!("{ANYWHERE}{}", origins.join(" "))
}

/// Gives the request its id, logs it, and puts the security headers on the answer.
///
/// # Errors
/// What the handler gives.
pub async fn surround(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let app = request.app_data::<web::Data<App>>().cloned();
    let is_https = app.as_ref().is_some_and(|app| app.config.is_https());
    if let Some(mut response) = finished::answer(&request) {
        add_headers(response.headers_mut(), is_https);
        return Ok(request.into_response(response).map_into_boxed_body().map_into_right_body());
    }
    let id = app.as_ref().map(|app| app.random.text(b"abcdefghjkmnpqrstuvwxyz23456789", 16)).unwrap_or_default();
    let method = request.method().clone();
    let begun = app.as_ref().map(|app| app.clock.now());
    REQUEST_ID
        .scope(id.clone(), async move {
            let mut response = paced(request, next).await?;
            // The pattern, not the path: paths hold receipt tokens.
            let pattern = response.request().match_pattern().unwrap_or_else(|| "(no route)".to_owned());
            let status = response.status().as_u16();
            if let (Some(app), Some(begun)) = (app, begun) {
                let micros = app.clock.now().micros() - begun.micros();
                tracing::info!(target: "madoguchi::http", request_id = %id, %method, route = %pattern, status, micros);
                metrics::counter!("madoguchi_http_requests_total", "route" => pattern, "status" => status.to_string())
                    .increment(1);
            }
            let headers = response.headers_mut();
            add_headers(headers, is_https);
            if let Ok(value) = HeaderValue::from_str(&id) {
                headers.insert(HeaderName::from_static("x-request-id"), value);
            }
            Ok(response.map_into_left_body())
        })
        .await
}

/// Lets a body come in at its pace; whoever was too slow is told so, whatever the handler made of half a body.
async fn paced<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let pace = request.app_data::<Pace>().copied().unwrap_or_default();
    let (payload, cut) = pace::watched(request.take_payload(), pace);
    request.set_payload(payload);
    let response = next.call(request).await?;
    if !cut.was_made() {
        return Ok(response.map_into_left_body());
    }
    let (request, _) = response.into_parts();
    let answer = resident::too_slow(&request).await;
    Ok(ServiceResponse::new(request, answer).map_into_right_body())
}

fn add_headers(headers: &mut HeaderMap, is_https: bool) {
    let mut default = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    default(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    default(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Receipt addresses are secrets: no other site may learn one from a link.
    default(header::REFERRER_POLICY, "no-referrer");
    default(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    default(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    // A question for a place may ask the browser where it is; the browser asks the resident.
    default(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(self)");
    if is_https {
        default(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}
