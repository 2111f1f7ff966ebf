//! 「保存して、あとで続ける」: keeps what was typed, good or not yet, and shows the code that leads back to it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde_json::Value;

use super::desk::Desk;
use super::form::{RETRY_AFTER_SECONDS, already_received, form_path, idempotency_key, receipt_path, to_wait};
use super::journey::{Notice, Outcome, Step};
use super::state::{SavedAs, State};
use crate::clock::Timestamp;
use crate::forms::live::{LiveForm, Version};
use crate::http::error::ApiError;
use crate::ids::FileId;
use crate::journeys::{self, Code, Keep};
use crate::pages::journey::CONFIRMATION;
use crate::pages::save::{Mail, Told, saved};
use crate::submissions::{receipt_of, store};

/// The id of the page that an outcome shows.
fn page_of<'a>(desk: &'a Desk<'_>, outcome: &Outcome) -> &'a str {
    let id = |page: usize| desk.form.pages().get(page).map(|page| page.id.as_str());
    match outcome.step {
        Step::Page { page, .. } | Step::Exit { page, .. } => id(page).unwrap_or(CONFIRMATION),
        Step::Confirmation { .. } | Step::Submit(_) => CONFIRMATION,
    }
}

/// Whether the journey can be saved as it is. Files that were refused are told first: they would not be there later.
/// What a robot filled in waits until somebody says it is none.
pub(super) fn is_possible(desk: &Desk<'_>, outcome: &Outcome) -> bool {
    let is_refused = match &outcome.step {
        Step::Page { violations, notice, .. } => !violations.is_empty() || *notice == Some(Notice::Trapped),
        Step::Confirmation { notice } => *notice == Some(Notice::Trapped),
        Step::Exit { .. } | Step::Submit(_) => false,
    };
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
    let key = idempotency_key(state);
    let sent = store::by_key(desk.app.db.read(), desk.organization.id, live.form_id, &key).await;
    let sent = sent.map_err(|error| {
        tracing::warn!(%error, "a journey could not be saved");
        Unsaved::Later(RETRY_AFTER_SECONDS)
    });
    let kept = match sent {
        // Sent from another window: its code would open nothing.
        Ok(Some(existing)) => {
            let (receipt, state) = (receipt_of(desk.app, existing), std::mem::take(state));
            let path = receipt_path(&receipt);
            return already_received(desk, state, &outcome, "save-sent-already", &receipt.number, &path);
        }
        Ok(None) => kept(desk, live, version, state, &outcome).await,
        Err(unsaved) => Err(unsaved),
    };
    match kept {
        Ok(kept) => show(desk, live, state, &outcome, kept, Mail::default()),
        Err(Unsaved::TooMuch) => desk.show(state, &telling(outcome, Notice::TooMuchToSave)),
        Err(Unsaved::Later(wait)) => Ok(to_wait(desk.show(state, &telling(outcome, Notice::NotSaved))?, Some(wait))),
    }
}

/// Why nothing was saved.
enum Unsaved {
    /// There is more than is kept.
    TooMuch,
    /// Not now; the seconds to wait.
    Later(u32),
}

/// What was saved.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    /// Until when it is kept.
    pub(super) expires_at: Timestamp,
    /// Under a new code: what was saved later from another window stays under the old one.
    pub(super) is_apart: bool,
}

/// Saves it where it was saved before. What was saved there later, from another window, is never overwritten: then it gets a
/// code of its own.
async fn kept(
    desk: &Desk<'_>,
    live: &LiveForm,
    version: &Version,
    state: &mut State,
    outcome: &Outcome,
) -> Result<Kept, Unsaved> {
    desk.app.limits.save(live.form_id, desk.now).map_err(Unsaved::Later)?;
    match write(desk, live, version, state, outcome).await? {
        (journeys::Kept::At(_), expires_at) => Ok(Kept { expires_at, is_apart: false }),
        (journeys::Kept::Newer(there), expires_at) => {
            let is_same = State::decode(&there.plain).is_some_and(|newer| newer.answers == state.answers);
            if is_same && there.version_id == version.id {
                // The same post once more, or nothing was changed since.
                state.saved = Some(SavedAs { code: there.code, at_micros: there.saved_at.micros() });
                return Ok(Kept { expires_at: there.expires_at, is_apart: false });
            }
            state.saved = None;
            match write(desk, live, version, state, outcome).await? {
                (journeys::Kept::At(_), _) => Ok(Kept { expires_at, is_apart: true }),
                // Nobody else knows a code that was drawn this instant.
                (journeys::Kept::Newer(_), _) => Err(Unsaved::Later(RETRY_AFTER_SECONDS)),
            }
        }
    }
}

/// Writes it under its code, or under a new one; and until when it would be kept.
async fn write(
    desk: &Desk<'_>,
    live: &LiveForm,
    version: &Version,
    state: &mut State,
    outcome: &Outcome,
) -> Result<(journeys::Kept, Timestamp), Unsaved> {
    let app = desk.app;
    let expires_at = journeys::expiry(desk.now, desk.form.settings().save_days, &app.time_zone);
    let files = keep_files(desk, state, expires_at.plus_seconds(journeys::FILES_LONGER_SECONDS).micros());
    let plain = state.encode().filter(|plain| plain.len() <= journeys::LARGEST).ok_or(Unsaved::TooMuch)?;
    let since = state.saved.as_ref().map(|saved| Timestamp::from_micros(saved.at_micros));
    let code = match &state.saved {
        Some(saved) => saved.code.clone(),
        None => {
            app.limits.new_code(live.form_id, desk.now).map_err(Unsaved::Later)?;
            Code::new(&app.random)
        }
    };
    let keep = Keep {
        organization_id: live.organization_id,
        form_id: live.form_id,
        version_id: version.id,
        code: &code,
        since,
        plain: &plain,
        page: page_of(desk, outcome).to_owned(),
        language: desk.words.tag(),
        files,
        expires_at,
    };
    let kept = journeys::save(app, keep).await.map_err(|error| {
        tracing::warn!(%error, "a journey could not be saved");
        Unsaved::Later(RETRY_AFTER_SECONDS)
    })?;
    if let journeys::Kept::At(at) = kept {
        state.saved = Some(SavedAs { code, at_micros: at.micros() });
    }
    Ok((kept, expires_at))
}

/// The same page with this sentence above it.
fn telling(outcome: Outcome, notice: Notice) -> Outcome {
    let notice = Some(notice);
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

/// Draws the page with the code.
pub(super) fn show(
    desk: &Desk<'_>,
    live: &LiveForm,
    state: &State,
    outcome: &Outcome,
    kept: Kept,
    mail: Mail<'_>,
) -> Result<HttpResponse, ApiError> {
    let code = state.saved.as_ref().map(|saved| saved.code.in_groups()).unwrap_or_default();
    let path = form_path(&live.slug);
    let resume_url = desk.words.link(&format!("{}/resume", desk.organization.form_url(&live.slug)));
    let is_kept = |token: &Value| token.as_str().is_some_and(|token| desk.file(token).is_some());
    let has_files = desk.form.fields().filter(|field| field.takes_files()).any(|field| {
        let tokens = state.answers.0.get(field.name()).and_then(Value::as_array);
        tokens.is_some_and(|tokens| tokens.iter().any(is_kept))
    });
    let told = Told {
        code: &code,
        expires_at: kept.expires_at,
        is_apart: kept.is_apart,
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
    if let Some(saved) = &state.saved
        && let Err(error) = journeys::forget(desk.app, desk.organization.id, &saved.code).await
    {
        tracing::warn!(%error, "a saved journey that was sent stays until it expires");
    }
}
