//! `/api/v1/staff/submissions/{submission_id}/booking`: the appointment of a case, moved, booked anew or cancelled for a
//! caller.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::cases::opened;
use super::{blank_as_null, no_content, ok};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::values::Channel;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Clerk, ValidJson};
use crate::ids::{CalendarId, PlaceId, SlotId, SubmissionId};
use crate::slots::change::{self, Appointment, By, ChangeError};
use crate::slots::nearest::{self, NEAREST};
use crate::slots::terms::{NoPlace, Wish};
use crate::slots::{book_again, booking, store};
use crate::submissions::open::OpenedSubmission;

/// The appointment of a case.
#[derive(Serialize, ToSchema)]
pub struct AppointmentResponse {
    /// Its calendar.
    pub calendar_id: CalendarId,
    /// Its slot.
    pub slot_id: SlotId,
    /// Where it is.
    pub place_id: PlaceId,
    /// The name of the place.
    pub place: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many people.
    pub persons: i64,
    /// How it is counted.
    pub channel: Channel,
}

/// The active appointment of a case, with where it is.
///
/// # Errors
/// The database's.
pub(super) async fn appointment(app: &App, case: &OpenedSubmission) -> Result<Option<AppointmentResponse>, DbErr> {
    let Some(there) = change::appointment(app, case).await? else { return Ok(None) };
    let places = store::places(app.db.read(), case.row.organization_id, there.booking.calendar_id).await?;
    let place = places.into_iter().find(|place| place.id == there.slot.place_id);
    Ok(Some(AppointmentResponse::new(there, place.map(|place| place.title).unwrap_or_default())))
}

impl AppointmentResponse {
    fn new(there: Appointment, place: String) -> Self {
        Self {
            place_id: there.slot.place_id,
            place,
            calendar_id: there.booking.calendar_id,
            slot_id: there.slot.id,
            starts_at: there.slot.starts_at,
            ends_at: there.slot.ends_at,
            persons: there.booking.persons,
            channel: there.booking.channel,
        }
    }
}

/// Where the appointment is to be.
#[derive(Deserialize, Validate, ToSchema)]
pub struct BookRequest {
    /// The slot.
    pub slot_id: SlotId,
    /// Why, for colleagues.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 2000))]
    pub note: Option<String>,
}

/// Why an appointment is cancelled.
#[derive(Deserialize, Validate, ToSchema)]
pub struct CancelRequest {
    /// For colleagues.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 2000))]
    pub note: Option<String>,
}

/// Moves the appointment of a case to this slot; books it when the case has none.
///
/// # Errors
/// 404; 409 `slot-taken` with the reason and the nearest free slots, `conflict` when somebody changed it meanwhile.
#[utoipa::path(put, path = "/api/v1/staff/submissions/{submission_id}/booking", operation_id = "book_slot", tag = "cases",
    params(("submission_id" = String, Path)), request_body = BookRequest,
    responses((status = 200, body = AppointmentResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn put(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    id: web::Path<SubmissionId>,
    ValidJson(body): ValidJson<BookRequest>,
) -> Result<HttpResponse, ApiError> {
    let (case, _) = opened(&app, &scope, *id).await?;
    let there = change::appointment(&app, &case).await?;
    let done = match &there {
        Some(_) => change::move_to(&app, By::Staff(&scope), &case, body.slot_id, body.note).await,
        None => book_again::book_again(&app, &scope, &case, body.slot_id, body.note).await,
    };
    match done {
        Ok(()) => {}
        Err(ChangeError::NoPlace(reason)) => return no_place(&app, &case, there, (body.slot_id, reason)).await,
        Err(error) => return Err(error.into()),
    }
    let there = appointment(&app, &case).await?.ok_or_else(|| ApiError::new(Code::Conflict))?;
    Ok(ok(&there))
}

/// Why, and what could be had instead for as many people.
async fn no_place(
    app: &App,
    case: &OpenedSubmission,
    there: Option<Appointment>,
    (wanted, reason): (SlotId, NoPlace),
) -> Result<HttpResponse, ApiError> {
    let refused = ApiError::new(Code::SlotTaken).member("reason", reason.name());
    let form = &case.version.form;
    let Some((_, key, _)) = booking::slot_field(form) else { return Err(refused) };
    let Some(calendar) = app.slots.snapshot(app, case.row.organization_id, key).await? else { return Err(refused) };
    let now = app.clock.now();
    let (persons, own) = match &there {
        Some(there) => (there.booking.persons, Some(there.slot.id)),
        None => (booking::persons(form, &case.answers), None),
    };
    let wish = Wish { channel: Channel::Counter, persons, at: now, today: calendar.day(now) };
    let mut free = nearest::nearest(&calendar, wanted, &wish, NEAREST + 1);
    free.retain(|slot| Some(slot.id) != own);
    free.truncate(NEAREST);
    Err(refused.member("nearest", nearest::told(&calendar, &free, &wish)))
}

/// Cancels the appointment of a case; the case itself stays where it is.
///
/// # Errors
/// 404 also when there is no appointment; 409 when somebody changed it meanwhile.
#[utoipa::path(post, path = "/api/v1/staff/submissions/{submission_id}/booking/cancel", operation_id = "cancel_booking",
    tag = "cases", params(("submission_id" = String, Path)), request_body = CancelRequest,
    responses((status = 204), (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn cancel(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    id: web::Path<SubmissionId>,
    ValidJson(body): ValidJson<CancelRequest>,
) -> Result<HttpResponse, ApiError> {
    let (case, _) = opened(&app, &scope, *id).await?;
    change::cancel(&app, By::Staff(&scope), &case, body.note).await?;
    Ok(no_content())
}
