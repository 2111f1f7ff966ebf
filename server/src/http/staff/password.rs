//! `/api/v1/staff/password`: one's own password.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::no_content;
use crate::app::App;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::{ValidJson, Viewer, session_secret};
use crate::staff::{password, passwords};

/// The present and the new password.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangePasswordRequest {
    /// Proof that the person at the keyboard is the one who signed in.
    pub current_password: String,
    /// At least 10 characters.
    #[validate(length(min = 10))]
    pub new_password: String,
}

/// Replaces the own password. The session that asks goes on; the person's others end.
///
/// # Errors
/// 422 when the present password is wrong or the new one too short or too long.
#[utoipa::path(put, path = "/api/v1/staff/password", operation_id = "change_password", tag = "session",
    request_body = ChangePasswordRequest,
    responses((status = 204), (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 422, body = ProblemDetails), (status = 429, body = ProblemDetails)))]
pub async fn put(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    request: HttpRequest,
    ValidJson(body): ValidJson<ChangePasswordRequest>,
) -> Result<HttpResponse, ApiError> {
    let new = body.new_password;
    if new.chars().count() < password::MIN_CHARACTERS || new.len() > password::MAX_BYTES {
        return Err(ApiError::invalid_value("/new_password", "length"));
    }
    if body.current_password.len() > password::MAX_BYTES {
        return Err(ApiError::invalid_value("/current_password", "wrong"));
    }
    let secret = session_secret(&request, &app.config);
    passwords::change_password(&app, &scope, body.current_password, new, secret.as_deref()).await?;
    Ok(no_content())
}
