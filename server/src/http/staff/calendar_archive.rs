//! `/api/v1/staff/calendars/{calendar_id}/archive` and `…/unarchive`: putting a calendar away, and taking it out again.

use actix_web::{HttpResponse, web};

use super::calendars::{CalendarResponse, response};
use super::ok;
use crate::app::App;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::Editor;
use crate::ids::CalendarId;
use crate::slots::{archiving, calendars};

/// Puts a calendar away that no form in use names and that nobody is still to come to. Nothing is deleted.
///
/// # Errors
/// 404; 409 `calendar-in-use` with how many forms and appointments.
#[utoipa::path(post, path = "/api/v1/staff/calendars/{calendar_id}/archive", operation_id = "archive_calendar",
    tag = "calendars", params(("calendar_id" = String, Path)),
    responses((status = 200, body = CalendarResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails)))]
pub async fn archive(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<CalendarId>,
) -> Result<HttpResponse, ApiError> {
    archiving::set_archived(&app, &scope, *id, true).await?;
    Ok(ok(&response(&scope, calendars::get(&app, &scope, *id).await?)))
}

/// Takes a calendar out again.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/calendars/{calendar_id}/unarchive", operation_id = "unarchive_calendar",
    tag = "calendars", params(("calendar_id" = String, Path)),
    responses((status = 200, body = CalendarResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn unarchive(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<CalendarId>,
) -> Result<HttpResponse, ApiError> {
    archiving::set_archived(&app, &scope, *id, false).await?;
    Ok(ok(&response(&scope, calendars::get(&app, &scope, *id).await?)))
}
