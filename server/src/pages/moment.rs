//! Moments in words, as the organization's clock shows them: when a period begins and when it ends.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::words::Words;

/// The first instant of a period: 「2026年4月1日（水）9時」.
#[must_use]
pub fn beginning(words: Words, at: Timestamp, time_zone: &TimeZone) -> String {
    let shown = at.in_zone(time_zone);
    told(words, shown.date(), shown.hour(), shown.minute())
}

/// The first instant after a period. At midnight it is the 24th hour of the day before: nobody reads 「4月1日0時まで」 as
/// the end of March.
#[must_use]
pub fn end(words: Words, at: Timestamp, time_zone: &TimeZone) -> String {
    let shown = at.in_zone(time_zone);
    if shown.time() == Time::midnight() {
        return told(words, last_day(at, time_zone), 24, 0);
    }
    told(words, shown.date(), shown.hour(), shown.minute())
}

/// The last day of a period that ends before this instant.
#[must_use]
pub fn last_day(at: Timestamp, time_zone: &TimeZone) -> Date {
    Timestamp::from_micros(at.micros().saturating_sub(1)).day_in(time_zone)
}

/// A length of time: 「1時間30分」. What is beyond whole minutes is left out: nobody is promised more than there is.
#[must_use]
pub fn length(words: Words, seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    let id = match (hours, minutes) {
        (0, _) => "start-length-minutes",
        (_, 0) => "start-length-hours",
        _ => "start-length-both",
    };
    words.tell(id, &[("hours", hours.into()), ("minutes", minutes.into())])
}

fn told(words: Words, day: Date, hour: i8, minute: i8) -> String {
    // Texts, so that no language groups the digits of a year.
    let minute = if minute == 0 { 0.into() } else { format!("{minute:02}").into() };
    let weekday = day.weekday().to_monday_one_offset();
    let all = [
        ("year", day.year().to_string().into()),
        ("month", day.month().into()),
        ("day", day.day().into()),
        ("weekday", weekday.into()),
        ("hour", hour.into()),
        ("minute", minute),
    ];
    words.tell("start-moment", &all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn lengths_are_told_in_hours_and_minutes() {
        let told = |seconds| length(Words::default(), seconds);
        assert_eq!([told(1800), told(3600), told(5400), told(119)], ["30分", "1時間", "1時間30分", "1分"]);
        assert_eq!(length(Words::of(Language::ENGLISH), 5460), "1 hour 31 minutes");
    }

    #[test]
    fn a_period_begins_and_ends_as_people_say_it() {
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let at = |text: &str| Timestamp::from_micros(text.parse::<jiff::Timestamp>().unwrap().as_microsecond());
        let (ja, en) = (Words::default(), Words::of(Language::ENGLISH));
        let morning = at("2026-04-01T00:00:00Z");
        assert_eq!(beginning(ja, morning, &tokyo), "2026年4月1日（水）9時");
        assert_eq!(end(ja, morning.plus_seconds(300), &tokyo), "2026年4月1日（水）9時05分");
        assert_eq!(beginning(en, morning, &tokyo), "Wednesday 1 April 2026, 9:00");
        assert_eq!(end(en, morning.plus_seconds(300), &tokyo), "Wednesday 1 April 2026, 9:05");
        let midnight = at("2026-03-31T15:00:00Z");
        assert_eq!(end(ja, midnight, &tokyo), "2026年3月31日（火）24時");
        assert_eq!(beginning(ja, midnight, &tokyo), "2026年4月1日（水）0時");
        assert_eq!(last_day(midnight, &tokyo).to_string(), "2026-03-31");
        assert_eq!(last_day(morning, &tokyo).to_string(), "2026-04-01");
    }
}
