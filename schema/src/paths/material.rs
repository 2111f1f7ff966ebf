//! What the search works with: an answer for every field, and several for those that decide or that expressions mention.

use super::around::{altered, around};
use super::asked::{statements, telling};
use super::budget::{Budget, GUESSING};
use super::deciding::{cone, of_way};
use super::examiner::Examiner;
use super::example::{confirmed, example};
use super::expressions::Expressions;
use super::named::limits;
use crate::published::PublishedForm;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::HashMap;

/// So many different rows are tried for rules.
const ROWS: usize = 80;

/// A field that decides, with the answers to try.
pub struct Decider {
    pub field: usize,
    pub answers: Vec<Option<Value>>,
    /// Somebody may get to a page or an exit it decides before it is answered.
    pub is_late: bool,
}

/// Answers to search with.
pub struct Material {
    /// By field: an answer it accepts.
    pub examples: Vec<Option<Value>>,
    /// In the order in which they are decided.
    pub deciders: Vec<Decider>,
    /// By field: other answers, where expressions may want another one.
    pub spare: Vec<Vec<Option<Value>>>,
    /// By field: whether trying its answers decides what there is to decide.
    pub complete: Vec<bool>,
    /// Whether the work of guessing ended before the guessing did.
    pub is_exhausted: bool,
}

impl Material {
    pub fn of(form: &PublishedForm, today: Date) -> Self {
        let mut budget = Budget::new(GUESSING);
        let examiners: Vec<Examiner<'_>> = form.fields.iter().map(|field| Examiner::new(field, today)).collect();
        let asked = |examiner: &Examiner<'_>| !examiner.field.is_calculated();
        let examples =
            examiners.iter().map(|one| asked(one).then(|| example(one, &mut budget)).flatten()).collect::<Vec<_>>();
        let late = late(form);
        let mut gatherer = Gatherer::new(form, &examiners, &examples, budget);
        let mut complete = vec![false; form.fields.len()];
        let mut deciders = Vec::new();
        for &field in &form.order {
            if !gatherer.decides[field] || form.fields[field].is_calculated() {
                continue;
            }
            let (mut answers, is_complete) = gatherer.of_decider(field);
            complete[field] = is_complete && !(late[field] && form.fields[field].always_required);
            if !form.fields[field].always_required {
                answers.push(None);
            }
            deciders.push(Decider { field, answers, is_late: late[field] });
        }
        let spare = (0..form.fields.len()).map(|field| gatherer.spare(field)).collect();
        let is_exhausted = !gatherer.budget.spend(1);
        Self { examples, deciders, spare, complete, is_exhausted }
    }
}

/// By field: whether a page or an exit asks about it that stands before it.
fn late(form: &PublishedForm) -> Vec<bool> {
    let mut late = vec![false; form.fields.len()];
    let mark = |page: usize, conditions: Vec<&crate::condition::Condition>, late: &mut Vec<bool>| {
        for field in conditions.iter().flat_map(|condition| condition.asks.iter().copied()) {
            late[field] |= form.fields[field].page > page;
        }
    };
    for page in 0..form.pages.len() {
        mark(page, super::deciding::of_page(form, page), &mut late);
        mark(page, form.pages[page].exits.iter().map(|exit| &exit.when).collect(), &mut late);
    }
    for field in &form.fields {
        let asked = crate::visibility::gates(field, &form.pages).chain(&field.required_when);
        mark(field.page, asked.collect(), &mut late);
    }
    late
}

/// Looks for answers.
struct Gatherer<'a> {
    form: &'a PublishedForm,
    examiners: &'a [Examiner<'a>],
    examples: &'a [Option<Value>],
    statements: HashMap<&'a str, Vec<&'a Value>>,
    expressions: Expressions<'a>,
    /// The numbers that conditions compare calculated values with.
    limits: Vec<f64>,
    decides: Vec<bool>,
    /// Fields that a calculated value which decides is calculated from.
    needed: Vec<bool>,
    budget: Budget,
}

impl<'a> Gatherer<'a> {
    fn new(
        form: &'a PublishedForm,
        examiners: &'a [Examiner<'a>],
        examples: &'a [Option<Value>],
        budget: Budget,
    ) -> Self {
        let cone = cone(form, of_way(form));
        let statements = statements(&cone.conditions);
        let calculated = form.fields.iter().filter(|field| field.is_calculated());
        let about = calculated.filter_map(|field| statements.get(field.name.as_str()));
        let limits = about.flatten().flat_map(|statement| limits(statement)).take(100).collect();
        let mut needed = vec![false; form.fields.len()];
        let deciding = form.fields.iter().zip(&cone.fields).filter(|(_, decides)| **decides);
        deciding.flat_map(|(field, _)| &field.needs).for_each(|field| needed[*field] = true);
        Self {
            form,
            examiners,
            examples,
            statements,
            expressions: Expressions::of(form),
            limits,
            decides: cone.fields,
            needed,
            budget,
        }
    }

    /// The answers of a field that decides, and whether they are all that make a difference.
    fn of_decider(&mut self, field: usize) -> (Vec<Option<Value>>, bool) {
        let name = self.form.fields[field].name.as_str();
        let about = self.statements.get(name).map_or(&[][..], Vec::as_slice);
        let extra = self.needed[field].then(|| self.extra(field));
        let found = telling(&self.examiners[field], self.examples[field].as_ref(), about, extra, &mut self.budget);
        (found.answers.into_iter().map(Some).collect(), found.complete)
    }

    /// Guesses at what expressions care about.
    fn extra(&self, field: usize) -> Vec<Value> {
        let (one, today) = (&self.form.fields[field], self.examiners[field].today);
        let mut guesses = around(self.expressions.about(&one.name), &self.limits, one, today);
        let example = self.examples[field].as_ref();
        guesses.extend(example.into_iter().flat_map(altered));
        if let (Some(group), Some(Value::Array(rows))) = (&one.group, example) {
            // How many rows there are may matter.
            let row = rows.first().into_iter();
            let counts = 1..=usize::try_from(group.max_rows.min(6)).unwrap_or(1);
            guesses.extend(row.flat_map(|row| counts.clone().map(|count| Value::Array(vec![row.clone(); count]))));
        }
        guesses
    }

    /// Other answers of a field that expressions mention.
    fn spare(&mut self, field: usize) -> Vec<Option<Value>> {
        let one = &self.form.fields[field];
        if one.is_calculated() {
            return Vec::new();
        }
        if one.group.is_some() {
            let rows = self.rows(field);
            return rows.into_iter().chain(self.extra(field)).map(Some).collect();
        }
        if self.expressions.about(&one.name).is_empty() {
            return Vec::new();
        }
        let extra = Some(self.extra(field));
        let found = telling(&self.examiners[field], self.examples[field].as_ref(), &[], extra, &mut self.budget);
        let none = (!one.always_required).then_some(None);
        found.answers.into_iter().map(Some).chain(none).collect()
    }

    /// The example rows, with one member answered in another way in all of them.
    fn rows(&mut self, field: usize) -> Vec<Value> {
        let rows = self.examples[field].as_ref().and_then(Value::as_array);
        let is_small = |rows: &&Vec<Value>| rows.first().and_then(Value::as_object).is_some_and(|row| row.len() <= 60);
        let Some(rows) = rows.filter(is_small) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for member in self.examiners[field].members() {
            let expressions = self.expressions.about(&member.field.name);
            if expressions.is_empty() || member.field.is_calculated() || found.len() >= ROWS {
                continue;
            }
            let extra = around(expressions, &self.limits, member.field, member.today);
            let now = rows.first().and_then(|row| row.get(&member.field.name));
            let told = telling(member, now, &[], Some(extra), &mut self.budget);
            for answer in told.answers {
                let mut changed = rows.clone();
                for row in changed.iter_mut().filter_map(Value::as_object_mut) {
                    row.insert(member.field.name.clone(), confirmed(member.field, answer.clone()));
                }
                found.push(Value::Array(changed));
            }
        }
        found
    }
}
