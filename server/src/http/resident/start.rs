//! `GET /f/{slug}`: the start page, shared and finished; and the same page while the form takes nothing.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use madoguchi_schema::RawAnswers;

use super::desk::Desk;
use super::embed;
use super::form::{form_path, live_form};
use super::gate::Visitor;
use super::respond::{AppData, Keep, html, kept_page, or_page};
use super::state::State;
use crate::app::App;
use crate::forms::availability::{Availability, Standing};
use crate::forms::live::LiveForm;
use crate::forms::prefill::{self, Given};
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, LANG, Spoken};
use crate::organizations::Organization;
use crate::pages::first::{FirstPage, Of, Sheet};
use crate::pages::notice;
use crate::pages::posted::Params;
use crate::pages::start::{self, Entry, StartView};
use crate::words::Words;

/// The start page: no database, no cookie, finished and compressed, `304` from memory.
pub async fn get(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, start_page(&app, &organization, words, &slug, &request).await)
}

async fn start_page(
    app: &App,
    organization: &Organization,
    words: Words,
    slug: &str,
    request: &HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let live = live_form(app, organization, slug).await?;
    let standing = live.standing(app.clock.now(), &app.time_zone);
    if !live.door.is_open() {
        let visitor = Visitor { app, organization, words, live: &live, request };
        return Ok(embed::allow(&live, let_in(&visitor, None).await?));
    }
    let page = match brought(app, &live, standing, request) {
        Brought { given: Given::Nothing, .. } => shared(app, organization, words, &live, standing, request)?,
        Brought { given: Given::Unusable, .. } => unusable_link(organization, words, &live)?,
        // The address may be somebody's own: what is drawn of it is for nobody else.
        Brought { given: Given::Answers(_), parameters } => {
            let page = draw(app, organization, words, &live, standing, &parameters, false);
            html(StatusCode::OK, Keep::No, page)?
        }
    };
    Ok(embed::allow(&live, page))
}

/// The start page of a form that is not for everybody, for somebody who may come in; or what is asked of who may not.
pub(super) async fn let_in(visitor: &Visitor<'_>, posted: Option<&Params>) -> Result<HttpResponse, ApiError> {
    match visitor.comes_in(false, posted).await? {
        Ok(_) => entrance(visitor),
        Err(asked) => visitor.turn_away(asked),
    }
}

/// The start page with a journey that begins there: its sealed state is what opens everything behind it.
pub(super) fn entrance(visitor: &Visitor<'_>) -> Result<HttpResponse, ApiError> {
    let Visitor { app, organization, words, live, request } = *visitor;
    let standing = live.standing(app.clock.now(), &app.time_zone);
    let answers = match brought(app, live, standing, request).given {
        Given::Nothing => RawAnswers::default(),
        Given::Answers(answers) => answers,
        Given::Unusable => return unusable_link(organization, words, live),
    };
    let (form, path) = (live.version.in_language(words.language), form_path(&live.slug));
    let desk = Desk::live(app, organization, &live.version, &form, words, &path, app.clock.now());
    let entered_at_micros = Some(desk.now.micros());
    let state = State { answers, entered_at_micros, ..State::new(desk.new_journey_id()) };
    entered(&desk, live, &state, live.door.key().filter(|_| visitor.has_key()))
}

/// The start page for somebody who has come in before; `key`: of the secret link, where they have just shown it.
pub(super) fn entered(
    desk: &Desk<'_>,
    live: &LiveForm,
    state: &State,
    key: Option<&str>,
) -> Result<HttpResponse, ApiError> {
    let standing = live.standing(desk.now, &desk.app.time_zone);
    let sealed = desk.seal(state)?;
    let page = start::page(&StartView {
        words: desk.words,
        organization: &desk.organization.name,
        slug: &live.slug,
        terms: &live.terms,
        form: desk.form,
        standing,
        time_zone: &desk.app.time_zone,
        carried: &[],
        entry: Some(Entry { version: &desk.version, state: &sealed, key }),
        trial: None,
        preview: None,
        was_filling: false,
    });
    html(StatusCode::OK, Keep::ForBack, page)
}

/// The page everybody gets.
pub(super) fn shared(
    app: &App,
    organization: &Organization,
    words: Words,
    live: &Arc<LiveForm>,
    standing: Standing,
    request: &HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let address = (Sheet::Start, live.form_id, words);
    let of = Of { live, standing, glimpse: None };
    let page = match app.first_pages.get(address, of) {
        Some(page) => page,
        None => {
            let html = draw(app, organization, words, live, standing, &[], false).map_err(ApiError::internal)?;
            app.first_pages.keep(address, of, FirstPage::new(html))
        }
    };
    Ok(kept_page(&page, request))
}

fn draw(
    app: &App,
    organization: &Organization,
    words: Words,
    live: &LiveForm,
    standing: Standing,
    carried: &[(String, String)],
    was_filling: bool,
) -> askama::Result<String> {
    start::page(&StartView {
        words,
        organization: &organization.name,
        slug: &live.slug,
        terms: &live.terms,
        form: &live.version.in_language(words.language),
        standing,
        time_zone: &app.time_zone,
        carried,
        entry: None,
        was_filling,
        trial: None,
        preview: None,
    })
}

/// The page for somebody who was filling the form in when it stopped taking submissions.
pub(super) fn stopped(desk: &Desk<'_>, live: &LiveForm, reason: Availability) -> Result<HttpResponse, ApiError> {
    let standing = Standing { availability: reason, ..live.standing(desk.now, &desk.app.time_zone) };
    html(StatusCode::OK, Keep::ForBack, draw(desk.app, desk.organization, desk.words, live, standing, &[], true))
}

/// What an address brings along for the questions.
pub(super) struct Brought {
    /// What the form makes of it.
    pub(super) given: Given,
    /// As it came, without the language.
    pub(super) parameters: Vec<(String, String)>,
}

/// What the address brings along; nothing while the form takes no submissions.
pub(super) fn brought(app: &App, live: &LiveForm, standing: Standing, request: &HttpRequest) -> Brought {
    if request.query_string().is_empty() || standing.availability != Availability::Open {
        return Brought { given: Given::Nothing, parameters: Vec::new() };
    }
    let parameters = Query::<Vec<(String, String)>>::from_query(request.query_string()).map(Query::into_inner);
    let mut parameters = parameters.unwrap_or_default();
    parameters.retain(|(name, _)| name != LANG);
    Brought { given: prefill::given(&app.vault, live, app.clock.now(), &parameters), parameters }
}

/// A personal link that cannot be used.
pub(super) fn unusable_link(
    organization: &Organization,
    words: Words,
    live: &LiveForm,
) -> Result<HttpResponse, ApiError> {
    let form = live.version.in_language(words.language);
    html(StatusCode::GONE, Keep::No, notice::unusable_link(words, &organization.name, &form))
}
