//! `POST /api/v1/forms/{slug}/submissions`: plain JSON answers in, a receipt out.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use madoguchi_schema::{PublishedForm, RawAnswers, StrictJson};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::admission::admitted;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::prefill;
use crate::http::error::{ApiError, Code, not_taken};
use crate::http::extract::{Hosted, Spoken};
use crate::pages::wording;
use crate::slots::{NoPlace, nearest};
use crate::submissions::store::Origin;
use crate::submissions::{NoPlaceLeft, ReceiveError, Reception, receive};
use crate::words::Words;

/// What the resident keeps.
#[derive(Serialize, ToSchema)]
pub struct ReceiptResponse {
    /// The number to quote.
    pub receipt_number: String,
    /// Where the receipt can be seen; a secret of the applicant.
    pub receipt_url: String,
    /// When it was received.
    pub received_at: Timestamp,
}

/// Seconds until the intake is asked again, at least.
const SOON: u32 = 2;
/// Longest `Idempotency-Key`.
const MAX_KEY: usize = 128;

/// Receives a submission. When 201 is answered it is on stable storage.
///
/// # Errors
/// See the responses.
#[utoipa::path(post, path = "/api/v1/forms/{slug}/submissions", operation_id = "submit", tag = "machines",
    params(("slug" = String, Path), ("Idempotency-Key" = String, Header),
        ("Form-Key" = Option<String>, Header, description = "of a form that is not for everybody, as `GET` takes it"),
        ("Accept-Language" = Option<String>, Header, description = "of the messages of a refusal: `ja` (default), `ja-easy` or `en`")),
    request_body(content = Object, description = "the answers, as the form's contract says; what the form calculates, and \
        answers that only come with a personal link, are ignored"),
    responses((status = 201, body = ReceiptResponse),
        (status = 400, body = super::super::error::ProblemDetails),
        (status = 403, body = super::super::error::ProblemDetails),
        (status = 404, body = super::super::error::ProblemDetails),
        (status = 409, body = super::super::error::ProblemDetails),
        (status = 422, body = super::super::error::ProblemDetails),
        (status = 429, body = super::super::error::ProblemDetails),
        (status = 503, body = super::super::error::ProblemDetails)))]
pub async fn create(
    app: web::Data<App>,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: web::Path<String>,
    request: HttpRequest,
    answers: web::Json<StrictJson>,
) -> Result<HttpResponse, ApiError> {
    let received_at = app.clock.now();
    let key = idempotency_key(&request)?;
    let form = admitted(&app, &organization, &slug, &request).await?;
    let Value::Object(answers) = answers.into_inner().0 else {
        return Err(ApiError::new(Code::InvalidRequest));
    };
    let mut raw = RawAnswers(answers);
    prefill::forget_links(&form.version.form, &mut raw);
    let reception = Reception {
        form: &form,
        version: &form.version,
        raw,
        // Machines and browsers can never meet under one key.
        idempotency_key: format!("api:{key}"),
        origin: Origin { language: words.language, ..Origin::default() },
        received_at,
        began_at: None,
        is_honoured: false,
    };
    let receipt = receive(&app, reception).await.map_err(|error| refusal(&app, error, &form.version.form, words))?;
    let url = organization.receipt_url(&receipt.token);
    Ok(HttpResponse::build(StatusCode::CREATED).insert_header(("cache-control", "no-store")).json(ReceiptResponse {
        receipt_number: receipt.number,
        receipt_url: url,
        received_at: receipt.received_at,
    }))
}

fn idempotency_key(request: &HttpRequest) -> Result<String, ApiError> {
    let refuse = || {
        ApiError::new(Code::InvalidRequest)
            .detail(format!("Idempotency-Key must be 1 to {MAX_KEY} printable ASCII characters"))
    };
    let key = request.headers().get("idempotency-key").and_then(|value| value.to_str().ok()).ok_or_else(refuse)?;
    let is_usable = (1..=MAX_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if is_usable { Ok(key.to_owned()) } else { Err(refuse()) }
}

/// Why, and what could be had instead: each member of `nearest` is an answer that can be sent.
fn no_place(left: &NoPlaceLeft) -> ApiError {
    let free: Vec<_> = left.nearest.iter().filter_map(|(id, _)| left.calendar.slot(*id)).collect();
    let refused =
        ApiError::new(Code::SlotTaken).member("field", left.field.clone()).member("reason", left.reason.name());
    let refused = match left.reason {
        NoPlace::NotYet { at } => refused.member("opens_at", at.to_jiff().to_string()),
        NoPlace::TooEarly { from } => refused.member("bookable_from", from.to_string()),
        NoPlace::TooMany { most } => refused.member("max_persons", most),
        _ => refused,
    };
    refused.member("nearest", nearest::told(&left.calendar, &free, &left.wish))
}

fn refusal(app: &App, error: ReceiveError, form: &PublishedForm, words: Words) -> ApiError {
    match error {
        ReceiveError::Invalid(violations) => ApiError::new(Code::AnswersInvalid)
            .violations(violations)
            .worded(|violation| wording::of_form(words, form, violation)),
        ReceiveError::TooLarge => ApiError::new(Code::PayloadTooLarge),
        ReceiveError::NotTaken(reason) => not_taken(reason).unwrap_or_else(|| ApiError::new(Code::FormClosed)),
        ReceiveError::AlreadySubmitted { field } => ApiError::new(Code::AlreadySubmitted).member("field", field),
        ReceiveError::NoPlace(left) => no_place(&left),
        ReceiveError::KeyReused(_) => ApiError::new(Code::IdempotencyKeyReused),
        ReceiveError::Busy { retry_after } => ApiError::new(Code::Unavailable).retry_after(retry_after),
        ReceiveError::Unavailable(error) => ApiError::from(error).retry_after(app.limits.apart(SOON)),
    }
}
