//! `x-earliest` and `x-latest`: an ISO day, or `today` with an optional offset (`today+P7D`, `today-P18Y`).

use jiff::Span;
use jiff::civil::Date;

/// A bound of a date field.
#[derive(Clone, Debug)]
pub enum DayLimit {
    /// The same day for everybody.
    Fixed(Date),
    /// Counted from the day of receipt.
    FromToday(Span),
}

impl DayLimit {
    /// Reads the notation; none when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let Some(offset) = text.strip_prefix("today") else {
            return (text.len() == 10).then(|| text.parse().ok()).flatten().map(Self::Fixed);
        };
        if offset.is_empty() {
            return Some(Self::FromToday(Span::new()));
        }
        let later = offset.strip_prefix('+').and_then(parse_period);
        let earlier = || offset.strip_prefix('-').and_then(parse_period).map(Span::negate);
        later.or_else(earlier).map(Self::FromToday)
    }

    /// The day on the given day. Beyond the calendar's end there is no limit.
    pub fn on(&self, today: Date) -> Option<Date> {
        match self {
            Self::Fixed(day) => Some(*day),
            Self::FromToday(span) => today.checked_add(*span).ok(),
        }
    }
}

/// `P1Y2M3W4D`: at least one part, in this order, each at most four digits.
fn parse_period(text: &str) -> Option<Span> {
    let mut rest = text.strip_prefix('P').filter(|rest| !rest.is_empty())?;
    let mut span = Span::new();
    for unit in ['Y', 'M', 'W', 'D'] {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !rest[digits..].starts_with(unit) {
            continue;
        }
        let count: i32 = rest.get(..digits).filter(|digits| digits.len() <= 4)?.parse().ok()?;
        span = match unit {
            'Y' => span.years(count),
            'M' => span.months(count),
            'W' => span.weeks(count),
            _ => span.days(count),
        };
        rest = &rest[digits + 1..];
    }
    rest.is_empty().then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn counts_from_today() {
        let on = |text: &str| DayLimit::parse(text).and_then(|limit| limit.on(date(2026, 2, 28)));
        assert_eq!(on("today"), Some(date(2026, 2, 28)));
        assert_eq!(on("today+P7D"), Some(date(2026, 3, 7)));
        assert_eq!(on("today-P18Y"), Some(date(2008, 2, 28)));
        assert_eq!(on("today+P1Y2M1W1D"), Some(date(2027, 5, 6)));
        assert_eq!(on("1900-01-01"), Some(date(1900, 1, 1)));
    }

    #[test]
    fn refuses_other_notations() {
        for text in [
            "",
            "today+",
            "today+P",
            "today+7D",
            "P7D",
            "tomorrow",
            "2026-02-30",
            "today+P7X",
            "today+P7D1Y",
            "today P7D",
            "todayから",
            "today+Pあ",
            "today+P99999D",
        ] {
            assert!(DayLimit::parse(text).is_none(), "{text}");
        }
    }
}
