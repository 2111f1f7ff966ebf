//! Values that are calculated and rules that are checked, once the answers they need are decided.

use super::evaluation::RowState;
use crate::calculation::{Outcome, Program};
use crate::condition::{Answers, Names};
use crate::field::Field;
use crate::group::Group;
use crate::kind::{json_type, stored};
use crate::pointer;
use crate::rule::Rule;
use crate::violation::Violation;
use jiff::civil::Date;
use serde_json::{Map, Value};

/// The form's own answers, as far as they are decided.
#[derive(Clone, Copy, Debug)]
pub struct Root<'a> {
    pub names: &'a Names,
    pub answers: Answers<'a>,
    pub today: Date,
}

impl<'a> Root<'a> {
    fn run(self, program: &Program, item: Option<&'a Map<String, Value>>) -> Outcome {
        program.run(|name| self.answers.answer(*self.names.get(name)?), item, self.today)
    }

    /// The value of a calculated field, before its kind reads it. What has the wrong type is refused here.
    pub fn calculate(
        self,
        field: &Field,
        program: &Program,
        item: Option<&'a Map<String, Value>>,
    ) -> Result<Option<Value>, &'static str> {
        match self.run(program, item) {
            Outcome::Value(value) => fitting(field, value).map(Some).ok_or("type"),
            Outcome::Absent => Ok(None),
            Outcome::Failed(reason) => Err(reason),
        }
    }

    /// A rule that does not hold. One that touches what is absent is not checked; one that cannot be decided fails.
    fn broken(self, rule: &Rule, item: Option<&'a Map<String, Value>>) -> bool {
        !matches!(self.run(&rule.program, item), Outcome::Absent | Outcome::Value(Value::Bool(true)))
    }

    /// Checks the form's own rules.
    pub fn check(self, rules: &[Rule], fields: &[Field], violations: &mut Vec<Violation>) {
        for rule in rules.iter().filter(|rule| self.answers.is_shown(rule.field)) {
            if self.broken(rule, None) {
                violations.push(violation(rule, &fields[rule.field].pointer));
            }
        }
    }

    /// Checks the rules of a group in every row.
    pub fn check_rows(
        self,
        group: &Group,
        (index, at): (usize, &str),
        states: &[RowState],
        violations: &mut Vec<Violation>,
    ) {
        let rows = self.answers.answer(index).and_then(Value::as_array);
        let rows = if group.rules.is_empty() { None } else { rows };
        for (position, (row, state)) in rows.into_iter().flatten().zip(states).enumerate() {
            let Some(row) = row.as_object() else {
                continue;
            };
            for rule in group.rules.iter().filter(|rule| state.shown.get(rule.field) == Some(&true)) {
                if self.broken(rule, Some(row)) {
                    let at = pointer::index(at, position) + &group.fields[rule.field].pointer;
                    violations.push(violation(rule, &at));
                }
            }
        }
    }
}

fn violation(rule: &Rule, at: &str) -> Violation {
    Violation::new(at, "rule").with("rule", rule.index).with("message", rule.message.as_str())
}

/// A result that the field's type can hold. Money is never a fraction that happens to be whole.
fn fitting(field: &Field, value: Value) -> Option<Value> {
    match (json_type(&field.schema), value) {
        (Some("integer"), Value::Number(number)) => (!number.is_f64()).then_some(Value::Number(number)),
        (Some("number"), Value::Number(number)) => Some(Value::Number(stored(&number))),
        (Some("string"), text @ Value::String(_)) => Some(text),
        (Some("boolean"), truth @ Value::Bool(_)) => Some(truth),
        _ => None,
    }
}
