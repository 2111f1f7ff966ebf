//! The rows of a repeating group: every row is a scope of its own. Blank rows are dropped, and of a flood of rows only
//! as many are looked at as it takes to refuse it.

use super::calculated::Root;
use super::evaluation::{Evaluation, RowState};
use super::scope::{Scope, Sent};
use crate::condition::{Answer, Answers, Names, View};
use crate::field::Field;
use crate::group::Group;
use crate::kind::{is_empty, without_emptiness};
use crate::pointer;
use crate::violation::Violation;
use serde_json::{Map, Value};
use std::sync::Arc;

/// The rows of one group, normalised.
pub struct Read {
    pub value: Option<Value>,
    pub view: View,
    pub states: Vec<RowState>,
}

/// Reads the rows that somebody sent for the group at `at`.
pub fn read(group: &Group, raw: &Value, at: &str, root: Root<'_>, violations: &mut Vec<Violation>) -> Read {
    let Value::Array(rows) = raw else {
        return Read { value: without_emptiness(raw), view: View::AsIs, states: Vec::new() };
    };
    let enough = usize::try_from(group.max_rows).unwrap_or(usize::MAX).saturating_add(1);
    let answered = rows.iter().enumerate().filter(|(_, row)| group.is_answered(row));
    let rows: Vec<(usize, &Value)> = answered.take(enough).collect();
    // A refused flood keeps its size, whatever becomes of its rows.
    let crowded = rows.len() == enough;
    let mut reader = Reader { group, at, root, kept: Vec::new(), states: Vec::new(), unreadable: Vec::new() };
    for (sent, row) in rows {
        let before = reader.states.len();
        match row {
            Value::Object(members) => reader.row(members, crowded, violations),
            other => reader.stranger(other),
        }
        reader.states.iter_mut().skip(before).for_each(|state| state.sent = sent);
    }
    reader.finish()
}

struct Reader<'a> {
    group: &'a Group,
    at: &'a str,
    root: Root<'a>,
    kept: Vec<Value>,
    states: Vec<RowState>,
    /// Row and member of what cannot be read, with what others see instead.
    unreadable: Vec<(usize, &'a str, Option<Value>)>,
}

impl Reader<'_> {
    fn keep(&mut self, row: Value, state: RowState) {
        self.kept.push(row);
        self.states.push(state);
    }

    /// Something that is no row stays, for the validator to refuse.
    fn stranger(&mut self, row: &Value) {
        if let Some(row) = without_emptiness(row) {
            self.keep(
                row,
                RowState { names: Arc::clone(&self.group.names), shown: Vec::new(), required: Vec::new(), sent: 0 },
            );
        }
    }

    fn row(&mut self, members: &Map<String, Value>, crowded: bool, violations: &mut Vec<Violation>) {
        let scope = self.group.scope();
        let at = pointer::index(self.at, self.kept.len());
        let before = violations.len();
        let mut decided =
            scope.decide(Sent { raw: members, at: &at, today: self.root.today, root: Some(self.root) }, violations);
        let stranger = members.keys().any(|name| !self.group.names.contains_key(name));
        let answered = |answer: &Answer| answer.value.as_ref().is_some_and(|value| !value.is_null());
        let own = |(field, answer): (&Field, &Answer)| !field.is_calculated() && answered(answer);
        if !crowded && !stranger && !self.group.fields.iter().zip(&decided.answers).any(own) {
            violations.truncate(before);
            return;
        }
        for (field, answer) in self.group.fields.iter().zip(&decided.answers) {
            let instead = match &answer.view {
                View::AsIs => continue,
                View::Nothing => None,
                View::Instead(seen) => Some((**seen).clone()),
            };
            self.unreadable.push((self.kept.len(), &field.name, instead));
        }
        let state = decided.state(&self.group.names);
        self.keep(Value::Object(scope.collect(members, &mut decided.answers)), state);
    }

    fn finish(self) -> Read {
        let value = (!self.kept.is_empty()).then_some(Value::Array(self.kept));
        let view = match &value {
            Some(value) if !self.unreadable.is_empty() => View::Instead(Box::new(without(value, &self.unreadable))),
            _ => View::AsIs,
        };
        Read { value, view, states: self.states }
    }
}

fn without(rows: &Value, unreadable: &[(usize, &str, Option<Value>)]) -> Value {
    let mut seen = rows.clone();
    for (row, member, instead) in unreadable {
        if let Some(Value::Object(members)) = seen.get_mut(*row) {
            match instead {
                Some(instead) => drop(members.insert((*member).to_owned(), instead.clone())),
                None => drop(members.remove(*member)),
            }
        }
    }
    seen
}

impl Evaluation {
    /// What a row that nobody filled in yet asks for: pages draw such rows, the answers hold none.
    #[must_use]
    pub fn blank_row(&self, group: &Group) -> RowState {
        let (blank, names) = (Map::new(), Names::default());
        // Calculations see no other answers: they would have nothing to work out here anyway.
        let root = Root { names: &names, answers: Answers(&[]), today: self.today };
        let sent = Sent { raw: &blank, at: "", today: self.today, root: Some(root) };
        group.scope().decide(sent, &mut Vec::new()).state(&group.names)
    }
}

impl Group {
    fn scope(&self) -> Scope<'_> {
        Scope { fields: &self.fields, names: &self.names, order: &self.order, pages: &[] }
    }

    /// Whether anything was answered in a row; what we calculate is no answer.
    fn is_answered(&self, row: &Value) -> bool {
        match row {
            Value::Object(members) => members
                .iter()
                .any(|(name, member)| !self.field(name).is_some_and(Field::is_calculated) && !is_empty(member)),
            other => !is_empty(other),
        }
    }
}
