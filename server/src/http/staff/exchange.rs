//! `/api/v1/staff/forms/{form_id}/file`: a form as one file, to be taken along.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::forms::exchange::export::{self, What};
use crate::forms::store::reach;
use crate::http::download::attachment;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Hosted, Viewer};
use crate::ids::FormId;

/// Which state of a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileOf {
    /// What residents get; the draft where nothing is published.
    #[default]
    Live,
    /// The draft.
    Draft,
}

/// Which state of the form is asked for.
#[derive(Deserialize, IntoParams)]
pub struct FileQuery {
    /// `live` (what residents get; the draft where nothing is published) or `draft`.
    #[serde(default)]
    #[param(inline)]
    pub of: FileOf,
}

/// The form as one file: document, settings that hold nothing personal, origin and hash.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/file", operation_id = "export_form_file", tag = "forms",
    params(("form_id" = String, Path), FileQuery),
    responses((status = 200, body = Object, description = "an attachment"), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn get(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    query: web::Query<FileQuery>,
) -> Result<HttpResponse, ApiError> {
    let row = reach::with_draft(app.db.read(), &scope, *id).await?.ok_or_else(|| ApiError::new(Code::NotFound))?;
    let what = if query.of == FileOf::Draft { What::Draft } else { What::Live };
    let file = export::export(&app, &organization, &row, what).await?;
    Ok(attachment("application/json", &format!("{}.madoguchi.json", row.slug)).body(file))
}
