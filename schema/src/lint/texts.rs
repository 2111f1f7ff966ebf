//! Texts that a screen reader cannot say, and texts that nobody has written yet. Every text a resident reads is looked at.

use crate::document::Parsed;
use crate::page::{BlockContent, Page};
use crate::pointer;
use crate::problem::Problem;
use serde_json::Value;
use std::collections::HashSet;

/// Words that say nothing when a screen reader lists the links of a page (WCAG 2.2, 2.4.4 Link Purpose).
const EMPTY_LINKS: [&str; 8] =
    ["こちら", "こちらから", "ここ", "ここから", "リンク", "詳細", "クリック", "ここをクリック"];
/// Words that only those understand who see the page (WCAG 2.2, 1.3.3 Sensory Characteristics).
const SEEN_ONLY: [&str; 10] =
    ["赤字", "赤い字", "赤色の", "青字", "右の図", "左の図", "右の表", "左の表", "下線部", "網掛け"];

pub fn lint(document: &Value, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let mut look = Look { problems, unwritten: HashSet::new() };
    look.text(&parsed.title, "/title");
    look.text(parsed.description.as_deref().unwrap_or_default(), "/description");
    for field in parsed.all_fields() {
        look.text(&field.wording.label, &pointer::join(&field.at, "title"));
        for (keyword, text) in [
            ("x-help", &field.wording.help),
            ("x-error", &field.wording.error),
            ("x-calendar", &field.wording.calendar),
        ] {
            look.text(text.as_deref().unwrap_or_default(), &pointer::join(&field.at, keyword));
        }
        for choice in field.choices() {
            look.choice(&choice.title, &field.at);
        }
    }
    for (index, page) in parsed.pages.iter().enumerate() {
        if document.get("x-pages").is_some() {
            look.page(page, &pointer::index("/x-pages", index));
        }
    }
}

struct Look<'a> {
    problems: &'a mut Vec<Problem>,
    /// Place and text of what has been told.
    unwritten: HashSet<(String, String)>,
}

impl Look<'_> {
    fn page(&mut self, page: &Page, at: &str) {
        self.text(&page.title, &pointer::join(at, "title"));
        let blocks = pointer::join(at, "blocks");
        for (position, block) in page.blocks.iter().enumerate() {
            let at = pointer::index(&blocks, position);
            match &block.content {
                BlockContent::Field(_) => {}
                BlockContent::Heading(text) | BlockContent::Text(text) => self.text(text, &at),
                BlockContent::Image(picture) => {
                    self.text(&picture.alt, &pointer::join(&at, "alt"));
                    self.text(picture.caption.as_deref().unwrap_or_default(), &pointer::join(&at, "caption"));
                }
            }
        }
        for (position, exit) in page.exits.iter().enumerate() {
            let at = pointer::index(&pointer::join(at, "x-exits"), position);
            self.text(&exit.message, &pointer::join(&at, "message"));
            if exit.link.as_ref().is_some_and(|link| EMPTY_LINKS.contains(&link.text.trim())) {
                self.report("linkText", &pointer::join(&at, "link"));
            }
        }
    }

    fn choice(&mut self, title: &str, at: &str) {
        let number = title.strip_prefix("選択肢");
        let is_unwritten =
            number.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|letter| letter.is_ascii_digit()));
        if is_unwritten && self.unwritten.insert((at.to_owned(), title.to_owned())) {
            self.problems.push(Problem::warning("unwrittenText", at).with("text", title));
        }
        self.text(title, at);
    }

    /// One reason for one text is enough.
    fn text(&mut self, text: &str, at: &str) {
        let reason = if is_spaced_out(text) {
            "spacedLetters"
        } else if is_only_signs(text) {
            "onlySigns"
        } else if text.lines().any(is_ruler) {
            "ruler"
        } else if SEEN_ONLY.iter().any(|word| text.contains(word)) {
            "seenOnly"
        } else {
            return;
        };
        self.report(reason, at);
    }

    fn report(&mut self, reason: &str, at: &str) {
        self.problems.push(Problem::warning("unreadableText", at).with("reason", reason));
    }
}

/// 氏　名: letters pulled apart are read out one by one.
fn is_spaced_out(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', '　']).filter(|word| !word.is_empty()).collect();
    let single = |word: &&str| word.chars().count() == 1 && word.chars().all(is_kanji);
    words.len() > 1 && words.iter().all(single)
}

const fn is_kanji(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// ※※※ or ●: nothing that has a sound.
fn is_only_signs(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !text.chars().any(char::is_alphanumeric)
}

/// A line drawn with signs (--------, ■■■■), read out sign by sign.
fn is_ruler(line: &str) -> bool {
    const SHORTEST: usize = 5;
    let line = line.trim();
    let mut letters = line.chars();
    letters.next().is_some_and(|first| {
        !first.is_alphanumeric() && line.chars().count() >= SHORTEST && letters.all(|letter| letter == first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_pulled_apart() {
        assert!(is_spaced_out("氏　名") && is_spaced_out("住 所") && is_spaced_out("生　年　月　日"));
        assert!(!is_spaced_out("氏名") && !is_spaced_out("窓口　太郎") && !is_spaced_out("A B") && !is_spaced_out(""));
    }

    #[test]
    fn signs_without_a_sound() {
        assert!(is_only_signs("※") && is_only_signs(" ●● "));
        assert!(!is_only_signs("※必須") && !is_only_signs("") && !is_only_signs("3"));
        assert!(
            is_ruler("----------")
                && is_ruler("■■■■■")
                && !is_ruler("- あ")
                && !is_ruler("----")
                && !is_ruler("ーーーーー")
        );
    }
}
