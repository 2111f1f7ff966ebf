//! The search: depth first over the fields that decide which pages are shown, in the order in which visibility is
//! decided, trying for each one answer of every kind that makes a difference.

use super::asked::{literals, statements, telling};
use super::examiner::Examiner;
use super::example::example;
use super::{DeadEnd, Paths, Route};
use crate::answers::RawAnswers;
use crate::condition::Condition;
use crate::journey::Evaluation;
use crate::published::PublishedForm;
use crate::violation::Violation;
use crate::visibility::gates;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// How often the form is asked at most.
const BUDGET: usize = 4_000;

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
    answers: Map<String, Value>,
    asked: usize,
    cut: bool,
    known: HashSet<Way>,
    routes: Vec<Route>,
    /// Required fields that nothing could be found for.
    helpless: HashSet<usize>,
}

impl<'a> Explorer<'a> {
    pub fn new(form: &'a PublishedForm, limit: usize, today: Date) -> Self {
        let examiners: Vec<Examiner<'_>> = form.fields.iter().map(|field| Examiner::new(field, today)).collect();
        let examples: Vec<Option<Value>> = examiners.iter().map(example).collect();
        let statements = statements(conditions(form));
        let expressions = expressions(form);
        let deciding = deciding(form, &expressions);
        let answers_of = |&field: &usize| {
            let name = form.fields[field].name.as_str();
            let about: Vec<&Value> = statements.iter().filter(|(of, _)| of == name).map(|(_, one)| one).collect();
            let literals: Vec<Value> =
                expressions.iter().filter(|text| mentions(text, name)).flat_map(|text| literals(text)).collect();
            let mut answers: Vec<Option<Value>> =
                telling(&examiners[field], examples[field].as_ref(), &about, &literals).into_iter().map(Some).collect();
            if !form.fields[field].always_required {
                answers.push(None);
            }
            (field, answers)
        };
        let order = form.order.iter().filter(|field| deciding[**field]);
        let deciding = order.map(answers_of).collect();
        Self {
            form,
            limit,
            today,
            examples,
            deciding,
            answers: Map::new(),
            asked: 0,
            cut: false,
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
            return;
        }
        let pages = way.0.iter().map(|page| self.form.pages[*page].id.clone()).collect();
        self.routes.push(Route { pages, exit: way.1, answers });
        self.known.insert(way);
    }

    /// Leaves out or replaces what is wrong, as long as the way stays the same.
    fn repair(&mut self, answers: &mut Map<String, Value>, way: &Way) -> bool {
        for _ in 0..3 {
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
                self.helpless.insert(field);
                return false;
            }
            let name = &self.form.fields[field].name;
            let tried = self.deciding.iter().find(|(one, _)| one == &field).map(|(_, tried)| tried.clone());
            let mut tried = tried.unwrap_or_default();
            tried.extend([self.examples[field].clone(), None]);
            let better = tried.into_iter().find_map(|answer| {
                let mut changed = answers.clone();
                match answer {
                    Some(answer) => changed.insert(name.clone(), answer),
                    None => changed.remove(name),
                };
                let after = self.form.evaluate(&RawAnswers(changed.clone()), self.today);
                let is_better = self::way(&after) == *way && after.violations.len() < evaluation.violations.len();
                is_better.then_some(changed)
            });
            match better {
                Some(changed) => *answers = changed,
                None => return false,
            }
        }
        let evaluation = self.evaluate(answers);
        self::way(&evaluation) == *way && self.mistake(&evaluation).is_none()
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

/// The shown pages, up to the exit where one applies.
fn way(evaluation: &Evaluation) -> Way {
    let exit = evaluation.exit();
    let shown = evaluation.pages.iter().enumerate().filter(|(_, page)| page.shown).map(|(index, _)| index);
    (shown.take_while(|page| exit.is_none_or(|exit| *page <= exit.page)).collect(), exit.map(|exit| exit.exit))
}

/// Every condition of a form.
fn conditions(form: &PublishedForm) -> impl Iterator<Item = &Condition> {
    let of_pages = form.pages.iter().flat_map(|page| {
        let blocks = page.blocks.iter().filter_map(|block| block.show.as_ref());
        page.show.iter().chain(blocks).chain(page.exits.iter().map(|exit| &exit.when))
    });
    of_pages.chain(form.fields.iter().flat_map(|field| field.show.iter().chain(&field.required_when)))
}

/// The texts of calculated values and rules.
fn expressions(form: &PublishedForm) -> Vec<String> {
    let rules = form.document.get("x-rules").and_then(Value::as_array).into_iter().flatten();
    let rules = rules.filter_map(|rule| rule.get("assert").and_then(Value::as_str));
    let values = form.fields.iter().filter_map(|field| field.schema.get("x-value").and_then(Value::as_str));
    rules.chain(values).map(str::to_owned).collect()
}

fn mentions(expression: &str, name: &str) -> bool {
    expression.split(|one: char| !one.is_ascii_alphanumeric() && one != '_' && one != '-').any(|word| word == name)
}

/// By field: whether it has a say in which pages are shown and where journeys end, directly or through another field.
fn deciding(form: &PublishedForm, expressions: &[String]) -> Vec<bool> {
    let mut waiting: Vec<usize> = Vec::new();
    for (index, page) in form.pages.iter().enumerate() {
        waiting.extend(page.show.iter().flat_map(|condition| condition.asks.iter().copied()));
        waiting.extend(page.exits.iter().flat_map(|exit| exit.when.asks.iter().copied()));
        // A page whose blocks are all conditional is only shown with one of them.
        let is_free = |block: &crate::page::Block| {
            block.show.is_none() && block.field.is_none_or(|field| form.fields[field].show.is_none())
        };
        if !page.blocks.iter().any(is_free) {
            let blocks = page.blocks.iter().filter_map(|block| block.show.as_ref());
            let fields = form.fields.iter().filter(|field| field.page == index).filter_map(|field| field.show.as_ref());
            waiting.extend(blocks.chain(fields).flat_map(|condition| condition.asks.iter().copied()));
        }
    }
    let mut deciding = vec![false; form.fields.len()];
    while let Some(field) = waiting.pop() {
        if std::mem::replace(&mut deciding[field], true) {
            continue;
        }
        let one = &form.fields[field];
        // Leaving it out is a way of its own, as far as it is not required.
        let conditions = gates(one, &form.pages).chain(&one.required_when);
        waiting.extend(conditions.flat_map(|condition| condition.asks.iter().copied()));
        if one.schema.contains_key("x-value") {
            let asked =
                |(_, other): &(usize, &crate::field::Field)| expressions.iter().any(|text| mentions(text, &other.name));
            waiting.extend(form.fields.iter().enumerate().filter(asked).map(|(index, _)| index));
        }
    }
    deciding
}
