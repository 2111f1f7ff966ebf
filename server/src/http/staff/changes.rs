//! `/api/v1/staff/forms/{form_id}/changes`: what differs between two texts of a form, as codes with the texts before and
//! after. What differs is decided by `madoguchi_schema::differences`; the staff UI words it.

use actix_web::{HttpResponse, web};
use madoguchi_schema::{Difference, StrictJson};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::form_view::reachable;
use super::ok;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::edition::{self, Edition, Text};
use crate::forms::store::reach::{self, FormWithDraft};
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::Viewer;
use crate::ids::FormId;
use crate::staff::scope::Scope;

/// What is compared with what.
#[derive(Deserialize, IntoParams)]
pub struct ChangesQuery {
    /// `live`, `draft`, or the number of a version; `live` when absent.
    #[param(value_type = Option<String>)]
    pub from: Option<Edition>,
    /// The same; `draft` when absent.
    #[param(value_type = Option<String>)]
    pub to: Option<Edition>,
}

/// One of the two texts.
#[derive(Serialize, ToSchema)]
pub struct EditionResponse {
    /// The number of the version; null for the draft.
    pub number: Option<i64>,
    /// When it was published, or the draft last saved.
    pub at: Timestamp,
}

/// One change.
#[derive(Serialize, ToSchema)]
pub struct ChangeResponse {
    /// What happened (`fieldAdded`, `choiceRemoved`, `limitChanged` …).
    pub code: &'static str,
    /// JSON Pointer to the thing: in the new document, and in the old one where it is gone.
    pub at: String,
    /// What people call the thing; empty for the form itself.
    pub label: String,
    /// The name of the question it is about.
    pub name: Option<String>,
    /// The label of the repeating group the question stands in.
    pub group: Option<String>,
    /// Which keyword, setting, choice or language.
    pub keyword: Option<String>,
    /// As it was; null where there was nothing.
    #[schema(value_type = Option<Object>)]
    pub before: Option<Value>,
    /// As it is; null where nothing is.
    #[schema(value_type = Option<Object>)]
    pub after: Option<Value>,
    /// What it does to comparisons (`gone`, `kind`, `choiceGone` …); null where it does nothing.
    #[schema(value_type = Option<String>)]
    pub warning: Option<madoguchi_schema::Warning>,
    /// Whether what was received before can be set beside what will be received.
    pub comparable: bool,
}

/// What differs.
#[derive(Serialize, ToSchema)]
pub struct ChangesResponse {
    /// The older text.
    pub from: EditionResponse,
    /// The newer text.
    pub to: EditionResponse,
    /// The changes, in the order residents meet them; null when one of the texts cannot be read as a form.
    pub changes: Option<Vec<ChangeResponse>>,
}

/// What differs between two texts of a form.
///
/// # Errors
/// 400 for what names no text; 404 for a version that is not there.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/changes", operation_id = "list_changes", tag = "forms",
    params(("form_id" = String, Path), ChangesQuery),
    responses((status = 200, body = ChangesResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn list(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<FormId>,
    query: web::Query<ChangesQuery>,
) -> Result<HttpResponse, ApiError> {
    let form = with_draft(&app, &scope, *id).await?;
    let from = text(&app, &form, query.from.unwrap_or(Edition::Live)).await?;
    let to = text(&app, &form, query.to.unwrap_or(Edition::Draft)).await?;
    let named = |text: &Text| EditionResponse { number: text.number, at: text.at };
    let (before, after) = (named(&from), named(&to));
    let found = web::block(move || madoguchi_schema::differences(&from.document, &to.document)).await;
    let changes = found.map_err(ApiError::internal)?.map(|found| found.into_iter().map(told).collect());
    Ok(ok(&ChangesResponse { from: before, to: after, changes }))
}

/// Two documents of an editor.
#[derive(Deserialize, ToSchema)]
pub struct CompareRequest {
    /// The older document.
    #[schema(value_type = Object)]
    pub from: StrictJson,
    /// The newer document.
    #[schema(value_type = Object)]
    pub to: StrictJson,
}

/// What differs between two documents.
#[derive(Serialize, ToSchema)]
pub struct ComparedResponse {
    /// The changes, in the order residents meet them; null when one of the documents cannot be read as a form.
    pub changes: Option<Vec<ChangeResponse>>,
}

/// What differs between two documents that need not be stored: what two editors made of one draft. Nothing is kept.
///
/// # Errors
/// 404; 422 when one of the two is no object.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/changes", operation_id = "compare_documents", tag = "forms",
    params(("form_id" = String, Path)), request_body = CompareRequest,
    responses((status = 200, body = ComparedResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn compare(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<FormId>,
    body: web::Json<CompareRequest>,
) -> Result<HttpResponse, ApiError> {
    reachable(&app, &scope, *id).await?;
    let CompareRequest { from: StrictJson(from), to: StrictJson(to) } = body.into_inner();
    for (document, at) in [(&from, "/from"), (&to, "/to")] {
        if !document.is_object() {
            return Err(ApiError::invalid_value(at, "object"));
        }
    }
    // Both in the current version of the form language: a stored document may be of an older one.
    let found = web::block(move || {
        madoguchi_schema::differences(&madoguchi_schema::upgrade(&from), &madoguchi_schema::upgrade(&to))
    });
    let changes = found.await.map_err(ApiError::internal)?.map(|found| found.into_iter().map(told).collect());
    Ok(ok(&ComparedResponse { changes }))
}

fn told(difference: Difference) -> ChangeResponse {
    let Difference { code, at, label, name, group, keyword, before, after, warning, comparable } = difference;
    ChangeResponse { code, at, label, name, group, keyword, before, after, warning, comparable }
}

/// The form with its draft, when this person reaches it.
///
/// # Errors
/// 404, or the database's.
pub(super) async fn with_draft(app: &App, scope: &Scope, id: FormId) -> Result<FormWithDraft, ApiError> {
    reach::with_draft(app.db.read(), scope, id).await?.ok_or_else(|| ApiError::new(Code::NotFound))
}

/// A text of the form.
///
/// # Errors
/// 404 where there is none, or the database's.
pub(super) async fn text(app: &App, form: &FormWithDraft, edition: Edition) -> Result<Text, ApiError> {
    edition::read(&app.db, form, edition).await?.ok_or_else(|| ApiError::new(Code::NotFound))
}
