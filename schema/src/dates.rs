//! Calendar days as people write them: Western and Japanese years in, ISO in the answers, both calendars on display.
//!
//! Years beyond an era's last day are understood (平成32年 is what papers printed in advance say); the normalised day is
//! shown to the resident before it counts. A weekday in brackets must be the day's own.

use crate::characters::{arabic, half_width};
use jiff::civil::{Date, Weekday};

/// One era: first day (Gregorian), names, letter.
struct Era {
    begins: (i16, i8, i8),
    name: &'static str,
    short: &'static str,
    letter: char,
    square: char,
}

impl Era {
    /// The Gregorian year before its first one.
    const fn before_first_year(&self) -> i16 {
        if self.letter == 'M' { MEIJI_BEFORE_FIRST_YEAR } else { self.begins.0 - 1 }
    }
}

/// Newest first. Meiji begins with the solar calendar: before 1873 the written days were lunar.
const ERAS: [Era; 5] = [
    Era { begins: (2019, 5, 1), name: "令和", short: "令", letter: 'R', square: '㋿' },
    Era { begins: (1989, 1, 8), name: "平成", short: "平", letter: 'H', square: '㍻' },
    Era { begins: (1926, 12, 25), name: "昭和", short: "昭", letter: 'S', square: '㍼' },
    Era { begins: (1912, 7, 30), name: "大正", short: "大", letter: 'T', square: '㍽' },
    Era { begins: (1873, 1, 1), name: "明治", short: "明", letter: 'M', square: '㍾' },
];

const MEIJI_BEFORE_FIRST_YEAR: i16 = 1867;

/// From the first year of Meiji to a year beyond every period an office counts: anything else is a typing mistake.
const YEARS: std::ops::RangeInclusive<i16> = 1868..=2200;

const WEEKDAYS: [(char, Weekday); 7] = [
    ('月', Weekday::Monday),
    ('火', Weekday::Tuesday),
    ('水', Weekday::Wednesday),
    ('木', Weekday::Thursday),
    ('金', Weekday::Friday),
    ('土', Weekday::Saturday),
    ('日', Weekday::Sunday),
];

/// Why a text is no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not look like a date.
    Format,
    /// It looks like one, but the calendar has no such day, or the weekday is another; in ISO notation.
    NoSuchDay(String),
}

/// Reads a day from one text.
pub fn read_day(text: &str) -> Result<Date, Unreadable> {
    let folded = half_width(text);
    let compact = arabic(&folded.chars().filter(|letter| !letter.is_whitespace()).collect::<String>());
    let (written, weekday) = split_weekday(&compact);
    let (base, rest) = split_era(written);
    let (year, month, day) = split_parts(rest, base.is_some()).ok_or(Unreadable::Format)?;
    let date = from_parts(base, year, month, day)?;
    if weekday.is_none_or(|weekday| weekday == date.weekday()) {
        Ok(date)
    } else {
        Err(Unreadable::NoSuchDay(date.to_string()))
    }
}

/// What stands before a weekday in brackets at the end (`（水）`, `（水曜日）`), and the weekday.
fn split_weekday(text: &str) -> (&str, Option<Weekday>) {
    let bracketed = || {
        let (before, inside) = text.strip_suffix(')')?.rsplit_once('(')?;
        let inside = inside.strip_suffix("曜日").or_else(|| inside.strip_suffix('曜')).unwrap_or(inside);
        let mut letters = inside.chars();
        let (letter, end) = (letters.next()?, letters.next());
        let (_, weekday) = WEEKDAYS.into_iter().find(|(name, _)| *name == letter && end.is_none())?;
        Some((before, Some(weekday)))
    };
    bracketed().unwrap_or((text, None))
}

/// Reads a day from three texts; the year may carry an era's name or letter.
pub fn read_day_parts(year: &str, month: &str, day: &str) -> Result<Date, Unreadable> {
    let clean = |text: &str, unit: char| {
        let folded = arabic(&half_width(text).chars().filter(|letter| !letter.is_whitespace()).collect::<String>());
        folded.strip_suffix(unit).map(str::to_owned).unwrap_or(folded)
    };
    let year = clean(year, '年');
    let (base, year) = split_era(&year);
    from_parts(base, year, &clean(month, '月'), &clean(day, '日'))
}

/// The year before the era's first one, and what follows the era; for texts without white space in half-width.
pub(crate) fn split_era(text: &str) -> (Option<i16>, &str) {
    for era in &ERAS {
        let rest = text
            .strip_prefix(era.name)
            .or_else(|| text.strip_prefix(era.short))
            .or_else(|| text.strip_prefix(era.square))
            .or_else(|| text.strip_prefix(era.letter))
            .or_else(|| text.strip_prefix(era.letter.to_ascii_lowercase()));
        if let Some(rest) = rest {
            return (Some(era.before_first_year()), rest.strip_prefix('.').unwrap_or(rest));
        }
    }
    (None, text.strip_prefix("西暦").unwrap_or(text))
}

fn split_parts(text: &str, era: bool) -> Option<(&str, &str, &str)> {
    if text.is_ascii() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let year = if era { 2 } else { 4 };
        return (text.len() == year + 4).then(|| (&text[..year], &text[year..year + 2], &text[year + 2..]));
    }
    let mut parts = text.split(['-', '/', '.', '年', '月', '日']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let written_out = text.ends_with('日');
    match (parts.next(), parts.next()) {
        (None, None) => Some((year, month, day)),
        (Some(""), None) if written_out => Some((year, month, day)),
        _ => None,
    }
}

/// A day from its digits; the year counts from `base` where there is one.
pub(crate) fn from_parts(base: Option<i16>, year: &str, month: &str, day: &str) -> Result<Date, Unreadable> {
    let digits = if base.is_some() { 2 } else { 4 };
    let year = match base {
        Some(base) if year == "元" => base + 1,
        Some(base) => match number(year, digits)? {
            0 => return Err(Unreadable::Format),
            count => base + count,
        },
        None if year.len() == digits => number(year, digits)?,
        None => return Err(Unreadable::Format),
    };
    let (month, day) = (within(number(month, 2)?, 12)?, within(number(day, 2)?, 31)?);
    let missing = || Unreadable::NoSuchDay(format!("{year:04}-{month:02}-{day:02}"));
    if !YEARS.contains(&year) {
        return Err(missing());
    }
    Date::new(year, month, day).map_err(|_| missing())
}

/// No calendar has a 13th month or a 32nd day: such a text is no date.
fn within(value: i16, last: i8) -> Result<i8, Unreadable> {
    i8::try_from(value).ok().filter(|value| (1..=last).contains(value)).ok_or(Unreadable::Format)
}

fn number(text: &str, digits: usize) -> Result<i16, Unreadable> {
    let readable = !text.is_empty() && text.len() <= digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if readable { text.parse().map_err(|_| Unreadable::Format) } else { Err(Unreadable::Format) }
}

/// `令和8年4月1日（2026年4月1日）`; before the solar calendar only the Western year.
#[must_use]
pub fn display_date(date: Date) -> String {
    let western = format!("{}年{}月{}日", date.year(), date.month(), date.day());
    match era_year(date) {
        Some(year) => format!("{year}{}月{}日（{western}）", date.month(), date.day()),
        None => western,
    }
}

/// `令和8年`; none before the solar calendar.
#[must_use]
pub fn era_year(date: Date) -> Option<String> {
    let era = ERAS.iter().find(|era| (date.year(), date.month(), date.day()) >= era.begins)?;
    Some(match date.year() - era.before_first_year() {
        1 => format!("{}元年", era.name),
        count => format!("{}{count}年", era.name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_what_people_write() {
        for text in [
            "2026-04-01",
            "2026/4/1",
            "20260401",
            "2026年4月1日",
            "令和8年4月1日",
            "R8.4.1",
            "r8/4/1",
            "令和８年４月１日",
            "２０２６－０４－０１",
            "㋿8年4月1日",
            "R080401",
            "令8.4.1",
            " 2026 年 4 月 1 日 ",
            "平成38年4月1日",
            "2026.4.1",
            "令和八年四月一日",
            "二〇二六年四月一日",
            "西暦2026年4月1日",
            "2026年4月1日（水）",
            "令和8年4月1日(水曜日)",
            "2026/4/1 （水曜）",
            "2026-04-01(水)",
        ] {
            assert_eq!(read_day(text), Ok(date(2026, 4, 1)), "{text}");
        }
        assert_eq!(read_day("令和元年5月1日"), Ok(date(2019, 5, 1)));
        assert_eq!(read_day("昭和五十三年十二月三十一日"), Ok(date(1978, 12, 31)));
        assert_eq!(read_day("令和十年十月二十日"), Ok(date(2028, 10, 20)));
        assert_eq!(read_day("S64.1.7"), Ok(date(1989, 1, 7)));
        assert_eq!(read_day("明治45年7月29日"), Ok(date(1912, 7, 29)));
        assert_eq!(read_day_parts("昭和５０", "１", "２日"), Ok(date(1975, 1, 2)));
        assert_eq!(read_day_parts("R元年", "5", "1"), Ok(date(2019, 5, 1)));
    }

    #[test]
    fn tells_nonsense_from_missing_days() {
        for text in [
            "",
            "あした",
            "2026-04",
            "26-04-01",
            "2026-4-1-1",
            "2026年4月1日日",
            "R100.1.1",
            "2026年4月1日（祝）",
            "（水）",
            "2026年4月1日（水）ごろ",
            "202604011",
            "2026-13-01",
            "2026-00-10",
            "2026-04-32",
            "R0.1.1",
        ] {
            assert_eq!(read_day(text), Err(Unreadable::Format), "{text}");
        }
        for (text, iso) in [
            ("2026-02-29", "2026-02-29"),
            ("令和8年2月30日", "2026-02-30"),
            ("20260431", "2026-04-31"),
            ("0000-01-01", "0000-01-01"),
            ("1867-12-31", "1867-12-31"),
            ("2201-01-01", "2201-01-01"),
            ("9999-12-31", "9999-12-31"),
            ("2026年4月1日（木）", "2026-04-01"),
        ] {
            assert_eq!(read_day(text), Err(Unreadable::NoSuchDay(iso.to_owned())), "{text}");
        }
    }

    #[test]
    fn years_have_limits() {
        assert_eq!(read_day("1868-01-01"), Ok(date(1868, 1, 1)));
        assert_eq!(read_day("明治元年1月25日"), Ok(date(1868, 1, 25)));
        assert_eq!(read_day("2200-12-31"), Ok(date(2200, 12, 31)));
        assert_eq!(read_day_parts("0000", "4", "1"), Err(Unreadable::NoSuchDay("0000-04-01".to_owned())));
        assert_eq!(read_day_parts("1026", "4", "1"), Err(Unreadable::NoSuchDay("1026-04-01".to_owned())));
    }

    #[test]
    fn shows_both_calendars() {
        assert_eq!(display_date(date(2026, 4, 1)), "令和8年4月1日（2026年4月1日）");
        assert_eq!(display_date(date(2019, 5, 1)), "令和元年5月1日（2019年5月1日）");
        assert_eq!(display_date(date(2019, 4, 30)), "平成31年4月30日（2019年4月30日）");
        assert_eq!(display_date(date(1912, 7, 29)), "明治45年7月29日（1912年7月29日）");
        assert_eq!(display_date(date(1850, 1, 1)), "1850年1月1日");
    }
}
