//! The functions of expressions. One file per theme; a function is a plain Rust function over the arguments and one line
//! in `FUNCTIONS`. The table for the interpreter is built once. Total: what cannot be calculated is a fault.

mod business;
mod days;
mod numbers;
#[cfg(test)]
mod tests;

use cel::common::types::{CelDouble, CelInt, CelList, CelString};
use cel::common::value::{CowVal, Val};
use cel::{Context, Env, ExecutionError, FunctionContext};
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock};

/// What `sum` over decimals is called inside: the sum of nothing is then 0.0.
pub const SUM_OF_DECIMALS: &str = "sum_of_decimals";

/// The macros of CEL.
pub const MACROS: [&str; 6] = ["map", "filter", "all", "exists", "exists_one", "existsOne"];

/// The methods of CEL that are let through, with how many arguments they take.
pub const METHODS: [(&str, usize); 4] = [("size", 0), ("startsWith", 1), ("endsWith", 1), ("contains", 1)];

/// The arguments of a call.
type Arguments<'a, 'b, 'v> = &'a [CowVal<'b, 'v>];

type Body = for<'a, 'b, 'v> fn(Arguments<'a, 'b, 'v>) -> Result<Given, Fault>;

/// A function and how many arguments it takes.
pub struct Function {
    pub name: &'static str,
    pub arguments: RangeInclusive<usize>,
    /// None where CEL has it.
    body: Option<Body>,
}

/// What a function gives.
#[derive(Clone, Debug, PartialEq)]
enum Given {
    Integer(i64),
    Decimal(f64),
    Truth(bool),
    Text(String),
}

/// Why a function gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// There is nothing to calculate with.
    Absent,
    /// An argument of a type the function does not take.
    Type,
    /// A value it cannot work with: no such day, a unit below 1.
    Argument,
    /// Beyond 64 bits, or beyond the calendar.
    Overflow,
}

const fn function(name: &'static str, least: usize, most: usize, body: Body) -> Function {
    Function { name, arguments: least..=most, body: Some(body) }
}

const fn of_cel(name: &'static str) -> Function {
    Function { name, arguments: 1..=1, body: None }
}

/// Every function an expression may call.
pub const FUNCTIONS: &[Function] = &[
    function("sum", 1, 2, numbers::sum),
    function("count", 1, 1, numbers::count),
    function("min", 1, 20, numbers::min),
    function("max", 1, 20, numbers::max),
    function("floorTo", 2, 2, numbers::floor_to),
    function("ceilTo", 2, 2, numbers::ceil_to),
    function("age", 2, 2, days::age),
    function("daysBetween", 2, 2, days::days_between),
    function("addDays", 2, 2, days::add_days),
    function("addMonths", 2, 2, days::add_months),
    function("weekday", 1, 1, days::weekday),
    function("fiscalYear", 1, 1, days::fiscal_year),
    function("isBusinessDay", 1, 1, business::is_business_day),
    function("nextBusinessDay", 1, 1, business::next_business_day),
    of_cel("int"),
    of_cel("double"),
    of_cel("string"),
    of_cel("size"),
];

static CONTEXT: LazyLock<Context<'static, 'static>> = LazyLock::new(|| {
    let mut context = Context::with_env(Arc::new(Env::stdlib()));
    let inside = function(SUM_OF_DECIMALS, 1, 2, numbers::sum_of_decimals);
    for known in FUNCTIONS.iter().chain([&inside]) {
        let Some(body) = known.body else { continue };
        let call: cel_function::Boxed = Box::new(move |call: &mut FunctionContext<'_, '_>| run(body, call));
        // Fails only where CEL has a function of this name; a test calls every one of them.
        let _ = context.add_function(known.name, call);
    }
    context
});

mod cel_function {
    use super::{CowVal, ExecutionError, FunctionContext};

    /// The shape in which the interpreter takes functions.
    pub type Boxed = Box<
        dyn for<'context, 'call> Fn(
                &mut FunctionContext<'context, 'call>,
            ) -> Result<CowVal<'context, 'call>, ExecutionError>
            + Send
            + Sync,
    >;
}

/// The context every run begins with: the functions and no name.
pub fn context() -> &'static Context<'static, 'static> {
    &CONTEXT
}

fn run<'b, 'v>(body: Body, call: &mut FunctionContext<'b, 'v>) -> Result<CowVal<'b, 'v>, ExecutionError> {
    match body(&call.args) {
        Ok(Given::Integer(number)) => Ok(CowVal::owned(CelInt::from(number))),
        Ok(Given::Decimal(number)) => Ok(CowVal::owned(CelDouble::from(number))),
        Ok(Given::Truth(truth)) => Ok(CowVal::owned(cel::common::types::CelBool::from(truth))),
        Ok(Given::Text(text)) => Ok(CowVal::owned(CelString::from(text))),
        Err(Fault::Absent) => Err(ExecutionError::no_such_key(call.name)),
        Err(Fault::Type) => Err(ExecutionError::no_such_overload(call.name, Vec::new())),
        Err(Fault::Argument) => Err(ExecutionError::function_error(call.name, "argument")),
        Err(Fault::Overflow) => Err(ExecutionError::Overflow("call", cel::Value::Null, cel::Value::Null)),
    }
}

/// An argument as a whole number.
fn integer(arguments: Arguments<'_, '_, '_>, place: usize) -> Result<i64, Fault> {
    let value = arguments.get(place).ok_or(Fault::Type)?;
    value.downcast_ref::<CelInt>().map(|number| *number.inner()).ok_or(Fault::Type)
}

/// An argument as a text.
fn text<'a>(arguments: Arguments<'a, '_, '_>, place: usize) -> Result<&'a str, Fault> {
    let value = arguments.get(place).ok_or(Fault::Type)?;
    value.downcast_ref::<CelString>().map(CelString::inner).ok_or(Fault::Type)
}

/// An argument as a list.
fn list<'a, 'v>(arguments: Arguments<'a, '_, 'v>, place: usize) -> Result<&'a [Box<dyn Val + 'v>], Fault> {
    let value = arguments.get(place).ok_or(Fault::Type)?;
    value.downcast_ref::<CelList>().map(CelList::inner).ok_or(Fault::Type)
}
