//! Times of day as people write them: 午後3時半, 15時, 9:05, 1530, 3:30pm.
//!
//! Noon and midnight have no common name in hours of twelve: 午後12時30分 is read as 12時30分, the way clocks show it, while
//! 午前12時 (0時 to some, 12時 by the ordinance of 1872) is not guessed. English 12am is midnight everywhere.

use crate::characters::{arabic, half_width};
use jiff::civil::Time;

/// Which half of the day was named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Gozen,
    Gogo,
    Am,
    Pm,
}

const BEFORE: [(&str, Half); 6] = [
    ("午前", Half::Gozen),
    ("午後", Half::Gogo),
    ("a.m.", Half::Am),
    ("p.m.", Half::Pm),
    ("am", Half::Am),
    ("pm", Half::Pm),
];

/// Reads a time from one text; none when it is not one.
pub fn read_time(text: &str) -> Option<Time> {
    let folded = half_width(text);
    let small = folded.chars().filter(|letter| !letter.is_whitespace()).map(|letter| letter.to_ascii_lowercase());
    let compact = arabic(&small.collect::<String>());
    if compact == "正午" {
        return Some(Time::constant(12, 0, 0, 0));
    }
    let (half, written) = split_half(&compact);
    let (hour, minute, second) = split_parts(written)?;
    from_parts(half, number(hour)?, number(minute)?, number(second)?)
}

/// Reads a time from two texts.
pub fn read_time_parts(hour: &str, minute: &str) -> Option<Time> {
    let clean = |text: &str, unit: char| {
        let folded = arabic(&half_width(text).chars().filter(|letter| !letter.is_whitespace()).collect::<String>());
        folded.strip_suffix(unit).map(str::to_owned).unwrap_or(folded)
    };
    let hour = clean(hour, '時');
    let (half, hour) = split_half(&hour);
    from_parts(half, number(hour)?, number(&clean(minute, '分'))?, 0)
}

fn split_half(text: &str) -> (Option<Half>, &str) {
    let named = |(name, half): (&str, Half)| {
        let rest = text.strip_prefix(name).or_else(|| text.strip_suffix(name).filter(|_| name.is_ascii()))?;
        Some((Some(half), rest))
    };
    BEFORE.into_iter().find_map(named).unwrap_or((None, text))
}

fn split_parts(text: &str) -> Option<(&str, &str, &str)> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            1 | 2 => Some((text, "0", "0")),
            3 | 4 => Some((&text[..text.len() - 2], &text[text.len() - 2..], "0")),
            _ => None,
        };
    }
    if let Some((hour, rest)) = text.split_once('時') {
        let (minute, second) = match rest {
            "" => ("0", "0"),
            "半" => ("30", "0"),
            _ => rest.split_once('分').unwrap_or((rest, "")),
        };
        let second = if second.is_empty() { "0" } else { second.strip_suffix('秒').unwrap_or(second) };
        return Some((hour, minute, second));
    }
    let mut parts = text.split([':', '.']);
    let (hour, minute) = (parts.next()?, parts.next()?);
    let second = parts.next().unwrap_or("0");
    let fits = minute.len() == 2 && parts.next().is_none();
    fits.then_some((hour, minute, second))
}

fn number(text: &str) -> Option<i8> {
    let readable = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    if readable { text.parse().ok() } else { None }
}

fn from_parts(half: Option<Half>, hour: i8, minute: i8, second: i8) -> Option<Time> {
    let hour = match (half, hour) {
        (None, _) | (Some(Half::Gozen | Half::Am), 0..=11) | (Some(Half::Gogo | Half::Pm), 12..=23) => hour,
        (Some(Half::Am), 12) => 0,
        (Some(Half::Gogo | Half::Pm), 0..=11) => hour + 12,
        _ => return None,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// `15時30分`; seconds only where there are any.
pub fn display_time(time: Time) -> String {
    match time.second() {
        0 => format!("{}時{:02}分", time.hour(), time.minute()),
        second => format!("{}時{:02}分{second:02}秒", time.hour(), time.minute()),
    }
}

/// `15:30`.
pub fn iso_time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[test]
    fn reads_what_people_write() {
        for (text, hour, minute) in [
            ("9:05", 9, 5),
            ("09:05", 9, 5),
            ("９：０５", 9, 5),
            ("9.05", 9, 5),
            ("9時5分", 9, 5),
            ("9時05", 9, 5),
            ("午前九時五分", 9, 5),
            ("午後3時半", 15, 30),
            ("15時半", 15, 30),
            ("三時半", 3, 30),
            ("15時", 15, 0),
            ("十五時三十分", 15, 30),
            ("15", 15, 0),
            ("1530", 15, 30),
            ("930", 9, 30),
            ("3:30pm", 15, 30),
            ("3:30 PM", 15, 30),
            ("PM3:30", 15, 30),
            ("3:30 p.m.", 15, 30),
            ("午後15時", 15, 0),
            ("正午", 12, 0),
            ("午後0時", 12, 0),
            ("午後12時30分", 12, 30),
            ("12:30am", 0, 30),
            ("午前0時", 0, 0),
            ("09:05:00", 9, 5),
            ("9時5分0秒", 9, 5),
        ] {
            assert_eq!(read_time(text), Some(time(hour, minute, 0, 0)), "{text}");
        }
        assert_eq!(read_time("9:05:30"), Some(time(9, 5, 30, 0)));
        assert_eq!(read_time_parts("午後３", "５分"), Some(time(15, 5, 0, 0)));
        assert_eq!(read_time_parts("15時", "00"), Some(time(15, 0, 0, 0)));
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "",
            "24:00",
            "9:60",
            "9:5",
            "25時",
            "朝",
            "午前12時",
            "午前15時",
            "12345",
            "9:00:00:00",
            "-9:00",
            "9時半5分",
            "半",
        ] {
            assert_eq!(read_time(text), None, "{text}");
        }
        assert_eq!(
            (read_time_parts("9", ""), read_time_parts("", "5"), read_time_parts("9", "60")),
            (None, None, None)
        );
    }

    #[test]
    fn shows_hours_and_minutes() {
        assert_eq!(display_time(time(9, 5, 0, 0)), "9時05分");
        assert_eq!(display_time(time(15, 30, 9, 0)), "15時30分09秒");
        assert_eq!(iso_time(time(9, 5, 30, 0)), "09:05");
    }
}
