//! The Fluent files, read once. Messages with readings (`手続《てつづき》`) are marked while they are read.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use super::ruby;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Files;

/// One language we speak. Small, because every page carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(&'static str);

impl Default for Language {
    fn default() -> Self {
        Self::JAPANESE
    }
}

struct Catalogue {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

/// Japanese first, then by tag.
static CATALOGUES: LazyLock<Vec<Catalogue>> = LazyLock::new(|| {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in Files::iter() {
        let Some((tag, _)) = path.split_once('/') else { continue };
        let Some(file) = Files::get(&path) else { continue };
        texts.entry(tag.to_owned()).or_default().push(String::from_utf8_lossy(&file.data).into_owned());
    }
    let mut catalogues: Vec<Catalogue> = texts.into_iter().map(|(tag, texts)| Catalogue::new(tag, texts)).collect();
    catalogues.sort_by_key(|catalogue| catalogue.tag != Language::JAPANESE.0);
    catalogues
});

impl Catalogue {
    fn new(tag: String, texts: Vec<String>) -> Self {
        let locale: LanguageIdentifier = tag.split('-').next().and_then(|tag| tag.parse().ok()).unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // The marks would be copied along with receipt numbers, and Japanese and English need none.
        bundle.set_use_isolating(false);
        for text in texts {
            // What cannot be read is left out here and named by the test of all files.
            let resource = match FluentResource::try_new(ruby::marked(&text).into_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        // One for each language of the binary, for as long as it runs.
        Self { tag: Box::leak(tag.into_boxed_str()), bundle }
    }

    fn message(&self, id: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut problems = Vec::new();
        let text = self.bundle.format_pattern(pattern, arguments, &mut problems).into_owned();
        for problem in problems {
            tracing::warn!(id, tag = self.tag, %problem, "a message could not be filled in");
        }
        Some(text)
    }
}

impl Language {
    /// 日本語: what everything falls back to.
    pub const JAPANESE: Self = Self("ja");
    /// やさしい日本語: short sentences, easy words, readings of the others.
    pub const EASY_JAPANESE: Self = Self("ja-easy");
    /// English
    pub const ENGLISH: Self = Self("en");

    /// All of them, Japanese first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        CATALOGUES.iter().map(|catalogue| Self(catalogue.tag)).collect()
    }

    /// The tag it goes by in addresses, `Accept-Language` and `x-i18n`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.0
    }

    /// The value of HTML's `lang`: browsers and screen readers know no やさしい日本語.
    #[must_use]
    pub fn html_tag(self) -> &'static str {
        self.0.split_once('-').map_or(self.0, |(language, _)| if language == "ja" { language } else { self.0 })
    }

    /// Whether its words have readings, which can be shown and hidden.
    #[must_use]
    pub fn has_readings(self) -> bool {
        self == Self::EASY_JAPANESE
    }

    /// The language a tag means, or its shorter forms (`en-GB`, `en`); `ja-JP` is Japanese.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let mut wanted = tag;
        loop {
            let known = CATALOGUES.iter().find(|catalogue| catalogue.tag.eq_ignore_ascii_case(wanted));
            if let Some(catalogue) = known {
                return Some(Self(catalogue.tag));
            }
            wanted = wanted.rsplit_once('-')?.0;
        }
    }

    /// What it calls itself.
    #[must_use]
    pub fn name(self) -> String {
        ruby::plain(&self.message("language-name", None)).into_owned()
    }

    pub(super) fn message(self, id: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let own = CATALOGUES.iter().find(|catalogue| catalogue.tag == self.0);
        let found = own.and_then(|catalogue| catalogue.message(id, arguments));
        let found = found.or_else(|| CATALOGUES.first().and_then(|japanese| japanese.message(id, arguments)));
        found.unwrap_or_else(|| {
            tracing::error!(id, "there is no such message");
            String::new()
        })
    }
}
