//! The HTTP edge. This file is THE route table; handlers parse, call a use-case or a store query, and answer.

pub mod error;
pub mod extract;
pub mod machines;
pub mod multipart;
pub mod openapi;
pub mod operation;
pub mod request;
pub mod resident;
pub mod serve;

use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, Resource, Responder};

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
        .route("/api/v1/forms/{slug}/files", web::post().to(machines::files::create))
        .route("/api/v1/forms/{slug}/submissions", web::post().to(machines::submissions::create));
    // Residents
    config
        .service(read("/", resident::portal::get))
        .service(read("/f/{slug}", resident::form::get).route(web::post().to(resident::form::post)))
        .service(read("/r/{token}", resident::receipt::get))
        .service(read("/r/{token}/receipt.pdf", resident::receipt::pdf))
        .service(read("/assets/{file}", resident::assets::get));
    config.default_service(web::to(resident::nothing_here));
}

/// A resource that is read: HEAD is answered as GET without the body.
fn read<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args> + Copy,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path).route(web::get().to(handler)).route(web::head().to(handler))
}
