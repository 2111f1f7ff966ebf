//! 「保存して、あとで続ける」: keeps what was typed, good or not yet, and shows the code that leads back to it; and the mail
//! that says where to enter the code.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;

use super::body;
use super::desk::Desk;
use super::embed;
use super::form::{RETRY_AFTER_SECONDS, form_path, live_form, to_wait, unreadable, version};
use super::gate::Visitor;
use super::journey::{Notice, Outcome, Step};
use super::language;
use super::respond::{AppData, or_page};
use super::resume;
use super::state::State;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::live::{LiveForm, Version};
use crate::http::error::{ApiError, Code as ErrorCode};
use crate::http::extract::{Hosted, Spoken};
use crate::http::multipart::Limits;
use crate::ids::FileId;
use crate::journeys::{self, Code, Keep};
use crate::mail;
use crate::organizations::Organization;
use crate::pages::journey::CONFIRMATION;
use crate::pages::posted::Params;
use crate::pages::save::{Mail, Told, saved};
use crate::words::Words;

/// The id of the page that an outcome shows.
fn page_of<'a>(desk: &'a Desk<'_>, outcome: &Outcome) -> &'a str {
    let id = |page: usize| desk.form.pages().get(page).map(|page| page.id.as_str());
    match outcome.step {
        Step::Page { page, .. } | Step::Exit { page, .. } => id(page).unwrap_or(CONFIRMATION),
        Step::Confirmation { .. } | Step::Submit(_) => CONFIRMATION,
    }
}

/// Whether the journey can be saved as it is. Files that were refused are told first: they would not be there later.
pub(super) fn is_possible(desk: &Desk<'_>, outcome: &Outcome) -> bool {
    let is_refused = matches!(&outcome.step, Step::Page { violations, .. } if !violations.is_empty());
    desk.form.settings().save_days > 0 && !is_refused
}

/// Keeps the journey, and shows the code; or, where that is not possible now, the same page with everything on it.
pub(super) async fn keep(
    desk: &Desk<'_>,
    live: &LiveForm,
    version: &Version,
    state: &mut State,
    outcome: Outcome,
) -> Result<HttpResponse, ApiError> {
    let kept = match desk.app.limits.save(live.form_id, desk.now) {
        Ok(()) => store(desk, live, version, state, &outcome).await?,
        Err(wait) => Err(wait),
    };
    match kept {
        Ok(expires_at) => show(desk, live, state, &outcome, expires_at, Mail::default()),
        Err(wait) => Ok(to_wait(desk.show(state, &not_saved(outcome))?, Some(wait))),
    }
}

/// Until when it is kept, or the seconds to wait.
async fn store(
    desk: &Desk<'_>,
    live: &LiveForm,
    version: &Version,
    state: &mut State,
    outcome: &Outcome,
) -> Result<Result<Timestamp, u32>, ApiError> {
    let app = desk.app;
    let expires_at = journeys::expiry(desk.now, desk.form.settings().save_days, &app.time_zone);
    let files = keep_files(desk, state, expires_at.plus_seconds(journeys::FILES_LONGER_SECONDS).micros());
    let code = state.saved.get_or_insert_with(|| Code::new(&app.random)).clone();
    let keep = Keep {
        organization_id: live.organization_id,
        form_id: live.form_id,
        version_id: version.id,
        code: &code,
        plain: &state.encode().ok_or_else(|| ApiError::new(ErrorCode::PayloadTooLarge))?,
        page: page_of(desk, outcome).to_owned(),
        language: desk.words.tag(),
        files,
        expires_at,
    };
    if let Err(error) = journeys::save(app, keep).await {
        tracing::warn!(%error, "a journey could not be saved");
        return Ok(Err(RETRY_AFTER_SECONDS));
    }
    Ok(Ok(expires_at))
}

fn not_saved(outcome: Outcome) -> Outcome {
    let notice = Some(Notice::NotSaved);
    let step = match outcome.step {
        Step::Page { page, violations, .. } => Step::Page { page, violations, notice },
        Step::Confirmation { .. } => Step::Confirmation { notice },
        step => step,
    };
    Outcome { step, ..outcome }
}

/// The tokens of the uploaded files become good for as long as the journey is kept; gives back which files they are.
fn keep_files(desk: &Desk<'_>, state: &mut State, until: i64) -> Vec<FileId> {
    let mut files = Vec::new();
    for field in desk.form.fields().filter(|field| field.takes_files()) {
        let Some(Value::Array(tokens)) = state.answers.0.get_mut(field.name()) else { continue };
        for token in tokens {
            let Some(mut file) = token.as_str().and_then(|text| desk.file(text)) else { continue };
            file.expires_at = file.expires_at.max(until);
            *token = Value::String(file.seal(&desk.app.vault, desk.form_id));
            files.push(file.file);
        }
    }
    files
}

fn show(
    desk: &Desk<'_>,
    live: &LiveForm,
    state: &State,
    outcome: &Outcome,
    expires_at: Timestamp,
    mail: Mail<'_>,
) -> Result<HttpResponse, ApiError> {
    let code = state.saved.as_ref().map(Code::in_groups).unwrap_or_default();
    let path = form_path(&live.slug);
    let resume_url = desk.words.link(&format!("{}/resume", desk.organization.form_url(&live.slug)));
    let is_kept = |token: &Value| token.as_str().is_some_and(|token| desk.file(token).is_some());
    let has_files = desk.form.fields().filter(|field| field.takes_files()).any(|field| {
        let tokens = state.answers.0.get(field.name()).and_then(Value::as_array);
        tokens.is_some_and(|tokens| tokens.iter().any(is_kept))
    });
    let told = Told {
        code: &code,
        expires_at,
        closes_at: live.terms.closes_at,
        time_zone: &desk.app.time_zone,
        path: &path,
        resume_url: &resume_url,
        page: page_of(desk, outcome),
        has_files,
        mail,
    };
    desk.draw(state, outcome, StatusCode::OK, |view| saved(view, told))
}

/// The journey was sent: what was saved of it goes. Should that fail, it goes when it expires, and says until then that it
/// was sent.
pub(super) async fn forget(desk: &Desk<'_>, state: &State) {
    if let Some(code) = &state.saved
        && let Err(error) = journeys::forget(desk.app, desk.organization.id, code).await
    {
        tracing::warn!(%error, "a saved journey that was sent stays until it expires");
    }
}

/// `POST /f/{slug}/saved-mail`: has the mail sent.
pub async fn mail(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    or_page(words, &organization, send_mail(&app, &organization, words, &slug, &request, payload).await)
}

async fn send_mail(
    app: &App,
    organization: &Organization,
    spoken: Words,
    slug: &str,
    request: &HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, ApiError> {
    let live = live_form(app, organization, slug).await?;
    let body = body::read(request, payload, Limits::counting(&app.config)).await.map_err(unreadable)?;
    let version = version(app, organization, &live, body.params.get("_version")).await?;
    let words = language::of_post(request, &body.params, spoken);
    let form = version.in_language(words.language);
    let path = form_path(&live.slug);
    let desk = Desk::live(app, organization, &version, &form, words, &path, app.clock.now());
    let visitor = Visitor { app, organization, words, live: &live, request };
    let answer = match visitor.may_enter_a_code().await? {
        Some(asked) => visitor.turn_away(asked)?,
        None => mailed(&desk, &live, &body.params).await?,
    };
    Ok(embed::allow(&live, answer))
}

async fn mailed(desk: &Desk<'_>, live: &LiveForm, params: &Params) -> Result<HttpResponse, ApiError> {
    let state = desk.open(params.get("_state"));
    let kept = state.and_then(|state| state.saved.clone().map(|code| (state, code)));
    let found = match &kept {
        Some((_, code)) => journeys::find(desk.app, desk.organization.id, desk.form_id, code).await?,
        None => None,
    };
    // Expired, sent, or made by hand: the page that asks for the code says what there is to say.
    let (Some((mut state, _)), Some(saved)) = (kept, found) else { return resume::unknown(desk, live, "") };
    let outcome = resume::outcome(desk, &mut state, &saved.page);
    let typed = params.get("address").unwrap_or_default().trim();
    let mail = match mail::address(typed) {
        Some(address) => {
            journeys::send_reminder(desk.app, desk.organization.id, &saved, &address).await?;
            Mail { typed, is_sent: true, is_wrong: false }
        }
        None => Mail { typed, is_sent: false, is_wrong: true },
    };
    show(desk, live, &state, &outcome, saved.expires_at, mail)
}
