//! Pages that say one thing: what happened and what to do next.

use askama::Template;
use madoguchi_schema::{Link, PublishedForm};

use super::Chrome;
use super::journey::{self, CONFIRMATION, JourneyView};
use crate::words::Words;

/// A form that sends the same answers again.
struct Retry<'a> {
    action_url: &'a str,
    hiddens: String,
    label: String,
}

#[derive(Template)]
#[template(path = "resident/notice.html")]
struct NoticeTemplate<'a> {
    chrome: Chrome,
    form_title: Option<&'a str>,
    heading: String,
    paragraphs: Vec<String>,
    number: Option<&'a str>,
    link: Option<Link>,
    /// The link is what most people want; the other way is for the few.
    is_link_first: bool,
    retry: Option<Retry<'a>>,
    /// Sending the same once more can help.
    can_send: bool,
    /// The page does so by itself.
    again: Option<Again>,
}

/// A page that sends the same answers by itself after a while.
struct Again {
    /// So many seconds.
    seconds: u32,
    /// What is said, with `{n}` for the seconds that are left.
    left: String,
}

impl Again {
    fn module(&self) -> &'static str {
        super::assets::url("again.js")
    }
}

impl<'a> NoticeTemplate<'a> {
    /// A page with the way to the portal.
    fn new(chrome: Chrome, form: Option<&'a PublishedForm>, heading: String, paragraphs: Vec<String>) -> Self {
        let link = Link { href: chrome.link("/"), text: chrome.words.say("notice-to-portal") };
        Self {
            chrome,
            form_title: form.map(PublishedForm::title),
            heading,
            paragraphs,
            number: None,
            link: Some(link),
            is_link_first: false,
            retry: None,
            can_send: true,
            again: None,
        }
    }

    /// A page of a form; `id` names the heading, the others the paragraphs.
    fn of_form(words: Words, organization: &str, form: &'a PublishedForm, id: &str, others: &[&str]) -> Self {
        let heading = words.say(id);
        let chrome = Chrome::of_form(words, organization, form, &heading);
        Self::new(chrome, Some(form), heading, said(words, others))
    }

    /// A page from which the same answers can be sent again.
    fn of_journey(view: &JourneyView<'a>, id: &str, others: &[&str], retry: &str) -> askama::Result<Self> {
        let heading = view.words.say(id);
        let notice = Self::new(journey::chrome(view, &heading), Some(view.form), heading, said(view.words, others));
        let hiddens = journey::hiddens(view, CONFIRMATION, String::new())?;
        let retry = Retry { action_url: view.action_url, hiddens, label: view.words.say(retry) };
        Ok(Self { link: None, retry: Some(retry), ..notice })
    }
}

fn said(words: Words, ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| words.say(id)).collect()
}

/// A page outside any form: an address that leads nowhere, a problem of the server.
///
/// # Errors
/// When the template cannot be written.
pub fn plain(words: Words, organization: &str, heading: &str, paragraphs: &[&str]) -> askama::Result<String> {
    let paragraphs = paragraphs.iter().map(|text| (*text).to_owned()).collect();
    let chrome = Chrome::plain(words, organization, heading);
    super::finished(words, &NoticeTemplate::new(chrome, None, heading.to_owned(), paragraphs))
}

/// The same, from messages: the heading's id, and those of the paragraphs.
pub(super) fn message(words: Words, organization: &str, heading: &str, paragraphs: &[&str]) -> askama::Result<String> {
    let paragraphs = said(words, paragraphs);
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    plain(words, organization, &words.say(heading), &paragraphs)
}

/// The same with a way that is no way to the portal.
pub(super) fn with_link(
    words: Words,
    organization: &str,
    heading: &str,
    paragraphs: &[&str],
    link: Link,
) -> askama::Result<String> {
    let heading = words.say(heading);
    let chrome = Chrome::plain(words, organization, &heading);
    let notice = NoticeTemplate::new(chrome, None, heading, said(words, paragraphs));
    super::finished(words, &NoticeTemplate { link: Some(link), ..notice })
}

/// No such page.
///
/// # Errors
/// When the template cannot be written.
pub fn not_found(words: Words, organization: &str) -> askama::Result<String> {
    message(words, organization, "notice-not-found", &["notice-not-found-why", "notice-not-found-do"])
}

/// More was posted than any page of ours can post.
///
/// # Errors
/// When the template cannot be written.
pub fn too_large(words: Words, organization: &str) -> askama::Result<String> {
    message(words, organization, "notice-too-large", &["notice-too-large-do"])
}

/// What was posted came damaged.
///
/// # Errors
/// When the template cannot be written.
pub fn unreadable(words: Words, organization: &str) -> askama::Result<String> {
    message(words, organization, "notice-unreadable", &["notice-unreadable-do"])
}

/// The body came too slowly.
///
/// # Errors
/// When the template cannot be written.
pub fn cut_off(words: Words, organization: &str) -> askama::Result<String> {
    message(words, organization, "files-cut-heading", &["files-cut-what", "files-cut-do"])
}

/// For staff: the draft has problems, so there is no page to look at.
///
/// # Errors
/// When the template cannot be written.
pub fn not_ready(words: Words, organization: &str) -> askama::Result<String> {
    message(words, organization, "notice-preview-not-ready", &["notice-preview-not-ready-do"])
}

/// Something of ours went wrong.
///
/// # Errors
/// When the template cannot be written.
pub fn broken(words: Words, organization: &str, request_id: &str) -> askama::Result<String> {
    let id = words.tell("notice-broken-id", &[("id", request_id.into())]);
    plain(words, organization, &words.say("notice-broken"), &[&words.say("notice-broken-why"), &id])
}

/// The hidden state of a journey cannot be read any more, so nothing but starting again is left.
///
/// # Errors
/// When the template cannot be written.
pub fn unreadable_state(
    words: Words,
    organization: &str,
    form: &PublishedForm,
    form_url: &str,
) -> askama::Result<String> {
    let again = Link { href: words.link(form_url), text: words.say("notice-lost-again") };
    let texts = ["notice-lost-why", "notice-lost-do"];
    let notice = NoticeTemplate::of_form(words, organization, form, "notice-lost", &texts);
    super::finished(words, &NoticeTemplate { link: Some(again), ..notice })
}

/// A personal link that cannot be used: damaged on its way, of another form, or too old.
///
/// # Errors
/// When the template cannot be written.
pub fn unusable_link(words: Words, organization: &str, form: &PublishedForm) -> askama::Result<String> {
    let texts = ["notice-link-why", "notice-link-do"];
    super::finished(words, &NoticeTemplate::of_form(words, organization, form, "notice-link", &texts))
}

/// The files of answers that were opened again can no longer be saved: it was too long ago.
///
/// # Errors
/// When the template cannot be written.
pub fn pass_expired(words: Words, organization: &str, form: &PublishedForm, back: &str) -> askama::Result<String> {
    pass_expired_for(words, organization, form, back, "receipt-pass-expired")
}

/// The same for what else needs a pass: `id` names the heading, and with `-text` the paragraph.
///
/// # Errors
/// When the template cannot be written.
pub fn pass_expired_for(
    words: Words,
    organization: &str,
    form: &PublishedForm,
    back: &str,
    id: &str,
) -> askama::Result<String> {
    let notice = NoticeTemplate::of_form(words, organization, form, id, &[&format!("{id}-text")]);
    let link = Link { href: back.to_owned(), text: words.say("receipt-pass-expired-link") };
    super::finished(words, &NoticeTemplate { link: Some(link), ..notice })
}

/// The same journey was already sent; `why` is the id of the sentence that says why it is not done again. `view.state` is a new journey with these answers.
///
/// # Errors
/// When the template cannot be written.
pub fn already_received(view: &JourneyView<'_>, why: &str, number: &str, receipt_url: &str) -> askama::Result<String> {
    let texts = [why, "notice-received-do"];
    let notice = NoticeTemplate::of_journey(view, "notice-received", &texts, "notice-received-send")?;
    let link = Link { href: view.words.link(receipt_url), text: view.words.say("notice-received-show") };
    let notice = NoticeTemplate { number: Some(number), link: Some(link), is_link_first: true, ..notice };
    super::finished(view.words, &notice)
}

/// The server could not take the submission right now; the same answers can be sent again from here, and with a script are
/// after so many seconds.
///
/// # Errors
/// When the template cannot be written.
pub fn try_again(view: &JourneyView<'_>, seconds: u32) -> askama::Result<String> {
    let texts = ["notice-busy-why", "notice-busy-do"];
    let mut notice = NoticeTemplate::of_journey(view, "notice-busy", &texts, "notice-busy-send")?;
    notice.chrome.has_errors = true;
    notice.again = Some(Again { seconds, left: view.words.tell("notice-busy-again", &[("n", "{n}".into())]) });
    super::finished(view.words, &notice)
}

/// The form takes one application for each answer to a question, and there is one with this answer already. Nothing of that
/// one is said: neither its number nor when it came.
///
/// # Errors
/// When the template cannot be written.
pub fn already_submitted(view: &JourneyView<'_>, field: &str) -> askama::Result<String> {
    let words = view.words;
    let label = view.form.field(field).map(|field| field.label().to_owned()).unwrap_or_default();
    let said = |id: &str| words.tell(id, &[("label", label.as_str().into())]);
    let notice = NoticeTemplate::of_journey(view, "notice-once", &[], "notice-back-to-confirmation")?;
    let paragraphs = vec![said("notice-once-why"), said("notice-once-yours"), said("notice-once-other")];
    super::finished(words, &NoticeTemplate { paragraphs, can_send: false, ..notice })
}
