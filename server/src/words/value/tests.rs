use jiff::civil::{date, time};
use madoguchi_schema::japanese;

use super::*;
use crate::words::{Language, plain};

/// One of everything that can be said.
fn every_word() -> Vec<Word<'static>> {
    vec![
        Word::Yes,
        Word::Agreed,
        Word::Day(date(2026, 4, 1)),
        Word::Day(date(2019, 5, 1)),
        Word::Day(date(1850, 1, 1)),
        Word::Month(date(2019, 5, 1)),
        Word::Month(date(2019, 4, 1)),
        Word::Month(date(1870, 4, 1)),
        Word::Time(time(9, 5, 0, 0)),
        Word::Time(time(15, 30, 9, 0)),
        Word::Moment(date(2026, 12, 31), time(15, 30, 0, 0)),
        Word::From("4月1日"),
        Word::Until("4月5日"),
        Word::Amount { number: "1200", unit: "人" },
        Word::Amount { number: "2026", unit: "年" },
        Word::Amount { number: "36.5", unit: "℃" },
        Word::Amount { number: "12.5", unit: "%" },
        Word::Amount { number: "7", unit: "" },
        Word::Yen("-1234567"),
        Word::Rank { rank: 1, choice: "東小" },
        Word::Rating { number: "5", meaning: "満足" },
        Word::Answer { label: "待ち時間", answer: "良い" },
        Word::Row { title: "お子さん", number: 2 },
        Word::FormerName { name: "髙橋", reading: "" },
        Word::FormerName { name: "髙橋", reading: "タカハシ" },
        Word::Named { name: "みずほ", code: "0001" },
        Word::AccountType("1"),
        Word::AccountType("2"),
        Word::AccountType("4"),
        Word::AccountType("9"),
        Word::YuchoSymbol("10000"),
        Word::YuchoNumber("12345671"),
    ]
}

#[test]
fn the_japanese_is_the_form_languages_own() {
    for word in every_word() {
        assert_eq!(said(Words::default(), word), japanese(word), "{word:?}");
    }
}

#[test]
fn every_language_says_everything() {
    for language in Language::all() {
        for word in every_word() {
            let text = said(Words::of(language), word);
            assert!(!text.is_empty() && !text.contains('{'), "{} {word:?}: {text}", language.tag());
        }
    }
}

#[test]
fn english_reads_english() {
    let said = |word| said(Words::of(Language::ENGLISH), word);
    for (word, text) in [
        (Word::Yes, "Yes"),
        (Word::Day(date(2026, 4, 1)), "1 April 2026"),
        (Word::Month(date(2026, 12, 1)), "December 2026"),
        (Word::Moment(date(2026, 4, 1), time(9, 5, 0, 0)), "1 April 2026, 9:05"),
        (Word::From("1 April 2026"), "From 1 April 2026"),
        (Word::Amount { number: "1200", unit: "people" }, "1,200 people"),
        (Word::Amount { number: "12.5", unit: "%" }, "12.5%"),
        (Word::Yen("12000"), "¥12,000"),
        (Word::Rank { rank: 2, choice: "East School" }, "Choice 2: East School"),
        (Word::AccountType("1"), "Ordinary"),
    ] {
        assert_eq!(said(word), text);
    }
}

#[test]
fn easy_japanese_has_readings_and_the_western_year_first() {
    let text = said(Words::of(Language::EASY_JAPANESE), Word::Day(date(2026, 4, 1)));
    assert_ne!(plain(&text), text);
    assert_eq!(plain(&text), "2026年4月1日（令和8年）");
}
