//! `GET /f/{slug}/form`: the first questions, shared and finished; and the first questions for one person, when the address
//! brings answers along. While the form takes nothing, the start page says so here too.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use madoguchi_schema::RawAnswers;

use super::desk::Desk;
use super::embed;
use super::finished::{drawn, glimpse};
use super::form::{form_path, live_form};
use super::gate::Visitor;
use super::respond::{AppData, kept_page, or_page};
use super::slots::{self, Source};
use super::start::{Brought, brought, let_in, shared, unusable_link};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::Channel;
use crate::forms::access::entered;
use crate::forms::availability::Standing;
use crate::forms::live::LiveForm;
use crate::forms::prefill::Given;
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, Spoken};
use crate::organizations::Organization;
use crate::pages;
use crate::pages::control::Sought;
use crate::pages::first::{FirstPage, Of, Sheet};
use crate::pages::journey::{JourneyView, Traces};
use crate::words::Words;

/// The first page: no database, no cookie, finished and compressed, `304` from memory.
pub async fn get(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, first_page(&app, &organization, words, &slug, &request).await)
}

async fn first_page(
    app: &App,
    organization: &Organization,
    words: Words,
    slug: &str,
    request: &HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let live = live_form(app, organization, slug).await?;
    let standing = live.standing(app.clock.now(), &app.time_zone);
    if !live.door.is_open() {
        // The questions are behind the start page, which lets people in.
        let visitor = Visitor { app, organization, words, live: &live, request };
        return Ok(embed::allow(&live, let_in(&visitor, None).await?));
    }
    let page = if drawn(Sheet::Questions, standing).0 == Sheet::Start {
        shared(app, organization, words, &live, standing, request)?
    } else {
        match brought(app, &live, standing, request) {
            Brought { given: Given::Nothing, .. } => {
                questions(app, organization, words, &live, standing, request).await?
            }
            Brought { given: Given::Unusable, .. } => unusable_link(organization, words, &live)?,
            Brought { given: Given::Answers(answers), .. } => begun(app, organization, words, &live, answers).await?,
        }
    };
    Ok(embed::allow(&live, page))
}

async fn questions(
    app: &App,
    organization: &Organization,
    words: Words,
    live: &Arc<LiveForm>,
    standing: Standing,
    request: &HttpRequest,
) -> Result<HttpResponse, ApiError> {
    slots::ready(app, organization.id, &live.version.form).await;
    let (sheet, standing) = drawn(Sheet::Questions, standing);
    let now = app.clock.now();
    // Taken before the page is drawn: what changes in between makes another page.
    let glimpse = glimpse(app, live, now);
    let of = Of { live, standing, glimpse };
    let address = (sheet, live.form_id, words);
    let page = match app.first_pages.get(address, of) {
        Some(page) => page,
        None => {
            let html = draw(app, organization, words, live, standing, now).map_err(ApiError::internal)?;
            app.first_pages.keep(address, of, FirstPage::new(html))
        }
    };
    Ok(kept_page(&page, request))
}

/// The first page for one person: drawn for this request and kept by nobody. An address without a parameter the form asks
/// for gets the shared page, byte for byte.
async fn begun(
    app: &App,
    organization: &Organization,
    words: Words,
    live: &LiveForm,
    answers: RawAnswers,
) -> Result<HttpResponse, ApiError> {
    let (version, path) = (&live.version, form_path(&live.slug));
    let form = version.in_language(words.language);
    slots::ready(app, organization.id, &form).await;
    let desk = Desk::live(app, organization, version, &form, words, &path, app.clock.now());
    let mut page = desk.begin(answers)?;
    page.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    Ok(page)
}

fn draw(
    app: &App,
    organization: &Organization,
    words: Words,
    live: &LiveForm,
    standing: Standing,
    now: Timestamp,
) -> askama::Result<String> {
    let entered = entered::mark(&app.vault, live.form_id, standing.today);
    let form = &*live.version.in_language(words.language);
    let raw = RawAnswers::default();
    let evaluation = form.evaluate(&raw, standing.today);
    let source = Source::of(app, organization.id, form);
    let (sought, wish) = (Sought::default(), slots::wish(app, form, &evaluation.answers, (Channel::Online, now)));
    let appointments = source.appointments(&app.time_zone, wish, &sought, false);
    let view = JourneyView {
        words,
        organization: &organization.name,
        form,
        evaluation: &evaluation,
        raw: &raw,
        action_url: &form_path(&live.slug),
        version: &live.version.id.to_string(),
        state: "",
        is_returning: false,
        is_preview: false,
        banner: None,
        files: &|_| None,
        focus: None,
        traces: Traces { entered: &entered, slots: Some(&appointments), ..Traces::default() },
    };
    pages::journey::page(&view, evaluation.next_page(None).unwrap_or_default(), &[], None)
}
