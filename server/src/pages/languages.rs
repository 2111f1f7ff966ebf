//! The choice of language at the head of every page: each language named in itself, and ふりがな on or off where the words
//! have readings. Links where nothing was typed; on the pages of a journey submit buttons of its form, so that everything
//! typed goes along and comes back in the other language. Also says where a form speaks Japanese only.

use madoguchi_schema::Translation;

use super::Chrome;
use crate::words::{Language, Words};

/// How the language is changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Switch {
    /// By links to the same address: nothing can be lost.
    #[default]
    Links,
    /// By buttons of the form with the id `journey`.
    Buttons,
}

/// One language to choose, or the one that is spoken.
pub(super) struct Choice {
    pub(super) tag: String,
    /// For `lang` and `hreflang`.
    pub(super) language: &'static str,
    pub(super) name: String,
    pub(super) is_now: bool,
}

impl Chrome {
    /// All languages in their own words.
    pub(super) fn languages(&self) -> Vec<Choice> {
        let all = Language::all().into_iter();
        all.map(|language| Choice {
            tag: language.tag().to_owned(),
            language: language.html_tag(),
            name: language.name(),
            is_now: language == self.words.language,
        })
        .collect()
    }

    /// Readings shown or hidden; none where the words have none.
    pub(super) fn readings(&self) -> Option<Choice> {
        let now = self.words;
        let id = if now.hides_readings { "common-show-readings" } else { "common-hide-readings" };
        now.language.has_readings().then(|| Choice {
            tag: Words { hides_readings: !now.hides_readings, ..now }.tag(),
            language: now.language.html_tag(),
            name: now.say(id),
            is_now: false,
        })
    }

    pub(super) fn has_buttons(&self) -> bool {
        self.switch == Switch::Buttons
    }

    /// The same address in other words.
    pub(super) fn in_words(&self, tag: &str) -> String {
        let sign = if self.query.is_empty() { "" } else { "&" };
        format!("?{}{sign}lang={tag}", self.query)
    }

    /// What is to be said of a form that does not wholly speak the language of the page.
    pub(super) fn untranslated(&self) -> Option<String> {
        match self.translation? {
            _ if self.words.language == Language::JAPANESE => None,
            Translation::Nothing => Some(self.words.say("common-only-japanese")),
            Translation::Part => Some(self.words.say("common-partly-japanese")),
            Translation::Whole => None,
        }
    }

    /// ` lang="ja"` for what comes from a form that does not speak the page's language at all.
    pub(super) fn form_lang(&self) -> &'static str {
        let is_foreign = self.words.language.html_tag() != Language::JAPANESE.html_tag();
        if is_foreign && self.translation == Some(Translation::Nothing) { " lang=\"ja\"" } else { "" }
    }
}
