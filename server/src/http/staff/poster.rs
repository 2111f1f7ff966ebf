//! `/api/v1/staff/forms/{form_id}/poster.pdf`: an A4 page to be pinned up, with the public link as a code.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::IntoParams;

use super::form_view::reachable;
use crate::app::App;
use crate::forms::access;
use crate::forms::poster::{Facts, compose};
use crate::forms::store;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Hosted, Viewer};
use crate::ids::FormId;
use crate::pages::start::period_in_words;
use crate::pdf::poster::render_poster;
use crate::words::Words;

/// In which language.
#[derive(Deserialize, IntoParams)]
pub struct PosterQuery {
    /// `ja`, `ja-easy`, `en`; Japanese when absent.
    pub lang: Option<String>,
}

/// The poster of the published version.
///
/// # Errors
/// 404; 409 when the form was never published.
#[utoipa::path(get, path = "/api/v1/staff/forms/{form_id}/poster.pdf", operation_id = "get_poster", tag = "forms",
    params(("form_id" = String, Path), PosterQuery),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn get(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    Hosted(organization): Hosted,
    id: web::Path<FormId>,
    query: web::Query<PosterQuery>,
) -> Result<HttpResponse, ApiError> {
    let row = reachable(&app, &scope, *id).await?;
    let live = app.live_forms.by_slug(&app.db, &app.vault, scope.organization_id, &row.slug).await?;
    let live = live.ok_or_else(|| ApiError::new(Code::Conflict).detail("the form has never been published"))?;
    let version = store::version(app.db.read(), scope.organization_id, live.version.id).await?;
    let published_at = version.ok_or_else(|| ApiError::new(Code::NotFound))?.published_at.in_zone(&app.time_zone);
    let words = Words::stored(query.lang.as_deref().unwrap_or_default());
    let poster = compose(
        &live.version.in_language(words.language),
        words,
        &Facts {
            organization: &organization.name,
            address: &access::address(&organization, &live.slug, live.door.key()),
            period: period_in_words(words, &live.terms, &app.time_zone),
            published_at,
        },
    );
    let fonts = app.fonts.clone();
    let pdf = web::block(move || render_poster(&fonts, &poster)).await.map_err(ApiError::internal)?;
    // An address is plain ASCII: nothing to escape.
    let name = format!("inline; filename=\"poster-{}-{}.pdf\"", live.slug, words.language.tag());
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header(header::ContentEncoding::Identity)
        .body(pdf.map_err(ApiError::internal)?))
}
