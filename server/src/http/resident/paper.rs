//! `/f/{slug}/paper.pdf`: the form on paper, blank, in every language, for whoever may open the form: by GET where everybody
//! may, or the address holds the key, or staff is signed in; by POST with the sealed state from the start page. A form that
//! is closed is still printed, because what came to the counter in time is entered there later.

use actix_web::http::header;
use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse};

use super::body;
use super::desk::Desk;
use super::embed;
use super::form::{live_form, unreadable, version};
use super::gate::{Came, Visitor};
use super::language;
use super::respond::{AppData, or_page};
use crate::app::App;
use crate::forms::paper::paper;
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, Spoken};
use crate::http::multipart::Limits;
use crate::organizations::Organization;
use crate::pages::start::KEY;
use crate::words::Words;

/// The paper form, shared by everybody: `304` while nothing has changed.
pub async fn get(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, document(&app, &organization, words, &slug, &request).await)
}

/// The same for somebody who was let in on the start page.
pub async fn post(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    slug: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    or_page(words, &organization, granted(&app, &organization, words, &slug, &request, payload).await)
}

async fn document(
    app: &App,
    organization: &Organization,
    words: Words,
    slug: &str,
    request: &HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let live = live_form(app, organization, slug).await?;
    let visitor = Visitor { app, organization, words, live: &live, request };
    let answer = match visitor.comes_in(false, None).await? {
        Ok(came) => printed(&visitor, came == Came::Anew).await?,
        Err(asked) => visitor.turn_away(asked)?,
    };
    Ok(embed::allow(&live, answer))
}

async fn granted(
    app: &App,
    organization: &Organization,
    spoken: Words,
    slug: &str,
    request: &HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, ApiError> {
    let live = live_form(app, organization, slug).await?;
    let body = body::read(request, payload, Limits::of(&app.config)).await.map_err(unreadable)?;
    let version = version(app, organization, &live, body.params.get("_version")).await?;
    let words = language::of_post(request, &body.params, spoken);
    let form = version.in_language(words.language);
    let desk = Desk::live(app, organization, &version, &form, words, "", app.clock.now());
    let has_begun = desk.open_with(&body.params).is_some_and(|state| state.has_begun());
    let visitor = Visitor { app, organization, words, live: &live, request };
    let answer = match visitor.comes_in(has_begun, None).await? {
        Ok(_) => printed(&visitor, body.params.last(KEY).is_some_and(|key| live.door.fits(key))).await?,
        Err(asked) => visitor.turn_away(asked)?,
    };
    Ok(embed::allow(&live, answer))
}

/// With the key of a secret link only for who has just shown it: who once came in by an older one must not learn it.
async fn printed(visitor: &Visitor<'_>, has_key: bool) -> Result<HttpResponse, ApiError> {
    let Visitor { app, organization, words, live, request } = *visitor;
    let paper = paper(app, organization, live, words, has_key).await.map_err(ApiError::internal)?;
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == paper.etag));
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::CACHE_CONTROL, if live.door.is_open() { "no-cache" } else { "private, no-cache" }))
        .insert_header((header::VARY, "accept-language"))
        .insert_header((header::ETAG, paper.etag));
    if is_known {
        return Ok(response.finish());
    }
    // An address is plain ASCII: nothing to escape.
    let name = format!("inline; filename=\"{}-{}.pdf\"", live.slug, words.language.tag());
    Ok(response
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header(header::ContentEncoding::Identity)
        .body(paper.pdf))
}
