//! The description of the HTTP interface, made from the handlers' own annotations. `server/openapi.json` is this,
//! committed; a test compares them.

use utoipa::OpenApi;

use super::{error, machines};

#[derive(OpenApi)]
#[openapi(
    info(title = "Madoguchi", description = "Form service for local governments", license(name = "Apache-2.0 OR MIT")),
    paths(machines::files::create, machines::forms::get, machines::submissions::create),
    components(schemas(error::ProblemDetails))
)]
struct Description;

/// The document as JSON.
#[must_use]
pub fn document() -> String {
    Description::openapi().to_pretty_json().unwrap_or_default()
}
