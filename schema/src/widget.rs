//! What a page draws for a field. Facts only; looks and words belong to the pages.

use serde::Serialize;

/// One choice of a `choice` or `choices` field.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What residents read.
    pub title: String,
}

/// One input of a composite kind.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Property name inside the composite value.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Required whenever the field is answered.
    pub required: bool,
    /// HTML autocomplete token.
    pub autocomplete: &'static str,
    /// HTML inputmode.
    pub inputmode: &'static str,
    /// Limit in code points.
    pub max_length: Option<u64>,
    /// Suggested values (the prefectures); empty for free text.
    pub options: &'static [&'static str],
}

/// What a page draws for a field.
#[derive(Serialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Widget {
    /// One line of text.
    Text {
        /// HTML inputmode.
        inputmode: &'static str,
        /// Limit in code points.
        max_length: Option<u64>,
    },
    /// Several lines of text.
    TextArea {
        /// Limit in code points.
        max_length: Option<u64>,
    },
    /// A number, drawn as a text input (a number box changes its value when the wheel turns).
    Number {
        /// `numeric` or `decimal`.
        inputmode: &'static str,
    },
    /// Year, month and day.
    Date,
    /// One of the field's choices, all visible.
    Radio,
    /// One of the field's choices in a list.
    Select,
    /// Any of the field's choices.
    Checkboxes,
    /// One checkbox with a sentence beside it.
    Checkbox {
        /// The sentence.
        text: String,
    },
    /// Several inputs in one group.
    Parts(Vec<Part>),
    /// A mail address.
    Email {
        /// To be typed twice.
        confirm: bool,
    },
    /// A telephone number.
    Phone,
    /// Files.
    File {
        /// Media types.
        types: Vec<String>,
        /// How many.
        max_files: u64,
        /// How large each.
        max_bytes: u64,
    },
}
