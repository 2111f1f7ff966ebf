//! `POST /r/{token}`: the answers again, for who knows the declared answer. The page that comes back holds everything;
//! a sealed pass in it lets the same browser save PDF and calendar file for a while, by POST as well: no address opens
//! answers after the first day. What a wrong try is answered with says nothing about the submission.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use madoguchi_schema::RawAnswers;
use serde_json::Value;

use super::body;
use super::form::unreadable;
use super::language;
use super::receipt::{Held, Paper};
use super::respond::{AppData, Keep, html, or_page, see_other};
use crate::app::App;
use crate::clock::Timestamp;
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, Spoken};
use crate::http::multipart::Limits;
use crate::organizations::Organization;
use crate::pages::notice;
use crate::pages::posted::{self, Params};
use crate::pages::receipt::Access;
use crate::submissions::unlock::{self, TRIES, Unlocked};

/// How long a pass is good.
const PASS_SECONDS: i64 = 30 * 60;

/// Tries an answer.
pub async fn post(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    token: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    or_page(words, &organization, attempt(&app, &organization, &token, &request, payload).await)
}

/// The PDF for who has just opened the answers.
pub async fn pdf(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    token: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    or_page(words, &organization, file(&app, &organization, &token, (&request, payload), Paper::Pdf).await)
}

/// The calendar file for who has just opened the answers.
pub async fn calendar(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    token: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    or_page(words, &organization, file(&app, &organization, &token, (&request, payload), Paper::Calendar).await)
}

async fn attempt(
    app: &App,
    organization: &Organization,
    token: &str,
    request: &HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, ApiError> {
    let (held, params) = posted_to(app, organization, token, (request, payload)).await?;
    let words = held.words;
    let question = unlock::question(&held.case).filter(|_| !held.shows_answers());
    let Some(field) = question else { return see_other(&words.link(&held.path())) };
    let mut typed = RawAnswers::default();
    posted::take_over(&mut typed, std::iter::once(field), &params);
    let typed: Option<Value> = typed.0.shift_remove(field.name());
    match unlock::unlock(app, &held.case, typed.clone()).await? {
        Unlocked::Yes => held.receipt(Access::Once { pass: &new_pass(&held) }).await,
        Unlocked::No => {
            let wrong = words.tell("receipt-unlock-wrong", &[("tries", TRIES.into())]);
            held.status(typed.as_ref(), Some(wrong)).await
        }
        Unlocked::Paused => held.status(typed.as_ref(), Some(words.say("receipt-unlock-paused"))).await,
    }
}

async fn file(
    app: &App,
    organization: &Organization,
    token: &str,
    (request, payload): (&HttpRequest, Payload),
    paper: Paper,
) -> Result<HttpResponse, ApiError> {
    let params = params(app, request, payload).await?;
    let held = Held::open(app, organization, request, token).await?;
    if may_see(&held, &params) {
        return held.file(paper).await;
    }
    let back = held.words.link(&held.path());
    let form = held.case.version.in_language(held.words.language);
    html(StatusCode::OK, Keep::No, notice::pass_expired(held.words, &organization.name, &form, &back))
}

/// The receipt that a form was posted to, in the language of the page it came from.
pub(super) async fn posted_to<'a>(
    app: &'a App,
    organization: &'a Organization,
    token: &'a str,
    (request, payload): (&HttpRequest, Payload),
) -> Result<(Held<'a>, Params), ApiError> {
    let params = params(app, request, payload).await?;
    let held = Held::open(app, organization, request, token).await?;
    let words = language::of_post(request, &params, held.words);
    Ok((Held { words, ..held }, params))
}

/// Whether the answers are shown now, or were opened a moment ago.
pub(super) fn may_see(held: &Held<'_>, params: &Params) -> bool {
    held.shows_answers() || params.get("_pass").is_some_and(|pass| is_good(held, pass))
}

async fn params(app: &App, request: &HttpRequest, payload: Payload) -> Result<Params, ApiError> {
    Ok(body::read(request, payload, Limits::counting(&app.config)).await.map_err(unreadable)?.params)
}

/// A pass belongs to one submission.
fn aad(held: &Held<'_>) -> Vec<u8> {
    let row = &held.case.row;
    ["receipt pass", &row.organization_id.to_string(), &row.id.to_string()].join("\n").into_bytes()
}

pub(super) fn new_pass(held: &Held<'_>) -> String {
    let until = held.app.clock.now().plus_seconds(PASS_SECONDS);
    held.app.vault.seal_state(&aad(held), until.micros().to_string().as_bytes())
}

fn is_good(held: &Held<'_>, pass: &str) -> bool {
    let plain = held.app.vault.open_state(&aad(held), pass);
    let until = plain.and_then(|plain| String::from_utf8(plain).ok()?.parse().ok()).map(Timestamp::from_micros);
    until.is_some_and(|until| held.app.clock.now() < until)
}
