//! Displayed answers in words: days, months, times, amounts and whatever else the form language says itself
//! ([`madoguchi_schema::Word`]). The messages stand in `value.ftl`; years are passed as texts, so that no language groups
//! their digits.

use jiff::civil::{Date, Time};
use madoguchi_schema::{DisplayPage, Field, PublishedForm, Word, counted, era_year};
use serde_json::{Map, Value};

use super::{Argument, Words};

/// Accepted answers page by page, our own words in these. The form is the one in their language.
#[must_use]
pub fn pages(words: Words, form: &PublishedForm, answers: &Map<String, Value>) -> Vec<DisplayPage> {
    form.display_in(answers, &|word| said(words, word))
}

/// One accepted answer, a line for every choice or part.
#[must_use]
pub fn lines(words: Words, field: &Field, answer: &Value) -> Vec<String> {
    field.display_in(answer, &|word| said(words, word))
}

/// A word of the form language.
#[must_use]
pub fn said(words: Words, word: Word<'_>) -> String {
    match word {
        Word::Yes => words.say("value-yes"),
        Word::Agreed => words.say("value-agreed"),
        Word::Day(date) => with_era(words, date, "value-day-era").unwrap_or_else(|| day(words, date)),
        Word::Month(date) => {
            with_era(words, date.last_of_month(), "value-month-era").unwrap_or_else(|| month(words, date))
        }
        Word::Time(at) => time(words, at),
        Word::Moment(date, at) => {
            let (date, at) = (said(words, Word::Day(date)), time(words, at));
            words.tell("value-moment", &[("day", date.into()), ("time", at.into())])
        }
        Word::From(date) => words.tell("value-from", &[("day", date.into())]),
        Word::Until(date) => words.tell("value-until", &[("day", date.into())]),
        Word::Amount { number, unit } => amount(words, &counted(number, unit), unit),
        Word::Yen(number) => words.tell("value-yen", &[("number", counted(number, "円").into())]),
        Word::Rank { rank, choice } => {
            let rank = words.tell("value-rank", &[("rank", rank.to_string().into())]);
            answer(words, &rank, choice)
        }
        Word::Rating { number, meaning } => {
            words.tell("value-rating", &[("number", number.into()), ("meaning", meaning.into())])
        }
        Word::Answer { label, answer: given } => answer(words, label, given),
        Word::Row { title, number } => {
            words.tell("value-row", &[("title", title.into()), ("number", number.to_string().into())])
        }
        Word::FormerName { name, reading: "" } => words.tell("value-former-name", &[("name", name.into())]),
        Word::FormerName { name, reading } => {
            words.tell("value-former-name-read", &[("name", name.into()), ("reading", reading.into())])
        }
        Word::Named { name, code } => words.tell("value-named", &[("name", name.into()), ("code", code.into())]),
        Word::Visit { place, day, from, until } => {
            let (day, from, until) = (said(words, Word::Day(day)), time(words, from), time(words, until));
            words.tell(
                "value-visit",
                &[("place", place.into()), ("day", day.into()), ("from", from.into()), ("until", until.into())],
            )
        }
        Word::AccountType(code) => account_type(words, code),
        Word::YuchoSymbol(symbol) => words.tell("value-yucho-symbol", &[("symbol", symbol.into())]),
        Word::YuchoNumber(number) => words.tell("value-yucho-number", &[("number", number.into())]),
    }
}

/// 「待ち時間：良い」, "Waiting time: good"
fn answer(words: Words, label: &str, answer: &str) -> String {
    words.tell("value-answer", &[("label", label.into()), ("answer", answer.into())])
}

/// A number, its digits grouped, with its unit: 「1,200人」, "1,200 people", "12.5%".
#[must_use]
pub fn amount(words: Words, number: &str, unit: &str) -> String {
    let id = match unit.chars().next() {
        None => return number.to_owned(),
        Some(letter) if letter.is_alphabetic() => "value-amount",
        Some(_) => "value-amount-sign",
    };
    words.tell(id, &[("number", number.into()), ("unit", unit.into())])
}

/// A kind of deposit; the code itself where there is none with it.
#[must_use]
pub fn account_type(words: Words, code: &str) -> String {
    match code {
        "1" => words.say("value-account-ordinary"),
        "2" => words.say("value-account-current"),
        "4" => words.say("value-account-savings"),
        code => code.to_owned(),
    }
}

/// 「2026年4月1日」, "1 April 2026"
#[must_use]
pub fn day(words: Words, day: Date) -> String {
    words.tell("value-day", &of_day(day))
}

/// 「2026年4月」, "April 2026"
#[must_use]
pub fn month(words: Words, day: Date) -> String {
    words.tell("value-month", &of_day(day))
}

/// 「15時30分」, "15:30"; seconds only where there are any.
#[must_use]
pub fn time(words: Words, time: Time) -> String {
    let id = if time.second() == 0 { "value-time" } else { "value-time-seconds" };
    let (minute, second) = (format!("{:02}", time.minute()), format!("{:02}", time.second()));
    words.tell(id, &[("hour", time.hour().to_string().into()), ("minute", minute.into()), ("second", second.into())])
}

/// The same with the year of the era (令和8年); none before the solar calendar.
fn with_era(words: Words, day: Date, id: &str) -> Option<String> {
    let era = era_year(day)?;
    let mut all = of_day(day);
    all.push(("era", era.into()));
    Some(words.tell(id, &all))
}

fn of_day(day: Date) -> Vec<Argument<'static>> {
    let (year, month) = (day.year().to_string(), i64::from(day.month()));
    vec![("year", year.into()), ("month", month.into()), ("day", day.day().to_string().into())]
}

#[cfg(test)]
mod tests;
