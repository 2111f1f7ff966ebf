//! The staff preview: the real pages of a draft or a version at another address, with a banner and without sending.
//! Nothing is stored, not even a chosen file; the journey's state is sealed for previews only.

use actix_web::http::StatusCode;
use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use madoguchi_schema::{ExitAt, PublishedForm, RawAnswers};
use serde_json::Value;

use super::body;
use super::desk::Desk;
use super::journey::{self, Action, Outcome, Step};
use super::language;
use super::respond::{Keep, html, or_page};
use super::state::State;
use super::upload;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::availability::{Standing, Terms};
use crate::forms::live::Version;
use crate::http::error::{ApiError, Code};
use crate::http::multipart::Limits;
use crate::ids::FormId;
use crate::organizations::Organization;
use crate::pages::start::{self, StartView};
use crate::words::Words;

/// What a preview pretends a file of a sample answer is called, and its size in bytes.
const SAMPLE_FILE: (&str, u64) = ("見本のファイル", 123_456);

/// A draft or a version to be looked at. The caller has checked who is asking.
pub struct Preview<'a> {
    /// The application.
    pub app: &'a App,
    /// The words it begins in.
    pub words: Words,
    /// Whose form it is.
    pub organization: &'a Organization,
    /// Which form.
    pub form_id: FormId,
    /// The draft or version, compiled.
    pub version: &'a Version,
    /// What names exactly this text (`draft-7`): a journey through one does not go on in another.
    pub name: &'a str,
    /// Where the preview's pages are posted to.
    pub action_url: &'a str,
    /// The instant whose day decides, where it is not the present one.
    pub as_of: Option<Timestamp>,
}

/// Which page is drawn first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// This page; the first where there is no such page.
    Page(usize),
    /// Where the journey ends with these answers: an exit, or the confirmation.
    End,
}

/// Draws one page as residents would meet it with these answers.
#[must_use]
pub fn page(preview: &Preview<'_>, opening: Opening, mut answers: RawAnswers) -> HttpResponse {
    let form = preview.version.in_language(preview.words.language);
    let desk = desk(preview, &form, preview.words);
    replace_files(&form, &mut answers);
    let state = State { answers, ..State::new(desk.new_journey_id()) };
    let evaluation = form.evaluate(&state.answers, desk.today());
    let first = evaluation.next_page(None).unwrap_or_default();
    let step = match (opening, evaluation.exit()) {
        (Opening::End, Some(ExitAt { page, exit })) => Step::Exit { page, exit },
        (Opening::End, None) => Step::Confirmation { notice: None },
        (Opening::Page(page), _) => {
            let page = if page < form.pages().len() { page } else { first };
            Step::Page { page, violations: Vec::new(), notice: None }
        }
    };
    let outcome = Outcome { step, evaluation, focus: None, found: None, trap: String::new() };
    or_page(preview.words, preview.organization, desk.show(&state, &outcome))
}

/// Draws the start page, as if the form were switched on. `carried` goes along to the questions.
#[must_use]
pub fn start(
    preview: &Preview<'_>,
    slug: &str,
    terms: &Terms,
    accepted: i64,
    carried: &[(String, String)],
) -> HttpResponse {
    let (app, words) = (preview.app, preview.words);
    let form = preview.version.in_language(words.language);
    let at = preview.as_of.unwrap_or_else(|| app.clock.now());
    let standing = Standing {
        availability: terms.at(at, accepted),
        remaining: terms.remaining(accepted),
        today: at.day_in(&app.time_zone),
    };
    let page = start::page(&StartView {
        words,
        organization: &preview.organization.name,
        slug,
        terms,
        form: &form,
        standing,
        time_zone: &app.time_zone,
        carried,
        was_filling: false,
        entry: None,
        trial: None,
        preview: Some(preview.action_url.split('?').next().unwrap_or_default()),
    });
    or_page(words, preview.organization, html(StatusCode::OK, Keep::No, page))
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
    desk.settle_slot(&mut state).await;
    for chosen in body.files {
        let size = chosen.content.map_or(0, |content| content.size());
        let token = Value::from(Desk::preview_token(&chosen.name, size));
        upload::attach(desk.form, &mut state, &chosen.field, token);
    }
    let outcome = journey::advance(desk.form, desk.today(), &mut state, &body.params, &action, Vec::new());
    desk.show(&state, &outcome)
}

/// Sample answers name files that are not there: what stands for a chosen file in a preview stands for them.
fn replace_files(form: &PublishedForm, answers: &mut RawAnswers) {
    let sample = || Value::from(Desk::preview_token(SAMPLE_FILE.0, SAMPLE_FILE.1));
    for field in form.fields().filter(|field| field.takes_files()) {
        match answers.0.get_mut(field.name()) {
            Some(Value::Array(files)) => files.iter_mut().for_each(|file| *file = sample()),
            Some(file @ Value::String(_)) => *file = sample(),
            _ => {}
        }
    }
}

fn desk<'a>(preview: &Preview<'a>, form: &'a PublishedForm, words: Words) -> Desk<'a> {
    Desk {
        app: preview.app,
        organization: preview.organization,
        form_id: preview.form_id,
        form,
        words,
        version: preview.name.to_owned(),
        action_url: preview.action_url,
        is_preview: true,
        judged_at: preview.as_of,
        grace: String::new(),
        banner: None,
        is_test: false,
        now: preview.app.clock.now(),
    }
}
