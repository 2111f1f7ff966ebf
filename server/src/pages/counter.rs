//! What only counter mode and tests have: the banner over the pages, the page with the number at the end of counter mode,
//! and what is said to somebody who may not use them. For staff, so it leads to the case and not to the resident's receipt.

use std::fmt::Display;

use askama::Template;
use madoguchi_schema::PublishedForm;

use super::{Chrome, notice};
use crate::db::entity::values::Channel;
use crate::words::Words;

/// What was keyed in.
pub struct Entered<'a> {
    /// Receipt number.
    pub number: &'a str,
    /// Time of receipt in words.
    pub received_at: &'a str,
    /// The case in the staff UI.
    pub case_url: &'a str,
    /// The receipt to be handed to the applicant.
    pub pdf_url: &'a str,
    /// Begins the next one.
    pub again_url: &'a str,
    /// The parameters of this page's address, without its language.
    pub query: &'a str,
}

#[derive(Template)]
#[template(path = "resident/counter_done.html")]
struct DoneTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    entered: &'a Entered<'a>,
}

/// Why nothing can be keyed in; the ids of heading and paragraph follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody is signed in (any more).
    SignedOut,
    /// The role is not enough, or the request came from elsewhere.
    NotAllowed,
    /// The form was never published.
    NotPublished,
    /// The role is not enough to try a form out.
    NoTester,
    /// There is no such test version (any more).
    NothingToTest,
}

impl Obstacle {
    const fn ids(self) -> (&'static str, &'static str) {
        match self {
            Self::SignedOut => ("counter-signed-out", "counter-signed-out-text"),
            Self::NotAllowed => ("counter-not-allowed", "counter-not-allowed-text"),
            Self::NotPublished => ("counter-not-published", "counter-not-published-text"),
            Self::NoTester => ("test-not-allowed", "test-not-allowed-text"),
            Self::NothingToTest => ("test-gone", "test-gone-text"),
        }
    }
}

/// 「窓口入力（紙の申請）」
#[must_use]
pub fn banner(words: Words, channel: Channel) -> String {
    words.say(match channel {
        Channel::Phone => "counter-banner-phone",
        Channel::Counter => "counter-banner-counter",
        Channel::Paper | Channel::Online => "counter-banner-paper",
    })
}

/// Where staff work on a case.
#[must_use]
pub fn case_path(id: impl Display) -> String {
    format!("/admin/submissions/{id}")
}

/// Draws the end: the number, and what can be done next.
///
/// # Errors
/// When the template cannot be written.
pub fn done(
    words: Words,
    organization: &str,
    form: &PublishedForm,
    channel: Channel,
    entered: &Entered<'_>,
) -> askama::Result<String> {
    let chrome = Chrome::of_form(words, organization, form, &words.text("counter-done", &[]));
    let template = DoneTemplate {
        chrome: Chrome { banner: Some(banner(words, channel)), query: entered.query.to_owned(), ..chrome },
        form_title: form.title(),
        entered,
    };
    super::finished(words, &template)
}

/// Draws what stands in the way.
///
/// # Errors
/// When the template cannot be written.
pub fn obstacle(words: Words, organization: &str, obstacle: Obstacle) -> askama::Result<String> {
    let (heading, text) = obstacle.ids();
    notice::plain(words, organization, &words.say(heading), &[&words.say(text)])
}
