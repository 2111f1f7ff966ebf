//! `/api/v1/staff/forms/{form_id}/paths`: the ways residents can take through a form, each with sample answers that can
//! be clicked through in the preview.

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use jiff::civil::Date;
use madoguchi_schema::{DeadEnd, Paths, PublishedForm, RawAnswers, Route};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::changes::{text, with_draft};
use super::ok;
use crate::app::App;
use crate::forms::edition::Edition;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::Viewer;
use crate::ids::FormId;

/// Through which text, on which day.
#[derive(Deserialize, IntoParams)]
pub struct PathsQuery {
    /// `draft`, `live`, or the number of a version; `draft` when absent.
    #[param(value_type = Option<String>)]
    pub version: Option<Edition>,
    /// As of this day; today when absent.
    #[param(value_type = Option<String>, format = Date)]
    pub today: Option<Date>,
}

/// A page on a way.
#[derive(Serialize, ToSchema)]
pub struct WayPage {
    /// Counted from 0 in the form; what `page` of the preview takes.
    pub index: usize,
    /// Its title.
    pub title: String,
}

/// A sample answer.
#[derive(Serialize, ToSchema)]
pub struct SampleAnswer {
    /// The question.
    pub label: String,
    /// The answer as it is shown, a line for every choice or part.
    pub lines: Vec<String>,
    /// Other questions, pages or values depend on it.
    pub decides: bool,
}

/// One way through the form.
#[derive(Serialize, ToSchema)]
pub struct WayResponse {
    /// What `way` of the preview takes.
    pub number: usize,
    /// The pages in order; up to the exit's, where there is one.
    pub pages: Vec<WayPage>,
    /// The title of the exit where the way ends; null where it ends with an application.
    pub exit: Option<String>,
    /// Answers that take this way.
    pub answers: Vec<SampleAnswer>,
}

/// Something nobody gets to.
#[derive(Serialize, ToSchema)]
pub struct DeadEndResponse {
    /// The title of the page.
    pub page: String,
    /// The label of the question that keeps people from going on.
    pub field: Option<String>,
    /// The title of the exit.
    pub exit: Option<String>,
    /// `pageNotReached`, `exitNotReached` or `noAcceptedValue`.
    pub reason: &'static str,
}

/// The ways through a form.
#[derive(Serialize, ToSchema)]
pub struct PathsResponse {
    /// As of this day.
    #[schema(value_type = String, format = Date)]
    pub today: Date,
    /// The ways that were found.
    pub ways: Vec<WayResponse>,
    /// There may be more.
    pub is_cut: bool,
    /// What nobody gets to.
    pub dead_ends: Vec<DeadEndResponse>,
}

/// The ways through the draft or a version, with sample answers.
///
/// # Errors
/// 404; 422 while the draft has problems.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/paths", operation_id = "list_paths", tag = "forms",
    params(("form_id" = String, Path), PathsQuery),
    responses((status = 200, body = PathsResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 422, body = ProblemDetails)))]
pub async fn list(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<FormId>,
    query: web::Query<PathsQuery>,
) -> Result<HttpResponse, ApiError> {
    let row = with_draft(&app, &scope, *id).await?;
    let text = text(&app, &row, query.version.unwrap_or(Edition::Draft)).await?;
    let today = query.today.unwrap_or_else(|| app.clock.now().day_in(&app.time_zone));
    let form = madoguchi_schema::publish(text.document).map_err(|_| ApiError::new(Code::FormNotReady))?;
    let form = Arc::new(form);
    let paths = app.ways.of(form.clone(), today).await.ok_or_else(|| ApiError::new(Code::Unavailable))?;
    Ok(ok(&told(&form, &paths, today)))
}

fn told(form: &PublishedForm, paths: &Paths, today: Date) -> PathsResponse {
    let ways = paths.routes.iter().enumerate().map(|(number, route)| way(form, number, route, today)).collect();
    let dead_ends = paths.dead_ends.iter().map(|end| dead_end(form, end)).collect();
    PathsResponse { today, ways, is_cut: paths.cut, dead_ends }
}

fn way(form: &PublishedForm, number: usize, route: &Route, today: Date) -> WayResponse {
    let indices: Vec<usize> = route.pages.iter().filter_map(|id| form.page_index(id)).collect();
    let title = |index: usize| form.pages().get(index).map(|page| page.title.clone()).unwrap_or_default();
    let last = indices.last().and_then(|index| form.pages().get(*index));
    let exit = route.exit.and_then(|exit| last?.exits.get(exit)).map(|exit| exit.title.clone());
    let evaluation = form.evaluate(&RawAnswers(route.answers.clone()), today);
    let shown = form.display(&evaluation.answers).into_iter().filter(|page| indices.contains(&page.page));
    let answers = shown.flat_map(|page| page.rows).filter(|row| !row.lines.is_empty()).map(|row| SampleAnswer {
        decides: form.field(&row.name).is_some_and(madoguchi_schema::Field::affects),
        label: row.label,
        lines: row.lines,
    });
    let answers = answers.collect();
    let pages = indices.into_iter().map(|index| WayPage { index, title: title(index) }).collect();
    WayResponse { number, pages, exit, answers }
}

fn dead_end(form: &PublishedForm, end: &DeadEnd) -> DeadEndResponse {
    let page = form.page_index(&end.page).and_then(|index| form.pages().get(index));
    DeadEndResponse {
        page: page.map(|page| page.title.clone()).unwrap_or_default(),
        field: end.field.as_deref().and_then(|name| form.field(name)).map(|field| field.label().to_owned()),
        exit: end.exit.and_then(|exit| page?.exits.get(exit)).map(|exit| exit.title.clone()),
        reason: end.reason,
    }
}
