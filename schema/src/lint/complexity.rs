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
/// Members of all conditions, a page's and a block's counted for every field they decide about.
const MOST_CONDITIONS: u64 = 200_000;

pub fn lint(document: &Value, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let mut count = Count { document, known: HashMap::new() };
    let checks = document.as_object().map_or(0, |root| count.checks(root));
    if checks > MOST_CHECKS {
        problems.push(Problem::error("tooComplex", "").with("limit", MOST_CHECKS).with("actual", checks));
    }
    let conditions = conditions(parsed);
    if conditions > MOST_CONDITIONS {
        problems
            .push(Problem::error("tooComplex", "/x-pages").with("limit", MOST_CONDITIONS).with("actual", conditions));
    }
}

struct Count<'a> {
    document: &'a Value,
    /// By reference: how many checks its target stands for; none while it is being counted.
    known: HashMap<&'a str, Option<u64>>,
}

impl<'a> Count<'a> {
    /// The depth is bounded by that of the document times the longest chain of references without a repetition.
    fn checks(&mut self, schema: &'a Map<String, Value>) -> u64 {
        let mut sum = 1_u64;
        for child in children(schema) {
            sum = sum.saturating_add(self.checks(child));
        }
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => sum.saturating_add(self.referred(reference)),
            None => sum,
        }
    }

    fn referred(&mut self, reference: &'a str) -> u64 {
        match self.known.get(reference) {
            Some(known) => known.unwrap_or(0),
            None => {
                self.known.insert(reference, None);
                let checks = local(reference, self.document).map_or(0, |target| self.checks(target));
                self.known.insert(reference, Some(checks));
                checks
            }
        }
    }
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
