//! `/api/v1/staff/forms/{form_id}/mail-preview`: a mail of the draft with sample answers. Nothing is stored or sent.

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::ok;
use crate::app::App;
use crate::forms::live::Version;
use crate::forms::store::reach;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Hosted, ValidJson, Viewer};
use crate::ids::{FormId, VersionId};
use crate::submissions::letter::sample::{self, MailKind};
use crate::words::Words;

/// Which mail.
#[derive(Deserialize, Validate, ToSchema)]
pub struct MailPreviewRequest {
    /// The receipt, or the state it tells of.
    pub mail: MailKind,
    /// In which language (`ja`, `ja-easy`, `en`); Japanese when absent.
    #[validate(length(max = 35))]
    pub language: Option<String>,
}

/// A mail as the applicant would read it.
#[derive(Serialize, ToSchema)]
pub struct MailPreviewResponse {
    /// The subject.
    pub subject: String,
    /// The text; lines end with `\n`.
    pub text: String,
    /// The name of the file that goes with it.
    pub attachment: Option<String>,
}

/// A mail of the draft, as last saved, with sample answers.
///
/// # Errors
/// 404; 422 `form-not-ready` with the problems while the draft has errors.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/mail-preview", operation_id = "preview_mail", tag = "forms",
    params(("form_id" = String, Path)), request_body = MailPreviewRequest,
    responses((status = 200, body = MailPreviewResponse), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn preview(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    ValidJson(body): ValidJson<MailPreviewRequest>,
) -> Result<HttpResponse, ApiError> {
    let row = reach::with_draft(app.db.read(), &scope, *id).await?.ok_or_else(|| ApiError::new(Code::NotFound))?;
    let document = serde_json::from_str(&row.draft_document).map_err(ApiError::internal)?;
    let words = Words::stored(body.language.as_deref().unwrap_or_default());
    let app: Arc<App> = app.into_inner();
    // Sample answers are searched for: that is work for a thread of its own.
    let sample = web::block(move || {
        let version = Version::new(VersionId(Uuid::nil()), row.id, 0, document)?;
        Ok(sample::write(&organization, &version, body.mail, words, app.clock.now(), &app.time_zone))
    });
    match sample.await.map_err(ApiError::internal)? {
        Ok(sample) => Ok(ok(&MailPreviewResponse {
            subject: sample.written.subject,
            text: sample.written.text,
            attachment: sample.attachment,
        })),
        Err(problems) => Err(ApiError::new(Code::FormNotReady).problems(problems)),
    }
}
