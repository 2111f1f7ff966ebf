//! Days, months and times in words, as sentences and displayed answers need them. The messages stand in `value.ftl`; years
//! are passed as texts, so that no language groups their digits.

use jiff::civil::{Date, Time};

use super::Words;

/// 「2026年4月1日」, "1 April 2026"
#[must_use]
pub fn day(words: Words, day: Date) -> String {
    let (year, month) = (day.year().to_string(), i64::from(day.month()));
    words.tell("value-day", &[("year", year.into()), ("month", month.into()), ("day", day.day().to_string().into())])
}

/// 「2026年4月」, "April 2026"
#[must_use]
pub fn month(words: Words, day: Date) -> String {
    let (year, month) = (day.year().to_string(), i64::from(day.month()));
    words.tell("value-month", &[("year", year.into()), ("month", month.into())])
}

/// 「15時30分」, "15:30"; seconds only where there are any.
#[must_use]
pub fn time(words: Words, time: Time) -> String {
    let id = if time.second() == 0 { "value-time" } else { "value-time-seconds" };
    let (minute, second) = (format!("{:02}", time.minute()), format!("{:02}", time.second()));
    words.tell(id, &[("hour", time.hour().to_string().into()), ("minute", minute.into()), ("second", second.into())])
}
