//! Widths, hyphens and kana. Only the kinds whose table row says so may call these: names keep every character, and
//! nothing here is Unicode normalisation (NFC and NFKC would fold 神 and ㈱).

/// Line breaks of every kind become one space; the ends are trimmed.
pub fn one_line(text: &str) -> String {
    let trimmed = text.trim();
    if !trimmed.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        return trimmed.to_owned();
    }
    let lines = trimmed
        .split(['\n', '\r', '\u{2028}', '\u{2029}'])
        .map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Dashes that people type for a hyphen and that are nothing else.
const fn is_dash(letter: char) -> bool {
    matches!(
        letter,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{2501}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
    )
}

/// The prolonged sound mark, which is a hyphen only beside digits.
const fn is_long_sound(letter: char) -> bool {
    matches!(letter, '\u{30fc}' | '\u{ff70}')
}

/// Full-width ASCII, the ideographic space and every hyphen → half-width.
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_letter).collect()
}

fn half_width_letter(letter: char) -> char {
    if is_dash(letter) || is_long_sound(letter) {
        return '-';
    }
    ascii_twin(letter).unwrap_or(letter)
}

fn ascii_twin(letter: char) -> Option<char> {
    match letter {
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0),
        _ => None,
    }
}

/// Full-width digits and hyphens → half-width, the rest as typed. A prolonged sound mark is taken for a hyphen only
/// after a digit, so that センター stays センター.
pub fn half_width_numbering(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let after_digit = out.ends_with(|last: char| last.is_ascii_digit());
        out.push(match letter {
            '\u{ff10}'..='\u{ff19}' => ascii_twin(letter).unwrap_or(letter),
            dash if is_dash(dash) || (is_long_sound(dash) && after_digit) => '-',
            other => other,
        });
    }
    out
}

/// Hiragana and half-width kana → full-width katakana, voiced marks joined, runs of spaces → one full-width space.
pub fn katakana(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '\u{ff9e}' | '\u{3099}' | '\u{309b}' => join_mark(&mut out, voiced, '\u{309b}'),
            '\u{ff9f}' | '\u{309a}' | '\u{309c}' => join_mark(&mut out, half_voiced, '\u{309c}'),
            space if space.is_whitespace() => {
                if !out.ends_with('\u{3000}') {
                    out.push('\u{3000}');
                }
            }
            other => out.push(full_katakana(other)),
        }
    }
    out
}

fn join_mark(out: &mut String, joined: fn(char) -> Option<char>, mark: char) {
    match out.chars().last().and_then(joined) {
        Some(letter) => {
            out.pop();
            out.push(letter);
        }
        None => out.push(mark),
    }
}

fn voiced(letter: char) -> Option<char> {
    match letter {
        'ウ' => Some('ヴ'),
        'ワ' => Some('ヷ'),
        'ヲ' => Some('ヺ'),
        'ヽ' => Some('ヾ'),
        'カ' | 'キ' | 'ク' | 'ケ' | 'コ' | 'サ' | 'シ' | 'ス' | 'セ' | 'ソ' | 'タ' | 'チ'
        | 'ツ' | 'テ' | 'ト' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => {
            char::from_u32(u32::from(letter) + 1)
        }
        _ => None,
    }
}

fn half_voiced(letter: char) -> Option<char> {
    matches!(letter, 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ')
        .then(|| char::from_u32(u32::from(letter) + 2))
        .flatten()
}

/// The half-width katakana block, in its order.
#[rustfmt::skip] // a block of Unicode
const HALF_WIDTH_KANA: [char; 63] = [
    '。', '「', '」', '、', '・', 'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー', 'ア', 'イ', 'ウ', 'エ', 'オ',
    'カ', 'キ', 'ク', 'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ', 'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ',
    'ヒ', 'フ', 'ヘ', 'ホ', 'マ', 'ミ', 'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン', '\u{309b}',
    '\u{309c}',
];

fn full_katakana(letter: char) -> char {
    match letter {
        '\u{3041}'..='\u{3096}' | '\u{309d}' | '\u{309e}' => {
            char::from_u32(u32::from(letter) + 0x60).unwrap_or(letter)
        }
        '\u{ff61}'..='\u{ff9f}' => {
            let position = (u32::from(letter) - 0xff61) as usize;
            HALF_WIDTH_KANA.get(position).copied().unwrap_or(letter)
        }
        other => other,
    }
}

/// Whether a text is made of full-width katakana and what stands between katakana words.
pub fn is_katakana(text: &str) -> bool {
    text.chars().all(
        |letter| matches!(letter, '\u{30a1}'..='\u{30fe}' | '\u{31f0}'..='\u{31ff}' | '\u{3000}'),
    )
}

/// Chinese numerals → digits: 二〇二六 by position, 三十一 by value.
pub fn arabic(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut previous = None;
    while let Some(letter) = letters.next() {
        match (
            "〇一二三四五六七八九"
                .chars()
                .position(|digit| digit == letter),
            letter,
        ) {
            (Some(digit), _) => out.push_str(&digit.to_string()),
            (None, '十') => {
                let after = letters
                    .peek()
                    .is_some_and(|next| "一二三四五六七八九".contains(*next));
                let before =
                    previous.is_some_and(|previous| "一二三四五六七八九".contains(previous));
                out.push_str(match (before, after) {
                    (true, true) => "",
                    (true, false) => "0",
                    (false, true) => "1",
                    (false, false) => "10",
                });
            }
            (None, other) => out.push(other),
        }
        previous = Some(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_of_every_width_become_katakana() {
        assert_eq!(katakana("ﾀｶﾊｼ ﾊﾅｺ"), "タカハシ　ハナコ");
        assert_eq!(katakana("がぎヴゔぱ"), "ガギヴヴパ");
        assert_eq!(katakana("ｶﾞｷﾞｳﾞﾊﾟｰ"), "ガギヴパー");
        assert_eq!(katakana("カ\u{3099}"), "ガ");
        assert_eq!(katakana("ほ\u{309a}"), "ポ");
        assert!(is_katakana(&katakana("ジョン・スミス")));
        assert!(!is_katakana(&katakana("山田")));
        assert!(!is_katakana(&katakana("Smith")));
        assert!(!is_katakana(&katakana("アﾞ")));
    }

    #[test]
    fn every_hyphen_is_one_and_long_sounds_stay_in_words() {
        assert_eq!(
            half_width("０３‐５２５３‑５１１１−ー－―"),
            "03-5253-5111----"
        );
        assert_eq!(
            half_width_numbering("１丁目２ー３－４センターＡ棟"),
            "1丁目2-3-4センターＡ棟"
        );
        assert_eq!(half_width_numbering("ニュータウン1"), "ニュータウン1");
    }

    #[test]
    fn one_line_joins_lines() {
        assert_eq!(one_line(" あ\r\n\nい　"), "あ い");
    }
}
