//! A published form: immutable, compiled, shared by every request. Only [`publish`] makes one.

use crate::condition::Names;
use crate::field::Field;
use crate::i18n::{self, Translation};
use crate::lint::analyse;
use crate::page::Page;
use crate::problem::{Problem, Severity};
use crate::rule::Rule;
use crate::settings::Settings;
use crate::validator::Validator;
use serde_json::Value;
use std::sync::Arc;

/// A form that residents can answer.
#[derive(Debug)]
pub struct PublishedForm {
    pub(crate) document: Value,
    /// How much it says in each language of `x-i18n`.
    pub(crate) translations: Vec<(String, Translation)>,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) settings: Settings,
    pub(crate) pages: Vec<Page>,
    /// In the order residents see them.
    pub(crate) fields: Vec<Field>,
    pub(crate) names: Arc<Names>,
    pub(crate) page_of: Arc<[usize]>,
    /// What must hold across fields.
    pub(crate) rules: Vec<Rule>,
    /// In which order fields are decided.
    pub(crate) order: Vec<usize>,
    pub(crate) validator: Validator,
}

/// Publishes a document, or says why not. Warnings and hints do not stop it; [`crate::lint`] tells them.
pub fn publish(document: Value) -> Result<PublishedForm, Vec<Problem>> {
    let (form, problems) = analyse(document);
    match form {
        Some(form) if problems.iter().all(|problem| problem.severity != Severity::Error) => Ok(form),
        _ => Err(problems),
    }
}

impl PublishedForm {
    /// The document it was made from.
    #[must_use]
    pub const fn document(&self) -> &Value {
        &self.document
    }

    /// How much of it is said in a language: nothing where `x-i18n` does not have it.
    #[must_use]
    pub fn translation(&self, language: &str) -> Translation {
        i18n::of_language(&self.translations, language).copied().unwrap_or_default()
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its description.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Its published settings.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Its pages in order.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The index of a page.
    #[must_use]
    pub fn page_index(&self, id: &str) -> Option<usize> {
        self.pages.iter().position(|page| page.id == id)
    }

    /// The fields in the order residents see them.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    /// A field by name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.get(*self.names.get(name)?)
    }
}
