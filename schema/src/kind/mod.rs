//! The registry of kinds. A kind is one file with a `DEFINITION`, and one line in `kinds!` below; nothing else in this
//! crate knows which kinds there are. The order is the order of inference: the first kind that recognises a schema
//! without `x-kind` takes it.

use crate::display::Cell;
use crate::problem::Problem;
use crate::widget::{Choice, Other, Part, Prefill, Widget};
use crate::word::{Say, japanese};
use composite::Parts;
use serde_json::{Map, Value};
use std::fmt::Debug;

mod account_holder;
mod angle;
mod check_digits;
mod checked_number;
mod choice_list;
mod choice_problems;
mod composite;
mod contributed;
mod coordinate;
mod number;
mod reading;

pub use bank_account::account_type_title;
pub use contributed::{PatternCode, add_patterns};
pub use group::max_rows;
pub use number::stored;
pub use reading::{Reading, is_empty, without_emptiness};
use reading::{Typed, holds_only, plain_text, read_text, typed};

macro_rules! kinds {
    ($($module:ident => $Name:ident, $text:literal;)*) => {
        $(mod $module;)*

        /// The name of a kind, as in `x-kind`.
        #[derive(serde::Serialize, Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum KindName {
            $(#[doc = concat!("`", $text, "`")] #[serde(rename = $text)] $Name,)*
        }

        impl KindName {
            /// The name as it stands in documents.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$Name => $text,)* }
            }

            /// The kind with this name.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$Name),)* _ => None }
            }

            /// Whether an answer of this kind can become an entry of a calendar.
            #[must_use]
            pub const fn is_in_calendars(self) -> bool {
                matches!(self, Self::Date | Self::DateTime | Self::DateRange | Self::Slot)
            }
        }

        const REGISTRY: &[(KindName, Definition)] = &[$((KindName::$Name, $module::DEFINITION),)*];
    };
}

kinds! {
    consent => Consent, "consent";
    yes_no => YesNo, "yesNo";
    choices => Choices, "choices";
    choice => Choice, "choice";
    group => Group, "group";
    date_time => DateTime, "dateTime";
    date => Date, "date";
    time => Time, "time";
    url => Url, "url";
    email => Email, "email";
    integer => Integer, "integer";
    decimal => Decimal, "decimal";
    money => Money, "money";
    percentage => Percentage, "percentage";
    month => Month, "month";
    date_range => DateRange, "dateRange";
    organization_name => OrganizationName, "organizationName";
    corporate_number => CorporateNumber, "corporateNumber";
    invoice_number => InvoiceNumber, "invoiceNumber";
    my_number => MyNumber, "myNumber";
    key_number => KeyNumber, "keyNumber";
    long_text => LongText, "longText";
    person_name => PersonName, "personName";
    kana => Kana, "kana";
    phone => Phone, "phone";
    postal_address => PostalAddress, "postalAddress";
    bank_account => BankAccount, "bankAccount";
    yucho_account => YuchoAccount, "yuchoAccount";
    ranking => Ranking, "ranking";
    rating => Rating, "rating";
    matrix => Matrix, "matrix";
    file => File, "file";
    image => Image, "image";
    signature => Signature, "signature";
    map_point => MapPoint, "mapPoint";
    slot => Slot, "slot";
    hidden => Hidden, "hidden";
    short_text => ShortText, "shortText";
}

/// What a kind tells the rest of the crate about itself.
pub struct Definition {
    /// The JSON type of its values; contributed where the document has none.
    pub json_type: &'static str,
    /// The code for a value that does not fit the pattern this kind contributes ([`Kind::pattern`]).
    pub pattern_code: Option<&'static str>,
    /// The `x-` keywords only this kind reads.
    pub keywords: &'static [&'static str],
    /// Whether a schema without `x-kind` is of this kind.
    pub infers: fn(&Map<String, Value>) -> bool,
    /// Adds what the kind needs to the field's JSON Schema; it must not take anything away.
    pub contribute: fn(&mut Map<String, Value>),
    /// What is wrong with the kind's use of the schema.
    pub lint: fn(&Blueprint, &mut Vec<Problem>),
    /// Makes the rule, whatever the schema looks like.
    pub build: fn(&Blueprint) -> Box<dyn Kind>,
}

impl Definition {
    /// A kind that is never inferred and needs nothing but its type. Each says for itself what is otherwise.
    const fn of(json_type: &'static str, build: fn(&Blueprint) -> Box<dyn Kind>) -> Self {
        Self {
            json_type,
            pattern_code: None,
            keywords: &[],
            infers: |_| false,
            contribute: |_| {},
            lint: |_, _| {},
            build,
        }
    }
}

/// A field as a kind sees it while it is built.
pub struct Blueprint<'a> {
    /// JSON Pointer into the document.
    pub at: &'a str,
    /// The field's label.
    pub label: &'a str,
    /// Its schema, with what the kind contributes.
    pub schema: &'a Map<String, Value>,
    /// The words for its unit in the form's other languages.
    pub other_units: &'a [&'a str],
}

impl Blueprint<'_> {
    /// A text keyword.
    pub fn text(&self, keyword: &str) -> Option<&str> {
        self.schema.get(keyword).and_then(Value::as_str)
    }

    /// A switch.
    pub fn flag(&self, keyword: &str) -> bool {
        self.schema.get(keyword).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A count.
    pub fn count(&self, keyword: &str) -> Option<u64> {
        self.schema.get(keyword).and_then(Value::as_u64)
    }
}

/// What a kind does with answers.
pub trait Kind: Debug + Send + Sync {
    /// Normalises a raw answer (never `null`); none when nothing was answered. What cannot be understood stays as it is,
    /// for the validator or the report to refuse.
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value>;

    /// What a page draws.
    fn widget(&self) -> Widget;

    /// The lines that show an accepted answer, with our own words worded by `say`.
    fn lines(&self, value: &Value, _say: Say<'_>) -> Vec<String> {
        vec![plain_text(value)]
    }

    /// The lines that show an accepted answer to staff, in files and in tests.
    fn display(&self, value: &Value) -> Vec<String> {
        self.lines(value, &japanese)
    }

    /// The code for a missing required answer.
    fn missing(&self) -> &'static str {
        "required"
    }

    /// The choices.
    fn choices(&self) -> &[Choice] {
        &[]
    }

    /// The free text beside the choices.
    fn other(&self) -> Option<&Other> {
        None
    }

    /// Where the answer comes from when nobody types it.
    fn prefill(&self) -> Option<&Prefill> {
        None
    }

    /// The inputs of a composite.
    fn parts(&self) -> &[Part] {
        self.composite().map_or(&[], Parts::inputs)
    }

    /// How a composite's parts are read, for kinds that are one.
    fn composite(&self) -> Option<&Parts> {
        None
    }

    /// The members of an object answer that have a column of their own, in order: property name and label. Empty where
    /// the whole answer is one cell.
    fn columns(&self) -> Vec<(&str, &str)> {
        self.parts().iter().map(|part| (part.name, part.label)).collect()
    }

    /// Where a member of an object answer stands among them.
    fn member_position(&self, name: &str) -> Option<usize> {
        self.parts().iter().position(|part| part.name == name)
    }

    /// Adds the cells of an accepted answer: as many as [`Self::columns`], or one.
    fn push_cells(&self, value: Option<&Value>, cells: &mut Vec<Cell>) {
        if self.parts().is_empty() {
            cells.push(value.map_or(Cell::Empty, |value| self.cell(value)));
            return;
        }
        let text = |name: &str| value.and_then(|value| value.get(name)).and_then(Value::as_str);
        let title = |part: &Part, text: &str| {
            let option = part.options.iter().find(|option| option.value == text);
            option.map_or_else(|| text.to_owned(), |option| option.title.clone())
        };
        let cell = |part: &Part| text(part.name).map_or(Cell::Empty, |text| Cell::Text(title(part, text)));
        cells.extend(self.parts().iter().map(cell));
    }

    /// What a normalised answer must look like, as a regular expression that means the same in ECMAScript and here:
    /// literal ranges, groups, alternation and repetition. It becomes part of the contract; an answer that does not fit
    /// is refused with the definition's `pattern_code`.
    fn pattern(&self) -> Option<&str> {
        None
    }

    /// The same for the parts of a composite: name, pattern, code.
    fn part_patterns(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        self.composite().map_or_else(Vec::new, Parts::patterns)
    }

    /// The choice beside which there can be no other.
    fn exclusive(&self) -> Option<&str> {
        None
    }

    /// What a number counts.
    fn unit(&self) -> Option<&str> {
        None
    }

    /// The cell of an accepted answer (kinds with one column).
    fn cell(&self, value: &Value) -> Cell {
        let mut lines = self.display(value);
        Cell::Text(if lines.len() == 1 { lines.swap_remove(0) } else { lines.join("、") })
    }
}

/// The definition of a kind.
#[expect(clippy::expect_used, reason = "the macro above writes one registry line per name")]
pub fn definition(name: KindName) -> &'static Definition {
    REGISTRY.iter().find(|(kind, _)| *kind == name).map(|(_, definition)| definition).expect("every kind is registered")
}

/// The kind of a schema that does not name one.
pub fn infer(schema: &Map<String, Value>) -> Option<KindName> {
    REGISTRY.iter().find(|(_, definition)| (definition.infers)(schema)).map(|(name, _)| *name)
}

/// Every `x-` keyword that some kind reads.
pub fn own_keywords() -> impl Iterator<Item = &'static str> {
    REGISTRY.iter().flat_map(|(_, definition)| definition.keywords.iter().copied())
}

/// The JSON type of a schema: the first of several that is not `null`.
pub fn json_type(schema: &Map<String, Value>) -> Option<&str> {
    match schema.get("type")? {
        Value::String(one) => Some(one),
        Value::Array(several) => several.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        _ => None,
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests;
