//! `/api/v1/staff/calendars/{calendar_id}/days/{day}`: who comes to a place on a day, and closing or reopening it.

use actix_web::{HttpResponse, web};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::ok;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::{Channel, SubmissionState};
use crate::http::download::attachment;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Clerk, Editor, ValidJson, Viewer};
use crate::ids::{CalendarId, PlaceId, SlotId, SubmissionId};
use crate::slots::day_list::{self, Entry, day_list};
use crate::slots::grid;

/// An answer that says who it is.
#[derive(Serialize, ToSchema)]
pub struct PersonAnswer {
    /// The question.
    pub label: String,
    /// The answer.
    pub text: String,
}

/// An appointment of the day.
#[derive(Serialize, ToSchema)]
pub struct DayEntryResponse {
    /// Its slot.
    pub slot_id: SlotId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// The case.
    pub submission_id: SubmissionId,
    /// The number the applicant has.
    pub receipt_number: String,
    /// Where the case stands.
    pub state: SubmissionState,
    /// How many people come.
    pub persons: i64,
    /// How it is counted.
    pub channel: Channel,
    /// Who it is.
    pub people: Vec<PersonAnswer>,
}

/// Who comes.
#[derive(Serialize, ToSchema)]
pub struct DayListResponse {
    /// By time.
    pub entries: Vec<DayEntryResponse>,
}

/// Where.
#[derive(Deserialize, IntoParams)]
pub struct DayQuery {
    /// The place.
    pub place_id: PlaceId,
}

/// Where, in a body.
#[derive(Deserialize, Validate, ToSchema)]
pub struct DayRequest {
    /// The place.
    pub place_id: PlaceId,
}

/// Whose appointments are gone.
#[derive(Serialize, ToSchema)]
pub struct ClosedDayResponse {
    /// The cases whose appointments were cancelled. Applicants who gave an address are told by mail.
    pub cancelled: Vec<SubmissionId>,
}

fn day_of(text: &str) -> Result<Date, ApiError> {
    text.parse().map_err(|_| ApiError::new(Code::NotFound))
}

/// Who comes to a place on a day.
///
/// # Errors
/// 400, 404.
#[utoipa::path(get, path = "/api/v1/staff/calendars/{calendar_id}/days/{day}", operation_id = "list_day", tag = "calendars",
    params(("calendar_id" = String, Path), ("day" = String, Path), DayQuery),
    responses((status = 200, body = DayListResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn list(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    path: web::Path<(CalendarId, String)>,
    query: web::Query<DayQuery>,
) -> Result<HttpResponse, ApiError> {
    let (calendar, day) = path.into_inner();
    let entries = day_list(&app, &scope, (calendar, query.place_id), day_of(&day)?).await?;
    let people =
        |people: Vec<(String, String)>| people.into_iter().map(|(label, text)| PersonAnswer { label, text }).collect();
    let entry = |entry: Entry| DayEntryResponse {
        slot_id: entry.slot_id,
        starts_at: entry.starts_at,
        ends_at: entry.ends_at,
        submission_id: entry.submission_id,
        receipt_number: entry.receipt_number,
        state: entry.state,
        persons: entry.persons,
        channel: entry.channel,
        people: people(entry.people),
    };
    Ok(ok(&DayListResponse { entries: entries.into_iter().map(entry).collect() }))
}

/// The same as CSV in UTF-8, for the desk.
///
/// # Errors
/// 400, 404.
#[utoipa::path(get, path = "/api/v1/staff/calendars/{calendar_id}/days/{day}/list.csv", operation_id = "download_day",
    tag = "calendars", params(("calendar_id" = String, Path), ("day" = String, Path), DayQuery),
    responses((status = 200, content_type = "text/csv", body = Vec<u8>), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn csv(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    path: web::Path<(CalendarId, String)>,
    query: web::Query<DayQuery>,
) -> Result<HttpResponse, ApiError> {
    let (calendar, day) = path.into_inner();
    let day = day_of(&day)?;
    let entries = day_list(&app, &scope, (calendar, query.place_id), day).await?;
    let csv = day_list::csv(&entries, &app.time_zone).map_err(ApiError::internal)?;
    Ok(attachment("text/csv; charset=utf-8", &format!("予約一覧_{day}.csv")).body(csv))
}

/// Closes a day of a place: its appointments are cancelled, and everybody who gave an address is told.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/calendars/{calendar_id}/days/{day}/close", operation_id = "close_day",
    tag = "calendars", params(("calendar_id" = String, Path), ("day" = String, Path)), request_body = DayRequest,
    responses((status = 200, body = ClosedDayResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn close(
    Editor(scope): Editor,
    app: web::Data<App>,
    path: web::Path<(CalendarId, String)>,
    ValidJson(body): ValidJson<DayRequest>,
) -> Result<HttpResponse, ApiError> {
    let (calendar, day) = path.into_inner();
    let cancelled = grid::close_day(&app, &scope, (calendar, body.place_id), day_of(&day)?).await?;
    Ok(ok(&ClosedDayResponse { cancelled }))
}

/// Opens a day of a place again; what was cancelled stays so.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/calendars/{calendar_id}/days/{day}/reopen", operation_id = "reopen_day",
    tag = "calendars", params(("calendar_id" = String, Path), ("day" = String, Path)), request_body = DayRequest,
    responses((status = 204), (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn reopen(
    Editor(scope): Editor,
    app: web::Data<App>,
    path: web::Path<(CalendarId, String)>,
    ValidJson(body): ValidJson<DayRequest>,
) -> Result<HttpResponse, ApiError> {
    let (calendar, day) = path.into_inner();
    grid::reopen_day(&app, &scope, (calendar, body.place_id), day_of(&day)?).await?;
    Ok(super::no_content())
}
