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

/// What a page sends, and a program may, for a choice that the free text beside the list makes: the text follows.
pub const OTHER: &str = "__other";

/// The free text beside the choices of a field.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Other {
    /// What residents read beside the choice (その他).
    pub label: String,
    /// Limit in code points.
    pub max_length: u64,
}

/// Where the answer of a hidden field comes from.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(tag = "from", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Prefill {
    /// A parameter of the address that the resident opened.
    Query {
        /// Its name.
        parameter: String,
    },
    /// The personal link that the office made.
    Link,
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
    /// What can be chosen (the prefectures); empty for free text.
    pub options: Vec<Choice>,
    /// Filled in by us, never by residents (the name of a bank).
    pub computed: bool,
}

/// One question of a matrix.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// Property name inside the value.
    pub name: String,
    /// What residents read.
    pub title: String,
    /// Required whenever the field is answered.
    pub required: bool,
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
    /// Year, month and day. Raw: `{year, month, day}`.
    Date,
    /// Year and month. Raw: `{year, month}`.
    Month,
    /// A time of day. Raw: `{hour, minute}`.
    Time,
    /// A day and a time. Raw: `{date: {year, month, day}, time: {hour, minute}}`.
    DateTime,
    /// Two days. Raw: `{startDate: {…}, endDate: {…}}`, each as a date.
    DateRange,
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
        /// How large together.
        max_total_bytes: Option<u64>,
    },
    /// A signature drawn or photographed: one file.
    Signature {
        /// How large.
        max_bytes: u64,
    },
    /// The field's choices in order of preference. Raw: an array by rank.
    Ranking {
        /// How many ranks can be given.
        ranks: u64,
    },
    /// A number on a short scale, all of it visible.
    Rating {
        /// The lowest number.
        min: i64,
        /// The highest number.
        max: i64,
        /// What the lowest means.
        low: Option<String>,
        /// What the highest means.
        high: Option<String>,
    },
    /// One of the field's choices for every row. Raw: row name to choice.
    Matrix {
        /// The rows in order.
        rows: Vec<MatrixRow>,
    },
    /// A web address.
    Url,
    /// A place on the map. Raw: `{latitude, longitude}`.
    MapPoint,
    /// An appointment that is picked from a calendar. Raw: the slot's identifier, or an object with it as `slot`.
    Slot {
        /// The calendar's key.
        calendar: String,
        /// The field that says for how many people.
        persons: Option<String>,
    },
    /// Nothing: the answer comes from the address or the link.
    Hidden,
    /// Rows of a repeating group, each with the group's fields.
    Rows,
}
