//! What a resident keeps: the receipt with the answers for the first 24 hours, and afterwards number and state only.

use askama::Template;
use madoguchi_schema::{DisplayPage, PublishedForm};

use super::confirmation::{self, Section};
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
}

/// What is shown besides during the first 24 hours.
pub struct ReceiptAnswers<'a> {
    /// The accepted answers for display.
    pub pages: &'a [DisplayPage],
    /// Names of the attached files.
    pub files: FileLabels<'a>,
    /// Where the PDF is.
    pub pdf_url: &'a str,
    /// Where a mail goes; shown so that a mistyped address is noticed.
    pub mail_to: Option<&'a str>,
    /// The end of the 24 hours in words.
    pub until: &'a str,
}

#[derive(Template)]
#[template(path = "resident/receipt.html")]
struct ReceiptTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    number: &'a str,
    received_at: &'a str,
    state: &'a str,
    mail_to: Option<String>,
    pdf_url: Option<String>,
    next_steps: Option<String>,
    answers_until: &'a str,
    sections: Vec<Section>,
}

impl ReceiptTemplate<'_> {
    fn until(&self) -> String {
        self.chrome.words.tell("confirm-keep-until", &[("until", self.answers_until.into())])
    }
}

#[derive(Template)]
#[template(path = "resident/status.html")]
struct StatusTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    number: &'a str,
    received_at: &'a str,
    state: &'a str,
    next_steps: Option<String>,
}

/// Draws the receipt with the answers.
///
/// # Errors
/// When the template cannot be written.
pub fn receipt(form: &PublishedForm, facts: &ReceiptFacts<'_>, answers: &ReceiptAnswers<'_>) -> askama::Result<String> {
    let words = facts.words;
    let mail = |address: &str| words.tell("confirm-mail", &[("address", address.into())]);
    let template = ReceiptTemplate {
        chrome: Chrome::of_form(words, facts.organization, form, &words.say("confirm-received")),
        form_title: form.title(),
        number: facts.number,
        received_at: facts.received_at,
        state: facts.state,
        mail_to: answers.mail_to.map(mail),
        pdf_url: Some(words.link(answers.pdf_url)),
        next_steps: next_steps(form),
        answers_until: answers.until,
        sections: confirmation::accepted(words, form, answers.pages, answers.files)?,
    };
    super::finished(facts.words, &template)
}

/// Draws number and state.
///
/// # Errors
/// When the template cannot be written.
pub fn status(form: &PublishedForm, facts: &ReceiptFacts<'_>) -> askama::Result<String> {
    let template = StatusTemplate {
        chrome: Chrome::of_form(facts.words, facts.organization, form, &facts.words.say("confirm-status")),
        form_title: form.title(),
        number: facts.number,
        received_at: facts.received_at,
        state: facts.state,
        next_steps: next_steps(form),
    };
    super::finished(facts.words, &template)
}

fn next_steps(form: &PublishedForm) -> Option<String> {
    form.settings().next_steps.as_deref().map(prose::html)
}
