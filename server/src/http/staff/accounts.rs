//! `/api/v1/staff/accounts`: who works here, and as what.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{blank_as_null, created, ok, trimmed};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::Role;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Admin, ValidJson};
use crate::ids::{DepartmentId, OrganizationId, StaffId};
use crate::staff::accounts::{self, AccountChange, NewAccount};
use crate::staff::store::{self, Account};
use crate::staff::{password, passwords};

/// A member of staff.
#[derive(Serialize, ToSchema)]
pub struct StaffResponse {
    /// The identifier.
    pub id: StaffId,
    /// The address to sign in with.
    pub email: String,
    /// The name.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// Where the person belongs.
    pub department_ids: Vec<DepartmentId>,
    /// Whether the person is kept out.
    pub is_disabled: bool,
    /// When the person last signed in.
    pub last_sign_in_at: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Timestamp,
}

impl StaffResponse {
    /// From a row.
    #[must_use]
    pub fn new(row: Account, department_ids: Vec<DepartmentId>) -> Self {
        Self {
            id: row.id,
            email: row.email,
            name: row.name,
            role: row.role,
            department_ids,
            is_disabled: row.disabled_at.is_some(),
            last_sign_in_at: row.last_sign_in_at,
            created_at: row.created_at,
        }
    }
}

/// The accounts.
#[derive(Serialize, ToSchema)]
pub struct AccountsResponse {
    /// Oldest first.
    pub accounts: Vec<StaffResponse>,
}

/// An account to be added.
#[derive(Deserialize, Validate, ToSchema)]
pub struct AddAccountRequest {
    /// The address to sign in with.
    #[serde(deserialize_with = "trimmed")]
    #[validate(email, length(max = 254))]
    pub email: String,
    /// The person's name.
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(min = 1, max = 100))]
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// Where the person belongs.
    #[validate(length(max = 200))]
    pub department_ids: Vec<DepartmentId>,
}

/// What is to change of an account; what is not mentioned stays.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeAccountRequest {
    /// The person's name.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(min = 1, max = 100))]
    pub name: Option<String>,
    /// What the person may do.
    pub role: Option<Role>,
    /// Where the person belongs.
    #[validate(length(max = 200))]
    pub department_ids: Option<Vec<DepartmentId>>,
    /// Whether the person is kept out.
    pub is_disabled: Option<bool>,
}

/// A new account and its first password.
#[derive(Serialize, ToSchema)]
pub struct AddedAccountResponse {
    /// The account.
    pub account: StaffResponse,
    /// Shown once, kept nowhere.
    pub password: String,
}

/// A generated password.
#[derive(Serialize, ToSchema)]
pub struct PasswordResponse {
    /// Shown once, kept nowhere.
    pub password: String,
}

/// All accounts.
///
/// # Errors
/// 401, 403.
#[utoipa::path(get, path = "/api/v1/staff/accounts", operation_id = "list_accounts", tag = "organization",
    responses((status = 200, body = AccountsResponse), (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails)))]
pub async fn list(Admin(scope): Admin, app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    let rows = store::all(app.db.read(), scope.organization_id).await?;
    let memberships = store::memberships(app.db.read(), scope.organization_id, None).await?;
    let accounts = rows.into_iter().map(|row| {
        let own = memberships.iter().filter(|(person, _)| *person == row.id).map(|(_, department)| *department);
        let own = own.collect();
        StaffResponse::new(row, own)
    });
    Ok(ok(&AccountsResponse { accounts: accounts.collect() }))
}

/// Adds an account with a generated password.
///
/// # Errors
/// 409 `email-taken`, 422.
#[utoipa::path(post, path = "/api/v1/staff/accounts", operation_id = "add_account", tag = "organization",
    request_body = AddAccountRequest,
    responses((status = 201, body = AddedAccountResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn create(
    Admin(scope): Admin,
    app: web::Data<App>,
    ValidJson(body): ValidJson<AddAccountRequest>,
) -> Result<HttpResponse, ApiError> {
    let department_ids = known_departments(&app, scope.organization_id, body.department_ids).await?;
    let new = NewAccount { email: body.email, name: body.name, role: body.role, department_ids };
    let password = password::generate(&app.random);
    let id = accounts::add(&app, scope.organization_id, Some(scope.staff_id), new, &password).await?;
    let account = account(&app, scope.organization_id, id).await?;
    Ok(created(&AddedAccountResponse { account, password }))
}

/// Changes an account.
///
/// # Errors
/// 404, 409 `last-admin`, 422.
#[utoipa::path(patch, path = "/api/v1/staff/accounts/{staff_id}", operation_id = "change_account", tag = "organization",
    params(("staff_id" = String, Path)), request_body = ChangeAccountRequest,
    responses((status = 200, body = StaffResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn change(
    Admin(scope): Admin,
    app: web::Data<App>,
    id: web::Path<StaffId>,
    ValidJson(body): ValidJson<ChangeAccountRequest>,
) -> Result<HttpResponse, ApiError> {
    let department_ids = match body.department_ids {
        Some(ids) => Some(known_departments(&app, scope.organization_id, ids).await?),
        None => None,
    };
    let change = AccountChange { name: body.name, role: body.role, department_ids, is_disabled: body.is_disabled };
    accounts::change(&app, &scope, *id, change).await?;
    Ok(ok(&account(&app, scope.organization_id, *id).await?))
}

/// Gives a person a generated password; all their sessions end.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/accounts/{staff_id}/password", operation_id = "reset_password",
    tag = "organization", params(("staff_id" = String, Path)),
    responses((status = 200, body = PasswordResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn reset_password(
    Admin(scope): Admin,
    app: web::Data<App>,
    id: web::Path<StaffId>,
) -> Result<HttpResponse, ApiError> {
    let password = passwords::reset_password(&app, &scope, *id).await?;
    Ok(ok(&PasswordResponse { password }))
}

async fn account(app: &App, organization: OrganizationId, id: StaffId) -> Result<StaffResponse, ApiError> {
    let row = store::by_id(app.db.read(), organization, id).await?.ok_or_else(|| ApiError::new(Code::NotFound))?;
    let memberships = store::memberships(app.db.read(), organization, Some(id)).await?;
    Ok(StaffResponse::new(row, memberships.into_iter().map(|(_, department)| department).collect()))
}

/// The same departments without repetition, all of this organization.
async fn known_departments(
    app: &App,
    organization: OrganizationId,
    mut ids: Vec<DepartmentId>,
) -> Result<Vec<DepartmentId>, ApiError> {
    ids.sort_unstable();
    ids.dedup();
    let rows = store::departments(app.db.read(), organization).await?;
    let all_known = ids.iter().all(|id| rows.iter().any(|row| row.id == *id));
    if all_known { Ok(ids) } else { Err(ApiError::invalid_value("/department_ids", "unknown")) }
}
