//! Predicates over the answers (`x-show-when`, `x-required-when`, exits): compiled once, evaluated without surprises.
//! An assertion about an absent field is false, its outer `not` is true, and there is no third value.

mod compile;
mod explicit;
mod satisfiable;
mod value;

pub use compile::{Names, compile};
pub use satisfiable::{Domain, Fields, satisfiable};

use serde_json::Value;
use value::Check;

/// A compiled predicate.
#[derive(Clone, Debug)]
pub struct Condition {
    test: Test,
    /// JSON Pointer into the document.
    pub at: String,
    /// The fields it asks about, by index.
    pub asks: Vec<usize>,
    /// The predicate as plain JSON Schema, with every implied `required` written out.
    pub explicit: Value,
}

/// A statement about all answers.
#[derive(Clone, Debug)]
enum Test {
    Always,
    Never,
    Answered(usize),
    Field(usize, Check),
    Not(Box<Test>),
    All(Vec<Test>),
    Any(Vec<Test>),
}

/// What is decided about one field. The default is a field that is hidden, or not decided yet.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub value: Option<Value>,
    pub shown: bool,
    pub view: View,
}

/// What others see of an answer.
#[derive(Clone, Debug, Default)]
pub enum View {
    #[default]
    AsIs,
    /// What cannot be read: nothing should appear because of a typing mistake.
    Nothing,
    /// Rows, or a composite, without what cannot be read.
    Instead(Box<Value>),
}

impl Answer {
    /// The answer of a shown field.
    pub const fn of(value: Option<Value>) -> Self {
        Self { value, shown: true, view: View::AsIs }
    }
}

/// The answers as predicates and calculations see them: by field index. A hidden field is unanswered.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'a>(pub &'a [Answer]);

impl<'a> Answers<'a> {
    /// What others see of a field's answer.
    pub fn answer(self, field: usize) -> Option<&'a Value> {
        let answer = self.0.get(field).filter(|answer| answer.shown)?;
        match &answer.view {
            View::AsIs => answer.value.as_ref(),
            View::Nothing => None,
            View::Instead(seen) => Some(seen),
        }
    }

    /// Whether a field is shown.
    pub fn is_shown(self, field: usize) -> bool {
        self.0.get(field).is_some_and(|answer| answer.shown)
    }
}

impl Condition {
    /// Whether the predicate is simply `true`.
    pub const fn is_always(&self) -> bool {
        matches!(self.test, Test::Always)
    }

    /// Whether the predicate holds.
    pub fn holds(&self, answers: Answers<'_>) -> bool {
        self.test.holds(answers)
    }
}

impl Test {
    fn holds(&self, answers: Answers<'_>) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Answered(field) => answers.answer(*field).is_some(),
            Self::Field(field, check) => answers.answer(*field).is_some_and(|value| check.holds(value)),
            Self::Not(test) => !test.holds(answers),
            Self::All(tests) => tests.iter().all(|test| test.holds(answers)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(answers)),
        }
    }
}

/// Whether an optional condition holds; no condition always does.
pub fn holds(condition: Option<&Condition>, answers: Answers<'_>) -> bool {
    condition.is_none_or(|condition| condition.holds(answers))
}
