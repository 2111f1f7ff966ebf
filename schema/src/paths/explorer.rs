//! The search: over the fields that decide which pages are shown, in the order in which visibility is decided, trying for
//! each one answer of every kind that makes a difference. First one field at a time, so that what is near is found even
//! in a form that is too wide for the rest; then all together, depth first.

use super::budget::{Asker, Budget, REPAIRING, SEARCHING};
use super::dead_ends::dead_ends;
use super::deciding::{conceivable, cone, of_way};
use super::material::Material;
use super::repair::{Outcome, Repair};
use super::{Paths, Route};
use crate::journey::Evaluation;
use crate::published::PublishedForm;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

/// How often it is tried to make the answers of one way acceptable.
const TRIES: u8 = 3;

/// A route by index: its pages, and the exit on the last of them.
pub type Way = (Vec<usize>, Option<usize>);

/// What is known about a way that answers took.
#[derive(Default)]
struct Tried {
    /// Some answers take it and are accepted.
    walked: bool,
    /// How often that was tried in vain.
    vain: u8,
}

pub struct Explorer<'a> {
    form: &'a PublishedForm,
    limit: usize,
    asker: Asker<'a>,
    material: Material,
    answers: Map<String, Value>,
    searching: Budget,
    repairing: Budget,
    /// Not everything was tried.
    stopped: bool,
    /// More ways there cannot be.
    conceivable: u64,
    seen: HashMap<Way, Tried>,
    routes: Vec<Route>,
    /// Fields that kept answers from being accepted.
    blocking: BTreeSet<usize>,
    /// By field: some route was walked with it shown.
    walked: Vec<bool>,
}

impl<'a> Explorer<'a> {
    pub fn new(form: &'a PublishedForm, limit: usize, today: Date) -> Self {
        let material = Material::of(form, today);
        Self {
            form,
            limit,
            asker: Asker::new(form, today),
            stopped: false,
            conceivable: conceivable(form),
            material,
            answers: Map::new(),
            searching: Budget::new(SEARCHING),
            repairing: Budget::new(REPAIRING),
            seen: HashMap::new(),
            routes: Vec::new(),
            blocking: BTreeSet::new(),
            walked: vec![false; form.fields.len()],
        }
    }

    pub fn explore(mut self) -> Paths {
        for (field, example) in self.form.fields.iter().zip(&self.material.examples) {
            if let Some(example) = example {
                self.answers.insert(field.name.clone(), example.clone());
            }
        }
        self.arrive();
        for place in 0..self.material.deciders.len() {
            self.vary(place, &mut Self::arrive);
        }
        self.descend(0);
        self.stopped |= self.material.is_exhausted;
        let cone = cone(self.form, of_way(self.form));
        let decided = cone.fields.iter().zip(&self.material.complete).all(|(decides, complete)| *complete || !decides);
        let is_walked = self.seen.values().all(|tried| tried.walked || tried.vain == 0);
        let cut = !self.is_everything() && (self.stopped || !decided || !is_walked);
        let reached: Vec<&Way> = self.seen.keys().collect();
        let complete = if self.stopped { None } else { Some(self.material.complete.as_slice()) };
        let is_exhausted = self.material.is_exhausted;
        self.blocking.retain(|field| !self.walked[*field] && !is_exhausted);
        let dead_ends = dead_ends(self.form, &reached, complete, &self.blocking);
        Paths { routes: self.routes, cut, dead_ends }
    }

    fn is_everything(&self) -> bool {
        self.routes.len() as u64 >= self.conceivable
    }

    /// Goes on with each answer of one field.
    fn vary(&mut self, place: usize, go_on: &mut dyn FnMut(&mut Self)) {
        let field = self.material.deciders[place].field;
        let name = &self.form.fields[field].name;
        let before = self.answers.get(name).cloned();
        for index in 0..self.material.deciders[place].answers.len() {
            if self.stopped {
                break;
            }
            let answer = self.material.deciders[place].answers[index].clone();
            put(&mut self.answers, name, answer);
            go_on(self);
        }
        put(&mut self.answers, name, before);
    }

    /// Decides the fields from this place on in every way.
    fn descend(&mut self, place: usize) {
        if self.stopped {
            return;
        }
        let Some(decider) = self.material.deciders.get(place) else {
            return self.arrive();
        };
        let name = &self.form.fields[decider.field].name;
        let Some(evaluation) = self.ask() else { return };
        if self.is_over(&evaluation, place) {
            return self.settle(&evaluation);
        }
        if evaluation.is_shown(name) {
            self.vary(place, &mut |explorer| explorer.descend(place + 1));
        } else {
            self.descend(place + 1);
        }
    }

    /// Whether the way ended at an exit before anything that is left to be decided.
    fn is_over(&self, evaluation: &Evaluation, place: usize) -> bool {
        let left = &self.material.deciders[place..];
        let is_behind = |page: usize| left.iter().all(|one| !one.is_late && self.form.fields[one.field].page > page);
        evaluation.exit().is_some_and(|exit| is_behind(exit.page))
    }

    fn ask(&mut self) -> Option<Evaluation> {
        let evaluation = self.asker.ask(&self.answers, &mut self.searching);
        self.stopped |= evaluation.is_none();
        evaluation
    }

    /// Everything is decided.
    fn arrive(&mut self) {
        if let Some(evaluation) = self.ask() {
            self.settle(&evaluation);
        }
    }

    /// Notes the way, if it is new and can be walked.
    fn settle(&mut self, evaluation: &Evaluation) {
        let way = way(evaluation);
        let tried = self.seen.entry(way.clone()).or_default();
        if tried.walked || tried.vain >= TRIES {
            return;
        }
        if self.routes.len() >= self.limit {
            tried.vain = 1;
            self.stopped = true;
            return;
        }
        let repair = Repair { asker: &self.asker, material: &self.material, way: &way };
        let mut share = self.repairing.share();
        let outcome = repair.walk(self.answers.clone(), &mut share);
        self.repairing.give_back(&share);
        match outcome {
            Outcome::Walked(answers, evaluation) => {
                tried.walked = true;
                for (field, walked) in self.form.fields.iter().zip(&mut self.walked) {
                    *walked |= way.0.contains(&field.page) && evaluation.is_shown(&field.name);
                }
                let pages = way.0.iter().map(|page| self.form.pages[*page].id.clone()).collect();
                self.routes.push(Route { pages, exit: way.1, answers });
                // Nothing is left to be found.
                self.stopped |= self.is_everything();
            }
            Outcome::Impossible => {}
            Outcome::Blocked(field) => {
                tried.vain += 1;
                self.blocking.extend(field);
            }
        }
    }
}

/// Answers a field, or leaves it unanswered.
pub fn put(answers: &mut Map<String, Value>, name: &str, answer: Option<Value>) {
    match answer {
        Some(answer) => answers.insert(name.to_owned(), answer),
        None => answers.remove(name),
    };
}

/// The shown pages, up to the exit where one applies.
pub fn way(evaluation: &Evaluation) -> Way {
    let exit = evaluation.exit();
    let shown = evaluation.pages.iter().enumerate().filter(|(_, page)| page.shown).map(|(index, _)| index);
    (shown.take_while(|page| exit.is_none_or(|exit| *page <= exit.page)).collect(), exit.map(|exit| exit.exit))
}
