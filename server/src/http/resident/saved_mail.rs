//! `POST /f/{slug}/saved-mail`: the mail that says where to enter the code of a saved journey. Whatever becomes of it, the
//! code stays on the page.

use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse};

use super::body;
use super::desk::Desk;
use super::embed;
use super::form::{RETRY_AFTER_SECONDS, form_path, live_form, to_wait, unreadable, version};
use super::gate::Visitor;
use super::language;
use super::respond::{AppData, or_page};
use super::resume;
use super::save;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::live::LiveForm;
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, Spoken};
use crate::http::multipart::Limits;
use crate::journeys::{self, Saved};
use crate::mail;
use crate::organizations::Organization;
use crate::pages::posted::Params;
use crate::pages::save::{Mail, Said};
use crate::words::Words;

/// Has the mail sent.
pub async fn post(
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
    let kept = state.and_then(|state| state.saved.clone().map(|saved| (state, saved)));
    // Made by hand: the page that asks for the code says what there is to say.
    let Some((mut state, saved_as)) = kept else { return resume::unknown(desk, live, "") };
    let typed = params.get("address").unwrap_or_default().trim();
    let (page, expires_at, became) =
        match journeys::find(desk.app, desk.organization.id, desk.form_id, &saved_as.code).await {
            Ok(Some(saved)) => {
                let became = remind(desk, live, &saved, typed).await;
                (saved.page, saved.expires_at, became)
            }
            // Expired, or sent.
            Ok(None) => return resume::unknown(desk, live, ""),
            Err(error) => {
                tracing::warn!(%error, "a saved journey could not be looked up for its mail");
                let saved_at = Timestamp::from_micros(saved_as.at_micros);
                let until = journeys::expiry(saved_at, desk.form.settings().save_days, &desk.app.time_zone);
                (params.get("_page").unwrap_or_default().to_owned(), until, Became::Later(RETRY_AFTER_SECONDS))
            }
        };
    let outcome = resume::outcome(desk, &mut state, &page);
    let kept = save::Kept { expires_at, is_apart: false };
    let (mail, wait) = match became {
        Became::Said(said) => (Mail { typed, said }, None),
        Became::Later(wait) => (Mail { typed, said: Said::Later }, Some(wait)),
    };
    Ok(to_wait(save::show(desk, live, &state, &outcome, kept, mail)?, wait))
}

/// What became of the wish for a mail.
enum Became {
    /// It is decided.
    Said(Said),
    /// Not now; the seconds to wait.
    Later(u32),
}

async fn remind(desk: &Desk<'_>, live: &LiveForm, saved: &Saved, typed: &str) -> Became {
    let Some(address) = mail::address(typed) else { return Became::Said(Said::Wrong) };
    if let Err(wait) = desk.app.limits.reminder(live.form_id, desk.now) {
        return Became::Later(wait);
    }
    match journeys::send_reminder(desk.app, desk.organization.id, saved, &address).await {
        Ok(true) => Became::Said(Said::Sent),
        Ok(false) => Became::Said(Said::UsedUp),
        Err(error) => {
            tracing::warn!(%error, "the mail about a saved journey could not be planned");
            Became::Later(RETRY_AFTER_SECONDS)
        }
    }
}
