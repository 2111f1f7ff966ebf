//! `/api/v1/staff/submissions/{submission_id}/files…`: what residents attached. Originals are downloads, never pages of
//! this site; what the browser shows is a picture we drew ourselves. Downloads of originals stand in the audit log.

use actix_web::http::header::{self, ContentEncoding};
use actix_web::{HttpResponse, web};
use serde_json::{Value, json};

use super::cases::opened;
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::http::download::compressed_attachment;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Clerk, Viewer};
use crate::ids::{FileId, SubmissionId};
use crate::staff::scope::Scope;
use crate::submissions::attachments;

/// All files of a case as one archive. What the virus scanner holds back is named in it.
///
/// # Errors
/// 404, also when the case has no files; 409 when all of them are held back.
#[utoipa::path(get, path = "/api/v1/staff/submissions/{submission_id}/files.zip", operation_id = "get_submission_files",
    tag = "cases", params(("submission_id" = String, Path)),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails)))]
pub async fn archive(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    id: web::Path<SubmissionId>,
) -> Result<HttpResponse, ApiError> {
    let (case, _) = opened(&app, &scope, *id).await?;
    if case.files.is_empty() {
        return Err(ApiError::new(Code::NotFound));
    }
    let count = case.files.iter().filter(|file| file.is_free()).count();
    if count == 0 {
        return Err(ApiError::new(Code::FileHeld));
    }
    note_download(&app, &scope, *id, json!({ "files": count })).await?;
    let name = format!("{}_添付ファイル.zip", case.row.receipt_number);
    let stream = attachments::archive(app.into_inner(), case);
    Ok(compressed_attachment("application/zip", &name).streaming(stream))
}

/// A file as the resident sent it, freed of metadata.
///
/// # Errors
/// 404; 409 while the virus scanner holds it back.
#[utoipa::path(get, path = "/api/v1/staff/submissions/{submission_id}/files/{file_id}", operation_id = "get_submission_file",
    tag = "cases", params(("submission_id" = String, Path), ("file_id" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails)))]
pub async fn original(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    ids: web::Path<(SubmissionId, FileId)>,
) -> Result<HttpResponse, ApiError> {
    let (id, file) = ids.into_inner();
    let (case, _) = opened(&app, &scope, id).await?;
    let original = attachments::original(&app, &case, file).await?.ok_or_else(|| ApiError::new(Code::NotFound))?;
    note_download(&app, &scope, id, json!({ "file_id": file })).await?;
    Ok(compressed_attachment(&original.file.media_type, &original.file.name).body(original.content))
}

/// A small picture of a file.
///
/// # Errors
/// 404, also when the file is no picture; 409 while the virus scanner holds it back.
#[utoipa::path(get, path = "/api/v1/staff/submissions/{submission_id}/files/{file_id}/thumbnail",
    operation_id = "get_submission_file_thumbnail", tag = "cases",
    params(("submission_id" = String, Path), ("file_id" = String, Path)),
    responses((status = 200, content_type = "image/jpeg", body = Vec<u8>), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn thumbnail(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    ids: web::Path<(SubmissionId, FileId)>,
) -> Result<HttpResponse, ApiError> {
    let (id, file) = ids.into_inner();
    let (case, _) = opened(&app, &scope, id).await?;
    let picture = attachments::thumbnail(&app, &case, file).await?.ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(HttpResponse::Ok()
        .content_type("image/jpeg")
        .insert_header(ContentEncoding::Identity)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .body(picture))
}

async fn note_download(app: &App, scope: &Scope, id: SubmissionId, detail: Value) -> Result<(), DbErr> {
    let now = app.clock.now();
    let event =
        audit::Event::new(&app.random, now, scope.organization_id, "submission.files_downloaded", ("submission", id.0))
            .by(scope.staff_id)
            .with(detail);
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { audit::store::append(transaction, vec![event]).await })
        })
        .await
}
