//! Until when a case is kept (保存期間). The years of a retention class are counted from the fiscal year after the one in
//! which the case ended, as the document rules of municipalities do; a case that has not ended has no such day. Says the
//! day; removes nothing.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::db::entity::values::Retention;

/// The first month of a Japanese fiscal year (年度).
const FIRST_MONTH: i8 = 4;

/// The last day on which a case is kept that ended at this instant; `None` for one that is kept for good, and beyond the
/// calendar.
#[must_use]
pub fn kept_until(retention: Retention, ended_at: Timestamp, time_zone: &TimeZone) -> Option<Date> {
    let years: i16 = match retention {
        Retention::OneYear => 1,
        Retention::ThreeYears => 3,
        Retention::FiveYears => 5,
        Retention::TenYears => 10,
        Retention::ThirtyYears => 30,
        Retention::Permanent => return None,
    };
    let ended_on = ended_at.day_in(time_zone);
    let fiscal_year = if ended_on.month() >= FIRST_MONTH { ended_on.year() } else { ended_on.year() - 1 };
    // The year after begins in April of fiscal_year + 1, and the last of the years ends in March of the year behind it.
    Date::new(fiscal_year + 1 + years, FIRST_MONTH - 1, 31).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(retention: Retention, ended: &str) -> Option<String> {
        let at: jiff::Timestamp = ended.parse().unwrap();
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        kept_until(retention, Timestamp::from_micros(at.as_microsecond()), &zone).map(|day| day.to_string())
    }

    #[test]
    fn years_are_counted_from_the_next_fiscal_year() {
        assert_eq!(kept(Retention::OneYear, "2026-11-22T10:00:00+09:00").unwrap(), "2028-03-31");
        assert_eq!(kept(Retention::FiveYears, "2026-04-01T00:00:00+09:00").unwrap(), "2032-03-31");
        assert_eq!(kept(Retention::FiveYears, "2027-03-31T23:59:59+09:00").unwrap(), "2032-03-31");
        assert_eq!(kept(Retention::ThirtyYears, "2027-04-01T00:00:00+09:00").unwrap(), "2058-03-31");
    }

    #[test]
    fn the_day_is_the_municipalitys() {
        assert_eq!(kept(Retention::ThreeYears, "2027-03-31T14:59:59Z").unwrap(), "2030-03-31");
        assert_eq!(kept(Retention::ThreeYears, "2027-03-31T15:00:00Z").unwrap(), "2031-03-31");
        assert_eq!(kept(Retention::TenYears, "2027-01-15T00:00:00Z").unwrap(), "2037-03-31");
    }

    #[test]
    fn what_is_kept_for_good_has_no_last_day() {
        assert_eq!(kept(Retention::Permanent, "2026-11-22T10:00:00+09:00"), None);
    }
}
