//! The staff preview: the real pages of a draft at another address, with a banner and without sending. Nothing is stored,
//! not even a chosen file; the journey's state is sealed for previews only.

use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use madoguchi_schema::{PublishedForm, RawAnswers};
use serde_json::Value;

use super::body;
use super::desk::Desk;
use super::journey::{self, Action, Outcome, Step};
use super::language;
use super::respond::or_page;
use super::state::State;
use super::upload;
use crate::app::App;
use crate::forms::live::Version;
use crate::http::error::{ApiError, Code};
use crate::http::multipart::Limits;
use crate::ids::FormId;
use crate::organizations::Organization;
use crate::words::Words;

/// A draft to be looked at. The caller has checked who is asking.
pub struct Preview<'a> {
    /// The application.
    pub app: &'a App,
    /// The words it begins in.
    pub words: Words,
    /// Whose form it is.
    pub organization: &'a Organization,
    /// Which form.
    pub form_id: FormId,
    /// The draft, compiled.
    pub version: &'a Version,
    /// The draft's revision: a journey through one revision does not go on in another.
    pub revision: i64,
    /// Where the preview's pages are posted to.
    pub action_url: &'a str,
}

/// Draws one page of the draft as residents would first see it; a page that does not exist gives the first.
#[must_use]
pub fn page(preview: &Preview<'_>, page: usize) -> HttpResponse {
    let form = preview.version.in_language(preview.words.language);
    let desk = desk(preview, &form, preview.words);
    let state = State::new(desk.new_journey_id());
    let evaluation = form.evaluate(&RawAnswers::default(), desk.today());
    let first = evaluation.next_page(None).unwrap_or_default();
    let page = if page < form.pages().len() { page } else { first };
    let outcome = Outcome {
        step: Step::Page { page, violations: Vec::new(), notice: None },
        evaluation,
        focus: None,
        found: None,
        trap: String::new(),
    };
    or_page(preview.words, preview.organization, desk.show(&state, &outcome))
}

/// Continues a journey through the draft.
pub async fn post(preview: &Preview<'_>, request: &HttpRequest, payload: Payload) -> HttpResponse {
    or_page(preview.words, preview.organization, step(preview, request, payload).await)
}

async fn step(preview: &Preview<'_>, request: &HttpRequest, payload: Payload) -> Result<HttpResponse, ApiError> {
    let body = body::read(request, payload, Limits::counting(&preview.app.config)).await;
    let body = body.map_err(|_| ApiError::new(Code::InvalidRequest))?;
    let words = language::of_post(request, &body.params, preview.words);
    let form = preview.version.in_language(words.language);
    let desk = desk(preview, &form, words);
    // The draft has moved on since the last page: begin again instead of explaining it.
    let is_current = body.params.get("_version") == Some(desk.version.as_str());
    let state = body.params.get("_state").filter(|_| is_current);
    let mut state = desk.open(state).unwrap_or_else(|| State::new(desk.new_journey_id()));
    let action = Action::parse(body.params.last("_action"));
    journey::take_over(desk.form, &mut state, &body.params);
    for chosen in body.files {
        let size = chosen.content.map_or(0, |content| content.size());
        let token = Value::from(Desk::preview_token(&chosen.name, size));
        upload::attach(desk.form, &mut state, &chosen.field, token);
    }
    let outcome = journey::advance(desk.form, desk.today(), &mut state, &body.params, &action, Vec::new());
    desk.show(&state, &outcome)
}

fn desk<'a>(preview: &Preview<'a>, form: &'a PublishedForm, words: Words) -> Desk<'a> {
    Desk {
        app: preview.app,
        organization: preview.organization,
        form_id: preview.form_id,
        form,
        words,
        version: format!("draft-{}", preview.revision),
        action_url: preview.action_url,
        is_preview: true,
        judged_at: None,
        grace: String::new(),
        banner: None,
        is_test: false,
        now: preview.app.clock.now(),
    }
}
