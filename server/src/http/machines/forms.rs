//! `GET /api/v1/forms/{slug}`: what a form asks, as plain JSON Schema.

use std::sync::Arc;

use actix_web::web;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::availability::Availability;
use crate::forms::live::LiveForm;
use crate::http::error::{ApiError, Code};
use crate::http::extract::Hosted;
use crate::organizations::Organization;

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
    /// How many more submissions are taken; absent when they are not counted. Up to a second old.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places_left: Option<i64>,
    /// The contract: JSON Schema 2020-12 without extension keywords.
    #[schema(value_type = Object)]
    pub schema: serde_json::Value,
}

/// The published form at this address, or 404.
///
/// # Errors
/// 404, or the database's.
pub(super) async fn published(app: &App, organization: &Organization, slug: &str) -> Result<Arc<LiveForm>, ApiError> {
    app.live_forms
        .by_slug(&app.db, &app.vault, organization.id, slug)
        .await?
        .ok_or_else(|| ApiError::new(Code::NotFound))
}

/// A published form and its contract.
///
/// # Errors
/// 404 when there is no published form at this address.
#[utoipa::path(get, path = "/api/v1/forms/{slug}", operation_id = "get_public_form", tag = "machines", params(("slug" = String, Path)),
    responses((status = 200, body = PublicFormResponse), (status = 404, body = super::super::error::ProblemDetails)))]
pub async fn get(
    app: web::Data<App>,
    Hosted(organization): Hosted,
    slug: web::Path<String>,
) -> Result<web::Json<PublicFormResponse>, ApiError> {
    let form = published(&app, &organization, &slug).await?;
    Ok(web::Json(PublicFormResponse {
        slug: form.slug.clone(),
        title: form.version.form.title().to_owned(),
        version: form.version.number,
        is_open: form.availability(app.clock.now()) == Availability::Open,
        opens_at: form.terms.opens_at,
        closes_at: form.terms.closes_at,
        places_left: form.remaining(),
        schema: form.version.form.contract(),
    }))
}
