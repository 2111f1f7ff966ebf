//! Public holidays of Japan, from the table of holiday-jp, with the days in lieu (振替休日) and the days between two
//! holidays (国民の休日).
//!
//! The Cabinet Office announces the coming year's equinox days each February; later ones in the table are computed. The
//! days an office closes besides (29 December to 3 January, 地方自治法4条の2) are no public holidays and not in here.

use super::lines::Lines;
use jiff::civil::Date;

/// The first year of the table.
pub const FIRST_YEAR: i16 = 1970;

/// The last year of the table: nothing is known about later days.
pub const LAST_YEAR: i16 = 2050;

static TABLE: Lines<'static> = Lines(include_str!("../../data/holidays.tsv"));

/// The name of a public holiday (`元日`); none for any other day, and outside [`FIRST_YEAR`] to [`LAST_YEAR`].
#[must_use]
pub fn name(date: Date) -> Option<&'static str> {
    TABLE.row(&date.to_string())
}

/// Whether a day is a public holiday. Saturdays and Sundays are not, unless they are one.
#[must_use]
pub fn is_holiday(date: Date) -> bool {
    name(date).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_of_several_years() {
        assert_eq!(name(date(2026, 1, 1)), Some("元日"));
        assert_eq!(name(date(2026, 3, 20)), Some("春分の日"));
        assert_eq!(name(date(2026, 9, 22)), Some("休日"), "between two holidays");
        assert!(is_holiday(date(2026, 5, 6)), "in lieu of 3 May, a Sunday");
        assert!(is_holiday(date(2019, 5, 1)) && is_holiday(date(2019, 10, 22)), "the accession");
        assert!(is_holiday(date(2021, 7, 23)) && !is_holiday(date(2021, 10, 11)), "moved for the games");
        for working in [date(2026, 12, 29), date(2026, 1, 2), date(2026, 11, 24), date(2026, 2, 22)] {
            assert_eq!(name(working), None);
        }
    }

    #[test]
    fn the_table_is_whole() {
        let lines: Vec<&str> = TABLE.0.lines().collect();
        assert!((1300..2000).contains(&lines.len()));
        assert!(lines.is_sorted());
        for line in &lines {
            let (day, name) = line.split_once('\t').unwrap();
            let day: Date = day.parse().unwrap();
            assert!(!name.is_empty() && (FIRST_YEAR..=LAST_YEAR).contains(&day.year()), "{line}");
        }
        for year in FIRST_YEAR..=LAST_YEAR {
            let count = lines.iter().filter(|line| line.starts_with(&year.to_string())).count();
            assert!((12..=24).contains(&count), "{year}: {count}");
        }
        for nothing in [date(1969, 1, 1), date(LAST_YEAR + 1, 1, 1), date(-1, 1, 1), date(9999, 12, 31)] {
            assert_eq!(name(nothing), None);
        }
    }
}
