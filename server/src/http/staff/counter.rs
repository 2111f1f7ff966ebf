//! `/api/v1/staff/forms/{form_id}/counter`: staff key in what came on paper, by telephone or at the counter, on the pages
//! residents use. A browser is told what stands in its way by a page, a program by a problem.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::form_view::reachable;
use crate::app::App;
use crate::db::entity::values::Channel;
use crate::forms::live::LiveForm;
use crate::forms::store::reach::FormRow;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Clerk, Hosted};
use crate::http::resident::counter::{self, Counter, Occasion, Posted};
use crate::http::resident::see_other;
use crate::ids::{FormId, SubmissionId};
use crate::organizations::Organization;
use crate::pages::counter::{self as pages, Entered, Obstacle};
use crate::staff::scope::Scope;
use crate::submissions::open::open;
use crate::submissions::store::review;
use crate::words::Words;

/// How an application that is keyed in reached the office.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CounterChannel {
    /// On paper.
    #[default]
    Paper,
    /// By telephone.
    Phone,
    /// At the counter.
    Counter,
}

impl CounterChannel {
    const fn channel(self) -> Channel {
        match self {
            Self::Paper => Channel::Paper,
            Self::Phone => Channel::Phone,
            Self::Counter => Channel::Counter,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Phone => "phone",
            Self::Counter => "counter",
        }
    }
}

/// What is keyed in.
#[derive(Deserialize, IntoParams)]
pub struct CounterQuery {
    /// How it came; on paper when absent.
    #[serde(default)]
    #[param(inline)]
    pub channel: CounterChannel,
    /// The language of the questions and of what the applicant is sent (`ja`, `ja-easy`, `en`); Japanese when absent.
    pub lang: Option<String>,
    /// Shows what was just keyed in instead of a new form.
    #[param(value_type = Option<String>)]
    pub entered: Option<SubmissionId>,
}

/// The first page of an application to be keyed in, or the end with the number of one that was.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/counter", operation_id = "begin_counter_entry", tag = "cases",
    params(("form_id" = String, Path), CounterQuery),
    responses((status = 200, content_type = "text/html", body = String), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn get(
    clerk: Result<Clerk, ApiError>,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    query: web::Query<CounterQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let answer = match clerk {
        Ok(Clerk(scope)) => begin(&app, &scope, &organization, *id, &query).await,
        Err(error) => Err(error),
    };
    told(&organization, &request, answer, obstacle)
}

/// The next step; the last one leads to the page with the number.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/counter", operation_id = "continue_counter_entry",
    tag = "cases", params(("form_id" = String, Path), CounterQuery),
    request_body(content = Object, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, content_type = "text/html", body = String),
        (status = 303, description = "received: the page with the number"), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 503, content_type = "text/html", body = String)))]
pub async fn post(
    clerk: Result<Clerk, ApiError>,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    query: web::Query<CounterQuery>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let answer = match clerk {
        Ok(Clerk(scope)) => go_on(&app, &scope, &organization, (*id, &query), &request, payload).await,
        Err(error) => Err(error),
    };
    told(&organization, &request, answer, obstacle)
}

async fn begin(
    app: &App,
    scope: &Scope,
    organization: &Organization,
    id: FormId,
    query: &CounterQuery,
) -> Result<HttpResponse, ApiError> {
    let row = reachable(app, scope, id).await?;
    if let Some(entered) = query.entered {
        return done(app, scope, organization, &row, query, entered).await;
    }
    let Some(live) = published(app, scope, &row).await? else { return not_published(organization) };
    let action_url = address(id, query, words(query), None);
    Ok(counter::page(&at(app, scope, organization, &live, query, &action_url)).await)
}

async fn go_on(
    app: &App,
    scope: &Scope,
    organization: &Organization,
    (id, query): (FormId, &CounterQuery),
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let row = reachable(app, scope, id).await?;
    let Some(live) = published(app, scope, &row).await? else { return not_published(organization) };
    let action_url = address(id, query, words(query), None);
    match counter::post(&at(app, scope, organization, &live, query, &action_url), request, payload).await? {
        Posted::Page(page) => Ok(page),
        Posted::Received(case, words) => see_other(&address(id, query, words, Some(case))),
    }
}

/// The number, for the person who keyed it in and everybody else who reaches the case.
async fn done(
    app: &App,
    scope: &Scope,
    organization: &Organization,
    row: &FormRow,
    query: &CounterQuery,
    entered: SubmissionId,
) -> Result<HttpResponse, ApiError> {
    let not_found = || ApiError::new(Code::NotFound);
    // Before anything is unsealed.
    let form = review::form_of(app.db.read(), scope.organization_id, entered).await?;
    form.filter(|form| *form == row.id).ok_or_else(not_found)?;
    let case = open(app, scope.organization_id, entered).await?;
    let case = case.filter(|case| case.row.entered_by.is_some()).ok_or_else(not_found)?;
    let words = words(query);
    let page = Entered {
        number: &case.row.receipt_number,
        received_at: &words.moment(&case.row.received_at.in_zone(&app.time_zone)),
        case_url: &pages::case_path(entered),
        pdf_url: &format!("/api/v1/staff/submissions/{entered}/receipt.pdf"),
        again_url: &address(row.id, query, words, None),
        query: &format!("channel={}&entered={entered}", query.channel.as_str()),
    };
    let form = case.version.in_language(words.language);
    html(StatusCode::OK, pages::done(words, &organization.name, &form, case.row.channel, &page))
}

fn at<'a>(
    app: &'a App,
    scope: &Scope,
    organization: &'a Organization,
    live: &'a LiveForm,
    query: &CounterQuery,
    action_url: &'a str,
) -> Counter<'a> {
    Counter {
        app,
        words: words(query),
        organization,
        live,
        staff_id: scope.staff_id,
        occasion: Occasion::Entry(query.channel.channel()),
        action_url,
    }
}

fn words(query: &CounterQuery) -> Words {
    query.lang.as_deref().and_then(Words::of_tag).unwrap_or_default()
}

/// This address; with a submission, its end.
fn address(id: FormId, query: &CounterQuery, words: Words, entered: Option<SubmissionId>) -> String {
    let entered = entered.map(|id| format!("&entered={id}")).unwrap_or_default();
    words.link(&format!("/api/v1/staff/forms/{id}/counter?channel={}{entered}", query.channel.as_str()))
}

/// The form residents have or had; none when it was never published.
async fn published(app: &App, scope: &Scope, row: &FormRow) -> Result<Option<Arc<LiveForm>>, ApiError> {
    Ok(app.live_forms.by_slug(&app.db, &app.vault, scope.organization_id, &row.slug).await?)
}

fn not_published(organization: &Organization) -> Result<HttpResponse, ApiError> {
    html(StatusCode::OK, pages::obstacle(Words::default(), &organization.name, Obstacle::NotPublished))
}

fn obstacle(code: Code) -> Option<Obstacle> {
    match code {
        Code::Unauthenticated => Some(Obstacle::SignedOut),
        Code::Forbidden => Some(Obstacle::NotAllowed),
        _ => None,
    }
}

fn html(status: StatusCode, page: askama::Result<String>) -> Result<HttpResponse, ApiError> {
    let page = page.map_err(ApiError::internal)?;
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(page))
}

/// A person in front of a page is told by a page; nothing typed is lost, it stands behind their Back button. The browser
/// may say where its posts come from, which the guard against other sites wants to know.
pub(super) fn told(
    organization: &Organization,
    request: &HttpRequest,
    answer: Result<HttpResponse, ApiError>,
    obstacle: impl Fn(Code) -> Option<Obstacle>,
) -> Result<HttpResponse, ApiError> {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_browser = accept.contains("text/html");
    let mut response = match answer {
        Err(error) if is_browser => match obstacle(error.code()) {
            Some(what) => html(error.code().status(), pages::obstacle(Words::default(), &organization.name, what))?,
            None => crate::http::resident::as_page(Words::default(), organization, error),
        },
        answer => answer?,
    };
    // On a desk that several people use, Back after signing out must not show what was keyed in.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    Ok(response)
}
