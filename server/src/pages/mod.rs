//! What residents see: view models made from a published form and the answers so far, and the askama templates
//! (`server/templates/resident`) that draw them. Text in, HTML out: this room knows no HTTP, no database and no clock,
//! and it decides nothing. What is shown, required or wrong is taken from `madoguchi_schema`.

pub mod assets;
pub mod confirmation;
pub(crate) mod control;
pub mod field;
pub mod first;
pub mod group;
pub mod journey;
pub mod notice;
pub mod portal;
pub mod posted;
pub mod prose;
pub mod receipt;
pub mod rows;
pub mod seat;
pub mod summary;
pub mod withdrawn;
pub mod wording;

use askama::Template;
use madoguchi_schema::{PublishedForm, Settings};

use crate::words::Words;

/// How a stored file is shown: its name and its size in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLabel {
    /// The name the resident gave it.
    pub name: String,
    /// 「1.2MB」; empty when unknown.
    pub size: String,
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
    /// The page reports errors: its title begins with 「エラー：」.
    pub has_errors: bool,
    /// A draft shown to staff: banner, and nothing can be sent.
    pub is_preview: bool,
    /// The office in charge of the form.
    pub contact: Option<Contact>,
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
            contact: None,
        }
    }

    /// A page of a form: its title ends with the form's, and its office stands in the footer.
    #[must_use]
    pub fn of_form(words: Words, organization: &str, form: &PublishedForm, page_title: &str) -> Self {
        let title = match form.title() {
            title if title == page_title || page_title.is_empty() => title.to_owned(),
            title => format!("{page_title}｜{title}"),
        };
        Self { contact: contact(form.settings()), ..Self::plain(words, organization, title) }
    }

    fn css_url(&self) -> &'static str {
        assets::url("resident.css")
    }

    fn js_url(&self) -> &'static str {
        assets::url("resident.js")
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
