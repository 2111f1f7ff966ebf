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
use crate::db::entity::values::Channel;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Clerk, ValidJson};
use crate::ids::{CalendarId, SlotId, SubmissionId};
use crate::slots::change::{self, Appointment, By};

/// The appointment of a case.
#[derive(Serialize, ToSchema)]
pub struct AppointmentResponse {
    /// Its calendar.
    pub calendar_id: CalendarId,
    /// Its slot.
    pub slot_id: SlotId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many people.
    pub persons: i64,
    /// How it is counted.
    pub channel: Channel,
}

impl From<Appointment> for AppointmentResponse {
    fn from(there: Appointment) -> Self {
        Self {
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
/// 404; 409 `slot-taken` with the reason, `conflict` when somebody changed it meanwhile.
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
    match change::appointment(&app, &case).await? {
        Some(_) => change::move_to(&app, By::Staff(&scope), &case, body.slot_id, body.note).await?,
        None => change::book_again(&app, &scope, &case, body.slot_id, body.note).await?,
    }
    let there = change::appointment(&app, &case).await?.ok_or_else(|| ApiError::new(Code::Conflict))?;
    Ok(ok(&AppointmentResponse::from(there)))
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
