//! One property of the document becomes one field.

use super::layout::{Place, condition};
use super::text;
use crate::condition::Names;
use crate::field::{Field, Sensitivity, Wording};
use crate::group::Group;
use crate::i18n;
use crate::kind::{self, Blueprint, KindName};
use crate::pointer;
use crate::problem::Problem;
use crate::subschemas::resolved_field;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Where fields are declared: the form itself, or the items of a group.
pub struct Home<'a> {
    pub document: &'a Value,
    /// JSON Pointer to `properties`.
    pub at: &'a str,
    pub properties: &'a Map<String, Value>,
    /// `required` beside them.
    pub required: Option<&'a Value>,
    pub names: &'a Names,
    pub in_group: bool,
}

/// Reads a field. Whatever its schema looks like there is one, so that one mistake hides no other.
pub fn field(home: &Home<'_>, place: &Place<'_>, problems: &mut Vec<Problem>) -> Field {
    let at = pointer::join(home.at, place.name);
    let own = home.properties.get(place.name).and_then(Value::as_object).cloned().unwrap_or_default();
    let mut schema = resolved_field(&own, home.document);
    let recognised = kind_name(&schema, &at, problems);
    let kind = recognised.unwrap_or_else(|| stand_in(&schema));
    let definition = kind::definition(kind);
    match kind::json_type(&schema) {
        None => {
            schema.insert("type".to_owned(), definition.json_type.into());
        }
        Some(found) if found != definition.json_type => {
            let problem = Problem::error("kindType", &at).with("kind", kind.as_str());
            problems.push(problem.with("expected", definition.json_type).suggesting("setType"));
        }
        Some(_) => {}
    }
    // Hashed, because a hostile field may have a hundred thousand keywords.
    let written: HashSet<String> = schema.keys().cloned().collect();
    (definition.contribute)(&mut schema);
    if schema.contains_key("x-value") {
        schema.insert("readOnly".to_owned(), Value::Bool(true));
    }
    let contributed = schema.keys().filter(|keyword| !written.contains(*keyword)).cloned().collect();
    let label = text(&schema, "title").unwrap_or_else(|| place.name.to_owned());
    let other_units = i18n::each(home.document, &pointer::join(&at, "x-unit"));
    let blueprint = Blueprint { at: &at, label: &label, schema: &schema, other_units: &other_units };
    if recognised.is_some() {
        (definition.lint)(&blueprint, problems);
    }
    let rule = (definition.build)(&blueprint);
    let wording = wording(&schema, label);
    let group = (kind == KindName::Group && !home.in_group)
        .then(|| super::group::group(home.document, &mut schema, &at, place.page, problems));
    let pattern_codes = kind::add_patterns(&mut schema, definition, rule.as_ref());
    Field {
        name: place.name.to_owned(),
        wording,
        kind,
        rule,
        sensitivity: sensitivity(kind, &schema, group.as_ref()),
        always_required: is_listed(home.required, place.name),
        page: place.page,
        block: place.block,
        affects: false,
        readable: None,
        readable_parts: Vec::new(),
        contributed,
        pattern_codes,
        pointer: pointer::join("", place.name),
        nullable: is_listed(schema.get("type"), "null"),
        max_characters: schema.get("x-max-characters").and_then(Value::as_u64),
        show: condition(&schema, "x-show-when", &at, home.names, problems),
        required_when: condition(&schema, "x-required-when", &at, home.names, problems),
        at,
        group,
        calculation: None,
        needs: Vec::new(),
        schema,
    }
}

/// An individual number is one whatever the document says, and a group must be treated as carefully as the most delicate of
/// its members.
fn sensitivity(kind: KindName, schema: &Map<String, Value>, group: Option<&Group>) -> Option<Sensitivity> {
    let said = schema.get("x-sensitive").and_then(Value::as_str).and_then(Sensitivity::parse);
    let own = if kind == KindName::MyNumber { Some(Sensitivity::MyNumber) } else { said };
    let members = group.into_iter().flat_map(|group| &group.fields).map(|field| field.sensitivity);
    members.chain([own]).max().flatten()
}

/// Whether a list of texts has this one.
fn is_listed(list: Option<&Value>, text: &str) -> bool {
    list.and_then(Value::as_array).is_some_and(|list| list.iter().any(|item| item == text))
}

fn kind_name(schema: &Map<String, Value>, at: &str, problems: &mut Vec<Problem>) -> Option<KindName> {
    let named = schema.get("x-kind").and_then(Value::as_str);
    let kind = match named {
        Some(name) => KindName::parse(name),
        None => kind::infer(schema),
    };
    if kind.is_none() {
        problems.push(match named {
            Some(name) => Problem::error("unknownKind", pointer::join(at, "x-kind")).with("kind", name),
            None => Problem::error("kindNotInferred", at).suggesting("setKind"),
        });
    }
    kind
}

/// A kind that at least fits the schema's type, so that no second problem follows from the first.
fn stand_in(schema: &Map<String, Value>) -> KindName {
    match kind::json_type(schema) {
        Some("object") => KindName::PersonName,
        Some("array") => KindName::File,
        Some("integer") => KindName::Integer,
        Some("number") => KindName::Decimal,
        Some("boolean") => KindName::YesNo,
        _ => KindName::ShortText,
    }
}

fn wording(schema: &Map<String, Value>, label: String) -> Wording {
    Wording {
        label,
        help: text(schema, "x-help"),
        placeholder: text(schema, "x-placeholder"),
        error: text(schema, "x-error"),
        autocomplete: text(schema, "x-autocomplete"),
        calendar: text(schema, "x-calendar"),
    }
}
