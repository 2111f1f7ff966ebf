//! Calendar files (iCalendar, RFC 5545): entries in, text out. Knows no feature. The crates there are cannot write a
//! VTIMEZONE and put random identifiers and the machine's time into what we want to be the same at every request; the
//! part of the standard that is needed is the writing of lines below.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;

/// What the program calls itself in the files it writes.
const PRODUCT: &str = "-//Madoguchi//Madoguchi//JA";
/// Longest line in octets, without its end (RFC 5545, section 3.1).
const LINE: usize = 75;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The same whenever this entry is written again, and of no other entry: a calendar that has it replaces it.
    pub uid: String,
    /// When what it tells was decided.
    pub stamped_at: Timestamp,
    /// When it takes place.
    pub when: When,
    /// Where.
    pub place: Option<String>,
    /// One line.
    pub title: String,
    /// Further lines.
    pub description: String,
}

/// When an entry takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Whole days, the last one included.
    Days {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
    /// From this instant on; how long is not known.
    At(Timestamp),
    /// From one instant until another.
    Between {
        /// When it begins.
        start: Timestamp,
        /// When it ends.
        end: Timestamp,
    },
}

/// Writes a calendar. Instants are written in `zone` where that has one offset for good (Japan's), else in UTC.
#[must_use]
pub fn calendar(entries: &[Entry], zone: &TimeZone) -> String {
    let mut text = Lines::default();
    for (name, value) in [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", PRODUCT), ("CALSCALE", "GREGORIAN")] {
        text.line(name, value);
    }
    text.line("METHOD", "PUBLISH");
    let latest = entries.iter().filter_map(|entry| match entry.when {
        When::At(at) | When::Between { start: at, .. } => Some(at),
        When::Days { .. } => None,
    });
    let zone = latest.min().and_then(|first| Fixed::of(zone, first));
    if let Some(zone) = &zone {
        zone.write(&mut text);
    }
    for entry in entries {
        event(&mut text, entry, zone.as_ref());
    }
    text.line("END", "VCALENDAR");
    text.0
}

fn event(text: &mut Lines, entry: &Entry, zone: Option<&Fixed<'_>>) {
    text.line("BEGIN", "VEVENT");
    text.line("UID", &escaped(&entry.uid));
    text.line("DTSTAMP", &utc(entry.stamped_at));
    text.line("SEQUENCE", "0");
    match entry.when {
        When::Days { first, last } => {
            text.line("DTSTART;VALUE=DATE", &day(first));
            // The end is the first day that is free again.
            text.line("DTEND;VALUE=DATE", &day(last.max(first).saturating_add(jiff::Span::new().days(1))));
            text.line("TRANSP", "TRANSPARENT");
        }
        When::At(at) => moment(text, "DTSTART", at, zone),
        When::Between { start, end } => {
            moment(text, "DTSTART", start, zone);
            moment(text, "DTEND", end, zone);
        }
    }
    if let Some(place) = &entry.place {
        text.line("LOCATION", &escaped(place));
    }
    text.line("SUMMARY", &escaped(&entry.title));
    if !entry.description.is_empty() {
        text.line("DESCRIPTION", &escaped(&entry.description));
    }
    text.line("CLASS", "PRIVATE");
    text.line("END", "VEVENT");
}

fn moment(text: &mut Lines, name: &str, at: Timestamp, zone: Option<&Fixed<'_>>) {
    match zone {
        Some(zone) => text.line(&format!("{name};TZID={}", zone.name), &zone.local(at)),
        None => text.line(name, &utc(at)),
    }
}

/// A time zone whose offset does not change any more after the first entry.
struct Fixed<'a> {
    name: &'a str,
    zone: &'a TimeZone,
    offset: String,
}

impl<'a> Fixed<'a> {
    fn of(zone: &'a TimeZone, first: Timestamp) -> Option<Self> {
        let first = first.to_jiff();
        let is_fixed = zone.following(first).next().is_none();
        let seconds = zone.to_offset(first).seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.unsigned_abs() / 60;
        let offset = format!("{sign}{:02}{:02}", minutes / 60, minutes % 60);
        is_fixed.then_some(Self { name: zone.iana_name()?, zone, offset })
    }

    fn write(&self, text: &mut Lines) {
        text.line("BEGIN", "VTIMEZONE");
        text.line("TZID", self.name);
        text.line("BEGIN", "STANDARD");
        text.line("DTSTART", "19700101T000000");
        text.line("TZOFFSETFROM", &self.offset);
        text.line("TZOFFSETTO", &self.offset);
        text.line("END", "STANDARD");
        text.line("END", "VTIMEZONE");
    }

    fn local(&self, at: Timestamp) -> String {
        at.in_zone(self.zone).strftime("%Y%m%dT%H%M%S").to_string()
    }
}

fn utc(at: Timestamp) -> String {
    at.to_jiff().strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A text as a value (RFC 5545, section 3.3.11); other control characters mean nothing and go.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            character if character.is_control() => {}
            character => escaped.push(character),
        }
    }
    escaped
}

/// Lines that end with CR LF and are folded between characters.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut rest = line.as_str();
        let mut limit = LINE;
        while rest.len() > limit {
            let (now, later) = rest.split_at(fold(rest, limit));
            self.0.extend([now, "\r\n "]);
            rest = later;
            // The space that marks what goes on counts as well.
            limit = LINE - 1;
        }
        self.0.extend([rest, "\r\n"]);
    }
}

/// Where a line is folded: not beside a space where that can be helped, because some programs lose it there.
fn fold(line: &str, limit: usize) -> usize {
    let fitting = || line.char_indices().map(|(at, _)| at).take_while(|at| *at <= limit).filter(|at| *at > 0);
    let is_apart = |at: &usize| {
        let (now, later) = line.split_at(*at);
        !now.ends_with(char::is_whitespace) && !later.starts_with(char::is_whitespace)
    };
    fitting().filter(is_apart).last().or_else(|| fitting().last()).unwrap_or(line.len())
}

#[cfg(test)]
mod tests {
    use ical::parser::ical::component::IcalCalendar;
    use ical::property::Property;
    use jiff::civil::date;

    use super::*;

    fn tokyo() -> TimeZone {
        TimeZone::get("Asia/Tokyo").unwrap()
    }

    fn entry(when: When) -> Entry {
        Entry {
            uid: "0123456789abcdef@forms.example.jp".to_owned(),
            stamped_at: Timestamp::from_micros(1_775_005_200_000_000),
            when,
            place: None,
            title: "予防接種の予約；葛󠄀城市民会館, 2階\\会議室; 持ち物は接種券と本人確認書類です".to_owned(),
            description: "予防接種の予約\n受付番号　VC-7K3M-PX4R-D\r\n電話　03-0000-0000".to_owned(),
        }
    }

    fn instant(text: &str) -> Timestamp {
        Timestamp::from_micros(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
    }

    /// The calendar as another program reads it.
    fn read_back(text: &str) -> IcalCalendar {
        let mut calendars = ical::IcalParser::new(text.as_bytes());
        let calendar = calendars.next().unwrap().unwrap();
        assert!(calendars.next().is_none());
        calendar
    }

    fn value(properties: &[Property], name: &str) -> String {
        let mut found = properties.iter().filter(|property| property.name == name);
        let property = found.next().unwrap_or_else(|| panic!("no {name}"));
        assert!(found.next().is_none(), "{name} stands twice");
        property.value.clone().unwrap_or_default()
    }

    /// A text as it was before it was written.
    fn unescaped(text: &str) -> String {
        let mut characters = text.chars();
        let mut plain = String::new();
        while let Some(character) = characters.next() {
            plain.push(match character {
                '\\' => match characters.next().unwrap() {
                    'n' => '\n',
                    other => other,
                },
                other => other,
            });
        }
        plain
    }

    #[test]
    fn lines_are_short_and_never_break_a_character() {
        let text = calendar(&[entry(When::At(instant("2026-04-10T01:30:00Z")))], &tokyo());
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= LINE && !line.contains(['\r', '\n'])), "{text}");
        assert!(text.split("\r\n").any(|line| line.starts_with(' ')), "something was long enough to be folded");
        let (folded, plain) = (text.replace("\r\n ", ""), escaped(&entry(When::At(Timestamp(0))).title));
        assert!(folded.contains(&format!("SUMMARY:{plain}\r\n")));
    }

    #[test]
    fn another_program_reads_what_was_meant() {
        let written = entry(When::At(instant("2026-04-10T01:30:00Z")));
        let text = calendar(std::slice::from_ref(&written), &tokyo());
        let read = read_back(&text);
        assert_eq!((value(&read.properties, "VERSION").as_str(), read.events.len()), ("2.0", 1));
        let (zone, event) = (&read.timezones[0], &read.events[0].properties);
        assert_eq!(value(&zone.properties, "TZID"), "Asia/Tokyo");
        assert_eq!(value(&zone.transitions[0].properties, "TZOFFSETTO"), "+0900");
        let start = event.iter().find(|property| property.name == "DTSTART").unwrap();
        assert_eq!(start.params, Some(vec![("TZID".to_owned(), vec!["Asia/Tokyo".to_owned()])]));
        assert_eq!(value(event, "DTSTART"), "20260410T103000");
        assert_eq!(unescaped(&value(event, "SUMMARY")), written.title);
        let description = "予防接種の予約\n受付番号　VC-7K3M-PX4R-D\n電話　03-0000-0000";
        assert_eq!(unescaped(&value(event, "DESCRIPTION")), description);
        assert_eq!((value(event, "UID"), value(event, "SEQUENCE")), (written.uid.clone(), "0".to_owned()));
        assert_eq!(value(event, "DTSTAMP"), "20260401T010000Z");
        assert_eq!(text, calendar(&[written], &tokyo()), "the same at every request");
    }

    #[test]
    fn whole_days_end_on_the_morning_after() {
        let text = calendar(&[entry(When::Days { first: date(2026, 4, 30), last: date(2026, 4, 30) })], &tokyo());
        assert!(!text.contains("VTIMEZONE"), "days need no zone");
        let event = &read_back(&text).events[0].properties;
        assert_eq!((value(event, "DTSTART"), value(event, "DTEND")), ("20260430".to_owned(), "20260501".to_owned()));
        let start = event.iter().find(|property| property.name == "DTSTART").unwrap();
        assert_eq!(start.params, Some(vec![("VALUE".to_owned(), vec!["DATE".to_owned()])]));
    }

    #[test]
    fn a_zone_whose_clocks_change_is_left_to_universal_time() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let text = calendar(&[entry(When::At(instant("2026-07-10T08:00:00Z")))], &berlin);
        assert!(text.contains("DTSTART:20260710T080000Z\r\n") && !text.contains("VTIMEZONE"), "{text}");
    }

    #[test]
    fn an_appointment_has_an_end_and_a_place() {
        let (start, end) = (instant("2026-12-01T00:30:00Z"), instant("2026-12-01T01:00:00Z"));
        let place = Some("中央公民館, 2階".to_owned());
        let text = calendar(&[Entry { place, ..entry(When::Between { start, end }) }], &tokyo());
        let event = &read_back(&text).events[0].properties;
        assert_eq!(
            (value(event, "DTSTART"), value(event, "DTEND")),
            ("20261201T093000".to_owned(), "20261201T100000".to_owned())
        );
        assert_eq!(unescaped(&value(event, "LOCATION")), "中央公民館, 2階");
    }

    #[test]
    fn nothing_adds_a_line() {
        let mut hostile = entry(When::Days { first: date(2026, 4, 1), last: date(2026, 4, 2) });
        hostile.title = "a\r\nATTENDEE:mailto:x@example.com\rb\u{0}".to_owned();
        let text = calendar(&[hostile], &tokyo());
        assert!(!text.contains("\nATTENDEE") && !text.contains("\rb") && !text.contains('\u{0}'), "{text}");
    }
}
