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
    Letter { face: FaceId, glyph: GlyphId },
    /// No font has the character: the 下駄 mark is drawn for it.
    Substitute { face: FaceId, glyph: GlyphId },
    /// No font has ☐ and ☑: they are drawn as lines.
    Checkbox { ticked: bool },
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
    if let '☐' | '☑' = character {
        let ink = Ink::Checkbox { ticked: character == '☑' };
        return Glyph { ink, advance: 1.0, text: character.to_string() };
    }
    if let Some((face, glyph)) = fonts.glyph(weight, character) {
        return letter(fonts, face, glyph, character.to_string());
    }
    // `Fonts::load` made sure that the substitute exists.
    let (face, glyph) = fonts.glyph(weight, GETA).unwrap_or((FaceId::default(), GlyphId(0)));
    Glyph { ink: Ink::Substitute { face, glyph }, advance: fonts.advance(face, glyph), text: character.to_string() }
}

fn letter(fonts: &Fonts, face: FaceId, glyph: GlyphId, text: String) -> Glyph {
    Glyph { ink: Ink::Letter { face, glyph }, advance: fonts.advance(face, glyph), text }
}
