//! The registry of kinds. A kind is one file with a `DEFINITION`, and one line in `kinds!` below; nothing else in this
//! crate knows which kinds there are. The order is the order of inference: the first kind that recognises a schema
//! without `x-kind` takes it.

use crate::display::Cell;
use crate::problem::Problem;
use crate::violation::Violation;
use crate::widget::{Choice, Part, Widget};
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::fmt::Debug;

mod choice_list;
mod composite;

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
        }

        const REGISTRY: &[(KindName, Definition)] = &[$((KindName::$Name, $module::DEFINITION),)*];
    };
}

kinds! {
    consent => Consent, "consent";
    yes_no => YesNo, "yesNo";
    choices => Choices, "choices";
    choice => Choice, "choice";
    date => Date, "date";
    email => Email, "email";
    integer => Integer, "integer";
    decimal => Decimal, "decimal";
    long_text => LongText, "longText";
    person_name => PersonName, "personName";
    kana => Kana, "kana";
    phone => Phone, "phone";
    postal_address => PostalAddress, "postalAddress";
    file => File, "file";
    short_text => ShortText, "shortText";
}

/// What a kind tells the rest of the crate about itself.
pub struct Definition {
    /// The JSON type of its values; contributed where the document has none.
    pub json_type: &'static str,
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

/// A field as a kind sees it while it is built.
pub struct Blueprint<'a> {
    /// JSON Pointer into the document.
    pub at: &'a str,
    /// The field's label.
    pub label: &'a str,
    /// Its schema, with what the kind contributes.
    pub schema: &'a Map<String, Value>,
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

/// The reading of one field's raw answer: where kinds report what plain JSON Schema cannot.
pub struct Reading<'a> {
    /// The day of receipt.
    pub today: Date,
    at: &'a str,
    violations: &'a mut Vec<Violation>,
}

impl<'a> Reading<'a> {
    pub const fn new(today: Date, at: &'a str, violations: &'a mut Vec<Violation>) -> Self {
        Self { today, at, violations }
    }

    /// Reports a violation of the field itself.
    pub fn report(&mut self, code: &'static str) {
        self.violations.push(Violation::new(self.at, code));
    }

    /// Reports a violation with a `limit`.
    pub fn report_limit(&mut self, code: &'static str, limit: impl Into<Value>) {
        self.violations.push(Violation::new(self.at, code).with("limit", limit));
    }

    /// Reports a violation of one part of a composite.
    pub fn report_part(&mut self, part: &str, code: &'static str) {
        self.violations.push(Violation::new(crate::pointer::join(self.at, part), code));
    }
}

/// What a kind does with answers.
pub trait Kind: Debug + Send + Sync {
    /// Normalises a raw answer (never `null`); none when nothing was answered. What cannot be understood stays as it is,
    /// for the validator or the report to refuse.
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value>;

    /// What a page draws.
    fn widget(&self) -> Widget;

    /// The lines that show an accepted answer.
    fn display(&self, value: &Value) -> Vec<String> {
        vec![plain_text(value)]
    }

    /// The code for a missing required answer.
    fn missing(&self) -> &'static str {
        "required"
    }

    /// The choices.
    fn choices(&self) -> &[Choice] {
        &[]
    }

    /// The inputs of a composite.
    fn parts(&self) -> Vec<Part> {
        Vec::new()
    }

    /// What a number counts.
    fn unit(&self) -> Option<&str> {
        None
    }

    /// The cell of an accepted answer (kinds without parts).
    fn cell(&self, value: &Value) -> Cell {
        Cell::Text(self.display(value).join("、"))
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

/// For kinds that are never inferred.
fn never(_: &Map<String, Value>) -> bool {
    false
}

/// For kinds that need nothing but their type.
fn nothing_more(_: &mut Map<String, Value>) {}

/// For kinds that cannot be misused.
fn no_problem(_: &Blueprint, _: &mut Vec<Problem>) {}

/// A text answer after `fold`; other JSON passes through for the validator to refuse.
fn read_text(raw: &Value, fold: impl FnOnce(&str) -> String) -> Option<Value> {
    match raw {
        Value::String(text) => {
            let folded = fold(text);
            (!folded.trim().is_empty()).then_some(Value::String(folded))
        }
        other => without_emptiness(other),
    }
}

/// Any JSON without empty members, from the inside out; none when nothing is left.
pub fn without_emptiness(value: &Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) => (!text.trim().is_empty()).then(|| value.clone()),
        Value::Array(items) => {
            let left: Vec<Value> = items.iter().filter_map(without_emptiness).collect();
            (!left.is_empty()).then_some(Value::Array(left))
        }
        Value::Object(members) => {
            let left: Map<String, Value> = members
                .iter()
                .filter_map(|(name, member)| without_emptiness(member).map(|member| (name.clone(), member)))
                .collect();
            (!left.is_empty()).then_some(Value::Object(left))
        }
        Value::Bool(_) | Value::Number(_) => Some(value.clone()),
    }
}

/// A value as plain text: for answers that an older form stored in another shape.
fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain_text).collect::<Vec<_>>().join("、"),
        Value::Object(members) => members.values().map(plain_text).collect::<Vec<_>>().join("　"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod testing {
    //! One form field on a bench, for the tests of the kinds.
    use super::*;
    use serde_json::json;

    /// Reads `raw` with the kind of `schema` on 2026-04-01; the violations are `at code` texts.
    pub fn read(schema: Value, raw: Value) -> (Option<Value>, Vec<String>) {
        let field = build(schema);
        let mut violations = Vec::new();
        let value = field.read(&raw, &mut Reading::new(jiff::civil::date(2026, 4, 1), "/f", &mut violations));
        (value, violations.iter().map(|one| format!("{} {}", one.at, one.code)).collect())
    }

    /// The kind of `schema`.
    pub fn build(schema: Value) -> Box<dyn Kind> {
        let Value::Object(mut schema) = schema else { panic!("a schema is an object") };
        let name = schema.get("x-kind").and_then(Value::as_str).and_then(KindName::parse).or_else(|| infer(&schema));
        let definition = definition(name.expect("a kind"));
        schema.entry("type").or_insert_with(|| json!(definition.json_type));
        (definition.contribute)(&mut schema);
        (definition.build)(&Blueprint { at: "/properties/f", label: "F", schema: &schema })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn inference_follows_the_table() {
        let kind = |schema: Value| infer(schema.as_object().unwrap()).map(KindName::as_str);
        assert_eq!(kind(json!({"type": "string"})), Some("shortText"));
        assert_eq!(kind(json!({})), Some("shortText"));
        assert_eq!(kind(json!({"type": ["null", "string"]})), Some("shortText"));
        assert_eq!(kind(json!({"type": "integer"})), Some("integer"));
        assert_eq!(kind(json!({"type": "integer", "enum": [1, 2]})), Some("integer"));
        assert_eq!(kind(json!({"type": "number"})), Some("decimal"));
        assert_eq!(kind(json!({"type": "string", "format": "date"})), Some("date"));
        assert_eq!(kind(json!({"type": "string", "format": "email"})), Some("email"));
        assert_eq!(kind(json!({"enum": ["a", "b"]})), Some("choice"));
        assert_eq!(kind(json!({"oneOf": [{"const": "a", "title": "A"}]})), Some("choice"));
        assert_eq!(kind(json!({"type": "array", "items": {"enum": ["a"]}})), Some("choices"));
        assert_eq!(kind(json!({"type": "boolean", "const": true})), Some("consent"));
        assert_eq!(kind(json!({"const": true})), Some("consent"));
        assert_eq!(kind(json!({"type": "boolean"})), Some("yesNo"));
        assert_eq!(kind(json!({"type": "object"})), None);
        assert_eq!(kind(json!({"type": "array", "items": {"type": "string"}})), None);
    }

    #[test]
    fn names_round_trip() {
        for (name, _) in REGISTRY {
            assert_eq!(KindName::parse(name.as_str()), Some(*name));
        }
    }
}
