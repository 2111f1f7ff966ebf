//! A journey in a version that was withdrawn: the page says why and what changed, and leads on in the version residents
//! get now with every answer that fits there. The journey keeps its id, so that it can be submitted only once.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use madoguchi_schema::compare;

use super::body::Body;
use super::desk::Desk;
use super::form::idempotency_key;
use super::journey::{self, Action, Outcome, Step};
use super::state::State;
use crate::forms::live::{LiveForm, Version};
use crate::http::error::ApiError;
use crate::pages::{rows, withdrawn};
use crate::submissions::store;

/// Whether this is the repetition of a post that was received before the withdrawal: it still gets its receipt.
pub(super) async fn was_received(desk: &Desk<'_>, state: &State, action: &Action) -> Result<bool, ApiError> {
    if *action != Action::Submit {
        return Ok(false);
    }
    let (organization, key) = (desk.organization.id, idempotency_key(state));
    Ok(store::by_key(desk.app.db.read(), organization, desk.form_id, &key).await?.is_some())
}

/// Draws the page. What was posted along is taken over first, so that nothing typed is lost by the withdrawal itself.
pub(super) fn explain(
    desk: &Desk<'_>,
    version: &Version,
    live: &LiveForm,
    reason: &str,
    mut state: State,
    body: &Body,
) -> Result<HttpResponse, ApiError> {
    journey::take_over(desk.form, &mut state, &body.params);
    let changes = compare(&version.form, &live.version.form);
    let is_lost = |name: &str| state.answers.0.contains_key(name) && !changes.keeps(name);
    // Files of this very post were not received.
    let is_unsent = |name: &str| body.files.iter().any(|file| file.field == name);
    let lost = desk.form.fields().filter(|field| is_lost(field.name()) || is_unsent(field.name()));
    let lost: Vec<String> = lost.map(|field| field.label().to_owned()).collect();
    let mut answers = state.answers;
    answers.0.retain(|name, _| live.version.form.field(name).is_some() && changes.keeps(name));
    let next = State {
        answers,
        begun_at_micros: state.begun_at_micros,
        entered_at_micros: state.entered_at_micros,
        saved: state.saved,
        ..State::new(state.id)
    };
    let form = live.version.in_language(desk.words.language);
    let ahead = Desk::live(desk.app, desk.organization, &live.version, &form, desk.words, desk.action_url, desk.now);
    let evaluation = form.evaluate(&rows::plain(&form, &next.answers), ahead.today());
    let page = evaluation.next_page(None).unwrap_or_default();
    let step = Step::Page { page, violations: Vec::new(), notice: None };
    let told = withdrawn::Told { reason, changes: &changes, before: desk.form, lost };
    ahead.draw(&next, &Outcome::plain(step, evaluation), StatusCode::OK, |view| withdrawn::page(view, page, told))
}
