//! Saving a journey for later and going on with it: the page with the code, the page that asks for the code, and the page of
//! somebody whose form takes nothing now.

use askama::Template;
use jiff::tz::TimeZone;
use madoguchi_schema::PublishedForm;

use super::Chrome;
use super::journey::{self, JourneyView};
use super::moment;
use crate::clock::Timestamp;
use crate::words::Words;

/// What there is to tell of a journey that was saved.
pub struct Told<'a> {
    /// The code in groups.
    pub code: &'a str,
    /// The first instant at which it is gone.
    pub expires_at: Timestamp,
    /// It has a new code: what was saved later from another window stays under the old one.
    pub is_apart: bool,
    /// When the form stops taking submissions, if that is sooner.
    pub closes_at: Option<Timestamp>,
    /// The zone whose clock they are told by.
    pub time_zone: &'a TimeZone,
    /// The path of the form.
    pub path: &'a str,
    /// The whole address where the code is entered.
    pub resume_url: &'a str,
    /// The id of the page it goes on with.
    pub page: &'a str,
    /// Files are kept too.
    pub has_files: bool,
    /// Where a mail about it goes.
    pub mail: Mail<'a>,
}

/// The mail that says where to go on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mail<'a> {
    /// The address as typed.
    pub typed: &'a str,
    /// What became of it.
    pub said: Said,
}

/// What became of the wish for a mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// Nobody wished for one yet.
    #[default]
    Nothing,
    /// The address cannot be used.
    Wrong,
    /// It is on its way.
    Sent,
    /// This journey had all its mails.
    UsedUp,
    /// The server could not do it now.
    Later,
}

#[derive(Template)]
#[template(path = "resident/saved.html")]
struct SavedTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    told: Told<'a>,
    until: String,
    closes: Option<String>,
    action_url: &'a str,
    hiddens: String,
    page: &'a str,
    lang: String,
    version: &'a str,
    state: &'a str,
}

impl SavedTemplate<'_> {
    fn words(&self) -> Words {
        self.chrome.words
    }

    fn until(&self) -> String {
        self.words().tell("save-until", &[("until", self.until.as_str().into())])
    }

    fn is_wrong(&self) -> bool {
        self.told.mail.said == Said::Wrong
    }

    fn sent_to(&self) -> String {
        self.words().tell("save-mail-sent", &[("address", self.told.mail.typed.into())])
    }
}

/// Draws the page with the code. `view` is the journey as it was saved.
///
/// # Errors
/// When the template cannot be written.
pub fn saved(view: &JourneyView<'_>, told: Told<'_>) -> askama::Result<String> {
    let words = view.words;
    let chrome = journey::chrome(view, &words.say("save-done"));
    let closes_at = told.closes_at.filter(|at| *at < told.expires_at);
    let closes = closes_at
        .map(|at| words.tell("save-closes-sooner", &[("until", moment::end(words, at, told.time_zone).into())]));
    let template = SavedTemplate {
        chrome: Chrome { has_errors: matches!(told.mail.said, Said::Wrong | Said::Later), ..chrome },
        form_title: view.form.title(),
        until: moment::end(words, told.expires_at, told.time_zone),
        closes,
        action_url: view.action_url,
        // No question stands on this page, so none of it is read back.
        hiddens: journey::hiddens(view, told.page, String::new())?,
        page: told.page,
        lang: words.tag(),
        version: view.version,
        state: view.state,
        told,
    };
    super::finished(words, &template)
}

#[derive(Template)]
#[template(path = "resident/resume.html")]
struct ResumeTemplate<'a> {
    chrome: Chrome,
    form_title: Option<&'a str>,
    action_url: String,
    begin_url: String,
    typed: &'a str,
    error: Option<String>,
}

/// What became of a typed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed<'a> {
    /// Nothing was typed yet.
    Nothing,
    /// It opens nothing: mistyped, expired, of another form, or sent already. Which of them, nobody is told.
    Unknown(&'a str),
    /// Too many wrong ones were tried just now.
    TooMany(&'a str),
}

/// Draws the page that asks for the code; without a form it does not say whose.
///
/// # Errors
/// When the template cannot be written.
pub fn resume(
    words: Words,
    organization: &str,
    form: Option<&PublishedForm>,
    path: &str,
    typed: Typed<'_>,
) -> askama::Result<String> {
    let (typed, error) = match typed {
        Typed::Nothing => ("", None),
        Typed::Unknown(typed) => (typed, Some(words.say("save-code-unknown"))),
        Typed::TooMany(typed) => (typed, Some(words.say("save-code-too-many"))),
    };
    let title = words.say("save-resume");
    let chrome = match form {
        Some(form) => Chrome::of_form(words, organization, form, &title),
        None => Chrome::plain(words, organization, title),
    };
    let template = ResumeTemplate {
        chrome: Chrome { has_errors: error.is_some(), ..chrome },
        form_title: form.map(PublishedForm::title),
        action_url: words.link(&format!("{path}/resume")),
        begin_url: words.link(path),
        typed,
        error,
    };
    super::finished(words, &template)
}

#[derive(Template)]
#[template(path = "resident/resume_closed.html")]
struct ClosedTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    kept: String,
    start_url: String,
}

/// The form takes nothing now, but what was saved is still there.
///
/// # Errors
/// When the template cannot be written.
pub fn closed(
    words: Words,
    organization: &str,
    form: &PublishedForm,
    path: &str,
    expires_at: Timestamp,
    time_zone: &TimeZone,
) -> askama::Result<String> {
    let until = moment::end(words, expires_at, time_zone);
    let template = ClosedTemplate {
        chrome: Chrome::of_form(words, organization, form, &words.say("save-closed")),
        form_title: form.title(),
        kept: words.tell("save-closed-kept", &[("until", until.into())]),
        start_url: words.link(path),
    };
    super::finished(words, &template)
}
