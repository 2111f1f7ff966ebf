//! Staff on the pages residents use, with the same validation and the same way in: counter mode (窓口入力), where they key
//! in what came on paper, by telephone or at the counter, and tests (テスト送信) of a frozen draft. Only what surrounds the
//! pages differs: whose the state is, a banner, no closing time (for paper the office says that it came in time; a form is
//! tried out before it opens), and the end.

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
use super::slots;
use super::state::{self, State};
use crate::app::App;
use crate::db::entity::values::Channel;
use crate::forms::availability::{Availability, Standing};
use crate::forms::live::{LiveForm, Version};
use crate::http::error::ApiError;
use crate::http::multipart::Limits;
use crate::ids::{StaffId, SubmissionId};
use crate::organizations::Organization;
use crate::pages::start::{self, StartView, Trial};
use crate::pages::{counter, notice, rows};
use crate::submissions::store::Origin;
use crate::submissions::{Receipt, Reception, receive};
use crate::words::Words;

/// Why staff go through the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// They key in what reached the office this way.
    Entry(Channel),
    /// They try a test version out.
    Test,
}

/// An application that staff fill in. The caller has checked who is asking.
pub struct Counter<'a> {
    /// The application.
    pub app: &'a App,
    /// The words the questions are shown in, and the applicant is written to.
    pub words: Words,
    /// Whose form it is.
    pub organization: &'a Organization,
    /// The form, open or not; in a test, with the version to be tried out.
    pub live: &'a LiveForm,
    /// Who fills it in.
    pub staff_id: StaffId,
    /// Why.
    pub occasion: Occasion,
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

/// The start page of a test, open whatever the form's period says. `carried` are the parameters of its address.
///
/// # Errors
/// When the page cannot be drawn.
pub fn start(counter: &Counter<'_>, url: &str, carried: &[(String, String)]) -> Result<HttpResponse, ApiError> {
    let Counter { app, words, organization, live, .. } = *counter;
    let standing = Standing { availability: Availability::Open, ..live.standing(app.clock.now(), &app.time_zone) };
    let page = start::page(&StartView {
        words,
        organization: &organization.name,
        slug: &live.slug,
        terms: &live.terms,
        form: &live.version.in_language(words.language),
        standing,
        time_zone: &app.time_zone,
        carried,
        entry: None,
        was_filling: false,
        preview: None,
        trial: Some(Trial { banner: &banner(counter), url }),
    });
    html(StatusCode::OK, Keep::No, page)
}

/// The first page of an application that begins now.
pub async fn page(counter: &Counter<'_>) -> HttpResponse {
    let version = &counter.live.version;
    let form = version.in_language(counter.words.language);
    slots::ready(counter.app, counter.organization.id, &form).await;
    let banner = banner(counter);
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
    let version = match counter.occasion {
        Occasion::Entry(_) => version(app, counter.organization, counter.live, body.params.get("_version")).await?,
        // The address names it; a state of another version does not open.
        Occasion::Test => counter.live.version.clone(),
    };
    let form = version.in_language(words.language);
    let counter = &Counter { words, ..*counter };
    let banner = banner(counter);
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

fn banner(counter: &Counter<'_>) -> String {
    match counter.occasion {
        Occasion::Entry(channel) => counter::banner(counter.words, channel),
        Occasion::Test => counter.words.say("test-banner"),
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
    Desk { banner: Some(banner), is_test: counter.occasion == Occasion::Test, ..live }
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
    let (channel, purpose) = match counter.occasion {
        Occasion::Entry(channel) => (channel, "counter"),
        Occasion::Test => (Channel::Online, "test"),
    };
    let reception = Reception {
        form: counter.live,
        version,
        raw: rows::plain(&version.form, &state.answers).into_owned(),
        idempotency_key: format!("{purpose}:{}", state.id),
        origin: Origin { channel, entered_by: Some(counter.staff_id), language: counter.words.language },
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
