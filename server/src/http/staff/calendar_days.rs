//! `/api/v1/staff/calendars/{calendar_id}/days/{day}`: who comes to a place on a day, and closing or reopening it.

use actix_web::{HttpRequest, HttpResponse, web};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::calendar_slots::version;
use super::{blank_as_null, ok};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::{Channel, SubmissionState};
use crate::http::download::attachment;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Clerk, Editor, ValidJson, Viewer};
use crate::ids::{CalendarId, PlaceId, SlotId, SubmissionId};
use crate::slots::closing::{self, Closing};
use crate::slots::day_list::{self, Entry, Seen, Taken, day_list};

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
    /// How many people come.
    pub persons: i64,
    /// Whose it is; null when it is the case of a department that this person does not belong to.
    pub case: Option<DayCaseResponse>,
}

/// The case of an appointment.
#[derive(Serialize, ToSchema)]
pub struct DayCaseResponse {
    /// The case.
    pub submission_id: SubmissionId,
    /// The number the applicant has.
    pub receipt_number: String,
    /// Where the case stands.
    pub state: SubmissionState,
    /// How the appointment is counted.
    pub channel: Channel,
    /// Who it is; empty when the case cannot be opened.
    pub people: Vec<PersonAnswer>,
    /// Whether the applicant can be reached by mail; null when the case cannot be opened.
    pub has_mail: Option<bool>,
}

impl From<Entry> for DayEntryResponse {
    fn from(entry: Entry) -> Self {
        let answer = |(label, text)| PersonAnswer { label, text };
        let case = |case: Seen| DayCaseResponse {
            submission_id: case.submission_id,
            receipt_number: case.receipt_number,
            state: case.state,
            channel: case.channel,
            has_mail: case.person.as_ref().map(|person| person.has_mail),
            people: case.person.map(|person| person.people.into_iter().map(answer).collect()).unwrap_or_default(),
        };
        Self {
            slot_id: entry.slot_id,
            starts_at: entry.starts_at,
            ends_at: entry.ends_at,
            persons: entry.persons,
            case: entry.case.map(case),
        }
    }
}

/// Who comes.
#[derive(Serialize, ToSchema)]
pub struct DayListResponse {
    /// What staff have made of the slots of the day; to be named when it is closed.
    pub version: String,
    /// By time.
    pub entries: Vec<DayEntryResponse>,
}

/// Where.
#[derive(Deserialize, IntoParams)]
pub struct DayQuery {
    /// The place.
    pub place_id: PlaceId,
}

/// Where, and what everybody is told.
#[derive(Deserialize, Validate, ToSchema)]
pub struct CloseDayRequest {
    /// The place.
    pub place_id: PlaceId,
    /// One or two sentences for everybody whose appointment is cancelled; they stand in the mail.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 300))]
    pub message: Option<String>,
}

/// Where, in a body.
#[derive(Deserialize, Validate, ToSchema)]
pub struct DayRequest {
    /// The place.
    pub place_id: PlaceId,
}

/// What is printed.
#[derive(Deserialize, Validate, ToSchema)]
pub struct PrintedRequest {
    /// The place.
    pub place_id: PlaceId,
    /// How many appointments stand in it.
    pub count: u16,
}

/// Whose appointments are gone.
#[derive(Serialize, ToSchema)]
pub struct ClosedDayResponse {
    /// The appointments that were cancelled, by time. Applicants who gave an address are told by mail.
    pub cancelled: Vec<DayEntryResponse>,
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
    let list = day_list(&app, &scope, (calendar, query.place_id), day_of(&day)?).await?;
    let entries = list.entries.into_iter().map(DayEntryResponse::from).collect();
    Ok(ok(&DayListResponse { version: list.version, entries }))
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
    let at = (calendar, query.place_id);
    let entries = day_list(&app, &scope, at, day).await?.entries;
    day_list::taken(&app, &scope, at, day, (Taken::File, entries.len())).await?;
    let csv = day_list::csv(&entries, &app.time_zone).map_err(ApiError::internal)?;
    Ok(attachment("text/csv; charset=utf-8", &format!("予約一覧_{day}.csv")).body(csv))
}

/// Notes in the audit log that the list is being printed.
///
/// # Errors
/// 404, 422.
#[utoipa::path(post, path = "/api/v1/staff/calendars/{calendar_id}/days/{day}/printed", operation_id = "note_day_printed",
    tag = "calendars", params(("calendar_id" = String, Path), ("day" = String, Path)), request_body = PrintedRequest,
    responses((status = 204), (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 422, body = ProblemDetails)))]
pub async fn printed(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    path: web::Path<(CalendarId, String)>,
    ValidJson(body): ValidJson<PrintedRequest>,
) -> Result<HttpResponse, ApiError> {
    let (calendar, day) = path.into_inner();
    let what = (Taken::Paper, usize::from(body.count));
    day_list::taken(&app, &scope, (calendar, body.place_id), day_of(&day)?, what).await?;
    Ok(super::no_content())
}

/// Closes a day of a place whose slots are still those of the version named in `If-Match`: its appointments are cancelled,
/// and everybody who gave an address is told.
///
/// # Errors
/// 404; 409 naming the version it has now; 422; 428 without `If-Match`.
#[utoipa::path(post, path = "/api/v1/staff/calendars/{calendar_id}/days/{day}/close", operation_id = "close_day",
    tag = "calendars",
    params(("calendar_id" = String, Path), ("day" = String, Path),
        ("If-Match" = String, Header, description = "the version of the day in quotes")),
    request_body = CloseDayRequest,
    responses((status = 200, body = ClosedDayResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails),
        (status = 422, body = ProblemDetails), (status = 428, body = ProblemDetails)))]
pub async fn close(
    Editor(scope): Editor,
    app: web::Data<App>,
    path: web::Path<(CalendarId, String)>,
    request: HttpRequest,
    ValidJson(body): ValidJson<CloseDayRequest>,
) -> Result<HttpResponse, ApiError> {
    let (calendar, day) = path.into_inner();
    let version = version(&request)?;
    // It is one paragraph of a mail.
    let message = body.message.map(|message| message.split_whitespace().collect::<Vec<_>>().join(" "));
    let closing = Closing { place: body.place_id, day: day_of(&day)?, version, message };
    let cancelled = closing::close_day(&app, &scope, calendar, closing).await?;
    Ok(ok(&ClosedDayResponse { cancelled: cancelled.into_iter().map(DayEntryResponse::from).collect() }))
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
    closing::reopen_day(&app, &scope, (calendar, body.place_id), day_of(&day)?).await?;
    Ok(super::no_content())
}
