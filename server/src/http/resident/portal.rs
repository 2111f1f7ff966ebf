//! `GET /`: the procedures of this organization that are open now.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::respond::{AppData, Keep, html, or_page};
use crate::app::App;
use crate::forms::availability::Availability;
use crate::forms::store;
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, Spoken};
use crate::organizations::Organization;
use crate::pages::portal::{self, PortalForm};
use crate::words::Words;

/// The list of open procedures.
pub async fn get(app: AppData, Hosted(organization): Hosted, Spoken(words): Spoken) -> HttpResponse {
    or_page(words, &organization, list(&app, &organization, words).await)
}

async fn list(app: &App, organization: &Organization, words: Words) -> Result<HttpResponse, ApiError> {
    let mut forms = Vec::new();
    for slug in store::listed_slugs(app.db.read(), organization.id).await? {
        let live = app.live_forms.by_slug(&app.db, &app.vault, organization.id, &slug).await?;
        // A form that was closed since the list was read is simply not on it.
        let Some(live) = live.filter(|live| live.availability(app.clock.now()) == Availability::Open) else { continue };
        let form = live.version.in_language(words.language);
        forms.push(PortalForm {
            slug: live.slug.clone(),
            title: form.title().to_owned(),
            description: form.description().map(first_line),
            category: form.settings().category.clone(),
        });
    }
    html(StatusCode::OK, Keep::AskAgain, portal::page(words, &organization.name, forms))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
