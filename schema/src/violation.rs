//! Violations of answers: a code, its parameters and a place. No prose: the resident pages and the API make the words.
//! [`CODES`] is the one table of all codes; nothing may emit a code that does not stand in it.

use serde::Serialize;
use serde_json::{Map, Value};

/// One thing that is wrong with the answers.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Violation {
    /// JSON Pointer into the answers (`/name/familyName`).
    pub at: String,
    /// What is wrong: one of [`CODES`].
    pub code: &'static str,
    /// What a message about it needs to know.
    pub params: Map<String, Value>,
}

impl Violation {
    pub(crate) fn new(at: impl Into<String>, code: &'static str) -> Self {
        Self { at: at.into(), code, params: Map::new() }
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// The name of the field it belongs to; none for a violation of the answers as a whole.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        field_of(&self.at)
    }
}

/// The first token of a JSON Pointer into the answers.
fn field_of(at: &str) -> Option<&str> {
    at.strip_prefix('/').and_then(|rest| rest.split('/').next())
}

/// Who notices a violation.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum Reach {
    /// A plain JSON Schema validator given `PublishedForm::contract` refuses such answers too.
    Contract,
    /// Only Madoguchi knows.
    Beyond,
}

/// Every violation code with who notices it.
pub const CODES: &[(&str, Reach)] = &[
    ("required", Reach::Contract),
    ("type", Reach::Contract),
    ("unknownProperty", Reach::Contract),
    ("minLength", Reach::Contract),
    ("maxLength", Reach::Contract),
    ("pattern", Reach::Contract),
    ("minimum", Reach::Contract),
    ("maximum", Reach::Contract),
    ("exclusiveMinimum", Reach::Contract),
    ("exclusiveMaximum", Reach::Contract),
    ("multipleOf", Reach::Contract),
    ("minItems", Reach::Contract),
    ("maxItems", Reach::Contract),
    ("uniqueItems", Reach::Contract),
    ("choice", Reach::Contract),
    ("consent", Reach::Contract),
    ("schema", Reach::Contract),
    ("journeyEnds", Reach::Contract),
    // From here on a kind's own words: where one is said about a value, the general ones above are not.
    // What cannot be read as a number stays the text it was, and a text where a number belongs is refused by everybody.
    ("integerFormat", Reach::Contract),
    ("decimalFormat", Reach::Contract),
    // So with a place that cannot be read, a free text that was chosen and not written, and a choice that stands alone.
    ("mapPoint", Reach::Contract),
    ("otherText", Reach::Contract),
    ("exclusive", Reach::Contract),
    ("dateFormat", Reach::Contract),
    ("kana", Reach::Contract),
    ("phone", Reach::Contract),
    ("email", Reach::Contract),
    ("postalCode", Reach::Contract),
    ("month", Reach::Contract),
    ("time", Reach::Contract),
    ("dateTime", Reach::Contract),
    ("url", Reach::Contract),
    ("corporateNumber", Reach::Contract),
    ("invoiceNumber", Reach::Contract),
    ("myNumber", Reach::Contract),
    ("keyNumber", Reach::Contract),
    ("bankCode", Reach::Contract),
    ("branchCode", Reach::Contract),
    ("accountNumber", Reach::Contract),
    ("accountHolder", Reach::Contract),
    ("yuchoSymbol", Reach::Contract),
    ("yuchoNumber", Reach::Contract),
    ("localGovernmentCode", Reach::Contract),
    ("bankUnknown", Reach::Beyond),
    ("branchUnknown", Reach::Beyond),
    ("localGovernmentUnknown", Reach::Beyond),
    ("dateExists", Reach::Beyond),
    ("earliest", Reach::Beyond),
    ("latest", Reach::Beyond),
    ("step", Reach::Beyond),
    ("rangeOrder", Reach::Beyond),
    ("maxDays", Reach::Beyond),
    ("checkDigit", Reach::Beyond),
    ("maxCharacters", Reach::Beyond),
    ("confirmation", Reach::Beyond),
    ("file", Reach::Beyond),
    ("slot", Reach::Beyond),
    ("calculation", Reach::Beyond),
    ("rule", Reach::Beyond),
];

/// The codes of [`CODES`] that are no kind's own: what plain JSON Schema says about any value.
pub(crate) const PLAIN: [&str; 18] = [
    "required",
    "type",
    "unknownProperty",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "choice",
    "consent",
    "schema",
    "journeyEnds",
];

/// Who notices violations with this code; none for a code that does not exist.
#[must_use]
pub fn reach(code: &str) -> Option<Reach> {
    CODES.iter().find(|(name, _)| *name == code).map(|(_, reach)| *reach)
}
