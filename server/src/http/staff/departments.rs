//! `/api/v1/staff/departments`.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{blank_as_null, created, mentioned, ok, trimmed};
use crate::app::App;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::{Admin, ValidJson, Viewer};
use crate::ids::DepartmentId;
use crate::staff::departments::{self, DepartmentChange};
use crate::staff::store::{self, Department};

/// A department.
#[derive(Serialize, ToSchema)]
pub struct DepartmentResponse {
    /// Its identifier.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
    /// Where new cases are announced.
    pub notification_email: Option<String>,
    /// Whether only administrators reach its forms.
    pub is_disabled: bool,
}

impl From<Department> for DepartmentResponse {
    fn from(row: Department) -> Self {
        Self {
            id: row.id,
            name: row.name,
            notification_email: row.notification_email,
            is_disabled: row.disabled_at.is_some(),
        }
    }
}

/// The departments.
#[derive(Serialize, ToSchema)]
pub struct DepartmentsResponse {
    /// Oldest first.
    pub departments: Vec<DepartmentResponse>,
}

/// A department to be added.
#[derive(Deserialize, Validate, ToSchema)]
pub struct AddDepartmentRequest {
    /// Its name.
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(min = 1, max = 100))]
    pub name: String,
    /// Where new cases are announced.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(email, length(max = 254))]
    pub notification_email: Option<String>,
}

/// What is to change of a department; what is not mentioned stays.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeDepartmentRequest {
    /// Its name.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(min = 1, max = 100))]
    pub name: Option<String>,
    /// Where new cases are announced; `null` is nowhere.
    #[serde(default, deserialize_with = "mentioned")]
    #[schema(value_type = Option<String>)]
    #[validate(email, length(max = 254))]
    pub notification_email: Option<Option<String>>,
    /// Whether only administrators reach its forms.
    pub is_disabled: Option<bool>,
}

/// All departments; names are no secret among colleagues.
///
/// # Errors
/// 401.
#[utoipa::path(get, path = "/api/v1/staff/departments", operation_id = "list_departments", tag = "organization",
    responses((status = 200, body = DepartmentsResponse), (status = 401, body = ProblemDetails)))]
pub async fn list(Viewer(scope): Viewer, app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    let rows = store::departments(app.db.read(), scope.organization_id).await?;
    Ok(ok(&DepartmentsResponse { departments: rows.into_iter().map(Into::into).collect() }))
}

/// Adds a department.
///
/// # Errors
/// 409 `name-taken`, 422.
#[utoipa::path(post, path = "/api/v1/staff/departments", operation_id = "add_department", tag = "organization",
    request_body = AddDepartmentRequest,
    responses((status = 201, body = DepartmentResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn create(
    Admin(scope): Admin,
    app: web::Data<App>,
    ValidJson(body): ValidJson<AddDepartmentRequest>,
) -> Result<HttpResponse, ApiError> {
    let row = departments::add(&app, &scope, body.name, body.notification_email).await?;
    Ok(created(&DepartmentResponse::from(row)))
}

/// Changes a department.
///
/// # Errors
/// 404, 409 `name-taken`, 422.
#[utoipa::path(patch, path = "/api/v1/staff/departments/{department_id}", operation_id = "change_department",
    tag = "organization", params(("department_id" = String, Path)), request_body = ChangeDepartmentRequest,
    responses((status = 200, body = DepartmentResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn change(
    Admin(scope): Admin,
    app: web::Data<App>,
    id: web::Path<DepartmentId>,
    ValidJson(body): ValidJson<ChangeDepartmentRequest>,
) -> Result<HttpResponse, ApiError> {
    let change = DepartmentChange {
        name: body.name,
        notification_email: body.notification_email,
        is_disabled: body.is_disabled,
    };
    let row = departments::change(&app, &scope, *id, change).await?;
    Ok(ok(&DepartmentResponse::from(row)))
}
