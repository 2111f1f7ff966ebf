//! The plain JSON Schema of a form: no `x-` keyword, and conditions as `if`/`then`/`else`. On normalised answers any
//! validator's verdict on it is ours without the violations that are marked `beyond`.

use crate::condition::Condition;
use crate::field::Field;
use crate::page::Page;
use crate::published::PublishedForm;
use crate::subschemas::filtered;
use crate::visibility::gates;
use serde_json::{Map, Value, json};

/// Keywords that apply schemas in place, so that `additionalProperties` beside them would see too little.
const IN_PLACE: [&str; 8] = ["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "$ref"];

/// The data schema: what standard keywords and kinds say, without conditions. `format` goes too, because validators
/// disagree about whether it asserts anything; the patterns that kinds contribute say what we mean by it.
pub fn data_schema(document: &Map<String, Value>, fields: &[Field]) -> Map<String, Value> {
    let keep = |keyword: &str| !keyword.starts_with("x-") && keyword != "format";
    let plain = filtered(&Value::Object(document.clone()), &keep);
    let Value::Object(mut schema) = plain else {
        return Map::new();
    };
    schema.entry("$schema").or_insert_with(|| json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("type".to_owned(), json!("object"));
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for field in fields {
            properties.insert(field.name.clone(), filtered(&Value::Object(field.schema.clone()), &keep));
        }
    }
    refuse_others(&mut schema);
    schema
}

/// Refuses members that an object's schema does not name, unless it says otherwise itself.
pub fn refuse_others(schema: &mut Map<String, Value>) {
    if !schema.contains_key("additionalProperties") && !schema.contains_key("unevaluatedProperties") {
        let in_place = IN_PLACE.iter().any(|keyword| schema.contains_key(*keyword));
        let keyword = if in_place { "unevaluatedProperties" } else { "additionalProperties" };
        schema.insert(keyword.to_owned(), Value::Bool(false));
    }
}

impl PublishedForm {
    /// The form as plain JSON Schema 2020-12.
    #[must_use]
    pub fn contract(&self) -> Value {
        let Value::Object(document) = &self.document else {
            return Value::Bool(false);
        };
        let mut schema = data_schema(document, &self.fields);
        for field in &self.fields {
            let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
            let items = properties.and_then(|all| all.get_mut(&field.name)?.get_mut("items")?.as_object_mut());
            if let (Some(group), Some(items)) = (&field.group, items) {
                add_rules(items, group.fields.iter().flat_map(|member| field_rules(member, &[])).collect());
            }
        }
        let mut rules: Vec<Value> = self.fields.iter().flat_map(|field| field_rules(field, &self.pages)).collect();
        rules.extend(self.pages.iter().flat_map(|page| exit_rules(page, &self.fields, &self.pages)));
        add_rules(&mut schema, rules);
        Value::Object(schema)
    }
}

fn add_rules(schema: &mut Map<String, Value>, rules: Vec<Value>) {
    if rules.is_empty() {
        return;
    }
    match schema.entry("allOf").or_insert_with(|| json!([])) {
        Value::Array(list) => list.extend(rules),
        other => *other = Value::Array(rules),
    }
}

fn all_of(mut predicates: Vec<Value>) -> Option<Value> {
    predicates.retain(|predicate| *predicate != Value::Bool(true));
    match predicates.len() {
        0 => None,
        1 => predicates.pop(),
        _ => Some(json!({ "allOf": predicates })),
    }
}

fn shown_when(field: &Field, pages: &[Page]) -> Option<Value> {
    all_of(gates(field, pages).map(|gate| gate.explicit.clone()).collect())
}

fn field_rules(field: &Field, pages: &[Page]) -> Vec<Value> {
    let name = field.name.as_str();
    let shown = shown_when(field, pages);
    let always = field.required_when.as_ref().is_some_and(Condition::is_always);
    let mut rules = Vec::new();
    if let Some(shown) = &shown {
        let then = if always { json!({ "required": [name] }) } else { Value::Bool(true) };
        rules.push(json!({ "if": shown, "then": then, "else": { "properties": { name: false } } }));
    } else if always {
        rules.push(json!({ "required": [name] }));
    }
    if let Some(condition) = field.required_when.as_ref().filter(|_| !always) {
        let when = all_of(shown.into_iter().chain([condition.explicit.clone()]).collect()).unwrap_or(Value::Bool(true));
        rules.push(json!({ "if": when, "then": { "required": [name] } }));
    }
    rules
}

/// When a page has anything to show; none means always.
fn page_shown_when(page: &Page, fields: &[Field], pages: &[Page]) -> Option<Value> {
    let mut blocks = Vec::new();
    for block in &page.blocks {
        let field = block.field.and_then(|field| fields.get(field));
        let own = match field {
            Some(field) => shown_when(field, pages),
            None => all_of(page.show.iter().chain(&block.show).map(|gate| gate.explicit.clone()).collect()),
        };
        match own {
            Some(own) => blocks.push(own),
            None => return None,
        }
    }
    Some(json!({ "anyOf": blocks }))
}

fn exit_rules(page: &Page, fields: &[Field], pages: &[Page]) -> Vec<Value> {
    let shown = page_shown_when(page, fields, pages);
    let rule = |exit: &crate::page::Exit| {
        let when =
            all_of(shown.iter().cloned().chain([exit.when.explicit.clone()]).collect()).unwrap_or(Value::Bool(true));
        json!({ "if": when, "then": false })
    };
    page.exits.iter().map(rule).collect()
}
