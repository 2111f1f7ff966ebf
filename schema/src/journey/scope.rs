//! One scope decided: the form's own fields, or the members of one row of a group. Field by field in the order of
//! dependency, what is shown is read; then comes what is required and missing.

use super::calculated::Root;
use super::evaluation::RowState;
use super::rows;
use crate::calculation::Program;
use crate::condition::{Answer, Answers, Names, View};
use crate::field::Field;
use crate::kind::{Reading, without_emptiness};
use crate::page::Page;
use crate::violation::Violation;
use crate::violation_order::is_unreadable;
use crate::visibility;
use jiff::civil::Date;
use regex::Regex;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// Fields that are decided together.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    pub fields: &'a [Field],
    pub names: &'a Arc<Names>,
    /// In which order visibility and values are decided.
    pub order: &'a [usize],
    /// None inside a group: a row stands where its group stands.
    pub pages: &'a [Page],
}

/// What somebody sent for a scope.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    pub raw: &'a Map<String, Value>,
    /// JSON Pointer into the answers.
    pub at: &'a str,
    /// The day of receipt.
    pub today: Date,
    /// The form's own answers, where the scope is a row.
    pub root: Option<Root<'a>>,
}

/// What is decided about a scope, by field index.
#[derive(Debug)]
pub struct Decided {
    pub answers: Vec<Answer>,
    pub required: Vec<bool>,
    pub rows: Vec<(usize, Vec<RowState>)>,
}

impl Scope<'_> {
    /// Decides everything about a scope but what the validator says. Hidden fields are not even read.
    pub fn decide(self, sent: Sent<'_>, violations: &mut Vec<Violation>) -> Decided {
        let mut answers: Vec<Answer> = Vec::new();
        answers.resize_with(self.fields.len(), Answer::default);
        let mut rows = Vec::new();
        for &index in self.order {
            let field = &self.fields[index];
            if !visibility::is_shown(field, self.pages, Answers(&answers)) {
                continue;
            }
            if let Some(program) = &field.calculation {
                answers[index] = self.calculate(field, program, &answers, sent, violations);
                continue;
            }
            answers[index] = match (&field.group, sent.raw.get(&field.name)) {
                (_, None) => Answer::of(None),
                (_, Some(Value::Null)) => Answer::of(field.nullable.then_some(Value::Null)),
                (None, Some(raw)) => read(field, raw, sent, violations),
                (Some(group), Some(raw)) => {
                    let root = Root { names: self.names, answers: Answers(&answers), today: sent.today };
                    let read = rows::read(group, raw, &field.pointer, root, violations);
                    rows.push((index, read.states));
                    Answer { value: read.value, shown: true, view: read.view }
                }
            };
        }
        let required = self.required(&answers);
        for (field, answer) in
            self.fields.iter().zip(&answers).zip(&required).filter_map(|(pair, asked)| asked.then_some(pair))
        {
            if answer.value.is_none() {
                violations.push(Violation::new(place(field, sent.at), field.rule.missing()));
            }
        }
        Decided { answers, required, rows }
    }

    /// Whatever was sent for a calculated field, its value is ours.
    fn calculate(
        self,
        field: &Field,
        program: &Program,
        answers: &[Answer],
        sent: Sent<'_>,
        violations: &mut Vec<Violation>,
    ) -> Answer {
        let row: Option<Map<String, Value>> = sent.root.map(|_| {
            let member = |name: &str| Some((name.to_owned(), Answers(answers).answer(*self.names.get(name)?)?.clone()));
            program.item_touches().filter_map(member).collect()
        });
        let own = Root { names: self.names, answers: Answers(answers), today: sent.today };
        match sent.root.unwrap_or(own).calculate(field, program, row.as_ref()) {
            Ok(Some(value)) => read(field, &value, sent, violations),
            Ok(None) => Answer::of(None),
            Err(reason) => {
                violations.push(Violation::new(place(field, sent.at), "calculation").with("reason", reason));
                Answer::of(None)
            }
        }
    }

    fn required(self, answers: &[Answer]) -> Vec<bool> {
        let required = |(field, answer): (&Field, &Answer)| {
            let asked = || field.required_when.as_ref().is_some_and(|condition| condition.holds(Answers(answers)));
            answer.shown && (field.always_required || asked())
        };
        self.fields.iter().zip(answers).map(required).collect()
    }

    /// The shown answers in form order, then the members that are no fields.
    pub fn collect(self, raw: &Map<String, Value>, answers: &mut [Answer]) -> Map<String, Value> {
        let mut collected = Map::new();
        for (field, answer) in self.fields.iter().zip(answers) {
            if let Some(value) = answer.value.take() {
                collected.insert(field.name.clone(), value);
            }
        }
        for (name, value) in raw {
            if !self.names.contains_key(name)
                && let Some(value) = without_emptiness(value)
            {
                collected.insert(name.clone(), value);
            }
        }
        collected
    }
}

impl Decided {
    /// The state of the scope's fields.
    pub fn state(&mut self, names: &Arc<Names>) -> RowState {
        RowState {
            names: Arc::clone(names),
            shown: self.answers.iter().map(|answer| answer.shown).collect(),
            required: std::mem::take(&mut self.required),
            sent: 0,
        }
    }
}

/// Where a field's answer stands.
fn place<'a>(field: &'a Field, at: &str) -> Cow<'a, str> {
    if at.is_empty() { Cow::Borrowed(&field.pointer) } else { Cow::Owned([at, &field.pointer].concat()) }
}

/// Normalises the answer of a shown field.
fn read(field: &Field, raw: &Value, sent: Sent<'_>, violations: &mut Vec<Violation>) -> Answer {
    let at = place(field, sent.at);
    let before = violations.len();
    let mut reading = Reading::new(sent.today, &at, violations);
    let value = field.rule.read(raw, &mut reading);
    if let (Some(limit), Some(Value::String(text))) = (field.max_characters, &value) {
        reading.report_too_long(text, limit);
    }
    let unlike = match (&field.readable, &value) {
        (Some(pattern), Some(Value::String(text))) => !pattern.is_match(text),
        _ => false,
    };
    let unreadable = unlike || violations[before..].iter().any(|violation| is_unreadable(violation.code));
    let view = if unreadable { View::Nothing } else { without_unlike_parts(field, value.as_ref()) };
    Answer { value, shown: true, view }
}

/// A composite without the parts that do not look as its kind says.
fn without_unlike_parts(field: &Field, value: Option<&Value>) -> View {
    let Some(Value::Object(parts)) = value else {
        return View::AsIs;
    };
    let text = |part: &str| parts.get(part).and_then(Value::as_str);
    let unlike = |(part, pattern): &&(&'static str, Regex)| text(part).is_some_and(|text| !pattern.is_match(text));
    let unlike: Vec<&str> = field.readable_parts.iter().filter(unlike).map(|(part, _)| *part).collect();
    if unlike.is_empty() {
        return View::AsIs;
    }
    let left: Map<String, Value> = parts
        .iter()
        .filter(|(part, _)| !unlike.contains(&part.as_str()))
        .map(|(part, text)| (part.clone(), text.clone()))
        .collect();
    if left.is_empty() { View::Nothing } else { View::Instead(Box::new(Value::Object(left))) }
}
