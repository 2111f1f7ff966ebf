//! Calculated values and rules: small expressions in CEL (Common Expression Language) over the answers. A text is compiled
//! once, at publish, against the names it may use; a run can be absent (it touched what nobody answered) or failed, but
//! never panics and never takes more steps than were counted at publish. The only room that knows the `cel` crate.
//!
//! Pure: today is an argument. What a result means for a field or a rule is decided by the callers.

#[cfg(test)]
mod acceptance;
mod catalogue;
mod check;
#[cfg(test)]
mod documented;
#[cfg(test)]
mod hostile;
mod library;
mod refusal;
mod scan;
mod shape;
mod value;

pub use catalogue::{DocumentedFunction, FunctionExample, functions};
pub use refusal::Refusal;
pub use shape::{Name, Scope, Type};

use cel::common::value::CowVal;
use cel::context::VariableResolver;
use cel::{ExecutionError, IdedExpr};
use jiff::civil::Date;
use serde_json::{Map, Value};

/// The mark of a name that stands for an answer; no name of the language begins with it.
const ANSWER: char = '$';
/// The mark of a name that stands for "is there an answer".
const TEST: char = '?';
const TODAY: &str = "#today";
const ITEM: &str = "#item";

/// A compiled expression.
#[derive(Clone)]
pub struct Program {
    expression: IdedExpr,
    touched: Vec<Name>,
    tested: Vec<String>,
    item: Option<Type>,
    item_touched: Vec<String>,
    asks_today: bool,
    /// The most steps a run can take.
    steps: u64,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut program = formatter.debug_struct("Program");
        program.field("touched", &self.touched).field("tested", &self.tested).field("steps", &self.steps);
        program.finish_non_exhaustive()
    }
}

/// What became of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A number, a text or a boolean. A whole number that CEL counted as an integer is a JSON integer; a double stays one
    /// (`Number::is_f64`), even when it is whole.
    Value(Value),
    /// It touched a name, a member or a row that is not there.
    Absent,
    /// It cannot be calculated; why, in one word.
    Failed(&'static str),
}

/// Compiles an expression that may use the names of `scope`.
pub fn compile(text: &str, scope: &Scope<'_>) -> Result<Program, Refusal> {
    let expression = scan::parse(text)?;
    check::check(expression, text, scope)
}

impl Program {
    /// The fields whose answers it reads, each once.
    pub fn touches(&self) -> impl Iterator<Item = &str> {
        self.touched.iter().map(|name| name.name.as_str())
    }

    /// The fields it asks only whether they are answered (`has(answers.fee)`).
    pub fn tested(&self) -> impl Iterator<Item = &str> {
        self.tested.iter().map(String::as_str)
    }

    /// The members of `item` it mentions, each once.
    pub fn item_touches(&self) -> impl Iterator<Item = &str> {
        self.item_touched.iter().map(String::as_str)
    }

    /// The most steps a run can take.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.steps
    }

    /// Runs it. `answer` gives the normalised answer of a field by name, none where it is absent, hidden or unreadable;
    /// `item` is the row an expression inside a group is about. An answer that does not have its field's type counts as
    /// absent, an absent list as empty.
    pub fn run<'a>(
        &self,
        mut answer: impl FnMut(&str) -> Option<&'a Value>,
        item: Option<&'a Map<String, Value>>,
        today: Date,
    ) -> Outcome {
        let touched = self.touched.iter().map(|name| value::answer(answer(&name.name), &name.of)).collect();
        let tested = self.tested.iter().map(|name| answer(name).is_some()).collect();
        let item = self.item.as_ref().zip(item).map(|(of, row)| value::row(row, of));
        let day = if self.asks_today { today.to_string() } else { String::new() };
        let answers = Answers { program: self, touched, tested, item, day: &day };
        let mut context = library::context().new_inner_scope();
        context.set_variable_resolver(&answers);
        // Not `Value::resolve_val`: that one is inlined here and would recurse with the frames of an unoptimised build.
        match context.resolve(&self.expression) {
            Ok(result) => value::outcome(&result),
            Err(error) => failure(&error),
        }
    }
}

/// What nobody answered is absent, everything else went wrong.
fn failure(error: &ExecutionError) -> Outcome {
    match error {
        ExecutionError::UndeclaredReference(_) | ExecutionError::NoSuchKey(_) | ExecutionError::IndexOutOfBounds(_) => {
            Outcome::Absent
        }
        ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_) => Outcome::Failed("division"),
        ExecutionError::Overflow(..) => Outcome::Failed("overflow"),
        ExecutionError::FunctionError { .. } => Outcome::Failed("argument"),
        _ => Outcome::Failed("type"),
    }
}

/// The touched answers, ready for the interpreter.
struct Answers<'a> {
    program: &'a Program,
    touched: Vec<Option<value::Boxed<'a>>>,
    tested: Vec<bool>,
    item: Option<value::Boxed<'a>>,
    day: &'a str,
}

impl VariableResolver for Answers<'_> {
    fn resolve<'b>(&'b self, variable: &str) -> Option<CowVal<'b, 'b>> {
        if let Some(name) = variable.strip_prefix(ANSWER) {
            let place = self.program.touched.iter().position(|one| one.name == name)?;
            return self.touched.get(place)?.as_ref().map(|value| CowVal::Borrowed(value.as_ref()));
        }
        if let Some(name) = variable.strip_prefix(TEST) {
            let place = self.program.tested.iter().position(|one| one == name)?;
            return self.tested.get(place).map(|answered| value::boolean(*answered));
        }
        match variable {
            TODAY => Some(value::text(self.day)),
            ITEM => self.item.as_ref().map(|row| CowVal::Borrowed(row.as_ref())),
            _ => None,
        }
    }
}
