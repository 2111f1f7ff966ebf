//! `GET /api/v1/forms/{slug}`: what a form asks, as plain JSON Schema.

use actix_web::{HttpRequest, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::admission::admitted;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::Access;
use crate::forms::availability::Availability;
use crate::http::error::ApiError;
use crate::http::extract::Hosted;

/// A published form.
#[derive(Serialize, ToSchema)]
pub struct PublicFormResponse {
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The version residents get now.
    pub version: i64,
    /// Whether submissions are accepted now.
    pub is_open: bool,
    /// The first instant of the period.
    pub opens_at: Option<Timestamp>,
    /// The first instant after the period.
    pub closes_at: Option<Timestamp>,
    /// Who may open it.
    pub access: Access,
    /// How many more submissions are taken; absent when they are not counted. Up to a second old.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places_left: Option<i64>,
    /// The contract: JSON Schema 2020-12 without extension keywords.
    #[schema(value_type = Object)]
    pub schema: serde_json::Value,
}

/// A published form and its contract.
///
/// # Errors
/// 404 when there is no published form at this address, 403 `access-denied` when it is not for everybody.
#[utoipa::path(get, path = "/api/v1/forms/{slug}", operation_id = "get_public_form", tag = "machines", 
    params(("slug" = String, Path),
        ("Form-Key" = Option<String>, Header, description = "of a form that is not for everybody: the key of its secret link, or its password (percent-encoded); forms for staff take a staff token instead")),
    responses((status = 200, body = PublicFormResponse), (status = 403, body = super::super::error::ProblemDetails),
        (status = 429, body = super::super::error::ProblemDetails), (status = 404, body = super::super::error::ProblemDetails)))]
pub async fn get(
    app: web::Data<App>,
    Hosted(organization): Hosted,
    slug: web::Path<String>,
    request: HttpRequest,
) -> Result<web::Json<PublicFormResponse>, ApiError> {
    let form = admitted(&app, &organization, &slug, &request).await?;
    Ok(web::Json(PublicFormResponse {
        slug: form.slug.clone(),
        title: form.version.form.title().to_owned(),
        version: form.version.number,
        is_open: form.availability(app.clock.now()) == Availability::Open,
        opens_at: form.terms.opens_at,
        closes_at: form.terms.closes_at,
        access: form.door.access(),
        places_left: form.remaining(),
        schema: form.version.form.contract(),
    }))
}
