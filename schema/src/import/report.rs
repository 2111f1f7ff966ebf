//! What an import has to say: notes about what became of the foreign schema, problems that stop the import, and the
//! budget that keeps hostile schemas from costing more than a moment.

use crate::problem::Problem;
use serde::Serialize;
use serde_json::{Map, Value};

/// Something an importing person should know about a place in the foreign schema.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct Note {
    /// JSON Pointer into the foreign schema.
    pub at: String,
    /// What became of it, in camelCase (docs/decisions/0007-import.md lists them).
    pub code: &'static str,
    /// What a message about it needs to know.
    pub params: Map<String, Value>,
}

/// How many steps an import may take in all.
const MAX_STEPS: usize = 20_000;
/// How many schemas there may be once references are written out.
const MAX_SCHEMAS: usize = 5_000;
/// How many schemas may be compiled to be tried on values.
const MAX_TRIALS: usize = 3_000;

/// Collects notes and problems while the budget lasts.
#[derive(Default)]
pub struct Report {
    pub notes: Vec<Note>,
    pub problems: Vec<Problem>,
    steps: usize,
    schemas: usize,
    trials: usize,
}

impl Report {
    pub fn note(&mut self, at: &str, code: &'static str) {
        self.note_with(at, code, &[]);
    }

    pub fn note_with(&mut self, at: &str, code: &'static str, params: &[(&str, Value)]) {
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let note = Note { at: at.to_owned(), code, params };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// A schema that is wrong, or says what is not supported; its keyword is named.
    pub fn refuse(&mut self, at: &str, code: &'static str, keyword: &str) {
        self.stop(Problem::error(code, at).with("keyword", keyword));
    }

    /// A construct that no form can enforce.
    pub fn cannot(&mut self, at: &str, keyword: &str) {
        self.stop(Problem::error("notRepresentable", at).with("keyword", keyword));
    }

    /// A schema that asks itself.
    pub fn recursion(&mut self, at: &str) {
        self.stop(Problem::error("recursiveReference", at));
    }

    fn stop(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// One step of work; false when there were too many, which is a problem.
    pub fn step(&mut self) -> bool {
        self.steps += 1;
        self.within(self.steps <= MAX_STEPS)
    }

    /// One schema more written out; false when there were too many.
    pub fn schema(&mut self) -> bool {
        self.schemas += 1;
        self.within(self.schemas <= MAX_SCHEMAS)
    }

    /// One schema more to compile; false when there were too many.
    pub fn trial(&mut self) -> bool {
        self.trials += 1;
        self.within(self.trials <= MAX_TRIALS)
    }

    fn within(&mut self, fits: bool) -> bool {
        if !fits && !self.is_exhausted() {
            self.problems.push(Problem::error("tooLarge", "").with("limit", MAX_STEPS));
        }
        fits
    }

    /// Whether the budget is spent; whoever works in a loop stops then.
    pub fn is_exhausted(&self) -> bool {
        self.problems.iter().any(|problem| problem.code == "tooLarge")
    }
}
