//! `yuchoAccount`: an account of the Japan Post Bank as its passbook names it (記号 and 番号), and what other banks need to
//! pay into it, which we work out: residents who do it themselves get it wrong.
//!
//! The rule is the bank's own: ゆうちょ銀行「記号番号から振込用の店名・預金種目・口座番号への変換」
//! (<https://www.jp-bank.japanpost.jp/kojin/sokin/koza/kj_sk_kz_furikomi_ksk.html>).
//!
//! | 記号 | 番号 | 店番 | 預金種目 | 口座番号 |
//! | --- | --- | --- | --- | --- |
//! | `1xxx0`: `14030` | `12345671` | digits 2 and 3, then 8: `408` | 普通 | without the last digit, which is 1: `1234567` |
//! | `0xxxx`: `00160` | `100001` | digits 2 and 3, then 9: `019` | 当座 | as it is, seven digits: `0100001` |
//!
//! The bank checks the fourth digit of the 記号 too, but has not published how, so we do not.

use super::account_holder::{HOLDER, digits, holder};
use super::bank_account::{joined, named, shown_type};
use super::composite::{PartShape, Parts, Shape, fill_in, part_text};
use super::{Blueprint, Definition, Kind, Reading};
use crate::characters::half_width;
use crate::tables::banks;
use crate::widget::Widget;
use crate::word::{Say, Word};
use serde_json::{Value, json};

pub const DEFINITION: Definition = Definition {
    contribute: |schema| SHAPE.contribute(schema),
    lint: |blueprint, problems| SHAPE.lint(blueprint, problems),
    ..Definition::of("object", build)
};

static SHAPE: Shape = Shape {
    parts: &[
        PartShape { pattern: Some(("^(1[0-9]{3}0|0[0-9]{4})$", "yuchoSymbol")), ..digits("symbol", "記号") },
        PartShape { pattern: Some(("^[0-9]{2,8}$", "yuchoNumber")), ..digits("number", "番号") },
        PartShape::computed("bankCode", "金融機関コード"),
        PartShape::computed("branchCode", "店番"),
        PartShape::computed("branchName", "店名"),
        PartShape::computed("accountType", "預金種目"),
        PartShape::computed("accountNumber", "口座番号"),
        holder(),
    ],
    default: &["symbol", "number", HOLDER],
    required: &["symbol", "number", HOLDER],
};

/// The code of the Japan Post Bank.
const BANK: &str = "9900";

/// What other banks call an account.
#[derive(Debug, PartialEq, Eq)]
struct Transfer {
    branch: String,
    account_type: &'static str,
    account_number: String,
}

/// Why there is no such account.
#[derive(Debug, PartialEq, Eq)]
enum NoTransfer {
    /// The symbol or the number has not even the right shape, which the contract says.
    Shape,
    /// No branch belongs to the symbol.
    Branch,
    /// The number cannot belong to the symbol: most often it is an account number somebody worked out already.
    Number,
}

/// Works out what other banks call an account.
fn transfer(symbol: &str, number: &str) -> Result<Transfer, NoTransfer> {
    let is_number = (2..=8).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_symbol = symbol.len() == 5 && symbol.bytes().all(|byte| byte.is_ascii_digit());
    let Some(place) = symbol.get(1..3).filter(|_| is_number && is_symbol) else {
        return Err(NoTransfer::Shape);
    };
    let (last, account_type, account) = match symbol.as_bytes() {
        [b'1', .., b'0'] => ('8', "1", number.strip_suffix('1')),
        [b'0', ..] => ('9', "2", Some(number)),
        _ => return Err(NoTransfer::Shape),
    };
    let branch = format!("{place}{last}");
    if banks::branch(BANK, &branch).is_none() {
        return Err(NoTransfer::Branch);
    }
    let account_number = account.map(|account| format!("{:0>7}", account.trim_start_matches('0')));
    match account_number.filter(|digits| digits.len() == 7) {
        Some(account_number) => Ok(Transfer { branch, account_type, account_number }),
        None => Err(NoTransfer::Number),
    }
}

/// The name of a branch is its code in Chinese numerals: `〇一八`.
fn branch_name(code: &str) -> String {
    const NUMERALS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digits = code.chars().filter_map(|letter| letter.to_digit(10)).filter_map(|digit| usize::try_from(digit).ok());
    digits.filter_map(|digit| NUMERALS.get(digit)).collect()
}

/// Symbol and number out of what was typed into either: both with a hyphen between them, or with the one digit more that
/// passbooks print there for a reissue (`10180-2-12345671`). None where the parts are already apart, or are something else.
fn taken_apart(symbol: &str, number: &str) -> Option<(String, String)> {
    let text = half_width(&format!("{symbol} {number}"));
    let mut groups =
        text.split(|letter: char| letter.is_whitespace() || letter == '-').filter(|group| !group.is_empty());
    let groups = [groups.next(), groups.next(), groups.next(), groups.next()];
    let (symbol, number) = match groups {
        [Some(symbol), Some(number), None, None] => (symbol, number),
        [Some(symbol), Some(reissue), Some(number), None] if reissue.len() == 1 => (symbol, number),
        _ => return None,
    };
    let fits = symbol.len() == 5 && (2..=8).contains(&number.len()) && text.is_ascii();
    fits.then(|| (symbol.to_owned(), number.to_owned()))
}

#[derive(Debug)]
struct YuchoAccount {
    parts: Parts,
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(YuchoAccount { parts: SHAPE.parts(blueprint) })
}

impl Kind for YuchoAccount {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        let (symbol, number) = (part_text(raw, "symbol"), part_text(raw, "number"));
        let takes_both = raw.is_object() && self.parts.has("symbol") && self.parts.has("number");
        let apart = if takes_both { taken_apart(symbol, number) } else { None };
        let mut answer = match apart {
            Some((symbol, number)) => {
                let mut raw = raw.clone();
                raw["symbol"] = json!(symbol);
                raw["number"] = json!(number);
                self.parts.read(&raw, reading)?
            }
            None => self.parts.read(raw, reading)?,
        };
        match transfer(part_text(&answer, "symbol"), part_text(&answer, "number")) {
            Ok(transfer) => {
                fill_in(&mut answer, "bankCode", BANK);
                fill_in(&mut answer, "branchName", branch_name(&transfer.branch));
                fill_in(&mut answer, "branchCode", transfer.branch);
                fill_in(&mut answer, "accountType", transfer.account_type);
                fill_in(&mut answer, "accountNumber", transfer.account_number);
            }
            Err(NoTransfer::Shape) => {}
            Err(NoTransfer::Branch) => reading.report_part("symbol", "branchUnknown"),
            Err(NoTransfer::Number) => reading.report_part("number", "checkDigit"),
        }
        Some(answer)
    }

    fn widget(&self) -> Widget {
        Widget::Parts(self.parts.inputs().to_vec())
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        if !value.is_object() {
            return vec![super::plain_text(value)];
        }
        let text = |name| part_text(value, name);
        let said = |word: Word<'_>, text: &str| if text.is_empty() { String::new() } else { say(word) };
        let (symbol, number) = (text("symbol"), text("number"));
        let passbook = [said(Word::YuchoSymbol(symbol), symbol), said(Word::YuchoNumber(number), number)];
        let account = [
            named(text("branchName"), text("branchCode"), say),
            shown_type(text("accountType"), say),
            text("accountNumber").to_owned(),
        ];
        let lines = [joined(&passbook), joined(&account), text(HOLDER).to_owned()];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    fn composite(&self) -> Option<&Parts> {
        Some(&self.parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::testing::{build, read};

    fn schema() -> Value {
        json!({"x-kind": "yuchoAccount"})
    }

    #[test]
    fn the_rule_of_the_bank() {
        for (symbol, number, branch, account_type, account_number) in [
            ("14030", "12345671", "408", "1", "1234567"),
            ("15150", "21111111", "518", "1", "2111111"),
            ("10180", "11", "018", "1", "0000001"),
            ("10180", "00012341", "018", "1", "0001234"),
            ("00160", "100001", "019", "2", "0100001"),
            ("00580", "654321", "059", "2", "0654321"),
            ("00160", "00100001", "019", "2", "0100001"),
        ] {
            let expected =
                Transfer { branch: branch.to_owned(), account_type, account_number: account_number.to_owned() };
            assert_eq!(transfer(symbol, number), Ok(expected), "{symbol} {number}");
        }
        assert_eq!(transfer("14030", "1234567"), Err(NoTransfer::Number), "an account number, not the passbook's");
        assert_eq!(transfer("00160", "12345678"), Err(NoTransfer::Number), "eight digits cannot be seven");
        assert_eq!(transfer("11990", "12345671"), Err(NoTransfer::Branch));
        for (symbol, number) in [
            ("14031", "11"),
            ("24030", "11"),
            ("1403", "11"),
            ("14030", "1"),
            ("14030", "123456781"),
            ("", ""),
            ("記号記", "11"),
        ] {
            assert_eq!(transfer(symbol, number), Err(NoTransfer::Shape), "{symbol} {number}");
        }
        assert_eq!(branch_name("018"), "〇一八");
    }

    #[test]
    fn every_branch_of_the_bank_is_named_after_its_code() {
        let branches = banks::search_branches(BANK, "");
        assert!(branches.len() > 80);
        for branch in branches {
            assert_eq!(branch_name(branch.code), branch.name);
        }
    }

    #[test]
    fn everything_a_passbook_says_is_understood() {
        let whole = json!({
            "symbol": "10180", "number": "12345671", "accountHolderKana": "ﾏﾄﾞｸﾞﾁ ﾊﾅｺ", "bankCode": "9900",
            "branchName": "〇一八", "branchCode": "018", "accountType": "1", "accountNumber": "1234567"
        });
        for (symbol, number) in [
            ("１０１８０", "１２３４５６７１"),
            ("10180-", "1234-5671"),
            ("10180-2", "12345671"),
            ("10180", "2-12345671"),
            ("10180－2－12345671", ""),
            ("", "10180ー12345671"),
        ] {
            let typed = json!({
                "symbol": symbol, "number": number, "accountHolderKana": "まどぐち はなこ", "branchCode": "999", "bankCode": 7
            });
            assert_eq!(read(schema(), typed), (Some(whole.clone()), vec![]), "{symbol} {number}");
        }
        assert_eq!(read(schema(), whole.clone()), (Some(whole.clone()), vec![]), "normalised answers are normal");
        assert_eq!(
            build(schema()).display(&whole),
            ["記号 10180　番号 12345671", "〇一八（018）　普通　1234567", "ﾏﾄﾞｸﾞﾁ ﾊﾅｺ"]
        );
    }

    #[test]
    fn what_cannot_be_an_account_is_reported_and_not_worked_out() {
        for (symbol, number, expected) in [
            ("10180", "1234567", vec!["/f/number checkDigit"]),
            ("11990", "12345671", vec!["/f/symbol branchUnknown"]),
            ("12345", "12345671", vec!["/f/symbol yuchoSymbol"]),
            ("1018012345671", "", vec!["/f/symbol yuchoSymbol"]),
            ("10180", "123456789", vec!["/f/number yuchoNumber"]),
            ("10180", "一二三", vec!["/f/number yuchoNumber"]),
        ] {
            let (value, violations) = read(schema(), json!({ "symbol": symbol, "number": number }));
            assert_eq!(violations, expected, "{symbol} {number}");
            assert!(value.unwrap().get("branchCode").is_none(), "{symbol} {number}");
        }
        for hostile in [json!({"symbol": ["10180"], "number": 5}), json!({"symbol": {"a": "b"}}), json!({"x": "y"})] {
            assert_eq!(read(schema(), hostile.clone()), (Some(hostile), vec![]));
        }
        assert_eq!(read(schema(), json!({"bankCode": "9900", "accountNumber": "1234567"})), (None, vec![]));
        let half = json!({"x-kind": "yuchoAccount", "properties": {"number": {}}});
        let (value, _) = read(half, json!({"number": "10180-12345671"}));
        assert_eq!(value, Some(json!({"number": "1018012345671"})), "no part that the form does not have");
        assert_eq!(read(schema(), json!("10180-12345671")), (Some(json!("10180-12345671")), vec![]));
    }
}
