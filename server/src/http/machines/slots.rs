//! `GET /api/v1/forms/{slug}/slots`: which appointments a form offers, and how free they are.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::admission::admitted;
use crate::app::App;
use crate::db::entity::values::Channel;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::Hosted;
use crate::ids::PlaceId;
use crate::slots::booking::slot_field;
use crate::slots::terms::{Room, Wish};

/// A place.
#[derive(Serialize, ToSchema)]
pub struct PublicPlaceResponse {
    /// Its identifier.
    pub id: PlaceId,
    /// Its name.
    pub title: String,
    /// How to get there, what to mind.
    pub note: String,
}

/// An appointment that is offered: what stands in it but `room` and `place_id` is the answer to send, of which the
/// identifier alone will do.
#[derive(Serialize, ToSchema)]
pub struct PublicSlotResponse {
    /// The answer.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub answer: serde_json::Value,
    /// Its place.
    pub place_id: PlaceId,
    /// How free it is, as of at most a second ago.
    pub room: Room,
}

/// The appointments a form offers.
#[derive(Serialize, ToSchema)]
pub struct PublicSlotsResponse {
    /// The field that takes one.
    pub field: String,
    /// Where.
    pub places: Vec<PublicPlaceResponse>,
    /// By place and time; full ones too, those that cannot be booked at this time not.
    pub slots: Vec<PublicSlotResponse>,
}

/// Which days, and for how many people.
#[derive(Deserialize, IntoParams)]
pub struct PublicSlotsQuery {
    /// The first day; today when absent.
    #[param(value_type = Option<String>)]
    pub from: Option<Date>,
    /// The last day; at most 31 days after the first, which it is when absent.
    #[param(value_type = Option<String>)]
    pub until: Option<Date>,
    /// Only this place.
    pub place_id: Option<PlaceId>,
    /// How many people come; 1 when absent.
    pub persons: Option<i64>,
}

/// The longest list, in days.
const LONGEST: i32 = 31;

/// The appointments a form offers. Before booking opens there are none.
///
/// # Errors
/// 400; 404 when there is no published form at this address, or it takes no appointments; 403 `access-denied`.
#[utoipa::path(get, path = "/api/v1/forms/{slug}/slots", operation_id = "list_public_slots", tag = "machines",
    params(("slug" = String, Path), PublicSlotsQuery,
        ("Form-Key" = Option<String>, Header, description = "of a form that is not for everybody, as `GET` takes it")),
    responses((status = 200, body = PublicSlotsResponse), (status = 400, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails), (status = 429, body = ProblemDetails)))]
pub async fn list(
    app: web::Data<App>,
    Hosted(organization): Hosted,
    slug: web::Path<String>,
    request: HttpRequest,
    query: web::Query<PublicSlotsQuery>,
) -> Result<HttpResponse, ApiError> {
    let form = admitted(&app, &organization, &slug, &request).await?;
    let missing = || ApiError::new(Code::NotFound);
    let (field, key, _) = slot_field(&form.version.form).ok_or_else(missing)?;
    let calendar = app.slots.snapshot(&app, organization.id, key).await?.ok_or_else(missing)?;
    let now = app.clock.now();
    let wish =
        Wish { channel: Channel::Online, persons: query.persons.unwrap_or(1), at: now, today: calendar.day(now) };
    let from = query.from.unwrap_or(wish.today);
    let until = query.until.unwrap_or_else(|| from.saturating_add(jiff::Span::new().days(LONGEST)));
    if !(0..=LONGEST).contains(&(until - from).get_days()) {
        let refused = ApiError::new(Code::InvalidRequest);
        return Err(refused.detail(format!("until must be the same day as from, or up to {LONGEST} days later")));
    }
    let is_asked = |place: &PlaceId| query.place_id.is_none_or(|asked| asked == *place);
    let mut slots = Vec::new();
    for (index, place) in calendar.places.iter().enumerate().filter(|(_, place)| is_asked(&place.id)) {
        let days = calendar.days(index, &wish).into_iter().map(|day| day.day);
        for day in days.filter(|day| (from..=until).contains(day)) {
            slots.extend(calendar.times(index, day, &wish).map(|time| PublicSlotResponse {
                answer: calendar.answer(time.slot),
                place_id: place.id,
                room: time.room,
            }));
        }
    }
    let place = |place: &crate::slots::snapshot::PlaceView| PublicPlaceResponse {
        id: place.id,
        title: place.title.clone(),
        note: place.note.clone(),
    };
    let places = calendar.places.iter().map(place).collect();
    // A second is what the snapshot may be old anyway; a form that is not for everybody is kept by nobody.
    let kept = if form.is_public_knowledge() { "public, max-age=1" } else { "no-store" };
    let body = PublicSlotsResponse { field: field.to_owned(), places, slots };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, kept)).json(body))
}
