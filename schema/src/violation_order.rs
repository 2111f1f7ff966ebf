//! In which order violations are told, and which of several things wrong with one value are worth telling.

use crate::published::PublishedForm;
use crate::violation::{PLAIN, Reach, Violation, reach};
use std::collections::{HashMap, HashSet};

impl PublishedForm {
    /// Where a violation stands: its field, row, member and part.
    fn rank(&self, violation: &Violation) -> [usize; 4] {
        let Some(place) = self.whereabouts(&violation.at) else {
            return [usize::MAX; 4];
        };
        // Parts come before what is wrong with all of them, and items of a list stand in their own order. So do rows and members.
        let part = place.part.and_then(|part| place.field.rule.member_position(part)).unwrap_or(usize::MAX);
        let (row, member) = place.row.map_or((usize::MAX, None), |(row, member)| (row, member));
        [place.root, row, member.unwrap_or(usize::MAX), part]
    }

    /// Sorts by field, row, member and part, and keeps, of several things wrong with one value, those that help: a value
    /// of the wrong type is not also too long, a text that is no number is only that, and where a kind has a word of its
    /// own for a value, the general ones are silent.
    pub(crate) fn in_form_order(&self, mut violations: Vec<Violation>) -> Vec<Violation> {
        if violations.len() < 2 {
            return violations;
        }
        violations.sort_by_cached_key(|violation| self.rank(violation));
        // Hashed, because a hostile answer may have a hundred thousand things wrong with it.
        let mut covering: HashMap<String, Cover> = HashMap::new();
        for violation in &violations {
            if let Some(cover) = Cover::of(violation.code) {
                let found = covering.entry(violation.at.clone()).or_insert(cover);
                *found = cover.max(*found);
            }
        }
        let mut seen: HashSet<(String, &str, String)> = HashSet::new();
        violations.retain(|violation| {
            let covered = covering.get(&violation.at).is_some_and(|cover| cover.hides(violation.code));
            let params = || violation.params.iter().map(|(name, value)| format!("{name}={value};")).collect();
            !covered && seen.insert((violation.at.clone(), violation.code, params()))
        });
        violations
    }
}

/// How much a violation leaves to say about the same value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cover {
    /// A kind's own word: nothing that plain JSON Schema says in general, and no rule about what it could not read.
    Own,
    /// The wrong type: nothing.
    Type,
    /// No number, no place: nothing, not even that it has the wrong type.
    Unreadable,
}

impl Cover {
    fn of(code: &str) -> Option<Self> {
        match code {
            "type" => Some(Self::Type),
            code if is_unreadable(code) => Some(Self::Unreadable),
            code => (reach(code) == Some(Reach::Contract) && !PLAIN.contains(&code)).then_some(Self::Own),
        }
    }

    fn hides(self, code: &str) -> bool {
        match self {
            Self::Own => PLAIN.contains(&code) || code == "rule",
            Self::Type => Self::of(code) < Some(Self::Type),
            Self::Unreadable => !is_unreadable(code),
        }
    }
}

/// Whether a code says that a text where a number or a place belongs cannot be read.
pub fn is_unreadable(code: &str) -> bool {
    matches!(code, "integerFormat" | "decimalFormat" | "mapPoint")
}
