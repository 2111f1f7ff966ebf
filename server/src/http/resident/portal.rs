//! `GET /`: the procedures of this organization, and the search in them (`?q=`), answered from memory.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use actix_web::{HttpRequest, HttpResponse};

use super::respond::{AppData, Keep, html, or_page};
use crate::app::App;
use crate::forms::live::LiveForm;
use crate::forms::search;
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, Spoken};
use crate::organizations::Organization;
use crate::pages::portal::{self, PortalForm};
use crate::words::Words;

/// The list of procedures, or what a search has found.
pub async fn get(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, list(&app, &organization, words, &request).await)
}

async fn list(
    app: &App,
    organization: &Organization,
    words: Words,
    request: &HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let forms = app.live_forms.listed(&app.db, &app.vault, organization.id).await?;
    let now = app.clock.now();
    let shown = |live: &LiveForm| PortalForm::of(words, live, live.availability(now), &app.time_zone);
    let all = forms.iter().filter_map(|live| shown(live)).collect();
    let typed = typed(request);
    let Some(query) = search::Query::read(&typed) else {
        return html(StatusCode::OK, Keep::AskAgain, portal::page(words, &organization.name, all));
    };
    let relevance = |live: &LiveForm| live.version.search_entry(words.language).relevance(&query);
    let mut found: Vec<_> = forms.iter().filter_map(|live| Some((relevance(live)?, shown(live)?))).collect();
    // Stable: of the same relevance, by title as in the whole list.
    found.sort_by_key(|(relevance, _)| std::cmp::Reverse(*relevance));
    let found = found.into_iter().map(|(_, form)| form).collect();
    // What somebody looks for is nobody else's business.
    html(StatusCode::OK, Keep::ForBack, portal::found(words, &organization.name, typed.trim(), found, all))
}

/// What was typed into the search.
fn typed(request: &HttpRequest) -> String {
    let parameters = Query::<Vec<(String, String)>>::from_query(request.query_string()).map(Query::into_inner);
    let typed = parameters.unwrap_or_default().into_iter().find(|(name, _)| name == "q").map(|(_, value)| value);
    typed.unwrap_or_default().chars().take(search::MAX_QUERY).collect()
}
