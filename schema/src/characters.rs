//! Widths, hyphens and kana. Only the kinds whose table row says so may call these: names keep every character, and
//! nothing here is Unicode normalisation (NFC and NFKC would fold 神 and ㈱).

mod narrow;

pub use narrow::{half_width_katakana, large_katakana};

/// Line breaks, also those that only Unicode knows.
const fn is_line_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Line breaks of every kind and the white space around them become one space, a tab becomes a space, other control
/// characters are dropped, the ends are trimmed. Such a text can stand in a mail subject, a header and a cell.
pub fn one_line(text: &str) -> String {
    let trimmed = text.trim();
    if !trimmed.contains(|letter: char| letter.is_control() || is_line_break(letter)) {
        return trimmed.to_owned();
    }
    let mut out = String::with_capacity(trimmed.len());
    for line in trimmed.split(is_line_break) {
        let start = out.len();
        out.extend(line.trim().chars().filter_map(without_control));
        if start > 0 && out.len() > start {
            out.insert(start, ' ');
        }
    }
    out.trim().to_owned()
}

/// Line breaks of every kind become LF, a tab becomes a space, other control characters are dropped, the ends are trimmed.
pub fn several_lines(text: &str) -> String {
    let unified = text.replace("\r\n", "\n");
    let keep = |letter: char| if is_line_break(letter) { Some('\n') } else { without_control(letter) };
    let kept: String = unified.chars().filter_map(keep).collect();
    kept.trim().to_owned()
}

fn without_control(letter: char) -> Option<char> {
    match letter {
        '\t' => Some(' '),
        other => (!other.is_control()).then_some(other),
    }
}

/// Dashes that people type for a hyphen and that are nothing else.
const fn is_dash(letter: char) -> bool {
    matches!(
        letter,
        '-' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// The prolonged sound mark, which people type for a hyphen.
const fn is_long_sound(letter: char) -> bool {
    matches!(letter, '\u{30fc}' | '\u{ff70}')
}

/// Full-width ASCII, the ideographic space and every hyphen → half-width. A prolonged sound mark is taken for a hyphen
/// at the beginning and behind ASCII, so that サーバー stays サーバー.
pub fn half_width(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let in_word = out.chars().next_back().is_some_and(|last| !last.is_ascii());
        out.push(match letter {
            dash if is_dash(dash) || (is_long_sound(dash) && !in_word) => '-',
            other => ascii_twin(other).unwrap_or(other),
        });
    }
    out
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
        'カ' | 'キ' | 'ク' | 'ケ' | 'コ' | 'サ' | 'シ' | 'ス' | 'セ' | 'ソ' | 'タ' | 'チ' | 'ツ' | 'テ' | 'ト'
        | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => char::from_u32(u32::from(letter) + 1),
        _ => None,
    }
}

fn half_voiced(letter: char) -> Option<char> {
    matches!(letter, 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ').then(|| char::from_u32(u32::from(letter) + 2)).flatten()
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
        '\u{3041}'..='\u{3096}' | '\u{309d}' | '\u{309e}' => char::from_u32(u32::from(letter) + 0x60).unwrap_or(letter),
        '\u{ff61}'..='\u{ff9f}' => {
            let position = (u32::from(letter) - 0xff61) as usize;
            HALF_WIDTH_KANA.get(position).copied().unwrap_or(letter)
        }
        other => other,
    }
}

/// A text of full-width katakana and what stands between katakana words, as a regular expression.
pub const KATAKANA: &str = "^[\u{30a1}-\u{30fe}\u{31f0}-\u{31ff}\u{3000}]+$";

/// Chinese numerals → digits: 二〇二六 by position, 三十一 by value.
pub fn arabic(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut previous = None;
    while let Some(letter) = letters.next() {
        if letter == '十' {
            let after = letters.peek().copied().is_some_and(is_chinese_count);
            let before = previous.is_some_and(is_chinese_count);
            out.push_str(match (before, after) {
                (true, true) => "",
                (true, false) => "0",
                (false, true) => "1",
                (false, false) => "10",
            });
        } else {
            out.push(chinese_digit(letter).unwrap_or(letter));
        }
        previous = Some(letter);
    }
    out
}

const fn chinese_digit(letter: char) -> Option<char> {
    Some(match letter {
        '〇' => '0',
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        _ => return None,
    })
}

fn is_chinese_count(letter: char) -> bool {
    letter != '〇' && chinese_digit(letter).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_of_every_width_become_katakana() {
        let fits = crate::pattern::compile(KATAKANA).unwrap();
        let is_katakana = |text: &str| fits.is_match(text);
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
        assert_eq!(half_width("０３‐５２５３‑５１１１−ー－―"), "03-5253-5111----");
        assert_eq!(half_width_numbering("１丁目２ー３－４センターＡ棟"), "1丁目2-3-4センターＡ棟");
        assert_eq!(half_width_numbering("ニュータウン1"), "ニュータウン1");
    }

    #[test]
    fn long_sounds_are_hyphens_only_behind_ascii() {
        for (typed, folded) in [
            ("サーバー１", "サーバー1"),
            ("ｻｰﾊﾞｰ１ー２", "ｻｰﾊﾞｰ1-2"),
            ("ＡＢー１２３", "AB-123"),
            ("（０３）ー５２５３", "(03)-5253"),
            ("1ーー2", "1--2"),
            ("ー5", "-5"),
            ("センターー1", "センターー1"),
        ] {
            assert_eq!(half_width(typed), folded);
        }
    }

    #[test]
    fn one_line_joins_lines() {
        assert_eq!(one_line(" あ\r\n\nい　"), "あ い");
        assert_eq!(one_line("あ \u{2028}\u{b}\u{85} い\tう\u{0}え\u{7f}お\u{9b}"), "あ い うえお");
        assert_eq!(one_line("\u{0}\nあ\n\u{1}\nい\u{0} "), "あ い");
        assert_eq!(one_line("あ　い  う"), "あ　い  う");
        assert_eq!(one_line("\u{0}\u{1b}"), "");
    }

    #[test]
    fn several_lines_keep_only_line_feeds() {
        assert_eq!(several_lines(" あ\r\nい\rう\u{b}え\n\n\tお\u{0}\u{1b}\n"), "あ\nい\nう\nえ\n\n お");
    }
}
