//! Counting and rounding: `sum`, `count`, `min`, `max`, `floorTo`, `ceilTo`. Whole numbers and doubles are never mixed:
//! an amount of money must not become a double unnoticed.

use super::{Arguments, Fault, Given, integer, list, text};
use cel::common::types::{CelBool, CelDouble, CelInt, CelMap, CelMapKey, CelString};
use cel::common::value::Val;
use std::cmp::Ordering;

fn scalar(value: &dyn Val) -> Result<Given, Fault> {
    if let Some(number) = value.downcast_ref::<CelInt>() {
        return Ok(Given::Integer(*number.inner()));
    }
    if let Some(number) = value.downcast_ref::<CelDouble>() {
        return Ok(Given::Decimal(*number.inner()));
    }
    if let Some(text) = value.downcast_ref::<CelString>() {
        return Ok(Given::Text(text.inner().to_owned()));
    }
    value.downcast_ref::<CelBool>().map(|truth| Given::Truth(*truth.inner())).ok_or(Fault::Type)
}

fn add(one: Given, other: Given) -> Result<Given, Fault> {
    match (one, other) {
        (Given::Integer(one), Given::Integer(other)) => {
            one.checked_add(other).map(Given::Integer).ok_or(Fault::Overflow)
        }
        (Given::Decimal(one), Given::Decimal(other)) => Ok(Given::Decimal(one + other)),
        _ => Err(Fault::Type),
    }
}

fn sum_from(start: Given, arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    let items = list(arguments, 0)?;
    if arguments.len() == 1 {
        return items.iter().try_fold(start, |sum, item| add(sum, scalar(item.as_ref())?));
    }
    let member = CelMapKey::from(text(arguments, 1)?);
    items.iter().try_fold(start, |sum, item| {
        let row = item.downcast_ref::<CelMap>().ok_or(Fault::Type)?;
        match row.inner().get(&member) {
            Some(value) => add(sum, scalar(value.as_ref())?),
            None => Ok(sum),
        }
    })
}

/// `sum(list)`: of whole numbers. `sum(rows, "member")`: of one member of every row that has it. The sum of nothing is 0.
pub fn sum(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    sum_from(Given::Integer(0), arguments)
}

/// `sum` where the field or member is a decimal.
pub fn sum_of_decimals(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    sum_from(Given::Decimal(0.0), arguments)
}

/// `count(list)`: how many there are.
pub fn count(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    i64::try_from(list(arguments, 0)?.len()).map(Given::Integer).map_err(|_| Fault::Overflow)
}

fn order(one: &Given, other: &Given) -> Result<Ordering, Fault> {
    match (one, other) {
        (Given::Integer(one), Given::Integer(other)) => Ok(one.cmp(other)),
        (Given::Decimal(one), Given::Decimal(other)) => one.partial_cmp(other).ok_or(Fault::Argument),
        (Given::Text(one), Given::Text(other)) => Ok(one.cmp(other)),
        _ => Err(Fault::Type),
    }
}

/// The one that comes first in this order; of nothing there is none.
fn first(arguments: Arguments<'_, '_, '_>, wanted: Ordering) -> Result<Given, Fault> {
    let best = |best: Option<Given>, value: &dyn Val| {
        let value = scalar(value)?;
        match best {
            Some(best) if order(&value, &best)? != wanted => Ok(Some(best)),
            None | Some(_) => order(&value, &value).map(|_| Some(value)),
        }
    };
    let found = match arguments {
        [_] => list(arguments, 0)?.iter().try_fold(None, |found, item| best(found, item.as_ref())),
        _ => arguments.iter().try_fold(None, |found, item| best(found, item.as_ref())),
    };
    found?.ok_or(Fault::Absent)
}

/// `min(a, b, …)`, `min(list)`: the least number, or the earliest day.
pub fn min(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    first(arguments, Ordering::Less)
}

/// `max(a, b, …)`, `max(list)`: the greatest number, or the latest day.
pub fn max(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    first(arguments, Ordering::Greater)
}

/// A number and a unit of 1 or more, and what is left when the one is divided by the other, 0 or more.
fn division(arguments: Arguments<'_, '_, '_>) -> Result<(i64, i64, i64), Fault> {
    let (number, unit) = (integer(arguments, 0)?, integer(arguments, 1)?);
    if unit < 1 { Err(Fault::Argument) } else { Ok((number, unit, number.rem_euclid(unit))) }
}

/// `floorTo(n, unit)`: the next multiple of the unit downwards, also below zero (`floorTo(-1, 100)` is -100).
pub fn floor_to(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    let (number, _, left) = division(arguments)?;
    number.checked_sub(left).map(Given::Integer).ok_or(Fault::Overflow)
}

/// `ceilTo(n, unit)`: the next multiple of the unit upwards.
pub fn ceil_to(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    let (number, unit, left) = division(arguments)?;
    let missing = if left == 0 { 0 } else { unit - left };
    number.checked_add(missing).map(Given::Integer).ok_or(Fault::Overflow)
}
