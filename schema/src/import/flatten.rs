//! The foreign schema said again about the form's own answers. The shape is finite, so every keyword can be worked out for
//! exactly the members that exist; what cannot is refused by name. Nothing here looks at pages: whatever they show, these
//! statements are checked when answers are submitted.

use super::analysis::{list, members, names, place};
use super::counting::counted;
use super::report::Report;
use super::shape::{Node, Shape};
use super::statement::{ALWAYS, NEVER, all, answered, any, field, implies, not};
use super::trial::{fits, fitting};
use super::value;
use super::views::{item_schema, member_schemas};
use crate::pattern;
use serde_json::{Map, Value, json};

/// Whether a statement is only ever asserted. Under `not`, `if` and `oneOf` a stricter reading would let more through.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    Asserted,
    Asked,
}

/// Something in a place is answered.
pub fn touched(node: &Node) -> Value {
    match &node.shape {
        Shape::Object(children) | Shape::Tuple(children) => any(children.iter().map(touched)),
        Shape::Fixed(_) | Shape::Nothing => NEVER,
        _ => node.name().map_or(NEVER, answered),
    }
}

/// The foreign answers have this member, given that they have its parent.
pub fn present(node: &Node) -> Value {
    if node.is_always_there() { ALWAYS } else { touched(node) }
}

/// If the foreign answers have this member, it fits the schema.
pub fn check(schema: &Value, node: &Node, sense: Sense, report: &mut Report) -> Value {
    if *schema == ALWAYS || !report.step() {
        return ALWAYS;
    }
    match &node.shape {
        Shape::Fixed(value) => return Value::Bool(!node.required || fits(schema, value, report)),
        Shape::Nothing => return Value::Bool(node.blank.as_ref().is_none_or(|blank| fits(schema, blank, report))),
        Shape::Object(_) | Shape::Tuple(_) if node.blank.is_none() => {
            let inside = state(schema, node, sense, report);
            return if node.required { inside } else { implies(touched(node), inside) };
        }
        _ => {}
    }
    let inside = state(schema, node, sense, report);
    let is_object = matches!(node.shape, Shape::Object(_) | Shape::Tuple(_));
    match &node.blank {
        Some(blank) if !fits(schema, blank, report) => all([touched(node), inside]),
        Some(_) if is_object => implies(touched(node), inside),
        _ => inside,
    }
}

/// A place that is answered fits the schema.
pub fn state(schema: &Value, node: &Node, sense: Sense, report: &mut Report) -> Value {
    if !report.step() {
        return ALWAYS;
    }
    match (&node.shape, node.name()) {
        (Shape::Fixed(_) | Shape::Nothing, _) => check(schema, node, sense, report),
        (Shape::Consent { name }, _) => {
            if fits(schema, &Value::Bool(true), report) {
                ALWAYS
            } else {
                field(name, NEVER)
            }
        }
        (Shape::Choice { name, options }, _) => field(name, value::one_of(schema, options, report)),
        (Shape::Object(_) | Shape::Tuple(_), _) => structure(schema, node, sense, report),
        (_, Some(name)) => field(name, value::value(schema, node, sense, report)),
        (_, None) => ALWAYS,
    }
}

/// An object or tuple: its own keywords, then those that combine schemas.
fn structure(schema: &Value, node: &Node, sense: Sense, report: &mut Report) -> Value {
    let Value::Object(keywords) = schema else {
        return schema.clone();
    };
    if super::analysis::is_recursive(schema) {
        report.recursion(place(schema));
        return NEVER;
    }
    let own = match &node.shape {
        Shape::Tuple(children) => tuple(keywords, children, sense, report),
        _ => object(keywords, node, sense, report),
    };
    let kind = if matches!(node.shape, Shape::Tuple(_)) { "array" } else { "object" };
    let typed = match keywords.get("type") {
        Some(Value::String(one)) => Value::Bool(one == kind),
        Some(Value::Array(several)) => Value::Bool(several.iter().any(|one| one == kind)),
        _ => ALWAYS,
    };
    let equal = equal(keywords, node, sense, report);
    let combined = combined(keywords, sense, report, &mut |schema, sense, report| state(schema, node, sense, report));
    all([typed, equal, own, combined])
}

/// `allOf`, `anyOf`, `oneOf`, `not` and `if`, with each schema inside said by `inner`.
pub fn combined(
    keywords: &Map<String, Value>,
    sense: Sense,
    report: &mut Report,
    inner: &mut dyn FnMut(&Value, Sense, &mut Report) -> Value,
) -> Value {
    let mut statements = Vec::new();
    for schema in list(keywords, "allOf") {
        statements.push(inner(schema, sense, report));
    }
    if keywords.contains_key("anyOf") {
        let branches: Vec<Value> = list(keywords, "anyOf").iter().map(|one| inner(one, sense, report)).collect();
        statements.push(any(branches));
    }
    if keywords.contains_key("oneOf") {
        let branches: Vec<Value> = list(keywords, "oneOf").iter().map(|one| inner(one, Sense::Asked, report)).collect();
        let mut possible: Vec<Value> = branches.into_iter().filter(|one| *one != NEVER).collect();
        statements.push(match possible.len() {
            0 => NEVER,
            1 => possible.remove(0),
            _ => json!({ "oneOf": possible }),
        });
    }
    if let Some(schema) = keywords.get("not") {
        statements.push(not(inner(schema, Sense::Asked, report)));
    }
    if let Some(condition) = keywords.get("if") {
        let condition = inner(condition, Sense::Asked, report);
        let mut branch = |keyword: &str, condition: Value, report: &mut Report| {
            keywords.get(keyword).map_or(ALWAYS, |schema| implies(condition, inner(schema, sense, report)))
        };
        statements.push(branch("then", condition.clone(), report));
        statements.push(branch("else", not(condition), report));
    }
    all(statements)
}

fn equal(keywords: &Map<String, Value>, node: &Node, sense: Sense, report: &mut Report) -> Value {
    let options = match (keywords.get("const"), keywords.get("enum")) {
        (Some(value), _) => std::slice::from_ref(value),
        (None, Some(Value::Array(options))) => options,
        _ => return ALWAYS,
    };
    let mut branches = Vec::new();
    for option in options {
        let mut same = Vec::new();
        for child in node.children() {
            let value = match option {
                Value::Object(members) => members.get(&child.key),
                Value::Array(items) => child.key.parse::<usize>().ok().and_then(|index| items.get(index)),
                _ => None,
            };
            same.push(match value {
                Some(value) => all([present(child), check(&json!({ "const": value }), child, sense, report)]),
                None => not(present(child)),
            });
        }
        let is_known = match option {
            Value::Object(members) => members.keys().all(|key| node.child(key).is_some()),
            Value::Array(items) => items.len() <= node.children().len(),
            _ => false,
        };
        let fits_kind = option.is_array() == matches!(node.shape, Shape::Tuple(_));
        branches.push(if is_known && fits_kind { all(same) } else { NEVER });
    }
    any(branches)
}

fn object(keywords: &Map<String, Value>, node: &Node, sense: Sense, report: &mut Report) -> Value {
    let children = node.children();
    let mut statements = Vec::new();
    let patterns = keywords.get("patternProperties").and_then(Value::as_object).map_or(0, Map::len);
    for child in children {
        if !(0..=10 * patterns).all(|_| report.step()) {
            break;
        }
        for schema in member_schemas(keywords, &child.key) {
            statements.push(check(schema, child, sense, report));
        }
    }
    let there = |key: &str| node.child(key).map_or(NEVER, present);
    statements.extend(names(keywords, "required").map(there));
    for (key, needed) in members(keywords, "dependentRequired") {
        let needed = all(needed.as_array().into_iter().flatten().filter_map(Value::as_str).map(there));
        statements.push(implies(there(key), needed));
    }
    for (key, schema) in members(keywords, "dependentSchemas") {
        let when = there(key);
        if when != NEVER {
            statements.push(implies(when, state(schema, node, sense, report)));
        }
    }
    if let Some(schema) = keywords.get("propertyNames") {
        let keys: Vec<Value> = children.iter().map(|child| child.key.clone().into()).collect();
        let fit = fitting(schema, keys.iter(), report);
        statements.extend(children.iter().zip(fit).filter(|(_, fits)| !fits).map(|(child, _)| not(present(child))));
    }
    for keyword in ["minProperties", "maxProperties"] {
        if let Some(limit) = keywords.get(keyword) {
            statements.push(counted(keywords, keyword, limit, node, report));
        }
    }
    if let Some(schema) = keywords.get("unevaluatedProperties") {
        for child in children {
            let seen = seen(keywords, node, child, false, report);
            if seen != ALWAYS {
                statements.push(any([not(present(child)), seen, check(schema, child, Sense::Asked, report)]));
            }
        }
    }
    all(statements)
}

/// Some keyword beside or inside has looked at this member, so that `unevaluatedProperties` leaves it alone.
fn seen(keywords: &Map<String, Value>, node: &Node, child: &Node, inner: bool, report: &mut Report) -> Value {
    if !report.step()
        || !member_schemas(keywords, &child.key).is_empty()
        || (inner && keywords.contains_key("unevaluatedProperties"))
    {
        return ALWAYS;
    }
    let look = |schema: &Value, report: &mut Report| {
        schema.as_object().map_or(NEVER, |keywords| seen(keywords, node, child, true, report))
    };
    let mut ways: Vec<Value> = list(keywords, "allOf").iter().map(|one| look(one, report)).collect();
    for keyword in ["anyOf", "oneOf"] {
        for branch in list(keywords, keyword) {
            let looks = look(branch, report);
            if looks != NEVER {
                ways.push(all([state(branch, node, Sense::Asked, report), looks]));
            }
        }
    }
    if let Some(condition) = keywords.get("if") {
        let holds = state(condition, node, Sense::Asked, report);
        let then = keywords.get("then").map_or(NEVER, |then| look(then, report));
        ways.push(all([holds.clone(), any([look(condition, report), then])]));
        ways.push(all([not(holds), keywords.get("else").map_or(NEVER, |other| look(other, report))]));
    }
    for (key, schema) in members(keywords, "dependentSchemas") {
        ways.push(all([node.child(key).map_or(NEVER, present), look(schema, report)]));
    }
    any(ways)
}

fn tuple(keywords: &Map<String, Value>, children: &[Node], sense: Sense, report: &mut Report) -> Value {
    let mut statements = Vec::new();
    for (index, child) in children.iter().enumerate() {
        if let Some(schema) = item_schema(keywords, index) {
            statements.push(check(schema, child, sense, report));
        }
    }
    let count = |keyword: &str| keywords.get(keyword).and_then(Value::as_f64);
    for (index, child) in children.iter().enumerate() {
        let position = u32::try_from(index).map_or(f64::MAX, f64::from);
        if count("minItems").is_some_and(|least| position < least) {
            statements.push(present(child));
        }
        if count("maxItems").is_some_and(|most| position >= most) {
            statements.push(not(present(child)));
        }
    }
    let places = u32::try_from(children.len()).map_or(f64::MAX, f64::from);
    if count("minItems").is_some_and(|least| least > places) {
        statements.push(NEVER);
    }
    if let Some(schema) = keywords.get("contains") {
        if count("minContains").is_none_or(|least| least > 0.0) {
            let found: Vec<Value> =
                children.iter().map(|child| all([present(child), state(schema, child, sense, report)])).collect();
            statements.push(any(found));
        }
        if keywords.contains_key("maxContains") || count("minContains").is_some_and(|least| least > 1.0) {
            report.cannot(at(keywords), "maxContains");
        }
    }
    if keywords.get("uniqueItems") == Some(&ALWAYS) && children.len() > 1 {
        report.cannot(at(keywords), "uniqueItems");
    }
    if keywords.contains_key("unevaluatedItems") && !keywords.contains_key("prefixItems") {
        report.cannot(at(keywords), "unevaluatedItems");
    }
    all(statements)
}

fn at(keywords: &Map<String, Value>) -> &str {
    keywords.get(super::references::AT).and_then(Value::as_str).unwrap_or_default()
}

/// A list has no holes: what the form's fields must keep to so that a tuple can be put together again.
pub fn without_holes(node: &Node) -> Value {
    let mut statements: Vec<Value> = node.children().iter().map(without_holes).collect();
    if let Shape::Tuple(children) = &node.shape {
        for pair in children.windows(2) {
            if let [before, after] = pair {
                statements.push(implies(present(after), present(before)));
            }
        }
    }
    all(statements)
}

/// Whether a name fits one of a schema's `patternProperties`.
pub fn matches(source: &str, key: &str) -> bool {
    pattern::compile(source).is_some_and(|pattern| pattern.is_match(key))
}
