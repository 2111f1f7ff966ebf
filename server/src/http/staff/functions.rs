//! `/api/v1/staff/functions`: what expressions can use, for the editor. The schema says what there is; nothing is copied.

use actix_web::HttpResponse;
use madoguchi_schema::DocumentedFunction;
use serde::Serialize;
use utoipa::ToSchema;

use super::ok;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::Viewer;

/// The functions of expressions.
#[derive(Serialize, ToSchema)]
pub struct FunctionsResponse {
    /// Each with its name, a call to begin with, and examples with what they give.
    #[schema(value_type = Vec<Object>)]
    pub functions: Vec<DocumentedFunction>,
}

/// The functions of expressions.
///
/// # Errors
/// 401.
#[utoipa::path(get, path = "/api/v1/staff/functions", operation_id = "list_functions", tag = "forms",
    responses((status = 200, body = FunctionsResponse), (status = 401, body = ProblemDetails)))]
pub async fn list(_: Viewer) -> Result<HttpResponse, ApiError> {
    Ok(ok(&FunctionsResponse { functions: madoguchi_schema::functions() }))
}
