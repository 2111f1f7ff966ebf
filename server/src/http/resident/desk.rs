//! Everything one journey is drawn and sealed with: the form in its version, where it posts to, and whose it is. The live
//! form and the staff preview differ only in how their desk is set up.

use jiff::civil::Date;
use madoguchi_schema::{PublishedForm, RawAnswers, Violation};

use super::journey::{Notice, Outcome, Step};
use super::respond::{Keep, html};
use super::slots;
use super::state::State;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::access::entered;
use crate::forms::live::{LiveForm, Version};
use crate::http::error::{ApiError, Code};
use crate::ids::FormId;
use crate::organizations::Organization;
use crate::pages::journey::{JourneyView, Traces};
use crate::pages::posted::Params;
use crate::pages::steps::Been;
use crate::pages::{self, FileLabel, confirmation, moment, prose, rows};
use crate::slots::{answers, holds};
use crate::submissions::file_token::FileToken;
use crate::words::Words;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// What a preview keeps of a chosen file: its name and size, nothing else.
const PREVIEW_FILE: &str = "preview:";

/// The desk a journey is handled at.
pub(super) struct Desk<'a> {
    pub(super) app: &'a App,
    pub(super) organization: &'a Organization,
    pub(super) form_id: FormId,
    /// The form in the language of `words`.
    pub(super) form: &'a PublishedForm,
    pub(super) words: Words,
    /// The version's id, or what stands for the draft.
    pub(super) version: String,
    pub(super) action_url: &'a str,
    pub(super) is_preview: bool,
    /// What stands over the pages where staff fill in (counter mode, tests); none where residents do.
    pub(super) banner: Option<&'a str>,
    /// A test version, tried out by staff.
    pub(super) is_test: bool,
    pub(super) now: Timestamp,
    /// The instant whose day decides, where it is not the present one: that of a first attempt to send.
    pub(super) judged_at: Option<Timestamp>,
    /// What those are told who may still send although the period is over; empty at any other time.
    pub(super) grace: String,
}

impl<'a> Desk<'a> {
    /// The desk of a published version, at the given instant. `form` is the version in the language of `words`.
    pub(super) fn live(
        app: &'a App,
        organization: &'a Organization,
        version: &Version,
        form: &'a PublishedForm,
        words: Words,
        action_url: &'a str,
        now: Timestamp,
    ) -> Self {
        let (form_id, version) = (version.form_id, version.id.to_string());
        Self {
            app,
            organization,
            form_id,
            form,
            words,
            version,
            action_url,
            is_preview: false,
            banner: None,
            is_test: false,
            now,
            judged_at: None,
            grace: String::new(),
        }
    }
}

impl Desk<'_> {
    /// The same desk, deciding by the day of an earlier instant.
    pub(super) fn judging_at(self, at: Timestamp) -> Self {
        Self { judged_at: Some(at), ..self }
    }

    /// The same desk, telling until when somebody may still send whose form has closed meanwhile.
    pub(super) fn telling_grace(self, live: &LiveForm) -> Self {
        let Some(until) = live.terms.grace_until(self.now) else { return self };
        let until = moment::end(self.words, until, &self.app.time_zone);
        Self { grace: self.words.tell("start-grace-now", &[("until", until.into())]), ..self }
    }

    pub(super) fn today(&self) -> Date {
        self.judged_at.unwrap_or(self.now).day_in(&self.app.time_zone)
    }

    /// A state belongs to one organization, form and version; a preview's, the counter's or a test's never opens at the live
    /// form.
    fn aad(&self) -> Vec<u8> {
        let purpose = match self.banner {
            _ if self.is_preview => "journey preview",
            _ if self.is_test => "journey test",
            Some(_) => "journey counter",
            None => "journey",
        };
        let organization = self.organization.id.to_string();
        [purpose, &organization, &self.form_id.to_string(), &self.version].join("\n").into_bytes()
    }

    /// 128 random bits in letters: the id of a journey that begins now.
    pub(super) fn new_journey_id(&self) -> String {
        self.app.random.text(b"abcdefghijkmnpqrstuvwxyz23456789", 26)
    }

    /// The state that came with a post; a new journey where none did; none when it cannot be opened.
    pub(super) fn open(&self, sealed: Option<&str>) -> Option<State> {
        match sealed.filter(|text| !text.is_empty()) {
            None => Some(State::new(self.new_journey_id())),
            Some(text) => State::decode(&self.app.vault.open_state(&self.aad(), text)?),
        }
    }

    /// The same, with the day on which the first page was handed out to somebody who posts it.
    pub(super) fn open_with(&self, params: &Params) -> Option<State> {
        let mut state = self.open(params.get("_state"))?;
        if params.get("_state").is_none_or(str::is_empty) {
            let mark = params.get("_entered").unwrap_or_default();
            let at = entered::read(&self.app.vault, self.form_id, mark, self.now, &self.app.time_zone);
            state.entered_at_micros = at.map(Timestamp::micros);
        }
        Some(state)
    }

    pub(super) fn seal(&self, state: &State) -> Result<String, ApiError> {
        let bytes = state.encode().ok_or_else(|| ApiError::new(Code::PayloadTooLarge))?;
        Ok(self.app.vault.seal_state(&self.aad(), &bytes))
    }

    /// Puts the whole slot in the place of what the page said of it. Where the calendar cannot be read, it stays as it was:
    /// nothing is received then either.
    pub(super) async fn settle_slot(&self, state: &mut State) {
        if let Err(error) = answers::settle(self.app, self.organization.id, self.form, &mut state.answers).await {
            tracing::warn!(%error, "cannot look up a slot");
        }
    }

    /// Keeps the picked slot for this journey, where its calendar holds places for those who fill in; says why it cannot.
    pub(super) async fn hold_slot(&self, state: &State) -> Option<Violation> {
        let is_residents = !self.is_preview && !self.is_test && self.banner.is_none();
        if !is_residents || !holds::are_wanted(self.app, self.organization.id, self.form) {
            return None;
        }
        // What counts people may be written in many ways: the answers as they are normalised.
        let answers = self.form.evaluate(&rows::plain(self.form, &state.answers), self.today()).answers;
        let (of, key) = ((self.organization.id, self.form_id), super::form::idempotency_key(state));
        match holds::keep(self.app, of, self.form, &answers, &key).await {
            Ok(kept) => kept.err().and_then(|reason| slots::refused(self.form, reason)),
            Err(error) => {
                tracing::warn!(%error, "cannot hold a slot; it is decided when the form is sent");
                None
            }
        }
    }

    /// The received file a token stands for.
    pub(super) fn file(&self, token: &str) -> Option<FileToken> {
        FileToken::open(&self.app.vault, self.form_id, self.now, token)
    }

    fn label(&self, token: &str) -> Option<FileLabel> {
        if self.is_preview {
            let (size, name) = token.strip_prefix(PREVIEW_FILE)?.split_once(':')?;
            return Some(FileLabel { name: name.to_owned(), size: prose::size(size.parse().ok()?) });
        }
        let token = self.file(token)?;
        Some(FileLabel { name: token.name, size: prose::size(token.size) })
    }

    /// What stands for a chosen file in a preview: nothing is stored.
    pub(super) fn preview_token(name: &str, size: u64) -> String {
        format!("{PREVIEW_FILE}{size}:{name}")
    }

    /// Draws with the state sealed in.
    pub(super) fn draw(
        &self,
        state: &State,
        outcome: &Outcome,
        status: StatusCode,
        page: impl FnOnce(&JourneyView<'_>) -> askama::Result<String>,
    ) -> Result<HttpResponse, ApiError> {
        let sealed = self.seal(state)?;
        let view = JourneyView {
            words: self.words,
            organization: &self.organization.name,
            form: self.form,
            evaluation: &outcome.evaluation,
            raw: &state.answers,
            action_url: self.action_url,
            version: &self.version,
            state: &sealed,
            is_returning: state.is_returning,
            is_preview: self.is_preview,
            banner: self.banner,
            files: &|token| self.label(token),
            focus: outcome.focus.as_deref(),
            traces: Traces {
                been: Some(Been { passed: &state.passed, seen: &state.seen }),
                found: outcome.found.as_ref(),
                trap: &outcome.trap,
                entered: "",
                grace: &self.grace,
            },
        };
        html(status, Keep::ForBack, page(&view))
    }

    /// The first page of a journey that begins with these answers.
    pub(super) fn begin(&self, answers: RawAnswers) -> Result<HttpResponse, ApiError> {
        let entered_at_micros = Some(self.now.micros());
        let state = State { answers, entered_at_micros, ..State::new(self.new_journey_id()) };
        let evaluation = self.form.evaluate(&state.answers, self.today());
        let page = evaluation.next_page(None).unwrap_or_default();
        let step = Step::Page { page, violations: Vec::new(), notice: None };
        self.show(&state, &Outcome { step, evaluation, focus: None, found: None, trap: String::new() })
    }

    /// Draws whatever comes next, except sending.
    pub(super) fn show(&self, state: &State, outcome: &Outcome) -> Result<HttpResponse, ApiError> {
        let said = |notice: &Option<Notice>| notice.map(|notice| self.words.say(notice.message()));
        self.draw(state, outcome, StatusCode::OK, |view| match &outcome.step {
            Step::Page { page, violations, notice } => {
                pages::journey::page(view, *page, violations, said(notice).as_deref())
            }
            Step::Exit { page, exit } => pages::journey::exit(view, *page, *exit),
            Step::Confirmation { notice } => confirmation::page(view, said(notice).as_deref()),
            Step::Submit(_) => confirmation::page(view, None),
        })
    }
}
