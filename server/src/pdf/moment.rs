//! Writes the time of receipt for people (和暦 and 西暦) and for the PDF file.
//! It never asks for the time; it is given one.

use jiff::Zoned;
use jiff::civil::{Date, date};

use crate::words::{self, Language, Words};

/// The first day of 令和.
const REIWA: Date = date(2019, 5, 1);

/// 令和8年（2026年）11月21日 14時03分; in other words as these tell a moment.
pub(super) fn written(words: Words, at: &Zoned) -> String {
    if words.language != Language::JAPANESE {
        return words::plain(&words.moment(at)).into_owned();
    }
    let day = at.date();
    let western = day.year();
    let year = match western - REIWA.year() + 1 {
        // Before the era began no receipt of this program exists; a wrong clock must still print something true.
        _ if day < REIWA => format!("{western}年"),
        1 => format!("令和元年（{western}年）"),
        year => format!("令和{year}年（{western}年）"),
    };
    let (month, day) = (day.month(), day.day());
    format!("{year}{month}月{day}日 {}時{:02}分", at.hour(), at.minute())
}

/// D:20261121140300+09'00'
pub(super) fn for_file(at: &Zoned) -> String {
    format!("D:{}'", at.strftime("%Y%m%d%H%M%S%:z").to_string().replace(':', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Zoned {
        text.parse().unwrap()
    }

    #[test]
    fn both_calendars_are_written() {
        let moment = at("2026-11-21T14:03:00+09:00[Asia/Tokyo]");
        assert_eq!(written(Words::default(), &moment), "令和8年（2026年）11月21日 14時03分");
        assert_eq!(written(Words::of(Language::ENGLISH), &moment), "21 November 2026, 14:03");
        assert_eq!(for_file(&moment), "D:20261121140300+09'00'");
    }

    #[test]
    fn the_first_year_of_the_era_has_its_name_and_earlier_days_have_none() {
        assert!(
            written(Words::default(), &at("2019-05-01T00:00:00+09:00[Asia/Tokyo]"))
                .starts_with("令和元年（2019年）5月1日 0時00分")
        );
        assert!(
            written(Words::default(), &at("2019-04-30T23:59:59+09:00[Asia/Tokyo]"))
                .starts_with("2019年4月30日 23時59分")
        );
    }

    #[test]
    fn a_negative_offset_keeps_its_sign() {
        assert_eq!(for_file(&at("2026-01-02T03:04:05-03:30[America/St_Johns]")), "D:20260102030405-03'30'");
    }
}
