//! `/f/{slug}/resume`: the code of a saved journey leads back to the page on which it was left, in its own version and its
//! own words. Nothing of it stands in an address.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use madoguchi_schema::PublishedForm;

use super::body::{self, Body};
use super::desk::Desk;
use super::embed;
use super::form::{form_path, idempotency_key, live_form, unreadable};
use super::gate::Visitor;
use super::journey::{self, Action, Outcome};
use super::respond::{AppData, Keep, html, or_page};
use super::save;
use super::slots;
use super::state::{SavedAs, State};
use super::withdrawn;
use crate::app::App;
use crate::forms::access::Door;
use crate::forms::availability::Availability;
use crate::forms::live::{LiveForm, Version};
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, Spoken, insisted};
use crate::http::multipart::Limits;
use crate::journeys::{self, Code, Saved};
use crate::organizations::Organization;
use crate::pages::posted::Params;
use crate::pages::save::{self as pages, Typed};
use crate::submissions::store;
use crate::words::Words;

/// Asks for the code.
pub async fn get(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, ask(&app, &organization, words, &slug, &request).await)
}

async fn ask(
    app: &App,
    organization: &Organization,
    words: Words,
    slug: &str,
    request: &HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let live = live_form(app, organization, slug).await?;
    let visitor = Visitor { app, organization, words, live: &live, request };
    if let Some(asked) = visitor.may_enter_a_code().await? {
        return Ok(embed::allow(&live, visitor.turn_away(asked)?));
    }
    let form = live.version.in_language(words.language);
    let told = told_of(&live, &form);
    let page = pages::resume(words, &organization.name, told, &form_path(&live.slug), Typed::Nothing);
    Ok(embed::allow(&live, html(StatusCode::OK, Keep::AskAgain, page)?))
}

/// Goes on.
pub async fn post(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    or_page(words, &organization, go_on(&app, &organization, words, &slug, &request, payload).await)
}

async fn go_on(
    app: &App,
    organization: &Organization,
    words: Words,
    slug: &str,
    request: &HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, ApiError> {
    let live = live_form(app, organization, slug).await?;
    let body = body::read(request, payload, Limits::counting(&app.config)).await.map_err(unreadable)?;
    let visitor = Visitor { app, organization, words, live: &live, request };
    if let Some(asked) = visitor.may_enter_a_code().await? {
        return Ok(embed::allow(&live, visitor.turn_away(asked)?));
    }
    let typed = body.params.get("code").unwrap_or_default();
    let answer = match found(app, &live, typed).await? {
        Some((saved, version)) => continued(app, organization, words, &live, request, saved, &version, typed).await?,
        None => {
            let (path, form) = (form_path(&live.slug), live.version.in_language(words.language));
            let desk = Desk::live(app, organization, &live.version, &form, words, &path, app.clock.now());
            unknown(&desk, &live, typed)?
        }
    };
    Ok(embed::allow(&live, answer))
}

/// The journey a typed code opens, with its version.
async fn found(app: &App, live: &LiveForm, typed: &str) -> Result<Option<(Saved, std::sync::Arc<Version>)>, ApiError> {
    let Some(code) = Code::read(typed) else { return Ok(None) };
    let saved = journeys::find(app, live.organization_id, live.form_id, &code).await?;
    let Some(saved) = saved else { return Ok(None) };
    let version = app.live_forms.version(&app.db, live.organization_id, saved.version_id).await?;
    Ok(version.map(|version| (saved, version)))
}

#[expect(clippy::too_many_arguments, reason = "what a desk is set up with, and what is put on it")]
async fn continued(
    app: &App,
    organization: &Organization,
    spoken: Words,
    live: &LiveForm,
    request: &HttpRequest,
    saved: Saved,
    version: &Version,
    typed: &str,
) -> Result<HttpResponse, ApiError> {
    let words = insisted(request, &saved.language).unwrap_or(spoken);
    let (path, form) = (form_path(&live.slug), version.in_language(words.language));
    let desk = Desk::live(app, organization, version, &form, words, &path, app.clock.now()).telling_grace(live);
    let Some(mut state) = State::decode(&saved.plain) else { return unknown(&desk, live, typed) };
    state.saved = Some(SavedAs { code: saved.code.clone(), at_micros: saved.saved_at.micros() });
    let key = idempotency_key(&state);
    if store::by_key(app.db.read(), organization.id, live.form_id, &key).await?.is_some() {
        // Sent from another window: the code has done its work.
        save::forget(&desk, &state).await;
        return unknown(&desk, live, typed);
    }
    if live.availability_since(state.began_at(), desk.now) != Availability::Open {
        let name = &organization.name;
        let page = pages::closed(words, name, &form, &path, saved.expires_at, &app.time_zone);
        return html(StatusCode::OK, Keep::No, page);
    }
    if let Some(reason) = live.withdrawn.get(&version.id) {
        let body = Body { params: left_at(&saved.page), files: Vec::new() };
        return withdrawn::explain(&desk, version, live, reason, state, &body);
    }
    slots::ready(app, organization.id, &form).await;
    desk.settle_slot(&mut state).await;
    let outcome = outcome(&desk, &mut state, &saved.page);
    desk.show(&state, &outcome)
}

/// The page with this id, nothing validated; where it is not shown any more, the one the journey leads to.
pub(super) fn outcome(desk: &Desk<'_>, state: &mut State, page: &str) -> Outcome {
    journey::advance(desk.form, desk.today(), state, &left_at(page), &Action::Refresh, Vec::new())
}

/// A post from this page on which no question stood: it changes no answer.
fn left_at(page: &str) -> Params {
    Params::new(vec![("_page".to_owned(), page.to_owned()), ("_shown".to_owned(), String::new())])
}

/// The form that the page which asks for a code may name: whoever has no more than an address of a form that is not for
/// everybody does not learn from it what that form is.
fn told_of<'a>(live: &LiveForm, form: &'a PublishedForm) -> Option<&'a PublishedForm> {
    (!matches!(live.door, Door::Link(_))).then_some(form)
}

/// The page that asks for the code, with one and the same sentence for whatever does not open. Wrong codes are counted for
/// each form; a right one never is.
pub(super) fn unknown(desk: &Desk<'_>, live: &LiveForm, typed: &str) -> Result<HttpResponse, ApiError> {
    let waits = desk.app.limits.wrong_code(live.form_id, desk.now).err();
    let said = if waits.is_some() { Typed::TooMany(typed) } else { Typed::Unknown(typed) };
    let told = told_of(live, desk.form);
    let page = pages::resume(desk.words, &desk.organization.name, told, &form_path(&live.slug), said);
    let Some(seconds) = waits else { return html(StatusCode::OK, Keep::No, page) };
    let mut response = html(StatusCode::SERVICE_UNAVAILABLE, Keep::No, page)?;
    response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
    Ok(response)
}
