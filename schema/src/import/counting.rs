//! `minProperties` and `maxProperties`, said about the fields that make up the members.

use super::flatten::present;
use super::references::AT;
use super::report::Report;
use super::shape::Node;
use super::statement::{ALWAYS, all, any, not};
use serde_json::{Map, Value, json};

/// Combinations of members beyond which `minProperties` is not written out.
const MAX_COMBINATIONS: usize = 64;
/// More members than any form has.
const MANY: usize = 100_000;

/// A count of members: every combination that is enough, as long as there are few.
pub fn counted(keywords: &Map<String, Value>, keyword: &str, limit: &Value, node: &Node, report: &mut Report) -> Value {
    let is_least = keyword == "minProperties";
    let children = node.children();
    let present: Vec<Value> = children.iter().map(present).collect();
    let certain = present.iter().filter(|one| **one == ALWAYS).count();
    let open: Vec<Value> = present.into_iter().filter(|one| !matches!(one, Value::Bool(_))).collect();
    // The meta-schema has seen that it is a whole number.
    let limit_given = limit.clone();
    let limit = limit.as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(MANY).min(MANY);
    let wanted = (if is_least { limit } else { limit + 1 }).saturating_sub(certain);
    let is_form = node.key.is_empty() && node.at.is_empty() && certain == 0;
    if is_form && children.iter().all(|child| child.name().is_some()) {
        return json!({ keyword: limit_given });
    }
    let mut chosen = Vec::new();
    if wanted > open.len() {
        return Value::Bool(!is_least);
    }
    if !combinations(&open, wanted, &mut Vec::new(), &mut chosen) {
        let at = keywords.get(AT).and_then(Value::as_str).unwrap_or_default();
        report.cannot(&crate::pointer::join(at, keyword), keyword);
        return ALWAYS;
    }
    let enough = any(chosen);
    if is_least { enough } else { not(enough) }
}

/// Every choice of `wanted` out of `from`; false when there are too many.
fn combinations(from: &[Value], wanted: usize, chosen: &mut Vec<Value>, found: &mut Vec<Value>) -> bool {
    if wanted == 0 {
        found.push(all(chosen.iter().cloned()));
        return found.len() <= MAX_COMBINATIONS;
    }
    let Some((first, rest)) = from.split_first() else {
        return true;
    };
    if from.len() < wanted {
        return true;
    }
    chosen.push(first.clone());
    let mut is_fine = combinations(rest, wanted - 1, chosen, found);
    chosen.pop();
    is_fine = is_fine && combinations(rest, wanted, chosen, found);
    is_fine
}
