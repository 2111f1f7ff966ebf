//! The door of a form that is not for everybody: the page that asks for its password, and the pages that say how it opens.
//! Only the first says which form it is: whoever is sent away without anything learns nothing but the organization's name.

use askama::Template;
use madoguchi_schema::{Link, PublishedForm};

use super::{Chrome, notice};
use crate::words::Words;

/// What became of a typed password. It never comes back in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Nothing was typed yet.
    Nothing,
    /// It is another one.
    Wrong,
    /// Too many wrong ones were tried just now; it was not looked at.
    TooOften,
}

#[derive(Template)]
#[template(path = "resident/password.html")]
struct PasswordTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    action_url: String,
    error: Option<String>,
}

/// The address to come back to.
#[derive(Clone, Copy)]
pub struct Again<'a> {
    /// In these words.
    pub words: Words,
    /// Of this form.
    pub slug: &'a str,
    /// With what the first address brought along (`p=…&q=a`).
    pub query: &'a str,
}

impl Again<'_> {
    fn href(&self) -> String {
        let link = self.words.link(&format!("/f/{}", self.slug));
        match (self.query, link.contains('?')) {
            ("", _) => link,
            (query, true) => format!("{link}&{query}"),
            (query, false) => format!("{link}?{query}"),
        }
    }
}

/// Asks for the password.
///
/// # Errors
/// When the template cannot be written.
pub fn password(again: &Again<'_>, organization: &str, form: &PublishedForm, typed: Typed) -> askama::Result<String> {
    let words = again.words;
    let error = match typed {
        Typed::Nothing => None,
        Typed::Wrong => Some(words.say("access-password-wrong")),
        Typed::TooOften => Some(words.say("access-password-too-often")),
    };
    let chrome = Chrome::of_form(words, organization, form, &words.say("access-password"));
    let template = PasswordTemplate {
        chrome: Chrome { has_errors: error.is_some(), query: again.query.to_owned(), ..chrome },
        form_title: form.title(),
        action_url: again.href(),
        error,
    };
    super::finished(words, &template)
}

/// The form opens with a secret link only, and this was none of it.
///
/// # Errors
/// When the template cannot be written.
pub fn link(words: Words, organization: &str) -> askama::Result<String> {
    notice::message(words, organization, "access-link", &["access-link-why", "access-link-do"])
}

/// The form is for staff, and nobody is signed in.
///
/// # Errors
/// When the template cannot be written.
pub fn staff(again: &Again<'_>, organization: &str) -> askama::Result<String> {
    let words = again.words;
    let again = Link { href: again.href(), text: words.say("access-staff-again") };
    notice::with_link(words, organization, "access-staff", &["access-staff-why", "access-staff-do"], again)
}
