//! What checking one answer could cost at worst. References make a small document stand for a huge one (ten definitions
//! that each name the next one twice are a thousand checks), and a page's condition is checked for every field on it.

use crate::document::Parsed;
use crate::problem::Problem;
use crate::subschemas::{children, local};
use crate::visibility::gates;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Schemas checked for one set of answers, every reference followed: some twenty milliseconds.
const MOST_CHECKS: u64 = 20_000;
/// References behind each other: reading and checking both follow them, one inside the other.
const LONGEST_CHAIN: u64 = 100;
/// What references stand for, counted in members and items: fields are read with their references written out.
const MOST_COPIED: u64 = 300_000;
/// Members of all conditions, a page's and a block's counted for every field they decide about.
const MOST_CONDITIONS: u64 = 200_000;

/// A document whose references stand for too much. Asked before anybody follows them.
pub fn references(document: &Value) -> Option<Problem> {
    let mut count = Count { document, known: HashMap::new() };
    let cost = document.as_object().map_or(Cost::default(), |root| count.schema(root, 0));
    let limits = [(cost.checks, MOST_CHECKS), (cost.chain, LONGEST_CHAIN), (cost.copied, MOST_COPIED)];
    let (actual, limit) = limits.into_iter().find(|(actual, limit)| actual > limit)?;
    Some(Problem::error("tooComplex", "").with("limit", limit).with("actual", actual))
}

/// Conditions that are asked too often.
pub fn lint(parsed: &Parsed, problems: &mut Vec<Problem>) {
    let conditions = conditions(parsed);
    if conditions > MOST_CONDITIONS {
        problems
            .push(Problem::error("tooComplex", "/x-pages").with("limit", MOST_CONDITIONS).with("actual", conditions));
    }
}

/// What a schema costs, every reference followed.
#[derive(Clone, Copy, Default)]
struct Cost {
    checks: u64,
    /// References behind each other.
    chain: u64,
    /// Members and items behind references.
    copied: u64,
}

impl Cost {
    fn and(self, other: Self) -> Self {
        Self {
            checks: self.checks.saturating_add(other.checks),
            chain: self.chain.max(other.chain),
            copied: self.copied.saturating_add(other.copied),
        }
    }
}

struct Count<'a> {
    document: &'a Value,
    /// By reference: what its target costs; none while it is being counted.
    known: HashMap<&'a str, Option<Cost>>,
}

impl<'a> Count<'a> {
    /// The depth is bounded by that of the document times the longest chain of references, behind which nobody looks.
    fn schema(&mut self, schema: &'a Map<String, Value>, followed: u64) -> Cost {
        let mut sum = Cost { checks: 1, ..Cost::default() };
        for child in children(schema) {
            sum = sum.and(self.schema(child, followed));
        }
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => sum.and(self.referred(reference, followed + 1)),
            None => sum,
        }
    }

    fn referred(&mut self, reference: &'a str, followed: u64) -> Cost {
        if let Some(known) = self.known.get(reference) {
            return known.unwrap_or_default();
        }
        if followed > LONGEST_CHAIN {
            return Cost { chain: followed, ..Cost::default() };
        }
        self.known.insert(reference, None);
        let target = document_member(reference, self.document);
        let inside = target.map_or(Cost::default(), |(schema, size)| {
            self.schema(schema, followed).and(Cost { copied: size, ..Cost::default() })
        });
        let cost = Cost { chain: inside.chain.saturating_add(1), ..inside };
        self.known.insert(reference, Some(cost));
        cost
    }
}

/// The schema that a reference means, and how many members and items it has.
fn document_member<'a>(reference: &str, document: &'a Value) -> Option<(&'a Map<String, Value>, u64)> {
    let target = local(reference, document)?;
    Some((target, target.values().map(members).sum::<u64>() + 1))
}

fn conditions(parsed: &Parsed) -> u64 {
    // Every condition is measured once, however many fields it decides about.
    let mut sizes: HashMap<&str, u64> = HashMap::new();
    let gates = parsed.fields.iter().flat_map(|field| gates(field, &parsed.pages));
    gates
        .fold(0, |sum: u64, gate| sum.saturating_add(*sizes.entry(&gate.at).or_insert_with(|| members(&gate.explicit))))
}

fn members(value: &Value) -> u64 {
    match value {
        Value::Array(items) => items.iter().map(members).sum::<u64>() + 1,
        Value::Object(inner) => inner.values().map(members).sum::<u64>() + 1,
        _ => 1,
    }
}
