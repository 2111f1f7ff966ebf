//! The calendar of one month: weeks of days, those with slots as buttons. Months without slots are skipped.

use jiff::civil::Date;

use super::{day_in_words, room_in_words};
use crate::slots::Room;
use crate::slots::snapshot::Day;
use crate::words::{Words, value};

/// A day of the week at the head of a column.
pub(super) struct Weekday {
    pub(super) short: String,
    pub(super) long: String,
}

/// A day with slots.
pub(super) struct Open {
    pub(super) day: Date,
    /// 「12月1日 火曜日」
    pub(super) title: String,
    pub(super) mark: &'static str,
    pub(super) room: String,
    pub(super) is_full: bool,
    pub(super) is_chosen: bool,
}

/// A cell: nothing, a day without slots, a day with slots.
pub(super) struct Cell {
    pub(super) number: Option<i8>,
    pub(super) open: Option<Open>,
}

/// Another month with slots.
pub(super) struct Other {
    pub(super) first: Date,
    pub(super) title: String,
}

/// A month as a table.
pub(super) struct Month {
    pub(super) first: Date,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) weekdays: Vec<Weekday>,
    pub(super) weeks: Vec<Vec<Cell>>,
    pub(super) before: Option<Other>,
    pub(super) after: Option<Other>,
}

const DAYS: usize = 7;

impl Month {
    /// The month that is looked at, or that of the day, or the first with something free. `days` are those with slots, in
    /// order.
    pub(super) fn new(words: Words, days: &[Day], (month, day): (Option<Date>, Option<Date>), id: &str) -> Self {
        let free = days.iter().find(|day| day.room > Room::None).or_else(|| days.first()).map(|free| free.day);
        let wanted = month.or(day).or(free).unwrap_or_default().first_of_month();
        let mut months: Vec<Date> = days.iter().map(|day| day.day.first_of_month()).collect();
        months.dedup();
        // A month that has nothing gives way to the next one that has, and the last to the one before.
        let first = months.iter().find(|month| **month >= wanted).or(months.last()).copied().unwrap_or(wanted);
        let other =
            |month: Option<&Date>| month.map(|first| Other { first: *first, title: value::month(words, *first) });
        Self {
            id: format!("{id}-month"),
            title: value::month(words, first),
            weekdays: (0..DAYS).map(|column| weekday(words, column)).collect(),
            weeks: weeks(words, first, days, day),
            before: other(months.iter().rev().find(|month| **month < first)),
            after: other(months.iter().find(|month| **month > first)),
            first,
        }
    }
}

/// The week begins on Sunday, as on calendars in Japan.
fn weekday(words: Words, column: usize) -> Weekday {
    // 1 is Monday, 7 is Sunday.
    let number = if column == 0 { DAYS } else { column };
    let told = |id: &str| words.tell(id, &[("weekday", number.into())]);
    Weekday { short: told("slot-weekday-short"), long: told("slot-weekday") }
}

fn weeks(words: Words, first: Date, days: &[Day], chosen: Option<Date>) -> Vec<Vec<Cell>> {
    let blank = || Cell { number: None, open: None };
    let lead = usize::try_from(first.weekday().to_sunday_zero_offset()).unwrap_or_default();
    let mut cells: Vec<Cell> = (0..lead).map(|_| blank()).collect();
    for number in 1..=first.days_in_month() {
        let date = Date::new(first.year(), first.month(), number).unwrap_or(first);
        let open = days.iter().find(|day| day.day == date).map(|day| Open {
            day: date,
            title: day_in_words(words, date),
            mark: day.room.mark(),
            room: room_in_words(words, day.room),
            is_full: day.room == Room::None,
            is_chosen: chosen == Some(date),
        });
        cells.push(Cell { number: Some(number), open });
    }
    while cells.len() % DAYS != 0 {
        cells.push(blank());
    }
    let mut weeks = Vec::new();
    let mut cells = cells.into_iter().peekable();
    while cells.peek().is_some() {
        weeks.push(cells.by_ref().take(DAYS).collect());
    }
    weeks
}
