//! `POST /f/{slug}`: every step after the first page. The state of a journey travels with its posts; the server keeps
//! nothing until the final one, or until it is asked to.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse};

use super::body::{self, Body, BodyError};
use super::bots;
use super::desk::Desk;
use super::embed;
use super::gate::{Came, Visitor};
use super::journey::{self, Action, Outcome, Step};
use super::language;
use super::respond::{AppData, Keep, html, or_page, see_other};
use super::save;
use super::slots;
use super::start;
use super::state::{self, Attempt, State};
use super::upload;
use super::withdrawn;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::availability::Availability;
use crate::forms::live::{LiveForm, Version};
use crate::http::error::{ApiError, Code};
use crate::http::extract::{Hosted, Spoken};
use crate::http::multipart::Limits;
use crate::organizations::Organization;
use crate::pages::start::START;
use crate::pages::{notice, rows};
use crate::submissions::store::Origin;
use crate::submissions::{Receipt, ReceiveError, Reception, receive};
use crate::words::Words;

/// Every further step.
pub async fn post(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    or_page(words, &organization, step(&app, &organization, words, &slug, &request, payload).await)
}

async fn step(
    app: &App,
    organization: &Organization,
    spoken: Words,
    slug: &str,
    request: &HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, ApiError> {
    let live = live_form(app, organization, slug).await?;
    let answer = answered(app, organization, spoken, &live, request, payload).await?;
    Ok(embed::allow(&live, answer))
}

async fn answered(
    app: &App,
    organization: &Organization,
    spoken: Words,
    live: &Arc<LiveForm>,
    request: &HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, ApiError> {
    let body = body::read(request, payload, Limits::of(&app.config)).await.map_err(unreadable)?;
    // Nothing may be waited for between the last byte and this instant: it alone decides deadlines.
    let now = app.clock.now();
    let version = version(app, organization, live, body.params.get("_version")).await?;
    let path = form_path(&live.slug);
    let words = language::of_post(request, &body.params, spoken);
    let form = version.in_language(words.language);
    let desk = Desk::live(app, organization, &version, &form, words, &path, now);
    let action = Action::parse(body.params.last("_action"));
    let opened = desk.open_with(&body.params);
    let visitor = Visitor { app, organization, words, live, request };
    match visitor.comes_in(opened.as_ref().is_some_and(State::has_begun), Some(&body.params)).await? {
        Err(asked) => return visitor.turn_away(asked),
        Ok(came) if came == Came::Anew && !body.params.is_of_a_page() => return start::entrance(&visitor),
        Ok(_) => {}
    }
    let Some(mut state) = opened else {
        return html(StatusCode::OK, Keep::No, notice::unreadable_state(words, &organization.name, &form, &path));
    };
    if action == Action::Language && body.params.get("_page") == Some(START) {
        return start::entered(&desk, live, &state, None);
    }
    // What was sent in time before midnight is judged by that day, also when it is sent again after it.
    let desk = match state.attempt.as_ref().filter(|_| action == Action::Submit) {
        Some(attempt) if is_fresh(attempt, now) => desk.judging_at(Timestamp::from_micros(attempt.received_at_micros)),
        _ => desk,
    };
    let availability = live.availability_since(state.began_at(), now);
    let desk = desk.telling_grace(live);
    if availability != Availability::Open && action != Action::Submit {
        return start::stopped(&desk, live, availability);
    }
    if let Some(reason) = live.withdrawn.get(&version.id)
        && !withdrawn::was_received(&desk, &state, &action).await?
    {
        return withdrawn::explain(&desk, &version, live, reason, state, &body);
    }
    state.begun_at_micros.get_or_insert(now.micros());
    let (mut outcome, retry_after) = advance(&desk, live, &version, &mut state, body, &action).await;
    bots::look_at(&mut outcome, &state, Duration::from_secs(app.config.minimum_fill_seconds), now);
    match outcome.step {
        // Also when the form is closed: what was received in time still has its receipt.
        Step::Submit(_) => send(&desk, live, &version, state, outcome).await,
        _ if action == Action::Save && save::is_possible(&desk, &outcome) => {
            save::keep(&desk, live, &version, &mut state, outcome).await
        }
        _ if availability == Availability::Open => Ok(to_wait(desk.show(&state, &outcome)?, retry_after)),
        _ => start::stopped(&desk, live, availability),
    }
}

pub(super) async fn advance(
    desk: &Desk<'_>,
    live: &LiveForm,
    version: &Version,
    state: &mut State,
    body: Body,
    action: &Action,
) -> (Outcome, Option<u32>) {
    journey::take_over(desk.form, state, &body.params);
    desk.settle_slot(state).await;
    let page = journey::posted_page(desk.form, &body.params);
    // The confirmation has no file inputs: what comes along with the final post is nobody's.
    let files = if *action == Action::Submit { Vec::new() } else { body.files };
    let mut received = upload::receive(desk, live, version, state, page, files).await;
    if *action == Action::Next && slots::stands_on(desk.form, page) {
        received.refused.extend(desk.hold_slot(state).await);
    }
    let outcome = journey::advance(desk.form, desk.today(), state, &body.params, action, received.refused);
    (outcome, received.retry_after)
}

/// The same page, for a browser that is to come back: everything typed stands on it.
pub(super) fn to_wait(mut response: HttpResponse, retry_after: Option<u32>) -> HttpResponse {
    if let Some(seconds) = retry_after {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
    }
    response
}

/// The final post: everything is decided again by the one way in that machines use too.
async fn send(
    desk: &Desk<'_>,
    live: &LiveForm,
    version: &Version,
    state: State,
    outcome: Outcome,
) -> Result<HttpResponse, ApiError> {
    let digest = state::digest(&outcome.evaluation.answers);
    let first = first_attempt(&state, &digest, desk.now);
    let reception = Reception {
        form: live,
        version,
        raw: rows::plain(&version.form, &state.answers).into_owned(),
        idempotency_key: idempotency_key(&state),
        origin: Origin { language: desk.words.language, ..Origin::default() },
        received_at: first.unwrap_or(desk.now),
        began_at: state.began_at(),
        is_honoured: first.is_some(),
    };
    match receive(desk.app, reception).await {
        Ok(receipt) => {
            save::forget(desk, &state).await;
            see_other(&receipt_path_in(desk.words, &receipt))
        }
        Err(error) => not_received(desk, live, state, outcome, error, receipt_path),
    }
}

/// Nothing was received: the page that says why, with everything typed. `place` is where an earlier receipt can be seen.
pub(super) fn not_received(
    desk: &Desk<'_>,
    live: &LiveForm,
    mut state: State,
    outcome: Outcome,
    error: ReceiveError,
    place: impl Fn(&Receipt) -> String,
) -> Result<HttpResponse, ApiError> {
    match error {
        ReceiveError::NotTaken(reason) => start::stopped(desk, live, reason),
        ReceiveError::TooLarge => Err(ApiError::new(Code::PayloadTooLarge)),
        ReceiveError::Invalid(violations) => desk.show(&state, &journey::refused(desk.form, outcome, violations)),
        ReceiveError::NoPlace(left) => {
            let violations = vec![slots::violation(&left)];
            desk.show(&state, &journey::refused(desk.form, outcome, violations))
        }
        ReceiveError::KeyReused(receipt) => {
            already_received(desk, state, &outcome, "notice-received-why", &receipt.number, &place(&receipt))
        }
        ReceiveError::AlreadySubmitted { field } => {
            desk.draw(&state, &outcome, StatusCode::OK, |view| notice::already_submitted(view, &field))
        }
        error @ (ReceiveError::Unavailable(_) | ReceiveError::Busy { .. }) => {
            let retry_after = match error {
                ReceiveError::Busy { retry_after } => retry_after,
                // Not all at the same instant.
                _ => desk.app.limits.apart(RETRY_AFTER_SECONDS / 2),
            };
            let digest = state::digest(&outcome.evaluation.answers);
            // Only what came while the form was open is honoured later, and for the answers that were sent last.
            let in_time = live.terms.for_those_since(state.began_at(), desk.now, 0) == Availability::Open;
            if in_time && first_attempt(&state, &digest, desk.now).is_none() {
                state.attempt = Some(Attempt { received_at_micros: desk.now.micros(), digest });
            }
            let mut response = desk
                .draw(&state, &outcome, StatusCode::SERVICE_UNAVAILABLE, |view| notice::try_again(view, retry_after))?;
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(retry_after));
            Ok(response)
        }
    }
}

/// The journey was sent before: the way to its receipt, and to a new application with these answers.
pub(super) fn already_received(
    desk: &Desk<'_>,
    mut state: State,
    outcome: &Outcome,
    why: &str,
    number: &str,
    receipt_path: &str,
) -> Result<HttpResponse, ApiError> {
    state.id = desk.new_journey_id();
    // The code was that of the application that is there.
    state.saved = None;
    // Files belong to the first application now: a new one needs its own.
    for field in desk.form.fields().filter(|field| field.takes_files()) {
        state.answers.0.shift_remove(field.name());
    }
    desk.draw(&state, outcome, StatusCode::OK, |view| notice::already_received(view, why, number, receipt_path))
}

/// One journey is one submission.
pub(super) fn idempotency_key(state: &State) -> String {
    format!("web:{}", state.id)
}

pub(super) const RETRY_AFTER_SECONDS: u32 = 10;
/// How long the time of a first attempt counts for the same answers.
const ATTEMPT_SECONDS: i64 = 30 * 60;

/// When the same answers were first sent, if the server could not take them then.
pub(super) fn first_attempt(state: &State, digest: &str, now: Timestamp) -> Option<Timestamp> {
    let attempt = state.attempt.as_ref().filter(|attempt| attempt.digest == digest && is_fresh(attempt, now))?;
    Some(Timestamp::from_micros(attempt.received_at_micros))
}

fn is_fresh(attempt: &Attempt, now: Timestamp) -> bool {
    Timestamp::from_micros(attempt.received_at_micros).plus_seconds(ATTEMPT_SECONDS) >= now
}

pub(super) async fn live_form(app: &App, organization: &Organization, slug: &str) -> Result<Arc<LiveForm>, ApiError> {
    let live = app.live_forms.by_slug(&app.db, &app.vault, organization.id, slug).await?;
    live.ok_or_else(|| ApiError::new(Code::NotFound))
}

/// The version a journey began in. One that is unknown or another form's is answered as nothing at all.
pub(super) async fn version(
    app: &App,
    organization: &Organization,
    live: &LiveForm,
    id: Option<&str>,
) -> Result<Arc<Version>, ApiError> {
    let Some(id) = id else { return Ok(live.version.clone()) };
    let id = id.parse().map_err(|_| ApiError::new(Code::NotFound))?;
    if id == live.version.id {
        return Ok(live.version.clone());
    }
    let version = app.live_forms.version(&app.db, organization.id, id).await?;
    // A test version is for those who try it out, at an address of their own.
    version
        .filter(|version| version.form_id == live.form_id && !version.is_test())
        .ok_or_else(|| ApiError::new(Code::NotFound))
}

pub(super) fn unreadable(error: BodyError) -> ApiError {
    match error {
        BodyError::TooLarge => ApiError::new(Code::PayloadTooLarge),
        BodyError::Malformed => ApiError::new(Code::InvalidRequest),
    }
}

pub(super) fn form_path(slug: &str) -> String {
    format!("/f/{slug}")
}

/// The receipt speaks the language of its application by itself; that readings are hidden is nowhere stored.
fn receipt_path_in(words: Words, receipt: &Receipt) -> String {
    let path = receipt_path(receipt);
    if words.hides_readings { words.link(&path) } else { path }
}

pub(super) fn receipt_path(receipt: &Receipt) -> String {
    format!("/r/{}", receipt.token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_attempt_counts_for_the_same_answers_and_half_an_hour() {
        let now = Timestamp::from_micros(1_775_005_200_000_000);
        let attempt = Attempt { received_at_micros: now.plus_seconds(-60).micros(), digest: "same".to_owned() };
        let state = State { attempt: Some(attempt), ..State::default() };
        assert_eq!(first_attempt(&state, "same", now), Some(now.plus_seconds(-60)));
        assert_eq!(first_attempt(&state, "other", now), None);
        assert_eq!(first_attempt(&state, "same", now.plus_seconds(ATTEMPT_SECONDS)), None);
        assert_eq!(first_attempt(&State::default(), "same", now), None);
    }
}
