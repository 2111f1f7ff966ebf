//! What names, addresses and bank accounts have in common: an object of text parts. Which parts there are, and what those
//! say that nobody types (the name of a bank), is theirs.

use super::{Blueprint, Reading, read_text, without_emptiness};
use crate::characters::one_line;
use crate::pointer;
use crate::problem::Problem;
use crate::widget::{Choice, Part};
use serde_json::{Map, Value, json};

/// One part a composite kind knows.
#[derive(Debug)]
pub struct PartShape {
    pub name: &'static str,
    pub label: &'static str,
    pub autocomplete: &'static str,
    pub inputmode: &'static str,
    pub options: fn() -> Vec<Choice>,
    pub fold: fn(&str) -> String,
    /// The code for what a pattern cannot say about a folded part (a check digit); silent about texts that do not fit the
    /// pattern.
    pub check: fn(&str) -> Option<&'static str>,
    /// What a folded part must look like, and the code when it does not.
    pub pattern: Option<(&'static str, &'static str)>,
    /// Filled in by the kind, whatever was sent.
    pub computed: bool,
}

impl PartShape {
    /// A line of text that may be anything.
    pub const fn text(name: &'static str, label: &'static str, autocomplete: &'static str) -> Self {
        Self {
            name,
            label,
            autocomplete,
            inputmode: "text",
            options: Vec::new,
            fold: one_line,
            check: |_| None,
            pattern: None,
            computed: false,
        }
    }

    /// A part the kind fills in itself.
    pub const fn computed(name: &'static str, label: &'static str) -> Self {
        Self { computed: true, ..Self::text(name, label, "off") }
    }
}

/// A composite kind's parts in order, which of them stand in a form that names none, and which are required unless the
/// document says so itself.
#[derive(Debug)]
pub struct Shape {
    pub parts: &'static [PartShape],
    pub default: &'static [&'static str],
    pub required: &'static [&'static str],
}

/// The parts of one field.
#[derive(Debug)]
pub struct Parts {
    /// What pages draw, in order.
    inputs: Vec<Part>,
    /// How each is read, with its limit in characters.
    shapes: Vec<(&'static PartShape, Option<u64>)>,
}

impl Shape {
    /// Adds parts, `required` and the refusal of other members to a field's schema.
    pub fn contribute(&self, schema: &mut Map<String, Value>) {
        let properties = schema.entry("properties").or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(properties) = properties else {
            return;
        };
        if properties.is_empty() {
            properties.extend(self.default.iter().map(|name| ((*name).to_owned(), json!({}))));
        }
        for part in self.parts.iter().filter(|part| part.computed) {
            properties.entry(part.name).or_insert_with(computed);
        }
        for part in properties.values_mut().filter_map(Value::as_object_mut) {
            part.entry("type").or_insert_with(|| json!("string"));
        }
        let required: Vec<&str> = self.required.iter().copied().filter(|name| properties.contains_key(*name)).collect();
        schema.entry("required").or_insert_with(|| json!(required));
        schema.insert("additionalProperties".to_owned(), Value::Bool(false));
    }

    /// Parts that the kind does not know, are not texts, or are required without standing in the form.
    pub fn lint(&self, blueprint: &Blueprint, problems: &mut Vec<Problem>) {
        let members = blueprint.schema.get("properties").and_then(Value::as_object);
        let at = pointer::join(blueprint.at, "properties");
        for (name, part) in members.into_iter().flatten() {
            let known = self.parts.iter().any(|shape| shape.name == name);
            let is_text = part.get("type").and_then(Value::as_str) == Some("string");
            if !known {
                problems.push(Problem::error("unknownPart", pointer::join(&at, name)).with("name", name.as_str()));
            } else if !is_text {
                problems.push(Problem::error("kindType", pointer::join(&at, name)).with("expected", "string"));
            }
        }
        lint_required(blueprint, problems);
    }

    /// The parts that a field wants, in the order of the kind.
    pub fn parts(&self, blueprint: &Blueprint) -> Parts {
        let members = blueprint.schema.get("properties").and_then(Value::as_object);
        let required = blueprint.schema.get("required").and_then(Value::as_array);
        let mut parts = Parts { inputs: Vec::new(), shapes: Vec::new() };
        for shape in self.parts {
            let Some(schema) = members.and_then(|members| members.get(shape.name)) else {
                continue;
            };
            parts.shapes.push((shape, schema.get("x-max-characters").and_then(Value::as_u64)));
            parts.inputs.push(Part {
                name: shape.name,
                label: shape.label,
                required: required.is_some_and(|names| names.iter().any(|name| name == shape.name)),
                autocomplete: shape.autocomplete,
                inputmode: shape.inputmode,
                max_length: schema.get("maxLength").and_then(Value::as_u64),
                options: offered(shape, schema),
                computed: shape.computed,
            });
        }
        parts
    }
}

/// Members that are required without standing in the form.
pub fn lint_required(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    let members = blueprint.schema.get("properties").and_then(Value::as_object);
    let required = blueprint.schema.get("required").and_then(Value::as_array);
    for (position, name) in required.into_iter().flatten().filter_map(Value::as_str).enumerate() {
        if !members.is_some_and(|members| members.contains_key(name)) {
            let place = pointer::index(&pointer::join(blueprint.at, "required"), position);
            problems.push(Problem::error("requiredUnknown", place).with("name", name));
        }
    }
}

impl Parts {
    /// Normalises every part; members nobody knows stay, for the validator to refuse.
    pub fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        let Value::Object(members) = raw else {
            return without_emptiness(raw);
        };
        let mut answer = Map::new();
        for (shape, max_characters) in self.shapes.iter().filter(|(shape, _)| !shape.computed) {
            let Some(value) = members.get(shape.name).and_then(|member| read_text(member, shape.fold)) else {
                continue;
            };
            if let Some(text) = value.as_str() {
                if let Some(code) = (shape.check)(text) {
                    reading.report_part(shape.name, code);
                }
                if let Some(limit) = max_characters {
                    reading.report_part_too_long(shape.name, text, *limit);
                }
            }
            answer.insert(shape.name.to_owned(), value);
        }
        for (name, member) in members {
            if !self.has(name)
                && let Some(value) = without_emptiness(member)
            {
                answer.insert(name.clone(), value);
            }
        }
        (!answer.is_empty()).then_some(Value::Object(answer))
    }

    /// The patterns of the parts that stand in the field, with their codes.
    pub fn patterns(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        let patterns = self.shapes.iter().map(|(shape, _)| (shape.name, shape.pattern));
        patterns.filter_map(|(name, pattern)| pattern.map(|(pattern, code)| (name, pattern, code))).collect()
    }

    /// Whether a part stands in the form.
    pub fn has(&self, name: &str) -> bool {
        self.shapes.iter().any(|(shape, _)| shape.name == name)
    }

    /// The inputs.
    pub fn inputs(&self) -> &[Part] {
        &self.inputs
    }
}

/// What a part of its own looks like in the contract: an answer that is sent again may bring it along.
fn computed() -> Value {
    json!({ "type": "string", "maxLength": LONGEST_COMPUTED, "readOnly": true })
}

/// No table has a longer name; the contract says so, and text without a limit would be a hint for the author.
const LONGEST_COMPUTED: u64 = 100;

/// The options of a part, without those an `enum` of the document leaves out.
fn offered(shape: &PartShape, schema: &Value) -> Vec<Choice> {
    let mut options = (shape.options)();
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
        options.retain(|option| allowed.iter().any(|value| value.as_str() == Some(&option.value)));
    }
    options
}

/// Fills in a part that the kind knows itself.
pub fn fill_in(answer: &mut Value, name: &'static str, text: impl Into<String>) {
    if let Value::Object(members) = answer {
        members.insert(name.to_owned(), Value::String(text.into()));
    }
}

/// The text of one part of an accepted answer.
pub fn part_text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
