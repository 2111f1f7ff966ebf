//! Months as people write them: Western and Japanese years in, `2026-04` in the answers, both calendars on display. A month
//! is handled as its first day.

use crate::characters::{arabic, half_width};
use crate::dates::{Unreadable, era_year, from_parts, split_era};
use jiff::civil::Date;

/// Reads a month from one text.
pub fn read_month(text: &str) -> Result<Date, Unreadable> {
    let folded = half_width(text);
    let compact = arabic(&folded.chars().filter(|letter| !letter.is_whitespace()).collect::<String>());
    let written = compact.strip_suffix(['分', '度']).filter(|rest| rest.ends_with('月')).unwrap_or(&compact);
    let (base, rest) = split_era(written);
    let (year, month) = split_parts(rest, base.is_some()).ok_or(Unreadable::Format)?;
    first_day(base, year, month)
}

/// Reads a month from two texts; the year may carry an era's name or letter.
pub fn read_month_parts(year: &str, month: &str) -> Result<Date, Unreadable> {
    let clean = |text: &str, unit: char| {
        let folded = arabic(&half_width(text).chars().filter(|letter| !letter.is_whitespace()).collect::<String>());
        folded.strip_suffix(unit).map(str::to_owned).unwrap_or(folded)
    };
    let year = clean(year, '年');
    let (base, year) = split_era(&year);
    first_day(base, year, &clean(month, '月'))
}

/// A month outside the years that are understood is told in the notation of months.
fn first_day(base: Option<i16>, year: &str, month: &str) -> Result<Date, Unreadable> {
    from_parts(base, year, month, "1").map_err(|why| match why {
        Unreadable::NoSuchDay(iso) => Unreadable::NoSuchDay(iso.strip_suffix("-01").unwrap_or(&iso).to_owned()),
        Unreadable::Format => Unreadable::Format,
    })
}

fn split_parts(text: &str, era: bool) -> Option<(&str, &str)> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let year = if era { 2 } else { 4 };
        return (text.len() == year + 2).then(|| text.split_at(year));
    }
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let (year, month) = (parts.next()?, parts.next()?);
    match (parts.next(), parts.next()) {
        (None, None) => Some((year, month)),
        (Some(""), None) if text.ends_with('月') => Some((year, month)),
        _ => None,
    }
}

/// The month of a day in ISO notation: `2026-04`.
pub fn iso_month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// `令和8年4月（2026年4月）`; before the solar calendar only the Western year.
pub fn display_month(day: Date) -> String {
    let western = format!("{}年{}月", day.year(), day.month());
    // An era that begins within the month has begun by its end.
    match era_year(day.last_of_month()) {
        Some(year) => format!("{year}{}月（{western}）", day.month()),
        None => western,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_what_people_write() {
        for text in [
            "2026-04",
            "2026/4",
            "2026.4",
            "202604",
            "２０２６年４月",
            "2026年4月分",
            "令和8年4月",
            "令和８年４月度",
            "R8.4",
            "r8/4",
            "R0804",
            "㋿8年4月",
            "令8.4",
            "令和八年四月",
            "二〇二六年四月",
            "西暦2026年4月",
            " 2026 年 4 月 ",
            "平成38年4月",
        ] {
            assert_eq!(read_month(text), Ok(date(2026, 4, 1)), "{text}");
        }
        assert_eq!(read_month("令和元年五月"), Ok(date(2019, 5, 1)));
        assert_eq!(read_month_parts("昭和50年", "１２月"), Ok(date(1975, 12, 1)));
        assert_eq!(read_month_parts("2026", "4"), Ok(date(2026, 4, 1)));
    }

    #[test]
    fn refuses_the_rest() {
        for text in ["", "4月", "2026", "2026-13", "2026-00", "2026年4月1日", "26-04", "来月", "R8", "2026年4", "分"]
        {
            let read = read_month(text);
            assert!(read == Err(Unreadable::Format) || text == "2026年4", "{text} {read:?}");
        }
        assert_eq!(read_month("1026-04"), Err(Unreadable::NoSuchDay("1026-04".to_owned())));
    }

    #[test]
    fn shows_both_calendars() {
        assert_eq!(display_month(date(2026, 4, 1)), "令和8年4月（2026年4月）");
        assert_eq!(display_month(date(2019, 5, 1)), "令和元年5月（2019年5月）");
        assert_eq!(display_month(date(2019, 4, 1)), "平成31年4月（2019年4月）");
        assert_eq!(display_month(date(1870, 4, 1)), "1870年4月");
        assert_eq!(iso_month(date(2026, 4, 1)), "2026-04");
    }
}
