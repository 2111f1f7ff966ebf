//! One question of a form, with everything that is decided about it before anybody answers.

use crate::calculation::Program;
use crate::condition::Condition;
use crate::group::Group;
use crate::kind::{Kind, KindName, PatternCode};
use crate::widget::{Choice, Other, Part, Prefill, Widget};
use crate::word::{Say, japanese};
use regex::Regex;
use serde::Serialize;
use serde_json::{Map, Value};

/// How carefully the answers of a field must be treated, from less to more.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// Personal information.
    Personal,
    /// Personal information that needs special care.
    Special,
    /// An individual number.
    MyNumber,
}

impl Sensitivity {
    /// Reads the value of `x-sensitive`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "personal" => Some(Self::Personal),
            "special" => Some(Self::Special),
            "my-number" => Some(Self::MyNumber),
            _ => None,
        }
    }
}

/// One question of a form.
#[derive(Debug)]
pub struct Field {
    pub(crate) name: String,
    pub(crate) wording: Wording,
    pub(crate) kind: KindName,
    pub(crate) rule: Box<dyn Kind>,
    pub(crate) sensitivity: Option<Sensitivity>,
    pub(crate) always_required: bool,
    pub(crate) page: usize,
    pub(crate) block: Option<usize>,
    pub(crate) affects: bool,
    /// JSON Pointer into the answers.
    pub(crate) pointer: String,
    /// JSON Pointer into the document.
    pub(crate) at: String,
    /// Its JSON Schema with local references resolved and what the kind adds.
    pub(crate) schema: Map<String, Value>,
    /// Keywords that stand in the schema because of the kind, not the document.
    pub(crate) contributed: Vec<String>,
    /// The patterns that stand in it because of the kind.
    pub(crate) pattern_codes: Vec<PatternCode>,
    /// What a text must look like for others to see it: the pattern of its kind.
    pub(crate) readable: Option<Regex>,
    /// The same for the parts of a composite.
    pub(crate) readable_parts: Vec<(&'static str, Regex)>,
    pub(crate) nullable: bool,
    pub(crate) max_characters: Option<u64>,
    pub(crate) show: Option<Condition>,
    pub(crate) required_when: Option<Condition>,
    /// The inside of a repeating group.
    pub(crate) group: Option<Group>,
    /// What calculates its value.
    pub(crate) calculation: Option<Program>,
    /// The fields beside it (by index) that its value, or its members' values, are calculated from.
    pub(crate) needs: Vec<usize>,
}

/// The texts of a field.
#[derive(Debug, Default)]
pub struct Wording {
    pub label: String,
    pub help: Option<String>,
    pub placeholder: Option<String>,
    pub error: Option<String>,
    pub autocomplete: Option<String>,
    pub calendar: Option<String>,
}

/// What residents read around a question besides its `title`.
pub(crate) const TEXTS: [&str; 10] = [
    "description",
    "x-help",
    "x-placeholder",
    "x-error",
    "x-text",
    "x-unit",
    "x-item-title",
    "x-low",
    "x-high",
    "x-calendar",
];

impl Field {
    /// Its property name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its label; the name where the document has no title.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.wording.label
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> KindName {
        self.kind
    }

    /// Sentences under the label.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.wording.help.as_deref()
    }

    /// An example.
    #[must_use]
    pub fn placeholder(&self) -> Option<&str> {
        self.wording.placeholder.as_deref()
    }

    /// What replaces every message except "required".
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.wording.error.as_deref()
    }

    /// The HTML autocomplete token.
    #[must_use]
    pub fn autocomplete(&self) -> Option<&str> {
        self.wording.autocomplete.as_deref()
    }

    /// What an entry of the applicant's calendar is called that is made from its answer (kinds `date`, `dateTime`,
    /// `dateRange`).
    #[must_use]
    pub fn calendar(&self) -> Option<&str> {
        self.wording.calendar.as_deref().filter(|_| self.kind.is_in_calendars())
    }

    /// How carefully its answers must be treated.
    #[must_use]
    pub const fn sensitivity(&self) -> Option<Sensitivity> {
        self.sensitivity
    }

    /// Always shown and always required.
    #[must_use]
    pub const fn always_required(&self) -> bool {
        self.always_required
    }

    /// Index of the page it stands on.
    #[must_use]
    pub const fn page(&self) -> usize {
        self.page
    }

    /// Its choices (kinds `choice`, `choices`, `ranking`; for `matrix` those of every row).
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        self.rule.choices()
    }

    /// The free text beside its choices.
    #[must_use]
    pub fn other(&self) -> Option<&Other> {
        self.rule.other()
    }

    /// Where its answer comes from when nobody types it (kind `hidden`).
    #[must_use]
    pub fn prefill(&self) -> Option<&Prefill> {
        self.rule.prefill()
    }

    /// The key of the calendar its appointments are of, and the field that says how many people come (kind `slot`).
    #[must_use]
    pub fn appointments(&self) -> Option<(&str, Option<&str>)> {
        let text = |keyword: &str| self.schema.get(keyword).and_then(Value::as_str);
        (self.kind == KindName::Slot).then(|| (text("x-slots").unwrap_or_default(), text("x-persons")))
    }

    /// Whether its answers are tokens of files.
    #[must_use]
    pub const fn takes_files(&self) -> bool {
        matches!(self.kind, KindName::File | KindName::Image | KindName::Signature)
    }

    /// What a page draws for it.
    #[must_use]
    pub fn widget(&self) -> Widget {
        self.rule.widget()
    }

    /// The inputs of a composite kind.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        self.rule.parts().to_vec()
    }

    /// What a number counts (人).
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        self.rule.unit()
    }

    /// The limit in characters as people count them.
    #[must_use]
    pub const fn max_characters(&self) -> Option<u64> {
        self.max_characters
    }

    /// The inside of a repeating group.
    #[must_use]
    pub const fn group(&self) -> Option<&Group> {
        self.group.as_ref()
    }

    /// Whether its answer may open one's own answers again later: something a person knows by heart, typed anew. Not the
    /// mail address: whoever gets a mistyped one's mail knows it.
    #[must_use]
    pub fn can_be_declared(&self) -> bool {
        let is_known_by_heart = matches!(self.kind, KindName::Date | KindName::Phone | KindName::KeyNumber);
        is_known_by_heart && self.sensitivity != Some(Sensitivity::MyNumber) && !self.is_calculated()
    }

    /// Whether applications may be limited to one for each of its answers: one line of text that tells one person or one mailed
    /// letter from another; in which ways it can be written is for who compares. Not an individual number, which
    /// must not serve as a key.
    #[must_use]
    pub fn can_be_a_key(&self) -> bool {
        let is_a_key = matches!(
            self.kind,
            KindName::KeyNumber
                | KindName::Email
                | KindName::Phone
                | KindName::CorporateNumber
                | KindName::InvoiceNumber
                | KindName::ShortText
                | KindName::Hidden
        );
        is_a_key && self.sensitivity != Some(Sensitivity::MyNumber) && !self.is_calculated()
    }

    /// Whether its answer may stand in a mail, which others may read on its way: never one marked `special` or `my-number`.
    #[must_use]
    pub fn may_be_mailed(&self) -> bool {
        !matches!(self.sensitivity, Some(Sensitivity::Special | Sensitivity::MyNumber))
            && self.kind != KindName::MyNumber
    }

    /// Whether its value is calculated: it is shown, but never asked for.
    #[must_use]
    pub fn is_calculated(&self) -> bool {
        self.schema.contains_key("x-value")
    }

    /// An answer as people read it, a line for every choice or part.
    #[must_use]
    pub fn display(&self, value: &Value) -> Vec<String> {
        self.display_in(value, &japanese)
    }

    /// The same with our own words in a reader's language.
    #[must_use]
    pub fn display_in(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        crate::display::lines(self, value, say)
    }

    /// A keyword of its JSON Schema, local references resolved, with what its kind adds.
    #[must_use]
    pub fn keyword(&self, name: &str) -> Option<&Value> {
        self.schema.get(name)
    }

    /// The predicate that decides whether it is shown where its page and its block are, as plain JSON Schema.
    #[must_use]
    pub fn shown_when(&self) -> Option<&Value> {
        self.show.as_ref().map(|condition| &condition.explicit)
    }

    /// The predicate that decides whether it is required where it is shown; `true` where it always is.
    #[must_use]
    pub fn required_when(&self) -> Option<&Value> {
        self.required_when.as_ref().map(|condition| &condition.explicit)
    }

    /// Whether some condition or calculation asks about it.
    #[must_use]
    pub const fn affects(&self) -> bool {
        self.affects
    }
}
