//! `/r/{token}`: the receipt. With the answers and the files for 24 hours, afterwards number, state and messages, and the
//! question that opens the rest again ([`super::unlock`]). The token is the secret; nothing here is kept by any cache, and
//! nothing tells a wrong token from an old one.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use madoguchi_schema::{DisplayPage, PublishedForm};
use serde_json::Value;

use super::embed;
use super::respond::{AppData, Keep, html, or_page, see_other};
use crate::app::App;
use crate::calendar::calendar as calendar_text;
use crate::clock::Timestamp;
use crate::db::entity::values::SubmissionState;
use crate::http::error::{ApiError, Code};
use crate::http::extract::{Hosted, Spoken, spoken_of};
use crate::organizations::Organization;
use crate::pages::counter::case_path;
use crate::pages::receipt::{self, Access, MessageView, ReceiptAnswers, ReceiptFacts, Unlock};
use crate::pages::{FileLabel, prose};
use crate::submissions::appointments::{appointments, has_any};
use crate::submissions::messages::messages;
use crate::submissions::open::{OpenedSubmission, open};
use crate::submissions::receipt_pdf::{PdfScope, receipt_pdf};
use crate::submissions::unlock;
use crate::vault::TokenKind;
use crate::words::{Words, value};

/// How long the answers can be seen by whoever holds the address.
const ANSWERS_SECONDS: i64 = 24 * 60 * 60;

/// The receipt or, later, the state.
pub async fn get(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    token: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, embeddable(&app, &organization, &request, &token).await)
}

/// The receipt as PDF; after 24 hours the way leads back to the state.
pub async fn pdf(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    token: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, file(&app, &organization, &request, &token, Paper::Pdf).await)
}

/// What of the submission belongs into a calendar; after 24 hours the way leads back to the state.
pub async fn calendar(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    token: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    or_page(words, &organization, file(&app, &organization, &request, &token, Paper::Calendar).await)
}

/// The submission of a token, for who holds it.
pub(super) struct Held<'a> {
    pub(super) app: &'a App,
    pub(super) organization: &'a Organization,
    pub(super) words: Words,
    pub(super) token: &'a str,
    pub(super) kind: TokenKind,
    pub(super) case: OpenedSubmission,
}

/// What can be saved.
#[derive(Clone, Copy)]
pub(super) enum Paper {
    Pdf,
    Calendar,
}

/// The page, shown by the sites that show its form.
async fn embeddable(
    app: &App,
    organization: &Organization,
    request: &HttpRequest,
    token: &str,
) -> Result<HttpResponse, ApiError> {
    let held = Held::open(app, organization, request, token).await?;
    let form = held.case.version.form_id;
    let live = app.live_forms.by_id(&app.db, &app.vault, organization.id, form).await?;
    let page = page(&held, token).await?;
    Ok(match live {
        Some(live) => embed::allow(&live, page),
        None => page,
    })
}

async fn page(held: &Held<'_>, token: &str) -> Result<HttpResponse, ApiError> {
    if !held.shows_answers() {
        return held.status(None, None).await;
    }
    let received_at = held.case.row.received_at;
    let access = Access::Day {
        mail_to: held.case.mail_address(),
        until: &held.moment(received_at.plus_seconds(ANSWERS_SECONDS)),
        status_url: &held.organization.receipt_url(token),
    };
    held.receipt(access).await
}

async fn file(
    app: &App,
    organization: &Organization,
    request: &HttpRequest,
    token: &str,
    paper: Paper,
) -> Result<HttpResponse, ApiError> {
    let held = Held::open(app, organization, request, token).await?;
    if held.shows_answers() { held.file(paper).await } else { see_other(&held.words.link(&held.path())) }
}

impl<'a> Held<'a> {
    pub(super) async fn open(
        app: &'a App,
        organization: &'a Organization,
        request: &HttpRequest,
        token: &'a str,
    ) -> Result<Self, ApiError> {
        let (id, kind) = app.vault.open_token(token).ok_or_else(|| ApiError::new(Code::NotFound))?;
        let case = open(app, organization.id, id).await?;
        let case = case.ok_or_else(|| ApiError::new(Code::NotFound))?;
        let words = spoken_of(request, case.words());
        Ok(Self { app, organization, words, token, kind, case })
    }

    /// Whether the address alone shows the answers.
    pub(super) fn shows_answers(&self) -> bool {
        let until = self.case.row.received_at.plus_seconds(ANSWERS_SECONDS);
        self.kind == TokenKind::Receipt && self.app.clock.now() < until
    }

    pub(super) fn path(&self) -> String {
        format!("/r/{}", self.token)
    }

    fn moment(&self, at: Timestamp) -> String {
        self.words.moment(&at.in_zone(&self.app.time_zone))
    }

    async fn messages(&self) -> Result<Vec<MessageView>, ApiError> {
        let messages = messages(self.app, &self.case).await?;
        Ok(messages
            .into_iter()
            .map(|message| MessageView { at: self.moment(message.at), text: message.text })
            .collect())
    }

    /// The page with everything.
    pub(super) async fn receipt(&self, access: Access<'_>) -> Result<HttpResponse, ApiError> {
        let form = &*self.case.version.in_language(self.words.language);
        let pages = value::pages(self.words, form, &self.case.answers);
        let pages: Vec<DisplayPage> = pages.into_iter().map(DisplayPage::masked).collect();
        let messages = self.messages().await?;
        // On the first day nobody looks for messages yet.
        let is_first_day = matches!(access, Access::Day { .. });
        let messages = Some(messages.as_slice()).filter(|messages| !is_first_day || !messages.is_empty());
        let path = self.path();
        let calendar_url = has_any(&self.case, form).then(|| format!("{path}/calendar.ics"));
        let answers = ReceiptAnswers {
            pages: &pages,
            files: &|id| self.label(id),
            pdf_url: &format!("{path}/receipt.pdf"),
            calendar_url: calendar_url.as_deref(),
            access,
        };
        self.facts(messages, |facts| receipt::receipt(form, facts, &answers))
    }

    /// The page with number and state; with the question whose answer opens the rest, and what became of the last try.
    pub(super) async fn status(&self, raw: Option<&Value>, error: Option<String>) -> Result<HttpResponse, ApiError> {
        let form = &*self.case.version.in_language(self.words.language);
        // A mailed address may have reached a stranger.
        let messages = if self.kind == TokenKind::Receipt { Some(self.messages().await?) } else { None };
        let action_url = self.words.link(&self.path());
        let field = unlock::question(&self.case).and_then(|field| form.field(field.name()));
        let question = field.map(|field| Unlock { field, raw, error, action_url: &action_url });
        self.facts(messages.as_deref(), |facts| receipt::status(form, facts, question))
    }

    fn facts(
        &self,
        messages: Option<&[MessageView]>,
        draw: impl FnOnce(&ReceiptFacts<'_>) -> askama::Result<String>,
    ) -> Result<HttpResponse, ApiError> {
        let (words, row) = (self.words, &self.case.row);
        let facts = ReceiptFacts {
            words,
            organization: &self.organization.name,
            number: &row.receipt_number,
            received_at: &self.moment(row.received_at),
            state: &words.say(row.state.message()),
            state_text: &words.say(meaning(row.state)),
            messages,
            test_url: row.is_test.then(|| case_path(row.id)),
        };
        html(StatusCode::OK, Keep::No, draw(&facts))
    }

    fn label(&self, id: &str) -> Option<FileLabel> {
        let file = self.case.files.iter().find(|file| file.id.to_string() == id)?;
        Some(FileLabel { name: file.name.clone(), size: prose::size(file.size) })
    }

    /// Something to keep, for who may see the answers.
    pub(super) async fn file(&self, paper: Paper) -> Result<HttpResponse, ApiError> {
        let number = &self.case.row.receipt_number;
        match paper {
            Paper::Pdf => {
                let pdf = receipt_pdf(self.app, &self.case, PdfScope::Applicant, self.words).await?;
                Ok(saved("application/pdf", &format!("{number}.pdf"), pdf))
            }
            Paper::Calendar => {
                let form = self.case.version.in_language(self.words.language);
                let text = self.calendar(&form).ok_or_else(|| ApiError::new(Code::NotFound))?;
                Ok(saved("text/calendar; charset=utf-8", &format!("{number}.ics"), text.into_bytes()))
            }
        }
    }

    fn calendar(&self, form: &PublishedForm) -> Option<String> {
        let host = self.organization.host();
        let entries = appointments(&self.app.vault, &self.case, form, self.words, host);
        (!entries.is_empty()).then(|| calendar_text(&entries, &self.app.time_zone))
    }
}

/// The id of the sentence that says what a state means.
const fn meaning(state: SubmissionState) -> &'static str {
    match state {
        SubmissionState::Received => "receipt-state-received",
        SubmissionState::InProgress => "receipt-state-in-progress",
        SubmissionState::Completed => "receipt-state-completed",
        SubmissionState::Withdrawn => "receipt-state-withdrawn",
    }
}

/// A file that is saved, never shown, and kept by no cache.
fn saved(media_type: &str, name: &str, content: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(content)
}
