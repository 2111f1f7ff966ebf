//! `/api/v1/staff/forms/import`: understanding what somebody brings, before a form is made of it. Nothing is stored.

use actix_web::HttpResponse;
use madoguchi_schema::{Guess, Note, Problem};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use super::{blank_as_null, ok};
use crate::forms::exchange::origin::Origin;
use crate::forms::exchange::outline::{self, Question};
use crate::forms::exchange::read::{self, Understood};
use crate::forms::exchange::settings::SharedSettings;
use crate::forms::images::travel::Carried;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::{Editor, ValidJson};

/// What is brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// A file that Madoguchi exported.
    File,
    /// A form document or a JSON Schema. Both kinds of text are looked at: what it is, is read from it.
    Schema,
    /// A list of questions, one per line.
    Questions,
}

/// Longest text without pictures, in characters.
const MAX_TEXT: usize = 1_500_000;

/// Something to be understood.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ImportRequest {
    /// What it is meant to be.
    pub kind: ImportKind,
    /// The text of the file, which may hold pictures, or a document, schema or list of at most 1,500,000 characters.
    #[validate(length(max = 32_000_000))]
    pub text: String,
    /// The title of the form; only for a list.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 200))]
    pub title: Option<String>,
}

/// What was understood.
#[derive(Serialize, ToSchema)]
pub struct ImportResponse {
    /// The form document, to be sent back when the form is made.
    #[schema(value_type = Object)]
    pub document: Value,
    /// Where it came from, to be sent back as it is.
    pub origin: Origin,
    /// The pictures that came with it, to be sent back as they are.
    pub images: Vec<Carried>,
    /// The settings that came with it, to be sent back as they are.
    pub settings: Option<SharedSettings>,
    /// The document's title.
    pub title: String,
    /// The questions in their order.
    pub questions: Vec<Question>,
    /// How the questions of a list were read: `line`, `name`, `includes`, `is_sure` …
    #[schema(value_type = Vec<Object>)]
    pub guesses: Vec<Guess>,
    /// What became of it on the way: `at`, `code`, `params`.
    #[schema(value_type = Vec<Object>)]
    pub report: Vec<Note>,
    /// What keeps the form from being published, and what could be better.
    #[schema(value_type = Vec<Object>)]
    pub problems: Vec<Problem>,
}

/// Reads a file, a schema or a list of questions.
///
/// # Errors
/// 422 `file-unreadable`, `file-damaged`, `file-too-new`, `import-refused` (with problems).
#[utoipa::path(post, path = "/api/v1/staff/forms/import", operation_id = "read_import", tag = "forms",
    request_body = ImportRequest,
    responses((status = 200, body = ImportResponse), (status = 400, body = ProblemDetails), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 413, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn create(_: Editor, ValidJson(body): ValidJson<ImportRequest>) -> Result<HttpResponse, ApiError> {
    // A foreign schema may take a second: not on a thread that answers requests.
    let understood = tokio::task::spawn_blocking(move || understand(&body)).await.map_err(ApiError::internal)?;
    Ok(ok(&understood?))
}

fn understand(body: &ImportRequest) -> Result<ImportResponse, ApiError> {
    if body.kind != ImportKind::File && body.text.chars().count() > MAX_TEXT {
        return Err(ApiError::invalid_value("/text", "length"));
    }
    let Understood { document, images, origin, settings, notes, guesses, problems } = match body.kind {
        ImportKind::File | ImportKind::Schema => read::json(body.text.as_bytes())?,
        ImportKind::Questions => read::questions(&body.text, body.title.as_deref())?,
    };
    Ok(ImportResponse {
        title: crate::forms::title_of(&document),
        questions: outline::questions(&document),
        document,
        images,
        origin,
        settings,
        guesses,
        report: notes,
        problems,
    })
}
