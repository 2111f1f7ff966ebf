//! Turns text into glyphs that remember the characters they stand for.
//! Text is never folded or normalised here: whatever is drawn, the original characters are what a reader copies
//! out of the document. Breaking lines and placing them is the work of others.

use ttf_parser::GlyphId;

use super::fonts::{FaceId, Fonts, GETA, Weight};

/// One drawn shape and the characters it stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) ink: Ink,
    /// Width in em.
    pub(super) advance: f32,
    pub(super) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ink {
    Letter {
        face: FaceId,
        glyph: GlyphId,
    },
    /// No font has the character: the 下駄 mark is drawn for it.
    Substitute {
        face: FaceId,
        glyph: GlyphId,
    },
    /// No font has ☐ and ☑: a plain square is drawn, and the tick is added as a line.
    Checkbox {
        face: FaceId,
        glyph: GlyphId,
        ticked: bool,
    },
}

impl Ink {
    /// The glyph, and the character that its shape means wherever it is drawn for itself.
    pub(super) const fn glyph(self) -> (FaceId, GlyphId, Option<char>) {
        match self {
            Self::Letter { face, glyph } => (face, glyph, None),
            Self::Substitute { face, glyph } => (face, glyph, Some(GETA)),
            Self::Checkbox { face, glyph, .. } => (face, glyph, Some('□')),
        }
    }
}

impl Glyph {
    pub(super) fn is_space(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// Shapes one line of text; line ends and control characters have been dealt with by [`paragraphs`].
pub(super) fn shape(fonts: &Fonts, weight: Weight, text: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if let Some(last) = glyphs.last_mut().filter(|last| joins(character, last)) {
            last.text.push(character);
            continue;
        }
        let mark = characters.peek().copied();
        let drawn_as_one = mark.and_then(|mark| Some((mark, pair(fonts, weight, character, mark)?)));
        if let Some((mark, (face, glyph))) = drawn_as_one {
            characters.next();
            glyphs.push(letter(fonts, face, glyph, format!("{character}{mark}")));
        } else {
            glyphs.push(single(fonts, weight, character));
        }
    }
    glyphs
}

/// Splits text at every kind of line end and removes what has no place in print.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.replace("\r\n", "\n")
        .split(['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}'])
        .map(|line| line.replace('\t', "    ").chars().filter(|c| !is_unprintable(*c)).collect())
        .collect()
}

/// Control characters and marks that would reorder or hide their neighbours.
fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}')
}

/// A base and a mark that the fonts draw as one: a variation sequence, or a kana with a combining voicing mark
/// (file names from some systems are written so).
fn pair(fonts: &Fonts, weight: Weight, base: char, mark: char) -> Option<(FaceId, GlyphId)> {
    if is_variation_selector(mark) {
        return fonts.variant(weight, base, mark);
    }
    voiced(base, mark).and_then(|composed| fonts.glyph(weight, composed))
}

fn voiced(base: char, mark: char) -> Option<char> {
    let step = match (mark, base) {
        ('\u{3099}', 'う') => return Some('ゔ'),
        ('\u{3099}', 'ウ') => return Some('ヴ'),
        ('\u{3099}', _) if VOICED.contains(base) || ASPIRATED.contains(base) => 1,
        ('\u{309A}', _) if ASPIRATED.contains(base) => 2,
        _ => return None,
    };
    char::from_u32(u32::from(base) + step)
}

/// Kana whose voiced form is the next code point, and those whose half-voiced form is the one after it.
const VOICED: &str = "かきくけこさしすせそたちつてとカキクケコサシスセソタチツテト";
const ASPIRATED: &str = "はひふへほハヒフヘホ";

const fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Selectors without a glyph of their own, and the parts of a joined emoji, belong to the glyph before them.
fn joins(character: char, previous: &Glyph) -> bool {
    is_variation_selector(character)
        || matches!(character, '\u{200C}' | '\u{200D}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}')
        || matches!(character, '\u{E0020}'..='\u{E007F}')
        || (previous.text.ends_with('\u{200D}') && matches!(previous.ink, Ink::Substitute { .. }))
}

fn single(fonts: &Fonts, weight: Weight, character: char) -> Glyph {
    if let Some((face, glyph)) = fonts.glyph(weight, character) {
        return letter(fonts, face, glyph, character.to_string());
    }
    if let (ticked @ ('☐' | '☑'), Some((face, glyph))) = (character, fonts.glyph(weight, '□')) {
        let ink = Ink::Checkbox { face, glyph, ticked: ticked == '☑' };
        return Glyph { ink, advance: fonts.advance(face, glyph), text: character.to_string() };
    }
    // `Fonts::load` made sure that the substitute exists.
    let (face, glyph) = fonts.glyph(weight, GETA).unwrap_or((FaceId::default(), GlyphId(0)));
    Glyph { ink: Ink::Substitute { face, glyph }, advance: fonts.advance(face, glyph), text: character.to_string() }
}

fn letter(fonts: &Fonts, face: FaceId, glyph: GlyphId, text: String) -> Glyph {
    Glyph { ink: Ink::Letter { face, glyph }, advance: fonts.advance(face, glyph), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shaped(text: &str) -> Vec<Glyph> {
        shape(&Fonts::load().unwrap(), Weight::Regular, text)
    }

    fn is_letter(glyph: &Glyph) -> bool {
        matches!(glyph.ink, Ink::Letter { .. })
    }

    #[test]
    fn names_and_half_width_kana_have_glyphs_in_both_weights() {
        let fonts = Fonts::load().unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            for glyph in shape(&fonts, weight, "髙﨑𠮷葛󠄀辻󠄀ﾊﾝｶｸﾞ①㈱㋿ 0123456789ABCXYZ-:+") {
                assert!(is_letter(&glyph), "{glyph:?}");
            }
        }
    }

    #[test]
    fn a_variation_sequence_is_one_glyph_of_its_own() {
        let (plain, variant) = (shaped("葛"), shaped("葛󠄀"));
        assert_eq!(variant.len(), 1);
        assert_eq!(variant[0].text, "葛\u{E0100}");
        assert_ne!(plain[0].ink, variant[0].ink);
    }

    #[test]
    fn an_unknown_selector_keeps_the_base_and_the_text() {
        let glyphs = shaped("亜\u{E01EF}");
        assert_eq!(glyphs.len(), 1);
        assert!(is_letter(&glyphs[0]));
        assert_eq!(glyphs[0].text, "亜\u{E01EF}");
    }

    #[test]
    fn a_combining_voicing_mark_is_drawn_with_its_kana() {
        for (typed, drawn) in [("か\u{3099}", "が"), ("ホ\u{309A}", "ポ"), ("ウ\u{3099}", "ヴ")] {
            let glyphs = shaped(typed);
            assert_eq!(glyphs.len(), 1, "{typed}");
            assert_eq!(glyphs[0].ink, shaped(drawn)[0].ink);
            assert_eq!(glyphs[0].text, typed);
        }
        assert_ne!(shaped("が\u{3099}")[0].ink, shaped("き")[0].ink);
    }

    #[test]
    fn a_joined_emoji_is_one_substitute() {
        let family = "👨\u{200D}👩\u{200D}👧";
        let glyphs = shaped(&format!("{family}です"));
        assert_eq!(glyphs.len(), 3);
        assert!(matches!(glyphs[0].ink, Ink::Substitute { .. }));
        assert_eq!(glyphs[0].text, family);
    }
}
