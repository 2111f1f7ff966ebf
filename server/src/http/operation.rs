//! What those who run the program ask it: is it alive, can it take submissions, what are its figures.

use actix_web::{HttpResponse, web};
use metrics_exporter_prometheus::PrometheusHandle;

use super::error::{ApiError, Code};
use crate::app::App;
use crate::db::Condition;

/// Alive: the process answers.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// Ready: the database answers, the last write worked (one that did not is tried again every second), and the journal has
/// room. A virus scanner that is away is told and is no failure: files
/// wait for it.
///
/// # Errors
/// 503 when not.
pub async fn readyz(app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    app.db.ping().await.map_err(|_| ApiError::new(Code::Unavailable).detail("database").retry_after(2))?;
    if app.db.condition() != Condition::Sound {
        return Err(ApiError::new(Code::Unavailable).detail("writing").retry_after(2));
    }
    if app.journal.room() == 0 {
        return Err(ApiError::new(Code::Unavailable).detail("journal").retry_after(2));
    }
    let text = if app.scanner.is_away() { "ready\nwarning: the virus scanner does not answer\n" } else { "ready\n" };
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text))
}

/// Figures in the Prometheus text format; they name routes and counts, never people.
pub async fn figures(handle: web::Data<PrometheusHandle>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(handle.render())
}
