//! `/api/v1/staff/organization`: what holds for the whole organization.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::ok;
use crate::app::App;
use crate::forms::four_eyes;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Admin, ValidJson, Viewer};
use crate::ids::OrganizationId;
use crate::organizations::store;

/// The rules of the organization.
#[derive(Serialize, ToSchema)]
pub struct OrganizationRulesResponse {
    /// Its name.
    pub name: String,
    /// Whether a second person must approve what residents get.
    pub has_four_eyes: bool,
}

/// What is to change.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeOrganizationRequest {
    /// Whether a second person must approve what residents get.
    pub has_four_eyes: bool,
}

/// The rules of the organization.
///
/// # Errors
/// 401.
#[utoipa::path(get, path = "/api/v1/staff/organization", operation_id = "get_organization", tag = "organization",
    responses((status = 200, body = OrganizationRulesResponse), (status = 401, body = ProblemDetails)))]
pub async fn get(Viewer(scope): Viewer, app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    rules(&app, scope.organization_id).await
}

/// Changes the rules of the organization. Once a second person must approve, what one person planned alone is void.
///
/// # Errors
/// 403.
#[utoipa::path(patch, path = "/api/v1/staff/organization", operation_id = "change_organization", tag = "organization",
    request_body = ChangeOrganizationRequest,
    responses((status = 200, body = OrganizationRulesResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn change(
    Admin(scope): Admin,
    app: web::Data<App>,
    ValidJson(body): ValidJson<ChangeOrganizationRequest>,
) -> Result<HttpResponse, ApiError> {
    four_eyes::set(&app, &scope, body.has_four_eyes).await?;
    rules(&app, scope.organization_id).await
}

async fn rules(app: &App, id: OrganizationId) -> Result<HttpResponse, ApiError> {
    let row = store::by_id(app.db.read(), id).await?.ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(ok(&OrganizationRulesResponse { name: row.name, has_four_eyes: row.has_four_eyes }))
}
