//! The days on which offices are open: `isBusinessDay`, `nextBusinessDay`.
//!
//! The act on holidays of administrative organs (行政機関の休日に関する法律, Act No. 91 of 1988, article 1): Saturdays, Sundays,
//! national holidays, and 29 December to 3 January. Local governments' ordinances follow it (地方自治法 article 4-2). An
//! office's own closing days are not known here. Outside the table of holidays only the other rules apply.

use super::days::{day, iso};
use super::{Arguments, Fault, Given};
use crate::tables::holidays::is_holiday;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Whether offices are open.
fn is_open(day: Date) -> bool {
    let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let is_turn_of_year = matches!((day.month(), day.day()), (12, 29..=31) | (1, 1..=3));
    !is_weekend && !is_turn_of_year && !is_holiday(day)
}

/// `isBusinessDay(date)`.
pub fn is_business_day(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    day(arguments, 0).map(|day| Given::Truth(is_open(day)))
}

/// `nextBusinessDay(date)`: the day itself where it is one, else the first one behind it.
pub fn next_business_day(arguments: Arguments<'_, '_, '_>) -> Result<Given, Fault> {
    let mut day = day(arguments, 0)?;
    while !is_open(day) {
        day = day.checked_add(1.day()).map_err(|_| Fault::Overflow)?;
    }
    iso(day)
}
