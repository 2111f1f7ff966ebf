//! Makes the answers of a way acceptable: leaves out or replaces what is wrong, as long as the way stays the same.

use super::budget::{Asker, Budget};
use super::explorer::{Way, put, way};
use super::expressions::concerned;
use super::material::Material;
use crate::journey::Evaluation;
use crate::violation::Violation;
use serde_json::{Map, Value};

/// So many mistakes are put right one after the other.
const STEPS: usize = 16;
/// So many answers of each of two fields are tried together.
const TOGETHER: usize = 12;
/// So many fields are tried, and so many in pairs.
const FIELDS: usize = 24;
const PAIRED: usize = 4;

/// What became of it.
pub enum Outcome {
    /// These answers are accepted, or end exactly at the way's exit.
    Walked(Map<String, Value>, Box<Evaluation>),
    /// Nobody takes this way with these answers: one that decides was left out where it is required.
    Impossible,
    /// No accepted answers were found, because of this field where it is known.
    Blocked(Option<usize>),
}

/// One way, and what there is to walk it with.
pub struct Repair<'a> {
    pub asker: &'a Asker<'a>,
    pub material: &'a Material,
    pub way: &'a Way,
}

/// Other answers: the name of a field, and what to answer.
type Change<'a> = (usize, &'a Option<Value>);

impl Repair<'_> {
    pub fn walk(&self, mut answers: Map<String, Value>, budget: &mut Budget) -> Outcome {
        let Some(mut now) = self.asker.ask(&answers, budget) else { return Outcome::Blocked(None) };
        for _ in 0..STEPS {
            let Some(violation) = self.mistakes(&now).next().cloned() else {
                return Outcome::Walked(answers, Box::new(now));
            };
            let form = self.asker.form;
            let Some(field) = violation.field().and_then(|name| form.names.get(name)).copied() else {
                return Outcome::Blocked(None);
            };
            let one = &form.fields[field];
            let is_missing = violation.code == one.rule.missing() && !answers.contains_key(&one.name);
            // A value that is not calculated may be calculated of other answers.
            if is_missing && !one.is_calculated() {
                if self.material.examples[field].is_none() {
                    // Only what the form itself asks for; assertions of the document's own ask by cases.
                    return Outcome::Blocked(now.is_required(&one.name).then_some(field));
                }
                if self.material.deciders.iter().any(|decider| decider.field == field) {
                    return Outcome::Impossible;
                }
            }
            match self.better(&violation, field, &answers, &now, budget) {
                Some((changed, after)) => (answers, now) = (changed, after),
                // What a rule wants is not known: that says nothing about the field it is told at.
                None => return Outcome::Blocked(None),
            }
        }
        Outcome::Blocked(None)
    }

    /// Answers with less mistakes on the same way.
    fn better(
        &self,
        violation: &Violation,
        field: usize,
        answers: &Map<String, Value>,
        now: &Evaluation,
        budget: &mut Budget,
    ) -> Option<(Map<String, Value>, Evaluation)> {
        // A rule may want another field changed than the one it is told at.
        let is_led = ["rule", "calculation"].contains(&violation.code) || self.asker.form.fields[field].is_calculated();
        let mut fields = if is_led { concerned(self.asker.form, violation, field) } else { vec![field] };
        fields.truncate(FIELDS);
        let wrong = self.mistakes(now).count();
        for field in &fields {
            for answer in self.candidates(*field) {
                if let Some(found) = self.attempt(&[(*field, answer)], answers, wrong, budget) {
                    return Some(found);
                }
            }
        }
        fields.truncate(PAIRED);
        for (place, one) in fields.iter().enumerate() {
            for other in &fields[place + 1..] {
                for first in self.candidates(*one).take(TOGETHER) {
                    for second in self.candidates(*other).take(TOGETHER) {
                        let found = self.attempt(&[(*one, first), (*other, second)], answers, wrong, budget);
                        if found.is_some() {
                            return found;
                        }
                    }
                }
            }
        }
        None
    }

    fn attempt(
        &self,
        changes: &[Change<'_>],
        answers: &Map<String, Value>,
        wrong: usize,
        budget: &mut Budget,
    ) -> Option<(Map<String, Value>, Evaluation)> {
        let mut changed = answers.clone();
        for (field, answer) in changes {
            put(&mut changed, &self.asker.form.fields[*field].name, (*answer).clone());
        }
        let after = self.asker.ask(&changed, budget)?;
        (way(&after) == *self.way && self.mistakes(&after).count() < wrong).then_some((changed, after))
    }

    /// Other answers of a field, the likeliest first.
    fn candidates(&self, field: usize) -> impl Iterator<Item = &Option<Value>> {
        let decider = self.material.deciders.iter().find(|one| one.field == field);
        let decider = decider.map_or(&[][..], |one| one.answers.as_slice());
        let own = [&self.material.examples[field], &None];
        decider.iter().chain(&self.material.spare[field]).chain(own)
    }

    /// What keeps a resident from walking on: behind an exit nobody looks.
    fn mistakes<'e>(&self, evaluation: &'e Evaluation) -> impl Iterator<Item = &'e Violation> {
        let form = self.asker.form;
        let last = evaluation.exit().map(|exit| exit.page);
        let field = |violation: &Violation| violation.field().and_then(|name| form.names.get(name)).copied();
        evaluation.violations.iter().filter(move |violation| match (last, field(violation)) {
            (Some(last), Some(field)) => form.fields[field].page <= last,
            _ => true,
        })
    }
}
