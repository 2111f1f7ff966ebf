//! The parts that `bankAccount` and `yuchoAccount` share: codes made of digits, and the account holder in the letters that
//! payment files know.

use super::composite::PartShape;
use crate::characters::{half_width, half_width_katakana, katakana, large_katakana, one_line};

/// The name of the part with the account holder.
pub const HOLDER: &str = "accountHolderKana";

/// The account holder.
///
/// The letters are those of the zengin payment file (全国銀行協会「レコード・フォーマット」, the characters for 受取人名): capital
/// letters, digits, large half-width katakana without ｦ, their voiced marks, space, and `( ) - . /`. 48 is the longest name
/// the zengin system carries.
pub const fn holder() -> PartShape {
    PartShape {
        fold: bank_letters,
        pattern: Some(("^[A-Z0-9\u{ff71}-\u{ff9f}()./ -]{1,48}$", "accountHolder")),
        ..PartShape::text(HOLDER, "口座名義（カナ）", "off")
    }
}

/// A part made of digits: everything between them goes.
pub const fn digits(name: &'static str, label: &'static str) -> PartShape {
    PartShape { inputmode: "numeric", fold: only_digits, ..PartShape::text(name, label, "off") }
}

/// Half-width, without spaces and hyphens.
pub fn only_digits(text: &str) -> String {
    half_width(text).chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect()
}

/// What people type → what banks write: hiragana and full-width katakana → half-width katakana, small → large (ッ → ﾂ),
/// ヲ, ヰ and ヱ → ｵ, ｲ and ｴ, long marks → `-`, `・` → `.`, letters → capitals. Abbreviations of legal forms (`ｶ)`) stay as typed.
fn bank_letters(text: &str) -> String {
    let folded: String = katakana(&one_line(text)).chars().map(bank_letter).collect();
    half_width_katakana(&half_width(&folded)).to_ascii_uppercase().trim().to_owned()
}

const fn bank_letter(letter: char) -> char {
    match large_katakana(letter) {
        'ー' => '-',
        '・' => '.',
        'ヲ' => 'オ',
        'ヰ' => 'イ',
        'ヱ' => 'エ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_what_banks_write() {
        for (typed, written) in [
            ("まどぐち　はなこ", "ﾏﾄﾞｸﾞﾁ ﾊﾅｺ"),
            ("マドグチ  ショウタ", "ﾏﾄﾞｸﾞﾁ ｼﾖｳﾀ"),
            ("ｶ)ﾏﾄﾞｸﾞﾁ", "ｶ)ﾏﾄﾞｸﾞﾁ"),
            ("カ）マドグチショウジ", "ｶ)ﾏﾄﾞｸﾞﾁｼﾖｳｼﾞ"),
            ("マドグチサービス（ド", "ﾏﾄﾞｸﾞﾁｻ-ﾋﾞｽ(ﾄﾞ"),
            ("ﾏﾄﾞｸﾞﾁｻｰﾋﾞｽ", "ﾏﾄﾞｸﾞﾁｻ-ﾋﾞｽ"),
            ("スミス・ジョン", "ｽﾐｽ.ｼﾞﾖﾝ"),
            ("ｓｍｉｔｈ john", "SMITH JOHN"),
            ("ヴァン　パク", "ｳﾞｱﾝ ﾊﾟｸ"),
            ("カヲル", "ｶｵﾙ"),
            (" マドグチ\r\n９－１/２ ", "ﾏﾄﾞｸﾞﾁ 9-1/2"),
        ] {
            assert_eq!(bank_letters(typed), written, "{typed}");
            assert_eq!(bank_letters(written), written, "{typed}");
            assert!(fits(written), "{written}");
        }
        for wrong in ["窓口花子", "ﾏﾄﾞｸﾞﾁ、ﾊﾅｺ", "ﾊﾅｺ!", "ヽ", "ｱ,ｲ", &"ｱ".repeat(49)]
        {
            assert!(!fits(&bank_letters(wrong)), "{wrong}");
        }
    }

    fn fits(text: &str) -> bool {
        crate::pattern::compile(holder().pattern.unwrap().0).unwrap().is_match(text)
    }
}
