//! Test submissions (テスト送信): a draft is frozen as a test version, gone through to the end on the pages residents use,
//! and what was sent is erased again. Only editors; nothing of it reaches residents, counts or exports.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::counter::told;
use super::drafts::conflict;
use super::form_view::reachable;
use super::{created, no_content, ok};
use crate::app::App;
use crate::forms::live::LiveForm;
use crate::forms::store;
use crate::forms::test_version::{self, FreezeError};
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Editor, Hosted, ValidJson};
use crate::http::resident::counter::{self, Counter, Occasion, Posted};
use crate::http::resident::see_other;
use crate::ids::{FormId, SubmissionId, VersionId};
use crate::organizations::Organization;
use crate::pages::counter::Obstacle;
use crate::staff::scope::Scope;
use crate::submissions::erase;
use crate::submissions::store::review;
use crate::words::Words;

/// Which draft is to be tried out.
#[derive(Deserialize, Validate, ToSchema)]
pub struct FreezeRequest {
    /// The revision that was looked at.
    #[validate(range(min = 1))]
    pub revision: i64,
}

/// A draft that can be tried out.
#[derive(Serialize, ToSchema)]
pub struct TestVersionResponse {
    /// The test version.
    pub version_id: VersionId,
    /// Where to begin, on this host.
    pub url: String,
}

/// How many test submissions were erased.
#[derive(Serialize, ToSchema)]
pub struct ErasedResponse {
    /// How many there were.
    pub erased: u64,
}

/// A page of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TestPage {
    /// The first questions.
    Questions,
}

/// Which test.
#[derive(Deserialize, IntoParams)]
pub struct TestQuery {
    /// The test version.
    #[param(value_type = String)]
    pub version: VersionId,
    /// Where to begin; at the start page when absent.
    #[param(inline)]
    pub at: Option<TestPage>,
    /// The language of the pages and of what the tester is sent (`ja`, `ja-easy`, `en`); Japanese when absent.
    pub lang: Option<String>,
}

/// Freezes the draft so that it can be tried out; the same revision again is the same test version.
///
/// # Errors
/// 404; 409 when somebody saved meanwhile; 422 `form-not-ready` with the problems.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/test-versions", operation_id = "make_test_version",
    tag = "forms", params(("form_id" = String, Path)), request_body = FreezeRequest,
    responses((status = 201, body = TestVersionResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn freeze(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<FormId>,
    ValidJson(body): ValidJson<FreezeRequest>,
) -> Result<HttpResponse, ApiError> {
    let version_id = match test_version::freeze(&app, &scope, *id, body.revision).await {
        Err(FreezeError::Conflict { revision }) => {
            let current = store::by_id(app.db.read(), scope.organization_id, *id).await?;
            return Err(match current {
                Some(current) => conflict(&app, &current).await?,
                None => ApiError::new(Code::Conflict).member("revision", revision),
            });
        }
        frozen => frozen?,
    };
    let url = format!("{}?version={version_id}", path(*id));
    Ok(created(&TestVersionResponse { version_id, url }))
}

/// The start page of a test, or its first questions.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/test", operation_id = "begin_test", tag = "forms",
    params(("form_id" = String, Path), TestQuery),
    responses((status = 200, content_type = "text/html", body = String), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn get(
    editor: Result<Editor, ApiError>,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    query: web::Query<TestQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let answer = match editor {
        Ok(Editor(scope)) => begin(&app, &scope, &organization, *id, &query).await,
        Err(error) => Err(error),
    };
    told(&organization, &request, answer, obstacle)
}

/// The next step; the last one leads to the receipt.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/test", operation_id = "continue_test", tag = "forms",
    params(("form_id" = String, Path), TestQuery),
    request_body(content = Object, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, content_type = "text/html", body = String),
        (status = 303, description = "received: the receipt"), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails), (status = 503, content_type = "text/html", body = String)))]
pub async fn post(
    editor: Result<Editor, ApiError>,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    query: web::Query<TestQuery>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let answer = match editor {
        Ok(Editor(scope)) => go_on(&app, &scope, &organization, (*id, &query), &request, payload).await,
        Err(error) => Err(error),
    };
    told(&organization, &request, answer, obstacle)
}

/// Erases every test submission of a form, with files, mails that wait, and test versions.
///
/// # Errors
/// 404.
#[utoipa::path(delete, path = "/api/v1/staff/forms/{form_id}/test-submissions", operation_id = "erase_test_submissions",
    tag = "cases", params(("form_id" = String, Path)),
    responses((status = 200, body = ErasedResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn erase_all(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<FormId>,
) -> Result<HttpResponse, ApiError> {
    reachable(&app, &scope, *id).await?;
    let erased = erase::all(&app, &scope, *id).await?;
    test_version::sweep(&app, &scope, *id).await?;
    Ok(ok(&ErasedResponse { erased }))
}

/// Erases one test submission. Submissions of residents are never erased this way.
///
/// # Errors
/// 404; 409 when it is no test.
#[utoipa::path(delete, path = "/api/v1/staff/submissions/{submission_id}", operation_id = "erase_test_submission",
    tag = "cases", params(("submission_id" = String, Path)),
    responses((status = 204), (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn erase_one(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<SubmissionId>,
) -> Result<HttpResponse, ApiError> {
    let form = review::form_of(app.db.read(), scope.organization_id, *id).await?;
    reachable(&app, &scope, form.ok_or_else(|| ApiError::new(Code::NotFound))?).await?;
    erase::one(&app, &scope, *id).await?;
    Ok(no_content())
}

async fn begin(
    app: &App,
    scope: &Scope,
    organization: &Organization,
    id: FormId,
    query: &TestQuery,
) -> Result<HttpResponse, ApiError> {
    let live = tested(app, scope, id, query.version).await?;
    let action_url = address(id, query);
    let counter = at(app, scope, organization, &live, query, &action_url);
    match query.at {
        Some(TestPage::Questions) => Ok(counter::page(&counter).await),
        None => counter::start(&counter, &path(id), &[("version".to_owned(), query.version.to_string())]),
    }
}

async fn go_on(
    app: &App,
    scope: &Scope,
    organization: &Organization,
    (id, query): (FormId, &TestQuery),
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let live = tested(app, scope, id, query.version).await?;
    let action_url = address(id, query);
    match counter::post(&at(app, scope, organization, &live, query, &action_url), request, payload).await? {
        Posted::Page(page) => Ok(page),
        // The receipt as the applicant would have it: it is part of what is tried out.
        Posted::Received(test, words) => see_other(&words.link(&format!("/r/{}", app.vault.receipt_token(test)))),
    }
}

async fn tested(app: &App, scope: &Scope, id: FormId, version: VersionId) -> Result<LiveForm, ApiError> {
    reachable(app, scope, id).await?;
    let live = app.live_forms.tested(&app.db, &app.vault, scope.organization_id, id, version).await?;
    live.ok_or_else(|| ApiError::new(Code::NotFound))
}

fn at<'a>(
    app: &'a App,
    scope: &Scope,
    organization: &'a Organization,
    live: &'a LiveForm,
    query: &TestQuery,
    action_url: &'a str,
) -> Counter<'a> {
    let staff_id = scope.staff_id;
    Counter { app, words: words(query), organization, live, staff_id, occasion: Occasion::Test, action_url }
}

fn words(query: &TestQuery) -> Words {
    query.lang.as_deref().and_then(Words::of_tag).unwrap_or_default()
}

fn path(id: FormId) -> String {
    format!("/api/v1/staff/forms/{id}/test")
}

fn address(id: FormId, query: &TestQuery) -> String {
    words(query).link(&format!("{}?version={}", path(id), query.version))
}

fn obstacle(code: Code) -> Option<Obstacle> {
    match code {
        Code::Unauthenticated => Some(Obstacle::SignedOut),
        Code::Forbidden => Some(Obstacle::NoTester),
        Code::NotFound => Some(Obstacle::NothingToTest),
        _ => None,
    }
}
