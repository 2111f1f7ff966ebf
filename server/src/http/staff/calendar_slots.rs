//! `/api/v1/staff/calendars/{calendar_id}/slots` and `…/free`: the grid that staff edit, and what is free for a caller.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::calendars::reachable;
use super::ok;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::Channel;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Editor, ValidJson, Viewer};
use crate::ids::{CalendarId, PlaceId, SlotId};
use crate::slots::grid::{self, Slot, SlotChange, version_of};
use crate::slots::store::{grid as table, holds};
use crate::slots::terms::{Room, Wish};
use crate::staff::scope::Scope;

/// A slot of the grid.
#[derive(Serialize, ToSchema)]
pub struct SlotResponse {
    /// Its identifier.
    pub id: SlotId,
    /// Its place.
    pub place_id: PlaceId,
    /// The local day it begins on.
    pub day: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many people it takes.
    pub capacity: i64,
    /// How many of these are kept for telephone and counter.
    pub reserved: i64,
    /// How many have booked.
    pub taken: i64,
    /// How many of these came online.
    pub taken_online: i64,
    /// How many places are kept beside these, for some minutes, for people who are still filling in.
    pub held: i64,
    /// Nobody can book it.
    pub is_closed: bool,
    /// Changed by hand: rules leave it alone.
    pub is_edited: bool,
    /// What staff have made of it; to be named with the next change.
    pub version: String,
}

impl SlotResponse {
    fn new(row: Slot, held: i64) -> Self {
        // Read a moment later than the slot.
        let held = held.clamp(0, row.taken_online);
        Self {
            version: version_of(std::slice::from_ref(&row)),
            id: row.id,
            place_id: row.place_id,
            day: row.day,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            capacity: row.capacity,
            reserved: row.reserved,
            taken: row.taken - held,
            taken_online: row.taken_online - held,
            held,
            is_closed: row.is_closed,
            is_edited: row.is_edited,
        }
    }
}

/// The slots of some days.
#[derive(Serialize, ToSchema)]
pub struct SlotsResponse {
    /// By time.
    pub slots: Vec<SlotResponse>,
}

/// Which days.
#[derive(Deserialize, IntoParams)]
pub struct SlotsQuery {
    /// The first day (`2026-12-01`).
    #[param(value_type = String)]
    pub from: Date,
    /// The last day; at most 92 days after the first.
    #[param(value_type = String)]
    pub until: Date,
    /// Only this place.
    pub place_id: Option<PlaceId>,
}

/// The longest grid, in days: a quarter of a year.
const LONGEST: i32 = 92;

fn is_usable(from: Date, until: Date) -> bool {
    (0..=LONGEST).contains(&(until - from).get_days())
}

fn range() -> ApiError {
    ApiError::new(Code::InvalidRequest)
        .detail(format!("until must be the same day as from, or up to {LONGEST} days later"))
}

/// The slots of some days.
///
/// # Errors
/// 400, 404.
#[utoipa::path(get, path = "/api/v1/staff/calendars/{calendar_id}/slots", operation_id = "list_slots", tag = "calendars",
    params(("calendar_id" = String, Path), SlotsQuery),
    responses((status = 200, body = SlotsResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn list(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<CalendarId>,
    query: web::Query<SlotsQuery>,
) -> Result<HttpResponse, ApiError> {
    reachable(&app, &scope, *id).await?;
    if !is_usable(query.from, query.until) {
        return Err(range());
    }
    let (from, until) = (query.from.to_string(), query.until.to_string());
    let only = table::Only { place: query.place_id, from: Some(&from), until: Some(&until) };
    let rows = table::slots(app.db.read(), scope.organization_id, *id, only).await?;
    Ok(ok(&SlotsResponse { slots: responses(&app, &scope, *id, rows).await? }))
}

/// Slots with what is held of them.
async fn responses(
    app: &App,
    scope: &Scope,
    calendar: CalendarId,
    rows: Vec<Slot>,
) -> Result<Vec<SlotResponse>, ApiError> {
    let ids = rows.iter().map(|row| row.id).collect();
    let held = holds::held_of(app.db.read(), (scope.organization_id, calendar), &ids).await?;
    let of = |id| held.get(&id).copied().unwrap_or_default();
    Ok(rows.into_iter().map(|row| (of(row.id), row)).map(|(held, row)| SlotResponse::new(row, held)).collect())
}

/// The version a request is over.
pub(super) fn version(request: &HttpRequest) -> Result<String, ApiError> {
    let header = request.headers().get(header::IF_MATCH).ok_or_else(|| ApiError::new(Code::PreconditionRequired))?;
    let text = header.to_str().ok().map(|text| text.trim().trim_matches('"').to_owned());
    text.ok_or_else(|| ApiError::new(Code::InvalidRequest).detail("If-Match must be the version in quotes"))
}

/// What is to change of a slot; what is not mentioned stays.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeSlotRequest {
    /// How many people it takes; not less than are in it.
    pub capacity: Option<i64>,
    /// How many of these are kept for telephone and counter.
    pub reserved: Option<i64>,
    /// Whether nobody can book it. Who has booked it stays.
    pub is_closed: Option<bool>,
}

/// Changes a slot by hand that is still at the version named in `If-Match`; from then on rules leave it alone.
///
/// # Errors
/// 404; 409 `slot-in-use` naming what is taken, `conflict` naming the version it has now; 422; 428 without `If-Match`.
#[utoipa::path(patch, path = "/api/v1/staff/calendars/{calendar_id}/slots/{slot_id}", operation_id = "change_slot",
    tag = "calendars",
    params(("calendar_id" = String, Path), ("slot_id" = String, Path),
        ("If-Match" = String, Header, description = "the version in quotes")),
    request_body = ChangeSlotRequest,
    responses((status = 200, body = SlotResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails),
        (status = 422, body = ProblemDetails), (status = 428, body = ProblemDetails)))]
pub async fn change(
    Editor(scope): Editor,
    app: web::Data<App>,
    path: web::Path<(CalendarId, SlotId)>,
    request: HttpRequest,
    ValidJson(body): ValidJson<ChangeSlotRequest>,
) -> Result<HttpResponse, ApiError> {
    let (calendar, slot) = *path;
    let change = SlotChange { capacity: body.capacity, reserved: body.reserved, is_closed: body.is_closed };
    let row = grid::edit(&app, &scope, calendar, (slot, version(&request)?), change).await?;
    let mut slots = responses(&app, &scope, calendar, vec![row]).await?;
    Ok(ok(&slots.pop()))
}

/// A slot that can be booked for a caller.
#[derive(Serialize, ToSchema)]
pub struct FreeSlotResponse {
    /// Its identifier.
    pub id: SlotId,
    /// Its place.
    pub place_id: PlaceId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many people there still is room for, reserved places included.
    pub left: i64,
    /// How free it is.
    pub room: Room,
}

/// What is free for a caller.
#[derive(Serialize, ToSchema)]
pub struct FreeSlotsResponse {
    /// By place and time; as of at most a second ago.
    pub slots: Vec<FreeSlotResponse>,
}

/// For whom, and when.
#[derive(Deserialize, IntoParams)]
pub struct FreeQuery {
    /// The first day (`2026-12-01`).
    #[param(value_type = String)]
    pub from: Date,
    /// The last day; at most 92 days after the first.
    #[param(value_type = String)]
    pub until: Date,
    /// How many people come; 1 when absent.
    pub persons: Option<i64>,
}

/// What is free for a caller, reserved places included.
///
/// # Errors
/// 400, 404.
#[utoipa::path(get, path = "/api/v1/staff/calendars/{calendar_id}/free", operation_id = "list_free_slots", tag = "calendars",
    params(("calendar_id" = String, Path), FreeQuery),
    responses((status = 200, body = FreeSlotsResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn free(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<CalendarId>,
    query: web::Query<FreeQuery>,
) -> Result<HttpResponse, ApiError> {
    let calendar = reachable(&app, &scope, *id).await?;
    if !is_usable(query.from, query.until) {
        return Err(range());
    }
    let snapshot = app.slots.snapshot(&app, scope.organization_id, &calendar.row.key).await?;
    let snapshot = snapshot.ok_or_else(|| ApiError::new(Code::NotFound))?;
    let now = app.clock.now();
    let persons = query.persons.unwrap_or(1);
    let wish = Wish { channel: Channel::Phone, persons, at: now, today: snapshot.day(now) };
    let days = query.from..=query.until;
    let free =
        snapshot.slots().iter().filter(|slot| days.contains(&slot.standing().day) && snapshot.seems_free(slot, &wish));
    let view = |slot: &crate::slots::snapshot::SlotView| {
        let standing = slot.standing();
        FreeSlotResponse {
            id: slot.id,
            place_id: snapshot.place_of(slot).id,
            starts_at: standing.starts_at,
            ends_at: standing.ends_at,
            left: standing.left(wish.channel),
            room: standing.room(wish.channel, persons),
        }
    };
    Ok(ok(&FreeSlotsResponse { slots: free.map(view).collect() }))
}
