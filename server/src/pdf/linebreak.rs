//! Breaks text into lines of a given width: Unicode line breaking with the Japanese rules (禁則処理).
//! A word of Latin letters or digits is broken only when it is longer than a whole line.
//! This file measures and cuts; it draws nothing.

use unicode_linebreak::{BreakClass, BreakOpportunity, break_property, linebreaks};

use super::fonts::{Fonts, Weight};
use super::shape::{Glyph, paragraphs, shape};

/// One finished line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
}

impl Line {
    /// Width in em, without the spaces that hang over at the end.
    pub(super) fn width(&self) -> f32 {
        printed_width(&self.glyphs)
    }

    /// Width in points at a font size.
    pub(super) fn points(&self, size: f32) -> f32 {
        self.width() * size
    }
}

/// Sets `text` in a single line, however long; its line ends become spaces.
pub(super) fn one_line(fonts: &Fonts, weight: Weight, text: &str) -> Line {
    Line { glyphs: shape(fonts, weight, &paragraphs(text).join(" ")) }
}

/// Breaks `text` into lines at most `width` em wide. Empty text gives one empty line.
pub(super) fn wrap(fonts: &Fonts, weight: Weight, text: &str, width: f32) -> Vec<Line> {
    paragraphs(text).iter().flat_map(|paragraph| wrap_paragraph(fonts, weight, paragraph, width)).collect()
}

fn wrap_paragraph(fonts: &Fonts, weight: Weight, text: &str, width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut current: Vec<Glyph> = Vec::new();
    let mut current_width = 0.0;
    for chunk in unbreakable_chunks(text) {
        let glyphs = shape(fonts, weight, chunk);
        if !current.is_empty() && current_width + printed_width(&glyphs) > width + TOLERANCE {
            lines.push(Line { glyphs: std::mem::take(&mut current) });
            current_width = 0.0;
        }
        current_width += full_width(&glyphs);
        current.extend(glyphs);
        while printed_width(&current) > width + TOLERANCE {
            let rest = current.split_off(forced_cut(&current, width));
            lines.push(Line { glyphs: std::mem::replace(&mut current, rest) });
            current_width = full_width(&current);
        }
    }
    lines.push(Line { glyphs: current });
    lines
}

/// Rounding must not push the last character of an exactly full line down.
const TOLERANCE: f32 = 0.001;

fn full_width(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

fn printed_width(glyphs: &[Glyph]) -> f32 {
    let end = glyphs.iter().rposition(|glyph| !glyph.is_space()).map_or(0, |last| last + 1);
    full_width(&glyphs[..end])
}

/// The pieces of `text` between the places where a line may end.
fn unbreakable_chunks(text: &str) -> Vec<&str> {
    let mut chunks = Vec::new();
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let keep_together = opportunity == BreakOpportunity::Allowed
            && neighbours(text, end).is_some_and(|(before, after)| stay_together(before, after));
        if end > start && !keep_together {
            chunks.push(&text[start..end]);
            start = end;
        }
    }
    chunks
}

fn neighbours(text: &str, at: usize) -> Option<(char, char)> {
    Some((text[..at].chars().next_back()?, text[at..].chars().next()?))
}

/// Japanese habits that the Unicode rules leave to the user.
fn stay_together(before: char, after: char) -> bool {
    matches!(after, '～' | '／' | '＝' | '－')
        || matches!(before, '〒' | '＃' | '＠' | '※')
        || (is_wide_alphanumeric(before) && is_wide_alphanumeric(after))
}

/// A full-width number or word is read as one, like its half-width twin.
const fn is_wide_alphanumeric(character: char) -> bool {
    matches!(character, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Where to cut a piece that is longer than a line: as late as it fits, but before an opening bracket that would end
/// the line and before the character in front of a mark that must not begin the next one.
fn forced_cut(glyphs: &[Glyph], width: f32) -> usize {
    let mut used = 0.0;
    let fitting = glyphs
        .iter()
        .take_while(|glyph| {
            used += glyph.advance;
            used <= width + TOLERANCE
        })
        .count()
        .max(1);
    let good = (1..=fitting).rev().take(KINSOKU_REACH).find(|&cut| {
        !glyphs.get(cut).is_some_and(|next| begins_with(next, must_not_begin_line))
            && !begins_with(&glyphs[cut - 1], must_not_end_line)
    });
    good.unwrap_or(fitting)
}

/// A longer row of marks than this is not prose; it is cut where it fits.
const KINSOKU_REACH: usize = 4;

fn begins_with(glyph: &Glyph, test: fn(char) -> bool) -> bool {
    glyph.text.chars().next().is_some_and(test)
}

fn must_not_begin_line(character: char) -> bool {
    use BreakClass::{CloseParenthesis, ClosePunctuation, ConditionalJapaneseStarter, Exclamation, NonStarter};
    matches!(
        break_property(u32::from(character)),
        CloseParenthesis | ClosePunctuation | ConditionalJapaneseStarter | Exclamation | NonStarter
    )
}

fn must_not_end_line(character: char) -> bool {
    break_property(u32::from(character)) == BreakClass::OpenPunctuation
}

/// Cuts one line so that it is not wider than `width` em, marking the cut.
pub(super) fn shorten(fonts: &Fonts, line: Line, width: f32) -> Line {
    if line.width() <= width {
        return line;
    }
    let dots = shape(fonts, Weight::Regular, "…");
    let room = width - dots.iter().map(|glyph| glyph.advance).sum::<f32>();
    let mut used = 0.0;
    let mut glyphs: Vec<Glyph> = line
        .glyphs
        .into_iter()
        .take_while(|glyph| {
            used += glyph.advance;
            used <= room
        })
        .collect();
    glyphs.extend(dots);
    Line { glyphs }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::load().unwrap();
        wrap(&fonts, Weight::Regular, text, width)
            .iter()
            .map(|line| line.glyphs.iter().map(|glyph| glyph.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn japanese_text_fills_lines() {
        assert_eq!(broken("あいうえおかきくけこ", 4.0), ["あいうえ", "おかきく", "けこ"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        for mark in "、。」』）｝】，．！？ーぁっャ々〜～：；・％".chars() {
            let lines = broken(&format!("あいうえ{mark}お"), 4.0);
            assert_eq!(lines, ["あいう".to_owned(), format!("え{mark}お")], "{mark}");
        }
    }

    #[test]
    fn no_line_ends_with_an_opening_mark() {
        for mark in "「『（｛【〔〒￥＃".chars() {
            let lines = broken(&format!("あいう{mark}えお"), 4.0);
            assert_eq!(lines, ["あいう".to_owned(), format!("{mark}えお")], "{mark}");
        }
    }

    #[test]
    fn a_word_is_broken_only_when_longer_than_a_line() {
        assert_eq!(broken("これはMadoguchiです", 6.0), ["これは", "Madoguchiで", "す"]);
        assert_eq!(broken("電話090-1234-5678", 7.0), ["電話", "090-1234-5678"]);
        assert_eq!(broken("令和２０２６年度", 4.0), ["令和", "２０２６", "年度"]);
        assert_eq!(broken("abcdefghij", 2.0), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn a_word_longer_than_a_line_leaves_no_mark_behind() {
        assert_eq!(broken("abcdefgh。", 4.0), ["abcdefg", "h。"]);
        // Nothing but marks: cut where it fits, and come to an end.
        assert_eq!(broken(&"。".repeat(6), 4.0), ["。。。。", "。。"]);
        assert_eq!(broken(&"（".repeat(6), 4.0), ["（（（（", "（（"]);
    }

    #[test]
    fn a_line_narrower_than_a_character_still_ends() {
        assert_eq!(broken("あい", 0.5).concat(), "あい");
    }

    #[test]
    fn spaces_hang_over_the_end() {
        let lines = broken("あい　うえ", 2.0);
        assert_eq!(lines, ["あい　", "うえ"]);
    }

    #[test]
    fn empty_lines_are_kept() {
        assert_eq!(broken("上\n\n下", 4.0), ["上", "", "下"]);
        assert_eq!(broken("", 4.0), [""]);
    }

    #[test]
    fn a_variation_sequence_is_never_parted() {
        assert_eq!(broken("葛󠄀葛󠄀葛󠄀", 1.0), ["葛󠄀", "葛󠄀", "葛󠄀"]);
    }
}
