//! Readings over kanji (ふりがな). They are written as in Aozora Bunko: `手続《てつづき》`, the base being the kanji just
//! before, or everything from `｜` on. While texts are read the signs become three characters that never occur in text
//! (Unicode noncharacters), so that 《 typed by a resident stays what it is; the finished page turns those into `<ruby>`.

use std::borrow::Cow;

/// Before the base.
const BASE: char = '\u{FDD0}';
/// Between base and reading.
const READING: char = '\u{FDD1}';
/// After the reading.
const END: char = '\u{FDD2}';

/// A text with its readings marked.
#[must_use]
pub fn marked(text: &str) -> Cow<'_, str> {
    if !text.contains('《') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('《') {
        let Some((reading, behind)) = after.split_once('》') else { break };
        let (head, base) = split_base(before);
        out.push_str(head);
        if base.is_empty() {
            out.extend(['《'].into_iter().chain(reading.chars()).chain(['》']));
        } else {
            out.push(BASE);
            out.push_str(base);
            out.push(READING);
            out.push_str(reading);
            out.push(END);
        }
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What stands before the base, and the base.
fn split_base(text: &str) -> (&str, &str) {
    if let Some((head, base)) = text.rsplit_once('｜').filter(|(_, base)| !base.contains('\n')) {
        return (head, base);
    }
    let kanji = text.char_indices().rev().take_while(|(_, sign)| is_kanji(*sign)).last();
    kanji.map_or((text, ""), |(at, _)| text.split_at(at))
}

fn is_kanji(sign: char) -> bool {
    matches!(sign, '々' | '〇' | 'ヶ' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A text without its readings.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    told(text, false)
}

/// A text with `<ruby>` where readings are marked, or without the readings. A mark that is not whole is none: a
/// noncharacter that a resident sent is left out and changes nothing around it.
fn told(text: &str, shows_readings: bool) -> Cow<'_, str> {
    if !text.contains(BASE) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(at) = rest.find([BASE, READING, END]) {
        let (before, marked) = rest.split_at(at);
        out.push_str(before);
        let Some((base, reading, behind)) = whole(marked) else {
            rest = marked.trim_start_matches([BASE, READING, END]);
            continue;
        };
        if shows_readings {
            out.push_str(&format!("<ruby>{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"));
        } else {
            out.push_str(base);
        }
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Longest base with its reading, in bytes: so that looking for the end of a broken mark costs nothing.
const LONGEST: usize = 300;

/// Base, reading, and what is behind; none where the mark is broken off, or reaches beyond its text or quoted value.
fn whole(text: &str) -> Option<(&str, &str, &str)> {
    let rest = text.strip_prefix(BASE)?;
    let window = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let (base, reading) = window.split_once(READING)?;
    let (reading, _) = reading.split_once(END)?;
    let behind = rest.get(base.len() + READING.len_utf8() + reading.len() + END.len_utf8()..)?;
    let is_text = |text: &str| !text.contains([BASE, READING, END, '<', '>', '"']);
    (is_text(base) && is_text(reading)).then_some((base, reading, behind))
}

/// Elements whose content is text without markup.
const TEXT_ONLY: [&str; 3] = ["title", "option", "textarea"];

/// Turns the marks of finished HTML into `<ruby>`; inside tags, titles and options the readings go.
pub(super) fn finish(html: String, shows_readings: bool) -> String {
    if !html.contains(BASE) {
        return html;
    }
    if !shows_readings {
        return plain(&html).into_owned();
    }
    let mut out = String::with_capacity(html.len() * 2);
    let mut rest = html.as_str();
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(&told(text, true));
        let (tag, behind) = tag.split_at(tag.find('>').map_or(tag.len(), |at| at + 1));
        out.push('<');
        out.push_str(&plain(tag));
        rest = behind;
        let name = tag.split(|sign: char| !sign.is_ascii_alphanumeric()).next().unwrap_or_default();
        if TEXT_ONLY.contains(&name) {
            let (text, behind) = rest.split_at(rest.find("</").unwrap_or(rest.len()));
            out.push_str(&plain(text));
            rest = behind;
        }
    }
    out.push_str(&told(rest, true));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_stand_over_their_kanji() {
        let page = marked(
            "<p title=\"手続《てつづき》\">この手続《てつづき》は｜お休み《おやすみ》です《x》</p><option>市《し》</option>",
        );
        assert_eq!(
            finish(page.clone().into_owned(), true),
            "<p title=\"手続\">この<ruby>手続<rp>（</rp><rt>てつづき</rt><rp>）</rp></ruby>は\
             <ruby>お休み<rp>（</rp><rt>おやすみ</rt><rp>）</rp></ruby>です《x》</p><option>市</option>"
        );
        let plainly = "<p title=\"手続\">この手続はお休みです《x》</p><option>市</option>";
        assert_eq!(finish(page.clone().into_owned(), false), plainly);
        assert_eq!(plain(&page), plainly);
    }

    #[test]
    fn what_somebody_sends_breaks_nothing() {
        for sent in ["\u{FDD0}", "\u{FDD1}a\u{FDD2}", "\u{FDD0}\u{FDD0}x\u{FDD1}", "\u{FDD2}\u{FDD0}y"] {
            let page =
                format!("<p title=\"{sent}\">{sent}手<b>{sent}</b>\u{FDD1}い\u{FDD2}</p>\u{FDD0}市\u{FDD1}し\u{FDD2}");
            for shows in [true, false] {
                let page = finish(page.clone(), shows);
                let tags: Vec<&str> = page.split('<').skip(1).filter(|tag| !tag.contains('r')).collect();
                assert_eq!(tags.len(), 4, "{page}");
                assert!(
                    page.matches('"').count() == 2 && page.matches("<ruby>").count() == usize::from(shows),
                    "{page}"
                );
            }
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in ["", "葛󠄀城", "《", "》《", "ひらがな《》", "<a>《b》</a>"] {
            assert_eq!(finish(marked(text).into_owned(), true), text);
        }
    }
}
