//! How much work the search may do, in units that do not depend on the machine: one unit is about the work that one small
//! JSON value makes. Every phase spends from a budget of its own, so none can starve the next.

use crate::answers::RawAnswers;
use crate::condition::Condition;
use crate::field::Field;
use crate::journey::Evaluation;
use crate::published::PublishedForm;
use crate::visibility::gates;
use jiff::civil::Date;
use serde_json::{Map, Value};

/// For guessing answers and trying them on their fields.
pub const GUESSING: u64 = 1_000_000;
/// For the search itself.
pub const SEARCHING: u64 = 800_000;
/// For making the answers of a way acceptable.
pub const REPAIRING: u64 = 800_000;

/// What is left to spend.
#[derive(Debug)]
pub struct Budget(u64);

impl Budget {
    pub const fn new(units: u64) -> Self {
        Self(units)
    }

    /// A quarter of what is left: one hard case shall not eat up everything.
    pub const fn share(&mut self) -> Self {
        let share = self.0 / 4;
        self.0 -= share;
        Self(share)
    }

    /// Gives back what was not needed of a share.
    pub const fn give_back(&mut self, share: &Self) {
        self.0 = self.0.saturating_add(share.0);
    }

    /// Spends, if there is enough.
    pub const fn spend(&mut self, units: u64) -> bool {
        match self.0.checked_sub(units) {
            Some(left) => {
                self.0 = left;
                true
            }
            None => {
                self.0 = 0;
                false
            }
        }
    }
}

/// How much work a value makes: its members, and its text.
pub fn weight(value: &Value) -> u64 {
    match value {
        Value::String(text) => 1 + text.len() as u64 / 16,
        Value::Array(items) => 1 + items.iter().map(weight).sum::<u64>(),
        Value::Object(members) => 1 + members.values().map(weight).sum::<u64>(),
        _ => 1,
    }
}

/// Asks the form what becomes of answers, and keeps count of it.
pub struct Asker<'a> {
    pub form: &'a PublishedForm,
    pub today: Date,
    /// What one question costs beside its answers.
    cost: u64,
}

impl<'a> Asker<'a> {
    pub fn new(form: &'a PublishedForm, today: Date) -> Self {
        let asked = |condition: &Condition| weight(&condition.explicit);
        let of_field = |field: &Field| {
            let own: u64 = gates(field, &form.pages).chain(&field.required_when).map(asked).sum();
            let steps = field.calculation.as_ref().map_or(0, |program| program.steps() / 10);
            20 + own + weight_of(&field.schema) / 4 + steps
        };
        let of_pages = form.pages.iter().map(|page| {
            let blocks = page.blocks.iter().map(|block| 2 + block.show.as_ref().map_or(0, asked)).sum::<u64>();
            blocks + page.show.iter().chain(page.exits.iter().map(|exit| &exit.when)).map(asked).sum::<u64>()
        });
        let rules = form.rules.iter().map(|rule| 20 + rule.program.steps() / 10);
        let cost = form.fields.iter().map(of_field).chain(of_pages).chain(rules).sum();
        Self { form, today, cost }
    }

    /// What the form decides about these answers; none when the budget does not suffice.
    pub fn ask(&self, answers: &Map<String, Value>, budget: &mut Budget) -> Option<Evaluation> {
        let cost = self.cost + 4 * weight_of(answers);
        budget.spend(cost).then(|| self.form.evaluate(&RawAnswers(answers.clone()), self.today))
    }
}

/// The weight of an object's members.
pub fn weight_of(members: &Map<String, Value>) -> u64 {
    members.values().map(weight).sum()
}
