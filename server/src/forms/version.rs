//! A published version, compiled once: the engine's form, its other languages, and what the portal's search finds of it.
//! Immutable; what changes while residents fill in stands in [`super::live`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use madoguchi_schema::{Problem, PublishedForm};
use serde_json::Value;

use super::search;
use crate::ids::{FormId, VersionId};
use crate::words::{self, Language};

/// A published version, compiled. Immutable.
pub struct Version {
    /// Which version.
    pub id: VersionId,
    /// Of which form.
    pub form_id: FormId,
    /// Counted from 1 within the form; below zero, it is a test version ([`super::test_version`]).
    pub number: i64,
    /// The engine's form, in Japanese.
    pub form: Arc<PublishedForm>,
    /// The document as it was published.
    document: Value,
    /// The form in other languages, as they are asked for.
    localized: RwLock<HashMap<Language, Arc<PublishedForm>>>,
    /// What the portal's search finds of it, for readers of each language.
    entries: RwLock<HashMap<Language, Arc<search::Entry>>>,
}

impl Version {
    /// Compiles a version.
    ///
    /// # Errors
    /// The problems of a document that cannot be published.
    pub fn new(id: VersionId, form_id: FormId, number: i64, document: Value) -> Result<Self, Vec<Problem>> {
        let form = Arc::new(madoguchi_schema::publish(document.clone())?);
        Ok(Self { id, form_id, number, form, document, localized: RwLock::default(), entries: RwLock::default() })
    }

    /// Whether staff try it out: whatever is sent in it is a test, and residents never get it.
    #[must_use]
    pub const fn is_test(&self) -> bool {
        self.number < 0
    }

    /// The same form with the words of a language where it has them; readings are marked (see [`crate::words`]).
    #[must_use]
    pub fn in_language(&self, language: Language) -> Arc<PublishedForm> {
        if language == Language::JAPANESE {
            return self.form.clone();
        }
        if let Some(form) = self.localized.read().unwrap_or_else(PoisonError::into_inner).get(&language) {
            return form.clone();
        }
        let mut document = madoguchi_schema::localized(&self.document, language.tag());
        if language == Language::EASY_JAPANESE {
            mark_readings(&mut document);
        }
        // Words decide nothing, so what could be published can be published in other words.
        let form = madoguchi_schema::publish(document).map_or_else(|_| self.form.clone(), Arc::new);
        self.localized.write().unwrap_or_else(PoisonError::into_inner).insert(language, form.clone());
        form
    }

    /// What the portal's search finds of it: its own words, and those of the reader's language.
    #[must_use]
    pub fn search_entry(&self, language: Language) -> Arc<search::Entry> {
        if let Some(entry) = self.entries.read().unwrap_or_else(PoisonError::into_inner).get(&language) {
            return entry.clone();
        }
        let entry = Arc::new(search::Entry::of([&*self.form, &*self.in_language(language)]));
        self.entries.write().unwrap_or_else(PoisonError::into_inner).insert(language, entry.clone());
        entry
    }

    /// The languages its words are written in besides Japanese.
    #[must_use]
    pub fn languages(&self) -> Vec<String> {
        madoguchi_schema::languages(&self.document)
    }
}

/// Marks the readings (`手続《てつづき》`) in every text of a document.
fn mark_readings(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(marked) = words::marked(text) {
                *text = marked;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(mark_readings),
        Value::Object(members) => {
            // What is stored and compared is no text for people.
            let told = members
                .iter_mut()
                .filter(|(name, _)| !matches!(name.as_str(), "const" | "enum" | "pattern" | "default"));
            told.for_each(|(_, member)| mark_readings(member));
        }
        _ => {}
    }
}
