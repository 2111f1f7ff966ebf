//! The HTTP edge. This file is THE route table; handlers parse, call a use-case or a store query, and answer.

pub mod error;
pub mod extract;
pub mod machines;
pub mod multipart;
pub mod openapi;
pub mod operation;
pub mod request;
pub mod serve;

use actix_web::web::{self, ServiceConfig};

use error::{ApiError, Code};

/// Every route, grouped by who calls it.
pub fn routes(config: &mut ServiceConfig) {
    config.configure(error::extractor_configs);
    // Operation
    config
        .route("/healthz", web::get().to(operation::healthz))
        .route("/readyz", web::get().to(operation::readyz))
        .route("/metrics", web::get().to(operation::figures));
    // Machines
    config
        .route("/api/v1/forms/{slug}", web::get().to(machines::forms::get))
        .route("/api/v1/forms/{slug}/submissions", web::post().to(machines::submissions::create));
    config.default_service(web::to(nothing_here));
}

async fn nothing_here() -> Result<actix_web::HttpResponse, ApiError> {
    Err(ApiError::new(Code::NotFound))
}
