//! Days as ISO texts: `age`, `daysBetween`, `addDays`, `addMonths`, `weekday`, `fiscalYear`. Years 1 to 9999.

use super::{Arguments, Fault, Given, integer, text};
use jiff::Span;
use jiff::civil::Date;

/// An argument as a day.
pub(super) fn day(arguments: Arguments<'_, '_, '_>, place: usize) -> Result<Date, Fault> {
    let text = text(arguments, place)?;
    if text.len() == 10 { text.parse().map_err(|_| Fault::Argument) } else { Err(Fault::Argument) }
}

/// A day as its ISO text.
pub(super) fn iso(day: Date) -> Result<Given, Fault> {
    if day.year() > 0 { Ok(Given::Text(day.to_string())) } else { Err(Fault::Overflow) }
}

/// `age(birth, on)`: whole years on a day.
///
/// By the act on the calculation of ages (年齢計算ニ関スル法律, Act No. 50 of 1902) with article 143 of the Civil Code, a year
/// of age is complete at the *end of the day before* the birthday; so the new age is counted from the birthday on. Who
/// was born on 29 February completes a year at the end of 28 February and, in a year without a 29th, is a year older on
/// 1 March. Rules that count the day before already (school entry, 学校教育法) ask for `age(birth, addDays(on, 1))`.
pub fn age(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    let (birth, on) = (day(arguments, 0)?, day(arguments, 1)?);
    if on < birth {
        return Err(Fault::Argument);
    }
    let years = i64::from(on.year()) - i64::from(birth.year());
    let is_before_birthday = (on.month(), on.day()) < (birth.month(), birth.day());
    Ok(Given::Integer(years - i64::from(is_before_birthday)))
}

/// `daysBetween(a, b)`: days from a to b, negative when b is earlier. The first day does not count (初日不算入, article 140
/// of the Civil Code); where it does, add 1.
pub fn days_between(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    let span = day(arguments, 1)?.since(day(arguments, 0)?).map_err(|_| Fault::Overflow)?;
    Ok(Given::Integer(i64::from(span.get_days())))
}

fn later(day: Date, span: Result<Span, jiff::Error>) -> Result<Given, Fault> {
    let span = span.map_err(|_| Fault::Overflow)?;
    iso(day.checked_add(span).map_err(|_| Fault::Overflow)?)
}

/// `addDays(date, n)`: n days later; earlier when n is negative.
pub fn add_days(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    later(day(arguments, 0)?, Span::new().try_days(integer(arguments, 1)?))
}

/// `addMonths(date, n)`: the same day n months later; the last day of the month where that month has no such day (article
/// 143 (2) of the Civil Code).
pub fn add_months(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    later(day(arguments, 0)?, Span::new().try_months(integer(arguments, 1)?))
}

/// `weekday(date)`: 1 for Monday to 7 for Sunday (ISO 8601).
pub fn weekday(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    Ok(Given::Integer(i64::from(day(arguments, 0)?.weekday().to_monday_one_offset())))
}

/// `fiscalYear(date)`: the year in which the fiscal year of the day began, on 1 April (財政法 article 11, 地方自治法 article 208).
pub fn fiscal_year(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    let day = day(arguments, 0)?;
    Ok(Given::Integer(i64::from(day.year()) - i64::from(day.month() < 4)))
}
