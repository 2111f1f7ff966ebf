//! Finding a procedure by everyday words: what people type and what forms say is folded to one spelling, and words that
//! mean the same stand for each other (`synonyms`). In memory, over the forms of one organization. Pure.

mod synonyms;

use madoguchi_schema::PublishedForm;
use unicode_normalization::UnicodeNormalization;

use crate::words;

/// Longest query that is looked at, in characters; nobody describes a procedure with more.
pub const MAX_QUERY: usize = 100;
/// The most words of it.
const MAX_WORDS: usize = 8;

/// A text as it is compared: compatibility forms unified (NFKC), small letters, katakana as hiragana, without spaces, long
/// marks and signs. コンピューター, ｺﾝﾋﾟｭｰﾀ and こんぴゅーた are one.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|letter| letter.is_alphanumeric() && *letter != 'ー')
        .map(hiragana)
        .collect()
}

/// ァ to ヶ stand 0x60 above ぁ to ゖ.
fn hiragana(letter: char) -> char {
    match letter {
        'ァ'..='ヶ' => char::from_u32(letter as u32 - 0x60).unwrap_or(letter),
        _ => letter,
    }
}

/// What can be found of a form, folded.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    titles: Vec<String>,
    keywords: Vec<String>,
    categories: Vec<String>,
    others: Vec<String>,
}

/// How much a match in a title, a keyword, a category or another text says; a whole title or keyword says more.
const TITLE: u32 = 60;
const KEYWORD: u32 = 50;
const CATEGORY: u32 = 30;
const OTHER: u32 = 10;
const WHOLE: u32 = 40;

impl Entry {
    /// What can be found of a form, in every language it is given in.
    pub fn of<'a>(forms: impl IntoIterator<Item = &'a PublishedForm>) -> Self {
        let mut entry = Self::default();
        let mut keep = |list: fn(&mut Self) -> &mut Vec<String>, text: &str| {
            let folded = fold(&words::plain(text));
            let list = list(&mut entry);
            if !folded.is_empty() && !list.contains(&folded) {
                list.push(folded);
            }
        };
        for form in forms {
            let settings = form.settings();
            keep(|entry| &mut entry.titles, form.title());
            settings.keywords.iter().for_each(|word| keep(|entry| &mut entry.keywords, word));
            settings.category.iter().for_each(|text| keep(|entry| &mut entry.categories, text));
            settings.audience.iter().for_each(|text| keep(|entry| &mut entry.others, text));
            form.description().into_iter().for_each(|text| keep(|entry| &mut entry.others, text));
        }
        entry
    }

    /// How well the form answers a query; none when one of its words is not met.
    #[must_use]
    pub fn relevance(&self, query: &Query) -> Option<u32> {
        query.words.iter().map(|word| self.meets(word)).sum()
    }

    fn meets(&self, word: &Word) -> Option<u32> {
        let direct = self.holds(&word.typed).map(|points| points * 4);
        // The typed words may be a whole sentence: 住民票がほしい holds a keyword.
        let inside = self.keywords.iter().any(|keyword| is_telling(keyword) && word.typed.contains(keyword.as_str()));
        let inside = inside.then_some(KEYWORD * 2);
        let meant = word.meant.iter().filter_map(|other| self.holds(other)).max().map(|points| points * 2);
        direct.into_iter().chain(inside).chain(meant).max()
    }

    fn holds(&self, word: &str) -> Option<u32> {
        let best = |texts: &[String], points: u32| {
            let matching = texts.iter().filter(|text| text.contains(word));
            matching.map(|text| if text == word { points + WHOLE } else { points }).max()
        };
        let found =
            [(&self.titles, TITLE), (&self.keywords, KEYWORD), (&self.categories, CATEGORY), (&self.others, OTHER)];
        found.into_iter().filter_map(|(texts, points)| best(texts, points)).max()
    }
}

/// What somebody is looking for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    words: Vec<Word>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    typed: String,
    /// What means the same.
    meant: Vec<String>,
}

impl Query {
    /// Reads what was typed: words between spaces, all of which must be met. None when nothing is left of it.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let typed: String = typed.chars().take(MAX_QUERY).collect();
        let folded = typed.split([' ', '\u{3000}', '\t', '\n', '\r', '、', ',', '，']).map(fold);
        let words = folded.filter(|word| !word.is_empty()).take(MAX_WORDS);
        let words: Vec<Word> = words.map(|typed| Word { meant: synonyms::of(&typed), typed }).collect();
        (!words.is_empty()).then_some(Self { words })
    }
}

/// Whether a word found inside a longer one says something: 犬 does, two letters of kana do not.
fn is_telling(word: &str) -> bool {
    let is_kana = word.chars().all(|letter| ('ぁ'..='ゖ').contains(&letter));
    word.chars().count() > if is_kana { 2 } else { 1 } || word.chars().all(is_kanji)
}

fn is_kanji(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests;
