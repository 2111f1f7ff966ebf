//! The page of a journey whose version was withdrawn: why, what changed in words, which answers cannot go along, and the
//! way on. What changed is decided by `madoguchi_schema::compare`.

use askama::Template;
use madoguchi_schema::{Aspect, Change, Changes, PublishedForm};

use super::Chrome;
use super::journey::{self, JourneyView};
use crate::words::Words;

/// What there is to tell.
pub struct Told<'a> {
    /// The reason staff gave.
    pub reason: &'a str,
    /// What changed.
    pub changes: &'a Changes,
    /// The form before, in the resident's language.
    pub before: &'a PublishedForm,
    /// Labels of the questions whose answers cannot go along.
    pub lost: Vec<String>,
}

#[derive(Template)]
#[template(path = "resident/withdrawn.html")]
struct WithdrawnTemplate<'a> {
    chrome: Chrome,
    words: Words,
    form_title: &'a str,
    reason: &'a str,
    changes: Vec<String>,
    lost: Vec<String>,
    action_url: &'a str,
    hiddens: String,
}

/// Draws the page. `view` is the journey in the new version, `page` where it goes on.
///
/// # Errors
/// When the template cannot be written.
pub fn page(view: &JourneyView<'_>, page: usize, told: Told<'_>) -> askama::Result<String> {
    let Some(place) = view.form.pages().get(page) else { return Err(askama::Error::Fmt) };
    let words = view.words;
    let template = WithdrawnTemplate {
        chrome: journey::chrome(view, &words.say("save-withdrawn-heading")),
        words,
        form_title: view.form.title(),
        reason: told.reason,
        changes: sentences(words, view.form, &told),
        lost: told.lost,
        action_url: view.action_url,
        // Nothing stands on this page, so nothing of it is read back.
        hiddens: journey::hiddens(view, &place.id, String::new())?,
    };
    super::finished(words, &template)
}

/// A sentence for each change; several small ones that belong to no question are one.
fn sentences(words: Words, after: &PublishedForm, told: &Told<'_>) -> Vec<String> {
    let label = |name: &str| {
        let field = after.field(name).or_else(|| told.before.field(name));
        field.map_or_else(|| name.to_owned(), |field| field.label().to_owned())
    };
    let mut sentences: Vec<String> = told
        .changes
        .fields
        .iter()
        .map(|change| words.tell(message(change), &[("label", label(change.name()).into())]))
        .collect();
    if told.changes.rules || told.changes.pages || told.changes.settings {
        sentences.push(words.say("save-changed-rest"));
    }
    sentences
}

const fn message(change: &Change) -> &'static str {
    match change {
        Change::Added { .. } => "save-changed-added",
        Change::Removed { .. } => "save-changed-removed",
        Change::Changed { aspects, .. } => match aspects.as_slice() {
            [Aspect::Kind | Aspect::Data, ..] => "save-changed-answer",
            [Aspect::Required, ..] => "save-changed-required",
            [Aspect::Condition, ..] => "save-changed-condition",
            _ => "save-changed-words",
        },
    }
}
