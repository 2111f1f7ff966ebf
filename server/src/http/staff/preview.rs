//! `/api/v1/staff/forms/{form_id}/preview`: the real resident pages of the draft or of a version, shown in the builder:
//! page by page, with sample answers, as of a day, in a language, without JavaScript. Nothing is stored.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::civil::{Date, time};
use madoguchi_schema::RawAnswers;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::changes::{text, with_draft};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::FormState;
use crate::forms::availability::Terms;
use crate::forms::edition::{Edition, Text};
use crate::forms::live::Version;
use crate::forms::readiness;
use crate::forms::store::reach::FormWithDraft;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Hosted, Viewer};
use crate::http::request::FRAMED_CONTENT_SECURITY_POLICY;
use crate::http::resident::preview::{self, Opening, Preview};
use crate::ids::{FormId, VersionId};
use crate::organizations::Organization;
use crate::pages::notice;
use crate::words::Words;

/// Whether the browser runs the page's script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// As residents' browsers do.
    #[default]
    On,
    /// As where JavaScript is switched off.
    Off,
}

/// What is looked at, and how.
#[derive(Clone, Deserialize, IntoParams)]
pub struct PreviewQuery {
    /// Counted from 0; the first when absent.
    pub page: Option<usize>,
    /// In which language (`ja`, `ja-easy`, `en`); Japanese when absent.
    pub lang: Option<String>,
    /// `draft`, `live`, or the number of a version; `draft` when absent.
    #[param(value_type = Option<String>)]
    pub version: Option<Edition>,
    /// With the sample answers of this way (`number` of `/paths`).
    pub way: Option<usize>,
    /// Where the way ends, instead of a page: its exit, or the confirmation.
    #[serde(default)]
    pub end: bool,
    /// The start page, instead of a page of questions.
    #[serde(default)]
    pub start: bool,
    /// As of this day; today when absent.
    #[param(value_type = Option<String>, format = Date)]
    pub today: Option<Date>,
    /// Without JavaScript where `off`.
    #[serde(default)]
    #[param(inline)]
    pub script: Script,
}

impl PreviewQuery {
    /// What stays the same from page to page.
    fn lasting(&self) -> Vec<(String, String)> {
        let version = self.version.map(|version| match version {
            Edition::Draft => "draft".to_owned(),
            Edition::Live => "live".to_owned(),
            Edition::Number(number) => number.to_string(),
        });
        let script = (self.script == Script::Off).then(|| "off".to_owned());
        let today = self.today.map(|day| day.to_string());
        [("version", version), ("today", today), ("script", script)]
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect()
    }
}

/// A page of the draft or a version as residents would see it.
///
/// # Errors
/// 400 for what names no text or day; 404.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/preview", operation_id = "preview_form", tag = "forms",
    params(("form_id" = String, Path), PreviewQuery),
    responses((status = 200, content_type = "text/html", body = String), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn get(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    query: web::Query<PreviewQuery>,
) -> Result<HttpResponse, ApiError> {
    let row = with_draft(&app, &scope, *id).await?;
    let found = text(&app, &row, query.version.unwrap_or(Edition::Draft)).await?;
    let response = match compiled(&row, &found) {
        Some(version) => {
            if query.version.unwrap_or(Edition::Draft) == Edition::Draft {
                readiness::previewed(&app, &row).await?;
            }
            let action_url = action_url(*id, &query);
            let words = Words::stored(query.lang.as_deref().unwrap_or_default());
            let looked_at = looked_at(&app, &organization, &version, &found, &action_url, &query)?;
            let preview = Preview { words, ..looked_at };
            if query.start {
                preview::start(&preview, &row.slug, &terms(&row), row.accepted, &query.lasting())
            } else {
                let answers = sample(&app, &version, &query).await?;
                let opening = if query.end { Opening::End } else { Opening::Page(query.page.unwrap_or_default()) };
                preview::page(&preview, opening, answers).await
            }
        }
        None => not_ready(&organization)?,
    };
    Ok(framed(response, query.script))
}

/// The next step of a journey through the draft or a version.
///
/// # Errors
/// 400 for what names no text or day; 404.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/preview", operation_id = "continue_preview", tag = "forms",
    params(("form_id" = String, Path), PreviewQuery),
    request_body(content = Object, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, content_type = "text/html", body = String), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn post(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    query: web::Query<PreviewQuery>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let row = with_draft(&app, &scope, *id).await?;
    let found = text(&app, &row, query.version.unwrap_or(Edition::Draft)).await?;
    let response = match compiled(&row, &found) {
        Some(version) => {
            let action_url = action_url(*id, &query);
            let looked_at = looked_at(&app, &organization, &version, &found, &action_url, &query)?;
            preview::post(&looked_at, &request, payload).await
        }
        None => not_ready(&organization)?,
    };
    Ok(framed(response, query.script))
}

/// The text as it would be or was published; `None` while it has problems.
fn compiled(row: &FormWithDraft, text: &Text) -> Option<Version> {
    let id = text.version.unwrap_or(VersionId(Uuid::nil()));
    Version::new(id, row.id, text.number.unwrap_or_default(), text.document.clone()).ok()
}

/// The address without what is only for the first page.
fn action_url(id: FormId, query: &PreviewQuery) -> String {
    let path = format!("/api/v1/staff/forms/{id}/preview");
    let lasting = query.lasting();
    if lasting.is_empty() {
        return path;
    }
    let parameters = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(lasting).finish();
    format!("{path}?{parameters}")
}

/// When the form takes submissions, as if it were switched on.
fn terms(row: &FormWithDraft) -> Terms {
    Terms {
        state: FormState::Open,
        opens_at: row.opens_at,
        closes_at: row.closes_at,
        capacity: row.capacity,
        grace_seconds: row.grace_seconds,
    }
}

/// The sample answers of the way that is asked for.
async fn sample(app: &App, version: &Version, query: &PreviewQuery) -> Result<RawAnswers, ApiError> {
    let Some(way) = query.way else { return Ok(RawAnswers::default()) };
    let today = query.today.unwrap_or_else(|| app.clock.now().day_in(&app.time_zone));
    let ways = app.ways.of(version.form.clone(), today).await.ok_or_else(|| ApiError::new(Code::Unavailable))?;
    let route = ways.routes.get(way).ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(RawAnswers(route.answers.clone()))
}

fn looked_at<'a>(
    app: &'a App,
    organization: &'a Organization,
    version: &'a Version,
    text: &'a Text,
    action_url: &'a str,
    query: &PreviewQuery,
) -> Result<Preview<'a>, ApiError> {
    Ok(Preview {
        app,
        words: Words::default(),
        organization,
        form_id: version.form_id,
        version,
        name: &text.name,
        action_url,
        as_of: query.today.map(|day| noon(app, day)).transpose()?,
    })
}

/// The middle of a day: far from both its ends, whatever the zone does with its clocks.
fn noon(app: &App, day: Date) -> Result<Timestamp, ApiError> {
    let noon = day.to_datetime(time(12, 0, 0, 0)).to_zoned(app.time_zone.clone());
    let noon = noon.map_err(|_| ApiError::new(Code::InvalidRequest).detail("today is out of range"))?;
    Ok(Timestamp::from_micros(noon.timestamp().as_microsecond()))
}

/// The problems themselves stand beside the preview, in the builder.
fn not_ready(organization: &Organization) -> Result<HttpResponse, ApiError> {
    let page = notice::not_ready(Words::default(), &organization.name);
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page.map_err(ApiError::internal)?))
}

/// May be shown in a frame of this site, and is kept by no cache: the draft changes under it. Without script the browser
/// is told to run none, so that the page is the one residents get whose browsers have it switched off.
pub(super) fn framed(mut response: HttpResponse, script: Script) -> HttpResponse {
    const WITHOUT_SCRIPT: &str = "sandbox allow-forms allow-same-origin allow-popups allow-downloads";
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED_CONTENT_SECURITY_POLICY));
    if script == Script::Off {
        headers.append(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WITHOUT_SCRIPT));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
