//! What we say ourselves in displayed answers: 「はい」, days, ranks, units. Kinds name what is to be said, and whoever shows
//! the answers words it in the reader's language; [`japanese`] is the form language's own wording, for staff, exports and
//! tests. What residents or forms wrote never passes through here but as a part of what is said.

use crate::dates::display_date;
use crate::grouped::counted;
use crate::kind::account_type_title;
use crate::months::display_month;
use crate::times::display_time;
use jiff::civil::{Date, Time};

/// How words become text.
pub type Say<'a> = &'a dyn Fn(Word<'_>) -> String;

/// Something to be worded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Word<'a> {
    /// A tick: 「はい」.
    Yes,
    /// A tick at a consent: 「同意する」.
    Agreed,
    /// A day.
    Day(Date),
    /// A month, as its first day.
    Month(Date),
    /// A time of day.
    Time(Time),
    /// A day and a time.
    Moment(Date, Time),
    /// The beginning of a period, in words.
    From(&'a str),
    /// The end of a period, in words.
    Until(&'a str),
    /// A number in figures with what it counts, perhaps nothing.
    Amount {
        /// The number, its digits ungrouped.
        number: &'a str,
        /// The unit (人); empty when there is none.
        unit: &'a str,
    },
    /// An amount of yen, in ungrouped figures.
    Yen(&'a str),
    /// A place in an order.
    Rank {
        /// From 1.
        rank: usize,
        /// What stands there.
        choice: &'a str,
    },
    /// A number on a scale and what it means.
    Rating {
        /// The number.
        number: &'a str,
        /// Its meaning.
        meaning: &'a str,
    },
    /// An answer behind what it answers: 「待ち時間：良い」.
    Answer {
        /// The question.
        label: &'a str,
        /// The answer.
        answer: &'a str,
    },
    /// A row of a repeating group.
    Row {
        /// What a row is called.
        title: &'a str,
        /// From 1.
        number: usize,
    },
    /// A name somebody had before.
    FormerName {
        /// The name.
        name: &'a str,
        /// Its reading; empty when unknown.
        reading: &'a str,
    },
    /// A name with its code: 「みずほ（0001）」.
    Named {
        /// The name.
        name: &'a str,
        /// The code.
        code: &'a str,
    },
    /// An appointment: where, on which day, from when until when.
    Visit {
        /// The place.
        place: &'a str,
        /// The day.
        day: Date,
        /// When it begins.
        from: Time,
        /// When it ends.
        until: Time,
    },
    /// A kind of deposit, by its code in payment files (`1`, `2`, `4`).
    AccountType(&'a str),
    /// The 記号 of a Yucho account.
    YuchoSymbol(&'a str),
    /// The 番号 of a Yucho account.
    YuchoNumber(&'a str),
}

/// The form language's own wording.
#[must_use]
pub fn japanese(word: Word<'_>) -> String {
    match word {
        Word::Yes => "はい".to_owned(),
        Word::Agreed => "同意する".to_owned(),
        Word::Day(day) => display_date(day),
        Word::Month(month) => display_month(month),
        Word::Time(time) => display_time(time),
        Word::Moment(day, time) => format!("{} {}", display_date(day), display_time(time)),
        Word::From(day) => format!("{day}から"),
        Word::Until(day) => format!("{day}まで"),
        Word::Amount { number, unit } => format!("{}{unit}", counted(number, unit)),
        Word::Yen(number) => format!("{}円", counted(number, "円")),
        Word::Rank { rank, choice } => format!("{rank}番目：{choice}"),
        Word::Rating { number, meaning } => format!("{number}（{meaning}）"),
        Word::Answer { label, answer } => format!("{label}：{answer}"),
        Word::Row { title, number } => format!("{title} {number}"),
        Word::FormerName { name, reading: "" } => format!("旧姓：{name}"),
        Word::FormerName { name, reading } => format!("旧姓：{name}（{reading}）"),
        Word::Named { name, code } => format!("{name}（{code}）"),
        Word::Visit { place, day, from, until } => {
            format!("{place} {} {}〜{}", display_date(day), display_time(from), display_time(until))
        }
        Word::AccountType(code) => account_type_title(code).to_owned(),
        Word::YuchoSymbol(symbol) => format!("記号 {symbol}"),
        Word::YuchoNumber(number) => format!("番号 {number}"),
    }
}
