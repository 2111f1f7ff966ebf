//! What a resident keeps: the receipt with the answers for the first 24 hours; afterwards number, state and messages,
//! and the question whose answer opens the rest again.

use askama::Template;
use madoguchi_schema::{DisplayPage, Field, PublishedForm};
use serde_json::Value;

use super::appointment::Visit;
use super::confirmation::{self, Section};
use super::field::{FieldErrors, FieldView, Question};
use super::seat::Seat;
use super::{Chrome, FileLabels, prose};
use crate::words::Words;

/// What is known about a submission without its answers.
#[derive(Clone, Debug)]
pub struct ReceiptFacts<'a> {
    /// The words it is written in.
    pub words: Words,
    /// Name of the organization.
    pub organization: &'a str,
    /// Receipt number.
    pub number: &'a str,
    /// Time of receipt in words, in the organization's time zone.
    pub received_at: &'a str,
    /// The state in words.
    pub state: &'a str,
    /// What the state means, in a sentence.
    pub state_text: &'a str,
    /// What the office wrote, newest first; none for who may not read it.
    pub messages: Option<&'a [MessageView]>,
    /// Of a test, where staff find it.
    pub test_url: Option<String>,
}

impl ReceiptFacts<'_> {
    fn chrome(&self, form: &PublishedForm, title: &str) -> Chrome {
        let banner = self.test_url.as_ref().map(|_| self.words.say("test-banner"));
        Chrome { banner, ..Chrome::of_form(self.words, self.organization, form, title) }
    }
}

/// A message of the office.
#[derive(Clone, Debug)]
pub struct MessageView {
    /// When, in words.
    pub at: String,
    /// What.
    pub text: String,
}

/// How long the answers can be seen.
pub enum Access<'a> {
    /// For the first day, by whoever has the address.
    Day {
        /// Where a mail goes; shown so that a mistyped address is noticed.
        mail_to: Option<&'a str>,
        /// The end of the 24 hours in words.
        until: &'a str,
        /// The page's whole address, to be kept.
        status_url: &'a str,
    },
    /// As long as this page is open. Files are asked for by posts that bring this pass along.
    Once {
        /// The pass, sealed.
        pass: &'a str,
    },
}

/// What is shown to who may see the answers.
pub struct ReceiptAnswers<'a> {
    /// The accepted answers for display.
    pub pages: &'a [DisplayPage],
    /// Names of the attached files.
    pub files: FileLabels<'a>,
    /// Where the PDF is.
    pub pdf_url: &'a str,
    /// The appointment, where there is or was one.
    pub visit: Option<Visit>,
    /// Where the calendar file is, if the submission has anything for one.
    pub calendar_url: Option<&'a str>,
    /// How long.
    pub access: Access<'a>,
}

/// The question whose answer opens the answers again.
pub struct Unlock<'a> {
    /// The question.
    pub field: &'a Field,
    /// What was typed just now.
    pub raw: Option<&'a Value>,
    /// What to say about it.
    pub error: Option<String>,
    /// Where it is posted to.
    pub action_url: &'a str,
}

/// The form around the question.
struct UnlockForm<'a> {
    action_url: &'a str,
    question: String,
}

#[derive(Template)]
#[template(path = "resident/receipt.html")]
struct ReceiptTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    facts: &'a ReceiptFacts<'a>,
    heading: String,
    next_steps: Option<String>,
    pdf_url: String,
    calendar_url: Option<String>,
    visit: Option<&'a Visit>,
    access: &'a Access<'a>,
    sections: Vec<Section>,
}

impl ReceiptTemplate<'_> {
    fn until(&self, until: &str) -> String {
        self.chrome.words.tell("confirm-keep-until", &[("until", until.into())])
    }

    fn mail(&self, address: &str) -> String {
        self.chrome.words.tell("confirm-mail", &[("address", address.into())])
    }
}

#[derive(Template)]
#[template(path = "resident/status.html")]
struct StatusTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    facts: &'a ReceiptFacts<'a>,
    next_steps: Option<String>,
    visit: Option<Visit>,
    unlock: Option<UnlockForm<'a>>,
}

/// Draws the receipt with the answers.
///
/// # Errors
/// When the template cannot be written.
pub fn receipt(form: &PublishedForm, facts: &ReceiptFacts<'_>, answers: &ReceiptAnswers<'_>) -> askama::Result<String> {
    let words = facts.words;
    let heading = words.say(match answers.access {
        Access::Day { .. } => "confirm-received",
        Access::Once { .. } => "confirm-status",
    });
    let template = ReceiptTemplate {
        chrome: facts.chrome(form, &heading),
        form_title: form.title(),
        facts,
        heading,
        next_steps: next_steps(form),
        pdf_url: words.link(answers.pdf_url),
        calendar_url: answers.calendar_url.map(|url| words.link(url)),
        visit: answers.visit.as_ref(),
        access: &answers.access,
        sections: confirmation::accepted(words, form, answers.pages, answers.files)?,
    };
    super::finished(words, &template)
}

/// Draws number, state and messages, and the question, where there is one.
///
/// # Errors
/// When the template cannot be written.
pub fn status(
    form: &PublishedForm,
    facts: &ReceiptFacts<'_>,
    visit: Option<Visit>,
    unlock: Option<Unlock<'_>>,
) -> askama::Result<String> {
    let words = facts.words;
    let has_errors = unlock.as_ref().is_some_and(|unlock| unlock.error.is_some());
    let chrome = facts.chrome(form, &words.say("confirm-status"));
    let template = StatusTemplate {
        chrome: Chrome { has_errors, ..chrome },
        form_title: form.title(),
        facts,
        next_steps: next_steps(form),
        visit,
        unlock: unlock.map(|unlock| unlock_form(words, unlock)).transpose()?,
    };
    super::finished(words, &template)
}

/// The question as it stood in the form.
fn unlock_form(words: Words, unlock: Unlock<'_>) -> askama::Result<UnlockForm<'_>> {
    let question = Question {
        words,
        field: unlock.field,
        seat: Seat::of(unlock.field),
        is_required: true,
        raw: unlock.raw,
        errors: FieldErrors { whole: unlock.error, ..FieldErrors::default() },
        files: &|_| None,
        worked_out: None,
        found: None,
        slots: None,
        affects: false,
    };
    Ok(UnlockForm { action_url: unlock.action_url, question: FieldView::new(&question).render()? })
}

fn next_steps(form: &PublishedForm) -> Option<String> {
    form.settings().next_steps.as_deref().map(prose::html)
}
