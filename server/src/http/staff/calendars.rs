//! `/api/v1/staff/calendars`: calendars of appointments, their terms, places and rules.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::drafts::revision;
use super::{blank_as_null, created, ok, trimmed};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::Role;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::{Editor, ValidJson, Viewer};
use crate::ids::{CalendarId, DepartmentId, PlaceId};
use crate::slots::calendars::{self, Calendar, CalendarError, Draft, PlaceDraft};
use crate::slots::rules::Rules;
use crate::slots::store::calendars as store;
use crate::staff::scope::Scope;

/// A place.
#[derive(Serialize, ToSchema)]
pub struct PlaceResponse {
    /// Its identifier.
    pub id: PlaceId,
    /// Its name.
    pub title: String,
    /// How to get there, what to mind.
    pub note: String,
}

/// A calendar in the list.
#[derive(Serialize, ToSchema)]
pub struct CalendarSummaryResponse {
    /// Its identifier.
    pub id: CalendarId,
    /// By which forms name it (`x-slots`).
    pub key: String,
    /// What staff call it.
    pub title: String,
    /// The department that owns it.
    pub department_id: DepartmentId,
}

/// The calendars.
#[derive(Serialize, ToSchema)]
pub struct CalendarsResponse {
    /// By title.
    pub calendars: Vec<CalendarSummaryResponse>,
}

/// A calendar.
#[derive(Serialize, ToSchema)]
pub struct CalendarResponse {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: CalendarSummaryResponse,
    /// To be named with the next change.
    pub revision: i64,
    /// Its places, in the order residents see.
    pub places: Vec<PlaceResponse>,
    /// What slots are made by.
    pub rules: Rules,
    /// The first instant at which anything can be booked online.
    pub opens_at: Option<Timestamp>,
    /// From how many days before its day on a slot can be booked online; 0: from any day on.
    pub earliest_days: i64,
    /// Until how many minutes before it begins a slot can be booked online.
    pub latest_minutes: i64,
    /// Until how many minutes before it begins the applicant can change or cancel.
    pub cutoff_minutes: i64,
    /// The most people of one booking.
    pub max_persons: i64,
    /// The field of which each answer may have one active appointment, over all forms of the calendar.
    pub one_per_field: Option<String>,
    /// For how many minutes a place is held while somebody fills in; 0: not at all.
    pub hold_minutes: i64,
    /// How many days before it an applicant is reminded; 0: not at all.
    pub reminder_days: i64,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Whether it was put away.
    pub is_archived: bool,
    /// Whether this person may change it.
    pub can_edit: bool,
}

/// A place to be written.
#[derive(Deserialize, Validate, ToSchema)]
pub struct PlaceRequest {
    /// Which one it is already; none: a new one.
    pub id: Option<PlaceId>,
    /// Its name.
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(min = 1, max = 100))]
    pub title: String,
    /// How to get there, what to mind.
    #[serde(default, deserialize_with = "trimmed")]
    #[validate(length(max = 1000))]
    pub note: String,
}

/// A calendar to be written.
#[derive(Deserialize, Validate, ToSchema)]
pub struct CalendarRequest {
    /// What staff call it.
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(min = 1, max = 100))]
    pub title: String,
    /// The department that owns it.
    pub department_id: DepartmentId,
    /// Its places, in the order residents see; one that is left out goes, if it has no slots.
    #[validate(nested)]
    pub places: Vec<PlaceRequest>,
    /// What slots are made by.
    #[serde(default)]
    pub rules: Rules,
    /// The first instant at which anything can be booked online, as RFC 3339.
    #[serde(default, deserialize_with = "instant")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub opens_at: Option<Timestamp>,
    /// From how many days before its day on a slot can be booked online; 0: from any day on.
    #[serde(default)]
    pub earliest_days: i64,
    /// Until how many minutes before it begins a slot can be booked online.
    #[serde(default)]
    pub latest_minutes: i64,
    /// Until how many minutes before it begins the applicant can change or cancel.
    #[serde(default)]
    pub cutoff_minutes: i64,
    /// The most people of one booking.
    #[serde(default = "one")]
    pub max_persons: i64,
    /// The field of which each answer may have one active appointment.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 64))]
    pub one_per_field: Option<String>,
    /// For how many minutes a place is held while somebody fills in; 0: not at all.
    #[serde(default)]
    pub hold_minutes: i64,
    /// How many days before it an applicant is reminded; 0: not at all.
    #[serde(default)]
    pub reminder_days: i64,
}

const fn one() -> i64 {
    1
}

fn instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let at = Option::<jiff::Timestamp>::deserialize(deserializer)?;
    Ok(at.map(|at| Timestamp::from_micros(at.as_microsecond())))
}

/// A calendar to be made.
#[derive(Deserialize, Validate, ToSchema)]
pub struct CreateCalendarRequest {
    /// By which forms name it: `a-z`, `0-9` and `-`; it stays.
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(min = 1, max = 64))]
    pub key: String,
    /// The rest.
    #[serde(flatten)]
    #[validate(nested)]
    pub calendar: CalendarRequest,
}

impl CalendarRequest {
    fn draft(self) -> Draft {
        let place = |place: PlaceRequest| PlaceDraft { id: place.id, title: place.title, note: place.note };
        Draft {
            title: self.title,
            department_id: self.department_id,
            places: self.places.into_iter().map(place).collect(),
            rules: self.rules,
            opens_at: self.opens_at,
            earliest_days: self.earliest_days,
            latest_minutes: self.latest_minutes,
            cutoff_minutes: self.cutoff_minutes,
            max_persons: self.max_persons,
            one_per_field: self.one_per_field,
            hold_minutes: self.hold_minutes,
            reminder_days: self.reminder_days,
        }
    }
}

pub(super) fn response(scope: &Scope, calendar: Calendar) -> CalendarResponse {
    let rules = calendar.rules();
    let Calendar { row, places } = calendar;
    let place =
        |place: crate::slots::calendars::Place| PlaceResponse { id: place.id, title: place.title, note: place.note };
    CalendarResponse {
        summary: CalendarSummaryResponse {
            id: row.id,
            key: row.key,
            title: row.title,
            department_id: row.department_id,
        },
        revision: row.revision,
        places: places.into_iter().map(place).collect(),
        rules,
        opens_at: row.opens_at,
        earliest_days: row.earliest_days,
        latest_minutes: row.latest_minutes,
        cutoff_minutes: row.cutoff_minutes,
        max_persons: row.max_persons,
        one_per_field: row.one_per_field,
        hold_minutes: row.hold_minutes,
        reminder_days: row.reminder_days,
        updated_at: row.updated_at,
        is_archived: row.archived_at.is_some(),
        can_edit: scope.may(Role::Editor),
    }
}

/// Which calendars.
#[derive(Deserialize, IntoParams)]
pub struct ListQuery {
    /// Those that were put away, instead of those in use.
    #[serde(default)]
    pub archived: bool,
}

/// The calendars within reach.
///
/// # Errors
/// 401.
#[utoipa::path(get, path = "/api/v1/staff/calendars", operation_id = "list_calendars", tag = "calendars",
    params(ListQuery), responses((status = 200, body = CalendarsResponse), (status = 401, body = ProblemDetails)))]
pub async fn list(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, ApiError> {
    let rows = store::list(app.db.read(), &scope, query.archived).await?;
    let summary = |row: crate::slots::calendars::Row| CalendarSummaryResponse {
        id: row.id,
        key: row.key,
        title: row.title,
        department_id: row.department_id,
    };
    Ok(ok(&CalendarsResponse { calendars: rows.into_iter().map(summary).collect() }))
}

/// Makes a calendar, without slots yet.
///
/// # Errors
/// 409 `calendar-key-taken`, 422.
#[utoipa::path(post, path = "/api/v1/staff/calendars", operation_id = "create_calendar", tag = "calendars",
    request_body = CreateCalendarRequest,
    responses((status = 201, body = CalendarResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn create(
    Editor(scope): Editor,
    app: web::Data<App>,
    ValidJson(body): ValidJson<CreateCalendarRequest>,
) -> Result<HttpResponse, ApiError> {
    let id = calendars::create(&app, &scope, body.key, body.calendar.draft()).await?;
    Ok(created(&response(&scope, calendars::get(&app, &scope, id).await?)))
}

/// A calendar.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/calendars/{calendar_id}", operation_id = "get_calendar", tag = "calendars",
    params(("calendar_id" = String, Path)),
    responses((status = 200, body = CalendarResponse), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn get(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<CalendarId>,
) -> Result<HttpResponse, ApiError> {
    Ok(ok(&response(&scope, calendars::get(&app, &scope, *id).await?)))
}

/// Changes a calendar that is still at the revision named in `If-Match`. No slot changes by it.
///
/// # Errors
/// 404; 409 naming the revision it has now; 422; 428 without `If-Match`.
#[utoipa::path(put, path = "/api/v1/staff/calendars/{calendar_id}", operation_id = "change_calendar", tag = "calendars",
    params(("calendar_id" = String, Path), ("If-Match" = String, Header, description = "the revision in quotes")),
    request_body = CalendarRequest,
    responses((status = 200, body = CalendarResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails), (status = 428, body = ProblemDetails)))]
pub async fn put(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<CalendarId>,
    request: HttpRequest,
    ValidJson(body): ValidJson<CalendarRequest>,
) -> Result<HttpResponse, ApiError> {
    let revision = revision(&request)?;
    calendars::change(&app, &scope, *id, revision, body.draft()).await?;
    Ok(ok(&response(&scope, calendars::get(&app, &scope, *id).await?)))
}

/// 404 unless the person reaches the calendar.
pub(super) async fn reachable(app: &App, scope: &Scope, id: CalendarId) -> Result<Calendar, CalendarError> {
    calendars::get(app, scope, id).await
}
