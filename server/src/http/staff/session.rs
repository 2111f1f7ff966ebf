//! `/api/v1/staff/session`: signing in and out, and who is signed in.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::accounts::StaffResponse;
use super::departments::DepartmentResponse;
use super::{no_content, ok};
use crate::app::App;
use crate::clock::Timestamp;
use crate::config::Config;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{ClientAddress, Hosted, ValidJson, Viewer, cookie_name, session_secret};
use crate::organizations::Organization;
use crate::staff::scope::Scope;
use crate::staff::sign_in::{Attempt, sign_in};
use crate::staff::{sessions, store};

/// Address and password.
#[derive(Deserialize, Validate, ToSchema)]
pub struct SignInRequest {
    /// The address; capitals do not matter.
    #[validate(length(min = 1, max = 320))]
    pub email: String,
    /// The password.
    #[validate(length(min = 1))]
    pub password: String,
}

/// The municipality.
#[derive(Serialize, ToSchema)]
pub struct OrganizationResponse {
    /// Its name.
    pub name: String,
    /// Where residents and staff reach it.
    pub base_url: String,
}

/// Who is signed in, and where.
#[derive(Serialize, ToSchema)]
pub struct SessionResponse {
    /// The person.
    pub staff: StaffResponse,
    /// Their municipality.
    pub organization: OrganizationResponse,
    /// The departments whose forms and cases they reach.
    pub departments: Vec<DepartmentResponse>,
    /// The server's clock.
    pub now: Timestamp,
}

/// Signs in and sets the session's cookie.
///
/// # Errors
/// 401 whatever was wrong; 429 with `Retry-After` after too many attempts.
#[utoipa::path(post, path = "/api/v1/staff/session", operation_id = "sign_in", tag = "session",
    request_body = SignInRequest, security(()),
    responses((status = 200, body = SessionResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 422, body = ProblemDetails),
        (status = 429, body = ProblemDetails, headers(("Retry-After" = u32)))))]
pub async fn create(
    app: web::Data<App>,
    Hosted(organization): Hosted,
    ClientAddress(client): ClientAddress,
    ValidJson(body): ValidJson<SignInRequest>,
) -> Result<HttpResponse, ApiError> {
    let attempt = Attempt { email: &body.email, password: &body.password, client: &client };
    let secret = sign_in(&app, organization.id, attempt).await?;
    let scope =
        sessions::scope_of(&app, organization.id, &secret).await?.ok_or_else(|| ApiError::new(Code::SignInFailed))?;
    let mut response = ok(&session(&app, &organization, &scope).await?);
    let cookie = cookie(&app.config, &secret);
    response.add_cookie(&cookie).map_err(|error| ApiError::internal(anyhow::anyhow!("{error}")))?;
    Ok(response)
}

/// Who is signed in.
///
/// # Errors
/// 401 when nobody is.
#[utoipa::path(get, path = "/api/v1/staff/session", operation_id = "get_session", tag = "session",
    responses((status = 200, body = SessionResponse), (status = 401, body = ProblemDetails)))]
pub async fn get(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
) -> Result<HttpResponse, ApiError> {
    Ok(ok(&session(&app, &organization, &scope).await?))
}

/// Signs out. Whoever is not signed in is signed out already.
///
/// # Errors
/// The database's.
#[utoipa::path(delete, path = "/api/v1/staff/session", operation_id = "sign_out", tag = "session", security(()),
    responses((status = 204), (status = 403, body = ProblemDetails)))]
pub async fn delete(
    app: web::Data<App>,
    Hosted(organization): Hosted,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    if let Some(secret) = session_secret(&request, &app.config) {
        sessions::end(&app, organization.id, &secret).await?;
    }
    let mut response = no_content();
    let mut gone = cookie(&app.config, "");
    gone.make_removal();
    response.add_cookie(&gone).map_err(|error| ApiError::internal(anyhow::anyhow!("{error}")))?;
    // Whoever sits down next must not find the last person's pages.
    response
        .headers_mut()
        .insert(header::HeaderName::from_static("clear-site-data"), header::HeaderValue::from_static("\"cache\""));
    Ok(response)
}

async fn session(app: &App, organization: &Organization, scope: &Scope) -> Result<SessionResponse, ApiError> {
    let account = store::by_id(app.db.read(), scope.organization_id, scope.staff_id)
        .await?
        .ok_or_else(|| ApiError::new(Code::Unauthenticated))?;
    let departments = store::departments(app.db.read(), scope.organization_id).await?;
    Ok(SessionResponse {
        staff: StaffResponse::new(account, scope.department_ids.clone()),
        organization: OrganizationResponse { name: organization.name.clone(), base_url: organization.base_url.clone() },
        departments: departments.into_iter().filter(|row| scope.reaches(row.id)).map(Into::into).collect(),
        now: app.clock.now(),
    })
}

/// Without an end of its own: it goes with the browser, and the server forgets it on its own terms.
fn cookie(config: &Config, secret: &str) -> Cookie<'static> {
    Cookie::build(cookie_name(config), secret.to_owned())
        .path("/")
        .http_only(true)
        .secure(config.is_https())
        .same_site(SameSite::Strict)
        .finish()
}
