//! Readings as people type them and as tables write them: what a search must not tell apart.

use crate::characters::{half_width, katakana, large_katakana};

/// A text without the differences between hiragana and katakana, large and small kana, kinds of long marks and hyphens,
/// widths and cases of letters; without spaces. For comparing only, never for storing.
pub fn search_key(text: &str) -> String {
    // Kana first: a half-width long mark in a word is no hyphen then.
    let folded = half_width(&katakana(text));
    folded.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).map(plain).collect()
}

/// A large kana for a small one, and one mark for every long mark.
fn plain(letter: char) -> char {
    match letter {
        'ー' | '-' => '-',
        '・' => '.',
        other => large_katakana(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_reading_are_the_same() {
        for text in ["みつびしゆーえふじぇい", "ミツビシ ユ－エフジエイ", "ﾐﾂﾋﾞｼﾕｰｴﾌｼﾞｪｲ", "ミツビシュ―エフジェイ"]
        {
            assert_eq!(search_key(text), "ミツビシユ-エフジエイ", "{text}");
        }
        assert_eq!(search_key("三菱ｕｆｊ"), "三菱UFJ");
        assert_eq!(search_key("三菱ＵＦＪ"), "三菱UFJ");
        assert_eq!(search_key("　"), "");
    }
}
