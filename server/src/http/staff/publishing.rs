//! `/api/v1/staff/forms/{form_id}/publish`, `/open`, `/close`, `/archive`, `/unarchive`.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::drafts::conflict;
use super::form_view::{detail, reachable};
use super::forms::moment;
use super::publications::requested;
use super::{blank_as_null, ok};
use crate::app::App;
use crate::forms::archive;
use crate::forms::publication::request::Wanted;
use crate::forms::publish::{PublishError, publish as publish_draft, switch};
use crate::forms::store;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Editor, Hosted, ValidJson};
use crate::ids::FormId;
use crate::organizations::Organization;
use crate::staff::scope::Scope;

/// Which draft is to be published.
#[derive(Deserialize, Validate, ToSchema)]
pub struct PublishRequest {
    /// The revision that was looked at.
    #[validate(range(min = 1))]
    pub revision: i64,
    /// When: RFC 3339, or date and time as the organization's clock shows them. Absent: now.
    #[serde(default, deserialize_with = "blank_as_null")]
    pub publish_at: Option<String>,
    /// Words about it, where it is planned.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 1000))]
    pub note: Option<String>,
}

/// Publishes the draft as the next version and opens the form, now or at a time.
///
/// # Errors
/// 404; 409 when somebody saved meanwhile, `approval-required`, `publication-open`; 422 `form-not-ready` with the problems.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/publish", operation_id = "publish_form", tag = "forms",
    params(("form_id" = String, Path)), request_body = PublishRequest,
    responses((status = 200, body = super::form_view::FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn publish(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    ValidJson(body): ValidJson<PublishRequest>,
) -> Result<HttpResponse, ApiError> {
    reachable(&app, &scope, *id).await?;
    if let Some(publish_at) = moment(&app, "/publish_at", body.publish_at)? {
        let (revision, publish_at) = (Some(body.revision), Some(publish_at));
        let wanted = Wanted { revision, publish_at, note: body.note, is_alone: true, ..Wanted::default() };
        requested(&app, &scope, *id, wanted).await?;
        return Ok(ok(&detail(&app, &scope, &organization, *id).await?));
    }
    match publish_draft(&app, scope.organization_id, *id, body.revision, Some(scope.staff_id)).await {
        Err(PublishError::Conflict { revision }) => {
            let current = store::by_id(app.db.read(), scope.organization_id, *id).await?;
            match current {
                Some(current) => Err(conflict(&app, &current).await?),
                None => Err(ApiError::new(Code::Conflict).member("revision", revision)),
            }
        }
        published => {
            published?;
            Ok(ok(&detail(&app, &scope, &organization, *id).await?))
        }
    }
}

/// Opens a published form again.
///
/// # Errors
/// 404; 409 when it was never published, `approval-required`.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/open", operation_id = "open_form", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, body = super::form_view::FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn open(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    set_open(&app, &scope, &organization, *id, true).await
}

/// Closes a form: no page of it is shown and nothing is accepted any more.
///
/// # Errors
/// 404; 409 when it was never published.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/close", operation_id = "close_form", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, body = super::form_view::FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn close(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    set_open(&app, &scope, &organization, *id, false).await
}

async fn set_open(
    app: &App,
    scope: &Scope,
    organization: &Organization,
    id: FormId,
    is_open: bool,
) -> Result<HttpResponse, ApiError> {
    let row = reachable(app, scope, id).await?;
    if row.published_version_id.is_none() {
        return Err(ApiError::new(Code::Conflict)
            .detail("the form has never been published")
            .member("revision", row.draft_revision));
    }
    switch(app, scope.organization_id, id, is_open, Some(scope.staff_id)).await?;
    Ok(ok(&detail(app, scope, organization, id).await?))
}

/// Puts a form away that is closed or was never published: it leaves the lists.
///
/// # Errors
/// 404; 409 `form-open`.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/archive", operation_id = "archive_form", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, body = super::form_view::FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn archive(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    archive::set_archived(&app, &scope, *id, true).await?;
    Ok(ok(&detail(&app, &scope, &organization, *id).await?))
}

/// Takes a form out of the archive; it stays closed.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/unarchive", operation_id = "unarchive_form", tag = "forms",
    params(("form_id" = String, Path)),
    responses((status = 200, body = super::form_view::FormDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn unarchive(
    Editor(scope): Editor,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    archive::set_archived(&app, &scope, *id, false).await?;
    Ok(ok(&detail(&app, &scope, &organization, *id).await?))
}
