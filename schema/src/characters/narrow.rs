//! Katakana as banks write them: half-width, and none of them small.

use super::{HALF_WIDTH_KANA, half_voiced, voiced};

/// Full-width katakana → half-width, with voiced marks as letters of their own; other letters as they are.
pub fn half_width_katakana(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let (base, mark) = without_mark(letter);
        out.push(narrow(base));
        out.extend(mark);
    }
    out
}

fn narrow(letter: char) -> char {
    let position = HALF_WIDTH_KANA.iter().position(|kana| *kana == letter);
    position.and_then(|at| u32::try_from(at).ok()).and_then(|at| char::from_u32(0xff61 + at)).unwrap_or(letter)
}

/// A letter without its voiced mark, and the mark.
fn without_mark(letter: char) -> (char, Option<char>) {
    let before = |count| char::from_u32(u32::from(letter).wrapping_sub(count));
    match letter {
        'ヴ' => ('ウ', Some('\u{ff9e}')),
        'ヷ' => ('ワ', Some('\u{ff9e}')),
        'ヺ' => ('ヲ', Some('\u{ff9e}')),
        _ => match (before(1), before(2)) {
            (Some(base), _) if voiced(base) == Some(letter) => (base, Some('\u{ff9e}')),
            (_, Some(base)) if half_voiced(base) == Some(letter) => (base, Some('\u{ff9f}')),
            _ => (letter, None),
        },
    }
}

/// The large katakana of a small one; other letters as they are.
pub const fn large_katakana(letter: char) -> char {
    match letter {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::katakana;
    use super::*;

    #[test]
    fn katakana_become_half_width_and_back() {
        assert_eq!(half_width_katakana("ガギヴパーャ漢A1"), "ｶﾞｷﾞｳﾞﾊﾟｰｬ漢A1");
        let every: String = ('\u{ff66}'..='\u{ff9d}').collect();
        assert_eq!(half_width_katakana(&katakana(&every)), every);
        assert_eq!(half_width_katakana("\u{0}\u{1}"), "\u{0}\u{1}");
        assert_eq!(
            katakana("ぁぃぅぇぉっゃゅょゎヵヶア").chars().map(large_katakana).collect::<String>(),
            "アイウエオツヤユヨワカケア"
        );
    }
}
