//! What residents see: view models made from a published form and the answers so far, and the askama templates
//! (`server/templates/resident`) that draw them. Text in, HTML out: this room knows no HTTP, no database and no clock,
//! and it decides nothing. What is shown, required or wrong is taken from `madoguchi_schema`.

pub mod access;
pub mod address;
pub mod appointment;
pub mod assets;
pub mod confirmation;
pub(crate) mod control;
pub mod count;
pub mod counter;
pub mod field;
pub mod first;
pub mod group;
pub mod journey;
pub mod languages;
pub(crate) mod moment;
pub mod notice;
pub mod portal;
pub mod posted;
mod prepare;
pub mod prose;
pub mod receipt;
pub mod rows;
pub mod save;
pub mod seat;
pub mod start;
pub mod steps;
pub mod summary;
pub mod upload;
pub mod withdrawn;
pub mod wording;

use askama::Template;
use languages::Switch;
use madoguchi_schema::{PublishedForm, Settings, Translation};

use crate::words::Words;

/// How a stored file is shown: its name and its size in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLabel {
    /// The name the resident gave it.
    pub name: String,
    /// 「1.2MB」; empty when unknown.
    pub size: String,
}

impl FileLabel {
    /// 「写真.jpg（1.2MB）」
    #[must_use]
    pub fn in_words(&self, words: Words) -> String {
        if self.size.is_empty() {
            return self.name.clone();
        }
        words.tell("common-file", &[("name", self.name.as_str().into()), ("size", self.size.as_str().into())])
    }
}

/// Looks up what to show for a stored file string (a sealed token); none when it cannot be read any more.
pub type FileLabels<'a> = &'a dyn Fn(&str) -> Option<FileLabel>;

/// The office in charge.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// Name of the office.
    pub name: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Mail address.
    pub email: Option<String>,
}

/// What every page has around its main part.
#[derive(Clone, Debug)]
pub struct Chrome {
    /// The words it is written in.
    pub words: Words,
    /// Name of the organization, in the header and in every title.
    pub organization: String,
    /// The page's own part of the title.
    pub title: String,
    /// The page reports errors: its title says so first.
    pub has_errors: bool,
    /// A draft shown to staff: banner, and nothing can be sent.
    pub is_preview: bool,
    /// What stands over a page where staff fill in: counter mode and tests.
    pub banner: Option<String>,
    /// The office in charge of the form.
    pub contact: Option<Contact>,
    /// How the language is changed.
    pub switch: Switch,
    /// The parameters of the address that stay when the language changes, ready to be written into an address (`q=a`).
    pub query: String,
    /// The period is over, and until when this person may still send.
    pub grace: Option<String>,
    /// How much of the form is said in the language of the words; none outside forms.
    pub translation: Option<Translation>,
}

impl Chrome {
    /// A page outside any form.
    #[must_use]
    pub fn plain(words: Words, organization: &str, title: impl Into<String>) -> Self {
        Self {
            words,
            organization: organization.to_owned(),
            title: title.into(),
            has_errors: false,
            is_preview: false,
            banner: None,
            contact: None,
            switch: Switch::Links,
            query: String::new(),
            grace: None,
            translation: None,
        }
    }

    /// A page of a form: its title ends with the form's, and its office stands in the footer.
    #[must_use]
    pub fn of_form(words: Words, organization: &str, form: &PublishedForm, page_title: &str) -> Self {
        let title = match form.title() {
            title if title == page_title || page_title.is_empty() => title.to_owned(),
            title => words.tell("common-title-of-form", &[("page", page_title.into()), ("form", title.into())]),
        };
        let translation = Some(form.translation(words.language.tag()));
        Self { contact: contact(form.settings()), translation, ..Self::plain(words, organization, title) }
    }

    /// An address of ours, in the language of this page.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        self.words.link(path)
    }

    /// What stands behind a button's words for those who cannot see what it is beside.
    fn about(&self, what: &str) -> String {
        self.words.tell("common-about", &[("what", what.into())])
    }

    fn whole_title(&self) -> String {
        let id = if self.has_errors { "common-title-with-errors" } else { "common-title" };
        self.words
            .tell(id, &[("title", self.title.as_str().into()), ("organization", self.organization.as_str().into())])
    }

    fn css_url(&self) -> &'static str {
        assets::url("resident.css")
    }

    fn js_url(&self) -> &'static str {
        assets::url("resident.js")
    }

    fn keep_url(&self) -> &'static str {
        assets::url("keep.js")
    }

    /// Whether the browser may keep a copy of what is typed: on residents' own devices, not where staff look or key in.
    const fn keeps_copy(&self) -> bool {
        !self.is_preview && self.banner.is_none()
    }

    fn icon_url(&self) -> &'static str {
        assets::url("icon.svg")
    }
}

/// Draws a whole page in these words.
fn finished(words: Words, page: &impl Template) -> askama::Result<String> {
    page.render().map(|html| words.finish(html))
}

fn contact(settings: &Settings) -> Option<Contact> {
    let contact = settings.contact.as_ref()?;
    Some(Contact { name: contact.name.clone(), phone: contact.phone.clone(), email: contact.email.clone() })
}
