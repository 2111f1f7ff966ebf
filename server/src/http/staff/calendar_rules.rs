//! `/api/v1/staff/calendars/{calendar_id}/changes` and `…/apply`: what applying a calendar's rules would do, and doing it.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::drafts::revision;
use super::ok;
use crate::app::App;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::Editor;
use crate::ids::CalendarId;
use crate::slots::apply::Changes;
use crate::slots::applying;

/// What applying rules does, or would do.
#[derive(Serialize, ToSchema)]
pub struct RuleChangesResponse {
    /// How many slots are new.
    pub created: usize,
    /// How many get another capacity.
    pub changed: usize,
    /// How many go.
    pub removed: usize,
    /// How many stay although the rules want them otherwise, because somebody has booked them.
    pub kept_booked: usize,
    /// The same, because staff edited them.
    pub kept_edited: usize,
    /// How many are not made, because they would overlap one that stays at the same place.
    pub in_the_way: usize,
    /// How many are as the rules want them.
    pub unchanged: usize,
    /// The first and the last day on which something is new.
    #[schema(value_type = Option<Vec<String>>)]
    pub created_between: Option<[jiff::civil::Date; 2]>,
}

impl From<Changes> for RuleChangesResponse {
    fn from(changes: Changes) -> Self {
        let days = || changes.create.iter().map(|slot| slot.day);
        Self {
            created_between: days().min().zip(days().max()).map(|(first, last)| [first, last]),
            created: changes.create.len(),
            changed: changes.resize.len(),
            removed: changes.remove.len(),
            kept_booked: changes.kept_booked.len(),
            kept_edited: changes.kept_edited.len(),
            in_the_way: changes.in_the_way,
            unchanged: changes.unchanged,
        }
    }
}

/// What applying the rules would do now. Nothing is written.
///
/// # Errors
/// 404, 422.
#[utoipa::path(get, path = "/api/v1/staff/calendars/{calendar_id}/changes", operation_id = "preview_calendar_changes",
    tag = "calendars", params(("calendar_id" = String, Path)),
    responses((status = 200, body = RuleChangesResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn changes(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<CalendarId>,
) -> Result<HttpResponse, ApiError> {
    Ok(ok(&RuleChangesResponse::from(applying::would_apply(&app, &scope, *id).await?)))
}

/// Applies the rules of a calendar that is still at the revision named in `If-Match`.
///
/// # Errors
/// 404; 409 naming the revision it has now; 422; 428 without `If-Match`.
#[utoipa::path(post, path = "/api/v1/staff/calendars/{calendar_id}/apply", operation_id = "apply_calendar_rules",
    tag = "calendars",
    params(("calendar_id" = String, Path), ("If-Match" = String, Header, description = "the revision in quotes")),
    responses((status = 200, body = RuleChangesResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails),
        (status = 422, body = ProblemDetails), (status = 428, body = ProblemDetails)))]
pub async fn apply(
    Editor(scope): Editor,
    app: web::Data<App>,
    id: web::Path<CalendarId>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let revision = revision(&request)?;
    Ok(ok(&RuleChangesResponse::from(applying::apply(&app, &scope, *id, revision).await?)))
}
