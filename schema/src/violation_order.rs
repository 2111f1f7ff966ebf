//! In which order violations are told, and which of several things wrong with one value are worth telling.

use crate::published::PublishedForm;
use crate::violation::Violation;
use std::collections::{HashMap, HashSet};

impl PublishedForm {
    /// Where a violation stands: its field, then its part.
    fn rank(&self, violation: &Violation) -> (usize, usize) {
        let Some(&field) = violation.field().and_then(|field| self.names.get(field)) else {
            return (usize::MAX, 0);
        };
        let rest = &violation.at[self.fields[field].pointer.len()..];
        let part = rest.strip_prefix('/').map(|rest| rest.split('/').next().unwrap_or_default());
        let position = part.and_then(|part| self.fields[field].rule.member_position(part));
        // Parts come before what is wrong with all of them, and items of a list stand in their own order.
        (field, position.unwrap_or(usize::MAX))
    }

    /// Sorts by field and part, and keeps, of several things wrong with one value, those that help: a value of the wrong type is
    /// not also too long, and a text that is no number is only that.
    pub(crate) fn in_form_order(&self, mut violations: Vec<Violation>) -> Vec<Violation> {
        if violations.len() < 2 {
            return violations;
        }
        violations.sort_by_cached_key(|violation| self.rank(violation));
        // Hashed, because a hostile answer may have a hundred thousand things wrong with it.
        let mut covering: HashMap<String, bool> = HashMap::new();
        for violation in violations.iter().filter(|violation| violation.code == "type" || is_no_number(violation.code))
        {
            *covering.entry(violation.at.clone()).or_default() |= is_no_number(violation.code);
        }
        let mut seen: HashSet<(String, &str, String)> = HashSet::new();
        violations.retain(|violation| {
            let covered = match violation.code {
                code if is_no_number(code) => false,
                "type" => covering.get(&violation.at) == Some(&true),
                _ => covering.contains_key(&violation.at),
            };
            let params = || violation.params.iter().map(|(name, value)| format!("{name}={value};")).collect();
            !covered && seen.insert((violation.at.clone(), violation.code, params()))
        });
        violations
    }
}

/// Whether a code says that a text where a number belongs cannot be read.
pub fn is_no_number(code: &str) -> bool {
    matches!(code, "integerFormat" | "decimalFormat")
}
