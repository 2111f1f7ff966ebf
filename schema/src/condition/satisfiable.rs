//! Whether any answers at all could make some conditions hold at once: for lint, which names pages and fields nobody can
//! reach. Says yes where it cannot tell (patterns, lengths, very large conditions), so a no is always right.

use super::value::Check;
use super::{Condition, Test};
use crate::kind::json_type;
use serde_json::{Map, Value, json};

/// Beyond this many alternatives a question is too large to be answered.
const MOST_ALTERNATIVES: usize = 256;
/// How many statements one alternative may have.
const MOST_ATOMS: usize = 64;
/// How many comparisons of an answer with what conditions name one question may cost.
const MOST_COMPARISONS: usize = 100_000;
/// How many questions back it is asked why a question is shown.
const FARTHEST: usize = 6;
/// How many choices a field may have for all their combinations to be tried.
const MOST_COMBINED: usize = 6;

/// What a field can be answered with.
#[derive(Debug)]
pub enum Domain {
    /// Nothing: it is never shown.
    Nothing,
    /// One of these and nothing else.
    Values(Vec<Value>),
    /// Numbers, within these bounds of its schema.
    Numbers(Map<String, Value>),
    /// Anything.
    Anything,
}

impl Domain {
    /// One choice out of these.
    pub fn choice(values: impl Iterator<Item = String>) -> Self {
        Self::Values(values.map(Value::String).collect())
    }

    /// Several choices out of these.
    pub fn choices(values: &[String], schema: &Map<String, Value>) -> Self {
        if values.len() > MOST_COMBINED {
            return Self::Anything;
        }
        let count = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
        let (least, most) = (count("minItems").unwrap_or(1).max(1), count("maxItems").unwrap_or(u64::MAX));
        let chosen = |set: usize| (0..values.len()).filter(move |position| set >> position & 1 == 1);
        let sets = (1..1_usize << values.len()).filter(|set| (least..=most).contains(&u64::from(set.count_ones())));
        Self::Values(
            sets.map(|set| chosen(set).map(|position| Value::from(values[position].as_str())).collect()).collect(),
        )
    }

    /// What any other field with this schema can hold.
    pub fn of(schema: &Map<String, Value>) -> Self {
        match json_type(schema) {
            Some("boolean") => Self::Values(vec![json!(true)]),
            Some("integer" | "number") => Self::Numbers(schema.clone()),
            _ => Self::Anything,
        }
    }
}

/// What is known about the fields while conditions are weighed.
pub struct Fields<'a> {
    /// By index: what the field can be answered with.
    pub domains: &'a [Domain],
    /// By index: the conditions that must hold for it to be shown.
    pub gates: &'a [Vec<&'a Condition>],
}

/// One statement about one field.
#[derive(Clone, Copy)]
struct Atom<'a> {
    field: usize,
    /// None: it is answered.
    check: Option<&'a Check>,
    holds: bool,
}

impl Atom<'_> {
    /// Whether the statement is right about this answer (none: unanswered).
    fn fits(&self, answer: Option<&Value>) -> bool {
        answer.is_some_and(|answer| self.check.is_none_or(|check| check.holds(answer))) == self.holds
    }
}

type Alternative<'a> = Vec<Atom<'a>>;

/// Whether some answers make all these conditions hold.
pub fn satisfiable(conditions: &[&Condition], fields: &Fields<'_>) -> bool {
    let Some(alternatives) = all(conditions.iter().map(|condition| (&condition.test, true))) else {
        return true;
    };
    let mut budget = MOST_ALTERNATIVES;
    alternatives.iter().any(|one| possible(one, &mut Vec::new(), fields, &mut budget))
}

/// Whether one alternative is possible, the fields that it needs answered being shown.
fn possible(alternative: &Alternative<'_>, shown: &mut Vec<usize>, fields: &Fields<'_>, budget: &mut usize) -> bool {
    if *budget == 0 {
        return true;
    }
    *budget -= 1;
    if !alternative.iter().all(|atom| some_answer_fits(atom.field, alternative, fields)) {
        return false;
    }
    let needed = alternative.iter().map(|atom| atom.field).find(|&field| {
        !shown.contains(&field) && alternative.iter().any(|atom| atom.field == field && !atom.fits(None))
    });
    let Some(needed) = needed.filter(|_| shown.len() < FARTHEST) else {
        return true;
    };
    shown.push(needed);
    let gates = fields.gates.get(needed).map(Vec::as_slice).unwrap_or_default();
    let Some(opened) = all(gates.iter().map(|gate| (&gate.test, true))) else {
        return true;
    };
    opened.into_iter().any(|gate| {
        let together: Alternative<'_> = alternative.iter().copied().chain(gate).collect();
        together.len() > MOST_ATOMS || possible(&together, &mut shown.clone(), fields, budget)
    })
}

fn some_answer_fits(field: usize, alternative: &Alternative<'_>, fields: &Fields<'_>) -> bool {
    let atoms: Vec<&Atom<'_>> = alternative.iter().filter(|atom| atom.field == field).collect();
    let fits = |answer: Option<&Value>| atoms.iter().all(|atom| atom.fits(answer));
    if fits(None) {
        return true;
    }
    let named: usize = atoms.iter().filter_map(|atom| atom.check).map(listed).sum();
    match fields.domains.get(field) {
        Some(Domain::Nothing) => false,
        Some(Domain::Values(values)) if values.len().saturating_mul(named) > MOST_COMPARISONS => true,
        Some(Domain::Values(values)) => values.iter().any(|value| fits(Some(value))),
        domain => {
            // Whoever says "unanswered" cannot be satisfied by any answer.
            if atoms.iter().any(|atom| atom.check.is_none() && !atom.holds) {
                return false;
            }
            if named.saturating_mul(named) > MOST_COMPARISONS {
                return true;
            }
            let mut candidates = vec![json!("\u{e000}")];
            if !atoms.iter().filter_map(|atom| atom.check).all(|check| named_values(check, &mut candidates)) {
                return true;
            }
            match domain {
                Some(Domain::Numbers(schema)) => numbers(candidates, schema).iter().any(|value| fits(Some(value))),
                _ => candidates.iter().any(|value| fits(Some(value))),
            }
        }
    }
}

/// How many comparisons one answer costs.
fn listed(check: &Check) -> usize {
    match check {
        Check::Enum(values) => values.len(),
        Check::Not(check) => listed(check),
        Check::All(checks) | Check::Any(checks) => checks.iter().map(listed).sum(),
        Check::Contains { item, .. } => listed(item).saturating_mul(MOST_COMBINED),
        _ => 1,
    }
}

/// Adds the values that a check names; false when it asks for more than equality and order.
fn named_values(check: &Check, candidates: &mut Vec<Value>) -> bool {
    match check {
        Check::Always | Check::Never => true,
        Check::Const(value) => {
            candidates.push(value.clone());
            true
        }
        Check::Enum(values) => {
            candidates.extend(values.iter().cloned());
            true
        }
        Check::Number(limit, _) => {
            candidates.push(Value::Number(limit.clone()));
            true
        }
        Check::Not(check) => named_values(check, candidates),
        Check::All(checks) | Check::Any(checks) => checks.iter().all(|check| named_values(check, candidates)),
        _ => false,
    }
}

/// Named numbers, their neighbours and the field's own limits, as far as the field's schema allows them.
fn numbers(named: Vec<Value>, schema: &Map<String, Value>) -> Vec<Value> {
    let limit = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    let whole = json_type(schema) == Some("integer");
    let mut around: Vec<f64> = named.iter().filter_map(Value::as_f64).collect();
    around.extend(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].iter().filter_map(|name| limit(name)));
    around.push(0.0);
    let steps: &[f64] = if whole { &[-1.0, 0.0, 1.0] } else { &[-1.0, -0.001, 0.0, 0.001, 1.0] };
    let near = around.iter().flat_map(|number| steps.iter().map(move |step| number + step));
    let allowed = near.filter(|number| {
        limit("minimum").is_none_or(|limit| *number >= limit)
            && limit("maximum").is_none_or(|limit| *number <= limit)
            && limit("exclusiveMinimum").is_none_or(|limit| *number > limit)
            && limit("exclusiveMaximum").is_none_or(|limit| *number < limit)
            && (!whole || number.fract() == 0.0)
    });
    allowed.map(Value::from).collect()
}

/// The alternatives in which all of these are as said; none when there are too many.
fn all<'a>(tests: impl Iterator<Item = (&'a Test, bool)>) -> Option<Vec<Alternative<'a>>> {
    let mut together: Vec<Alternative<'a>> = vec![Vec::new()];
    for (test, holds) in tests {
        let one = alternatives(test, holds)?;
        if one.len().saturating_mul(together.len()) > MOST_ALTERNATIVES {
            return None;
        }
        together = together
            .iter()
            .flat_map(|begun| one.iter().map(move |more| begun.iter().chain(more).copied().collect()))
            .collect();
    }
    Some(together)
}

fn any<'a>(tests: impl Iterator<Item = (&'a Test, bool)>) -> Option<Vec<Alternative<'a>>> {
    let mut found = Vec::new();
    for (test, holds) in tests {
        found.extend(alternatives(test, holds)?);
        if found.len() > MOST_ALTERNATIVES {
            return None;
        }
    }
    Some(found)
}

/// A test in disjunctive normal form.
fn alternatives(test: &Test, holds: bool) -> Option<Vec<Alternative<'_>>> {
    match test {
        Test::Always | Test::Never => {
            let right = matches!(test, Test::Always) == holds;
            Some(if right { vec![Vec::new()] } else { Vec::new() })
        }
        Test::Answered(field) => Some(vec![vec![Atom { field: *field, check: None, holds }]]),
        Test::Field(field, check) => Some(vec![vec![Atom { field: *field, check: Some(check), holds }]]),
        Test::Not(test) => alternatives(test, !holds),
        Test::All(tests) if holds => all(tests.iter().map(|test| (test, holds))),
        Test::Any(tests) if !holds => all(tests.iter().map(|test| (test, holds))),
        Test::All(tests) | Test::Any(tests) => any(tests.iter().map(|test| (test, holds))),
    }
}
