//! `GET /f/{slug}`: the first page, shared and finished; and the first page for one person, when the address brings
//! answers along.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::{Path, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::assets;
use super::desk::Desk;
use super::form::{form_path, live_form};
use super::respond::{AppData, Keep, html, or_page};
use crate::app::App;
use crate::forms::live::LiveForm;
use crate::forms::prefill;
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, Spoken};
use crate::organizations::Organization;
use crate::pages::first::FirstPage;
use crate::pages::journey::JourneyView;
use crate::pages::{self, notice};
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
    if let Some(page) = begun_page(app, organization, words, &live, request)? {
        return Ok(page);
    }
    let page = match app.first_pages.get((live.form_id, words), &live) {
        Some(page) => page,
        None => {
            let html = draw_first(app, organization, words, &live).map_err(ApiError::internal)?;
            app.first_pages.keep((live.form_id, words), &live, FirstPage::new(html))
        }
    };
    Ok(finished(&page, request))
}

/// The first page for one person, when the address brings answers along: drawn for this request and kept by nobody. An
/// address without a parameter the form asks for gets the shared page, byte for byte.
fn begun_page(
    app: &App,
    organization: &Organization,
    words: Words,
    live: &Arc<LiveForm>,
    request: &HttpRequest,
) -> Result<Option<HttpResponse>, ApiError> {
    if request.query_string().is_empty() || !live.is_open() {
        return Ok(None);
    }
    let parameters = Query::<Vec<(String, String)>>::from_query(request.query_string()).map(Query::into_inner);
    let now = app.clock.now();
    let answers = match prefill::given(&app.vault, live, now, &parameters.unwrap_or_default()) {
        prefill::Given::Nothing => return Ok(None),
        prefill::Given::Unusable => {
            let page = notice::unusable_link(words, &organization.name, &live.version.form);
            return html(StatusCode::GONE, Keep::No, page).map(Some);
        }
        prefill::Given::Answers(answers) => answers,
    };
    let (version, path) = (&live.version, form_path(&live.slug));
    let form = version.in_language(words.language);
    let desk = Desk::live(app, organization, version, &form, words, &path, now);
    let mut page = desk.begin(answers)?;
    page.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    Ok(Some(page))
}

fn draw_first(app: &App, organization: &Organization, words: Words, live: &Arc<LiveForm>) -> askama::Result<String> {
    let form = &*live.version.in_language(words.language);
    if !live.is_open() {
        return notice::closed(words, &organization.name, form, false);
    }
    let raw = madoguchi_schema::RawAnswers::default();
    let evaluation = form.evaluate(&raw, app.clock.now().day_in(&app.time_zone));
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
        counter: None,
        files: &|_| None,
        focus: None,
    };
    pages::journey::page(&view, evaluation.next_page(None).unwrap_or_default(), &[], None)
}

fn finished(page: &FirstPage, request: &HttpRequest) -> HttpResponse {
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == page.etag));
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "accept-encoding, accept-language"))
        .insert_header((header::ETAG, page.etag.as_str()));
    if is_known {
        return response.finish();
    }
    response.content_type("text/html; charset=utf-8");
    if assets::takes_gzip(request) {
        response.insert_header(header::ContentEncoding::Gzip).body(page.gzip.clone())
    } else {
        response.insert_header(header::ContentEncoding::Identity).body(page.plain.clone())
    }
}
