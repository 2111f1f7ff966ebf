//! The words of everything residents see, in every language that has a folder in `server/locales`: Fluent files
//! (<https://projectfluent.org>), one for each area, embedded in the binary. A new language is a new folder with the same
//! files; nothing in the program names it. Knows no feature.
//!
//! What a language lacks is said in Japanese, so that a half-finished translation never leaves a hole.

mod catalogue;
mod ruby;
pub mod value;

use fluent_bundle::{FluentArgs, FluentValue};

pub use catalogue::Language;
pub use ruby::{marked, plain};

/// What stands for a variable of a message: `("limit", 5.into())`.
pub type Argument<'a> = (&'static str, FluentValue<'a>);

/// The words of one language, and whether readings are shown over kanji where the language has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words {
    /// The language.
    pub language: Language,
    /// ふりがな is hidden. Only やさしい日本語 has readings.
    pub hides_readings: bool,
    /// Chosen although it is Japanese and the browser asks for another language: every link has to name it.
    pub is_insisted_on: bool,
}

/// Ends the tag of a language whose readings are hidden: `ja-easy-x-plain` (a private use subtag of BCP 47).
const PLAIN: &str = "-x-plain";

impl Words {
    /// The words of a language, with readings where it has them.
    #[must_use]
    pub const fn of(language: Language) -> Self {
        Self { language, hides_readings: false, is_insisted_on: false }
    }

    /// The words a tag stands for (`ja`, `ja-easy`, `ja-easy-x-plain`, `en-GB`); none when we do not speak it.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let (tag, is_plain) = tag.strip_suffix(PLAIN).map_or((tag, false), |tag| (tag, true));
        let language = Language::of_tag(tag)?;
        Some(Self { hides_readings: is_plain && language.has_readings(), ..Self::of(language) })
    }

    /// The tag that leads back to these words: what links and hidden fields carry.
    #[must_use]
    pub fn tag(self) -> String {
        let plain = if self.hides_readings { PLAIN } else { "" };
        format!("{}{plain}", self.language.tag())
    }

    /// The words a stored tag stands for; Japanese when we do not speak it any more.
    #[must_use]
    pub fn stored(tag: &str) -> Self {
        Self::of_tag(tag).unwrap_or_default()
    }

    /// Whether an address has to name these words: without that the browser would get others.
    #[must_use]
    pub fn must_be_named(self) -> bool {
        self.language != Language::JAPANESE || self.is_insisted_on
    }

    /// An address of ours that leads to a page in these words. Takes a path, perhaps with parameters and an anchor.
    #[must_use]
    pub fn link(self, path: &str) -> String {
        if !self.must_be_named() {
            return path.to_owned();
        }
        let (path, anchor) = path.find('#').map_or((path, ""), |at| path.split_at(at));
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{path}{sign}lang={}{anchor}", self.tag())
    }

    /// A message without variables.
    #[must_use]
    pub fn say(self, id: &str) -> String {
        self.language.message(id, None)
    }

    /// A message with variables.
    #[must_use]
    pub fn tell(self, id: &str, arguments: &[Argument<'_>]) -> String {
        let mut all = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            all.set(*name, value.clone());
        }
        self.language.message(id, Some(&all))
    }

    /// A moment, in the time zone in which it is to be told: 「2026年4月1日 9時05分」.
    #[must_use]
    pub fn moment(self, at: &jiff::Zoned) -> String {
        let (year, minute) = (at.year().to_string(), format!("{:02}", at.minute()));
        let (month, day, hour) = (at.month().into(), at.day().into(), at.hour().into());
        let all = [("year", year.into()), ("month", month), ("day", day), ("hour", hour), ("minute", minute.into())];
        self.tell("common-moment", &all)
    }

    /// A message as plain text: for mails, machines and PDFs, where readings cannot be shown.
    #[must_use]
    pub fn text(self, id: &str, arguments: &[Argument<'_>]) -> String {
        plain(&self.tell(id, arguments)).into_owned()
    }

    /// Finished HTML: readings become `<ruby>`, or go, wherever they stand.
    #[must_use]
    pub fn finish(self, html: String) -> String {
        ruby::finish(html, !self.hides_readings)
    }
}

#[cfg(test)]
mod tests;
