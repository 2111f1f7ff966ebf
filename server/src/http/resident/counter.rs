//! Counter mode (窓口入力): staff key in what came on paper, by telephone or at the counter, on the pages residents use,
//! with the same validation and the same way in. Only what surrounds them differs: whose the state is, a banner, no
//! closing time (it reached the office in time, and the office says so), and an end that leads to the case.

use actix_web::http::StatusCode;
use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use madoguchi_schema::RawAnswers;

use super::body;
use super::desk::Desk;
use super::form::{advance, first_attempt, not_received, to_wait, unreadable, version};
use super::journey::{Action, Outcome, Step};
use super::language;
use super::respond::{Keep, html, or_page};
use super::state::{self, State};
use crate::app::App;
use crate::db::entity::values::Channel;
use crate::forms::live::{LiveForm, Version};
use crate::http::error::ApiError;
use crate::http::multipart::Limits;
use crate::ids::{StaffId, SubmissionId};
use crate::organizations::Organization;
use crate::pages::{counter, notice, rows};
use crate::submissions::store::Origin;
use crate::submissions::{Receipt, Reception, receive};
use crate::words::Words;

/// An application that is keyed in. The caller has checked who is asking.
pub struct Counter<'a> {
    /// The application.
    pub app: &'a App,
    /// The words the questions are shown in, and the applicant is written to.
    pub words: Words,
    /// Whose form it is.
    pub organization: &'a Organization,
    /// The form, open or not.
    pub live: &'a LiveForm,
    /// Who keys it in.
    pub staff_id: StaffId,
    /// How it reached the office.
    pub channel: Channel,
    /// Where the pages are posted to.
    pub action_url: &'a str,
}

/// What a post comes to.
pub enum Posted {
    /// A page.
    Page(HttpResponse),
    /// It was received; the end speaks the words of its last page.
    Received(SubmissionId, Words),
}

/// The first page of an application that begins now.
#[must_use]
pub fn page(counter: &Counter<'_>) -> HttpResponse {
    let version = &counter.live.version;
    let form = version.in_language(counter.words.language);
    let banner = counter::banner(counter.words, counter.channel);
    let desk = desk(counter, version, &form, &banner);
    or_page(counter.words, counter.organization, desk.begin(RawAnswers::default()))
}

/// Every further step.
///
/// # Errors
/// Those of the post itself, to be told as a page.
pub async fn post(counter: &Counter<'_>, request: &HttpRequest, payload: Payload) -> Result<Posted, ApiError> {
    let app = counter.app;
    let body = body::read(request, payload, Limits::of(&app.config)).await.map_err(unreadable)?;
    let words = language::of_post(request, &body.params, counter.words);
    let version = version(app, counter.organization, counter.live, body.params.get("_version")).await?;
    let form = version.in_language(words.language);
    let banner = counter::banner(words, counter.channel);
    let counter = &Counter { words, ..*counter };
    let desk = desk(counter, &version, &form, &banner);
    let Some(mut state) = desk.open(body.params.get("_state")) else {
        let page = notice::unreadable_state(words, &counter.organization.name, &form, counter.action_url);
        return html(StatusCode::OK, Keep::No, page).map(Posted::Page);
    };
    let action = Action::parse(body.params.last("_action"));
    let (outcome, retry_after) = advance(&desk, counter.live, &version, &mut state, body, &action).await;
    match outcome.step {
        Step::Submit(_) => send(counter, &desk, &version, state, outcome).await,
        _ => Ok(Posted::Page(to_wait(desk.show(&state, &outcome)?, retry_after))),
    }
}

fn desk<'a>(
    counter: &Counter<'a>,
    version: &Version,
    form: &'a madoguchi_schema::PublishedForm,
    banner: &'a str,
) -> Desk<'a> {
    let Counter { app, organization, words, action_url, .. } = *counter;
    let live = Desk::live(app, organization, version, form, words, action_url, app.clock.now());
    Desk { counter: Some(banner), ..live }
}

/// The final post, by the one way in that residents and machines use too.
async fn send(
    counter: &Counter<'_>,
    desk: &Desk<'_>,
    version: &Version,
    state: State,
    outcome: Outcome,
) -> Result<Posted, ApiError> {
    let digest = state::digest(&outcome.evaluation.answers);
    let reception = Reception {
        form: counter.live,
        version,
        raw: rows::plain(&version.form, &state.answers).into_owned(),
        idempotency_key: format!("counter:{}", state.id),
        origin: Origin {
            channel: counter.channel,
            entered_by: Some(counter.staff_id),
            language: counter.words.language,
        },
        received_at: first_attempt(&state, &digest, desk.now).unwrap_or(desk.now),
        began_at: None,
        // Whether a paper came in time is for the office to say; the form may have closed since, or not be open yet.
        is_honoured: true,
    };
    match receive(counter.app, reception).await {
        Ok(receipt) => Ok(Posted::Received(receipt.submission_id, counter.words)),
        Err(error) => {
            let case = |receipt: &Receipt| counter::case_path(receipt.submission_id);
            not_received(desk, counter.live, state, outcome, error, case).map(Posted::Page)
        }
    }
}
