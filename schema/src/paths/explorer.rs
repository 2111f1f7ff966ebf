//! The search: depth first over the fields that decide which pages are shown, in the order in which visibility is
//! decided, trying for each one answer of every kind that makes a difference.

use super::asked::{around, limits, statements, telling};
use super::deciding::{conditions, deciding, expressions, mentions};
use super::examiner::Examiner;
use super::example::example;
use super::{DeadEnd, Paths, Route};
use crate::answers::RawAnswers;
use crate::journey::Evaluation;
use crate::published::PublishedForm;
use crate::violation::Violation;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// How often the form is asked at most.
const BUDGET: usize = 4_000;
/// How often it is asked besides to mend answers that break a rule.
const REPAIRS: usize = 10_000;

/// A route by index: its pages, and the exit on the last of them.
type Way = (Vec<usize>, Option<usize>);

pub struct Explorer<'a> {
    form: &'a PublishedForm,
    limit: usize,
    today: Date,
    /// By field: an answer it accepts.
    examples: Vec<Option<Value>>,
    /// The fields that decide, each with the answers to try.
    deciding: Vec<(usize, Vec<Option<Value>>)>,
    /// By field: other answers, where expressions may want another one.
    spare: Vec<Vec<Option<Value>>>,
    answers: Map<String, Value>,
    asked: usize,
    repairs: usize,
    cut: bool,
    known: HashSet<Way>,
    routes: Vec<Route>,
    /// Required fields that nothing could be found for.
    helpless: HashSet<usize>,
}

impl<'a> Explorer<'a> {
    pub fn new(form: &'a PublishedForm, limit: usize, today: Date) -> Self {
        let examiners: Vec<Examiner<'_>> = form.fields.iter().map(|field| Examiner::new(field, today)).collect();
        let examples: Vec<Option<Value>> = examiners
            .iter()
            .map(|examiner| if examiner.field.is_calculated() { None } else { example(examiner) })
            .collect();
        let statements = statements(conditions(form));
        let expressions = expressions(form);
        let is_calculated = |name: &str| form.field(name).is_some_and(crate::field::Field::is_calculated);
        let calculated = statements.iter().filter(|(name, _)| is_calculated(name));
        let limits: Vec<f64> = calculated.flat_map(|(_, statement)| limits(statement)).collect();
        let answers_of = |field: usize| {
            let name = form.fields[field].name.as_str();
            let about: Vec<&Value> = statements.iter().filter(|(of, _)| of == name).map(|(_, one)| one).collect();
            let mentioning: Vec<&str> = expressions.iter().copied().filter(|text| mentions(text, name)).collect();
            let extra = match mentioning.as_slice() {
                [] => Vec::new(),
                texts => around(texts, &limits, &form.fields[field], today),
            };
            let telling = telling(&examiners[field], examples[field].as_ref(), &about, &extra);
            let mut answers: Vec<Option<Value>> = telling.into_iter().map(Some).collect();
            if !form.fields[field].always_required {
                answers.push(None);
            }
            answers
        };
        let deciding = deciding(form);
        // How an expression turns answers into values is not known: there may be ways that were not thought of.
        let cut = form.fields.iter().zip(&deciding).any(|(field, decides)| *decides && field.is_calculated());
        let spare = form.fields.iter().enumerate().map(|(index, field)| {
            let in_rules = !field.is_calculated() && expressions.iter().any(|text| mentions(text, &field.name));
            if in_rules { answers_of(index) } else { Vec::new() }
        });
        let spare = spare.collect();
        let order = form.order.iter().filter(|field| deciding[**field] && !form.fields[**field].is_calculated());
        let deciding = order.map(|field| (*field, answers_of(*field))).collect();
        Self {
            form,
            limit,
            today,
            examples,
            deciding,
            spare,
            answers: Map::new(),
            asked: 0,
            repairs: 0,
            cut,
            known: HashSet::new(),
            routes: Vec::new(),
            helpless: HashSet::new(),
        }
    }

    pub fn explore(mut self) -> Paths {
        for (field, example) in self.form.fields.iter().zip(&self.examples) {
            if let Some(example) = example {
                self.answers.insert(field.name.clone(), example.clone());
            }
        }
        self.descend(0);
        let dead_ends = self.dead_ends();
        Paths { routes: self.routes, cut: self.cut, dead_ends }
    }

    fn evaluate(&mut self, answers: &Map<String, Value>) -> Evaluation {
        self.asked += 1;
        self.form.evaluate(&RawAnswers(answers.clone()), self.today)
    }

    /// Decides the fields from this place on in every way.
    fn descend(&mut self, place: usize) {
        if self.asked >= BUDGET || self.routes.len() >= self.limit {
            self.cut = true;
            return;
        }
        let Some((field, tried)) = self.deciding.get(place).cloned() else {
            self.arrive();
            return;
        };
        let name = self.form.fields[field].name.clone();
        let answers = self.answers.clone();
        if !self.evaluate(&answers).is_shown(&name) {
            self.descend(place + 1);
            return;
        }
        let before = self.answers.get(&name).cloned();
        for answer in tried {
            match answer {
                Some(answer) => self.answers.insert(name.clone(), answer),
                None => self.answers.remove(&name),
            };
            self.descend(place + 1);
        }
        match before {
            Some(before) => self.answers.insert(name, before),
            None => self.answers.remove(&name),
        };
    }

    /// Everything is decided: notes the way, if it is new and can be walked.
    fn arrive(&mut self) {
        let mut answers = self.answers.clone();
        let evaluation = self.evaluate(&answers);
        let way = way(&evaluation);
        if self.known.contains(&way) {
            return;
        }
        if self.mistake(&evaluation).is_some() && !self.repair(&mut answers, &way) {
            // What an expression or an assertion of the document's own wants is not known: it may be possible all the same.
            let left = self.evaluate(&answers);
            let guessed = left.violations.iter().any(|one| ["rule", "calculation"].contains(&one.code));
            self.cut |= guessed || OWN.iter().any(|keyword| self.form.document.get(keyword).is_some());
            return;
        }
        let pages = way.0.iter().map(|page| self.form.pages[*page].id.clone()).collect();
        self.routes.push(Route { pages, exit: way.1, answers });
        self.known.insert(way);
    }

    /// Leaves out or replaces what is wrong, as long as the way stays the same.
    fn repair(&mut self, answers: &mut Map<String, Value>, way: &Way) -> bool {
        for _ in 0..6 {
            let evaluation = self.evaluate(answers);
            if self::way(&evaluation) != *way {
                return false;
            }
            let Some(violation) = self.mistake(&evaluation) else {
                return true;
            };
            let Some(field) = violation.field().and_then(|name| self.form.names.get(name)).copied() else {
                return false;
            };
            if violation.code == self.form.fields[field].rule.missing() && self.examples[field].is_none() {
                // A value that is not calculated may be calculated of other answers.
                if self.form.fields[field].is_calculated() {
                    self.cut = true;
                } else {
                    self.helpless.insert(field);
                }
                return false;
            }
            // A rule may want another field changed than the one it is told at.
            let others: Vec<usize> = (0..self.spare.len())
                .filter(|other| ["rule", "calculation"].contains(&violation.code) && !self.spare[*other].is_empty())
                .collect();
            let better =
                [field].into_iter().chain(others).find_map(|field| self.better(field, answers, way, &evaluation));
            match better {
                Some(changed) => *answers = changed,
                None => return false,
            }
        }
        let evaluation = self.evaluate(answers);
        self::way(&evaluation) == *way && self.mistake(&evaluation).is_none()
    }

    /// The answers with another one for this field, when less is wrong then and the way is the same.
    fn better(
        &mut self,
        field: usize,
        answers: &Map<String, Value>,
        way: &Way,
        now: &Evaluation,
    ) -> Option<Map<String, Value>> {
        let name = &self.form.fields[field].name;
        let tried = self.deciding.iter().find(|(one, _)| *one == field).map_or(&self.spare[field], |(_, tried)| tried);
        for answer in tried.iter().chain([&self.examples[field], &None]) {
            if self.repairs >= REPAIRS {
                self.cut = true;
                return None;
            }
            self.repairs += 1;
            let mut changed = answers.clone();
            match answer {
                Some(answer) => changed.insert(name.clone(), answer.clone()),
                None => changed.remove(name),
            };
            let after = self.form.evaluate(&RawAnswers(changed.clone()), self.today);
            if self::way(&after) == *way && after.violations.len() < now.violations.len() {
                return Some(changed);
            }
        }
        None
    }

    /// The first thing that keeps a resident from walking on: behind an exit nobody looks.
    fn mistake<'e>(&self, evaluation: &'e Evaluation) -> Option<&'e Violation> {
        let last = evaluation.exit().map(|exit| exit.page);
        let field = |violation: &Violation| violation.field().and_then(|name| self.form.names.get(name)).copied();
        let counts = |violation: &&Violation| match (last, field(violation)) {
            (Some(last), Some(field)) => self.form.fields[field].page <= last,
            _ => true,
        };
        evaluation.violations.iter().find(counts)
    }

    /// What no route reached; only where everything was tried.
    fn dead_ends(&self) -> Vec<DeadEnd> {
        let mut found = Vec::new();
        let dead = |page: usize, field: Option<usize>, exit, reason| DeadEnd {
            page: self.form.pages[page].id.clone(),
            field: field.map(|field| self.form.fields[field].name.clone()),
            exit,
            reason,
        };
        for (index, page) in self.form.pages.iter().enumerate().filter(|_| !self.cut) {
            if !self.known.iter().any(|(pages, _)| pages.contains(&index)) {
                found.push(dead(index, None, None, "pageNotReached"));
            }
            for exit in 0..page.exits.len() {
                if !self.known.iter().any(|(pages, at)| *at == Some(exit) && pages.last() == Some(&index)) {
                    found.push(dead(index, None, Some(exit), "exitNotReached"));
                }
            }
        }
        let mut helpless: Vec<usize> = self.helpless.iter().copied().collect();
        helpless.sort_unstable();
        found.extend(
            helpless.into_iter().map(|field| dead(self.form.fields[field].page, Some(field), None, "noAcceptedValue")),
        );
        found
    }
}

/// Assertions that a document makes about several answers at once.
const OWN: [&str; 10] = [
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "dependentRequired",
    "dependentSchemas",
    "minProperties",
    "maxProperties",
    "propertyNames",
];

/// The shown pages, up to the exit where one applies.
fn way(evaluation: &Evaluation) -> Way {
    let exit = evaluation.exit();
    let shown = evaluation.pages.iter().enumerate().filter(|(_, page)| page.shown).map(|(index, _)| index);
    (shown.take_while(|page| exit.is_none_or(|exit| *page <= exit.page)).collect(), exit.map(|exit| exit.exit))
}
