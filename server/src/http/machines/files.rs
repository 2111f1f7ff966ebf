//! `POST /api/v1/forms/{slug}/files`: files in, tokens out. A token goes into the answers where the form asks for a file.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use madoguchi_schema::Violation;
use serde::Serialize;
use utoipa::ToSchema;

use super::admission::admitted;
use crate::app::App;
use crate::http::error::{ApiError, Code, not_taken};
use crate::http::extract::{Hosted, Spoken};
use crate::http::multipart::{self, Limits, MultipartError, Posted};
use crate::pages::wording;
use crate::submissions::attach::{AttachError, Attached, attach};

/// The part that names the field the files are for.
const FIELD: &str = "field";
/// The name of the parts that are files.
const FILE: &str = "file";

/// The files that were taken, in the order they were sent.
#[derive(Serialize, ToSchema)]
pub struct FilesResponse {
    /// One for each file.
    pub files: Vec<FileResponse>,
}

/// A file that was taken.
#[derive(Serialize, ToSchema)]
pub struct FileResponse {
    /// The right to attach it, for three days, to one submission of this form; a secret of whoever uploaded it.
    pub token: String,
    /// Its name, cleaned.
    pub name: String,
    /// The type found in its content.
    pub media_type: String,
    /// Bytes that are kept (metadata of pictures is not).
    pub size: u64,
}

/// What is posted.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes the body")]
pub struct FilesRequest {
    /// Name of a file field of the form.
    field: String,
    /// The files, at most 20.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<u8>,
}

/// Takes files for one field. All of them are taken, or none can be attached.
///
/// # Errors
/// See the responses.
#[utoipa::path(post, path = "/api/v1/forms/{slug}/files", operation_id = "upload_files", tag = "machines",
    params(("slug" = String, Path),
        ("Form-Key" = Option<String>, Header, description = "of a form that is not for everybody, as `GET` takes it"),
        ("Accept-Language" = Option<String>, Header, description = "of the messages of a refusal: `ja` (default), `ja-easy` or `en`")),
    request_body(content = FilesRequest, content_type = "multipart/form-data"),
    responses((status = 201, body = FilesResponse),
        (status = 400, body = super::super::error::ProblemDetails),
        (status = 403, body = super::super::error::ProblemDetails),
        (status = 404, body = super::super::error::ProblemDetails),
        (status = 408, body = super::super::error::ProblemDetails),
        (status = 409, body = super::super::error::ProblemDetails),
        (status = 413, body = super::super::error::ProblemDetails),
        (status = 422, body = super::super::error::ProblemDetails,
            description = "violations at `/{field}/{place}` with code fileType (`allowed`, and `found` where it is known), fileSize, \
                fileEmpty, fileDamaged, fileMixed, filePixels, fileLocked, fileActive, fileBursting or fileInfected"),
        (status = 429, body = super::super::error::ProblemDetails),
        (status = 503, body = super::super::error::ProblemDetails)))]
pub async fn create(
    app: web::Data<App>,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: web::Path<String>,
    request: HttpRequest,
    payload: Multipart,
) -> Result<HttpResponse, ApiError> {
    let form = admitted(&app, &organization, &slug, &request).await?;
    if let Some(refusal) = not_taken(form.availability(app.clock.now())) {
        return Err(refusal);
    }
    let posted = multipart::read(payload, Limits::of(&app.config)).await?;
    let field = named_field(&posted)?;
    let (mut files, mut violations) = (Vec::new(), Vec::new());
    for (place, file) in posted.files.into_iter().enumerate() {
        match attach(&app, &form, &form.version, &field, &file.name, file.content).await {
            Ok(Attached { token, file }) => {
                files.push(FileResponse { token, name: file.name, media_type: file.media_type, size: file.size })
            }
            Err(error) => violations.push(violation(error, format!("/{field}/{place}"), &file.name)?),
        }
    }
    if !violations.is_empty() {
        let word = |violation: &Violation| wording::of_form(words, &form.version.form, violation);
        return Err(ApiError::invalid_values(violations).worded(word));
    }
    Ok(HttpResponse::build(StatusCode::CREATED)
        .insert_header(("cache-control", "no-store"))
        .json(FilesResponse { files }))
}

impl From<MultipartError> for ApiError {
    fn from(error: MultipartError) -> Self {
        let code = match error {
            MultipartError::TooLarge => Code::PayloadTooLarge,
            MultipartError::Broken => Code::InvalidRequest,
        };
        Self::new(code).detail(error.to_string())
    }
}

fn named_field(posted: &Posted) -> Result<String, ApiError> {
    let refuse = |what: &str| ApiError::new(Code::InvalidRequest).detail(what.to_owned());
    let [(name, field)] = posted.fields.as_slice() else {
        return Err(refuse("send one text part named \"field\""));
    };
    if name != FIELD || posted.files.is_empty() || posted.files.iter().any(|file| file.field != FILE) {
        return Err(refuse("send a text part named \"field\" and files in parts named \"file\""));
    }
    Ok(field.clone())
}

/// What is wrong with the file at this place; trouble that is not the file's fault ends the request.
fn violation(error: AttachError, at: String, name: &str) -> Result<Violation, ApiError> {
    match error {
        AttachError::NotAFileField => Err(ApiError::invalid_value("/field", "fileField")),
        AttachError::Unavailable(error) => Err(ApiError::unavailable(error)),
        AttachError::Busy { retry_after } => Err(ApiError::new(Code::Unavailable).retry_after(retry_after)),
        error => error.violation(at, name).ok_or_else(|| ApiError::new(Code::InvalidRequest)),
    }
}
