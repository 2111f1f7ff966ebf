//! Banks and their branches, with the codes of the zengin system (統一金融機関コード, 店番). Their names carry no 銀行 and
//! 支店; their readings are written as banks do, without small kana.
//!
//! Branches open and close every month: the table is as old as the release.

use super::lines::Lines;
use super::packed::{Packed, lines, unpack};
use super::reading::search_key;
use serde::Serialize;
use std::sync::LazyLock;

static BANKS: Lines<'static> = Lines(include_str!("../../data/banks.tsv"));
static BRANCHES: Packed = Packed::new(|| unpack(include_bytes!("../../data/bank-branches.tsv.gz")));

/// The keys of name and reading of every bank, for searching.
static KEYS: LazyLock<Vec<([String; 2], Bank)>> = LazyLock::new(|| {
    let banks = BANKS.0.lines().filter_map(bank_of);
    banks.map(|bank| ([search_key(bank.name), search_key(bank.kana)], bank)).collect()
});

/// A bank, a credit union, an agricultural cooperative…
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bank {
    /// Four digits.
    pub code: &'static str,
    /// `みずほ`
    pub name: &'static str,
    /// `ミズホ`
    pub kana: &'static str,
}

/// A branch of a bank.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Three digits, unique in the bank.
    pub code: &'static str,
    /// `東京営業部`
    pub name: &'static str,
    /// `トウキヨウ`
    pub kana: &'static str,
}

/// The bank with a four-digit code.
#[must_use]
pub fn bank(code: &str) -> Option<Bank> {
    if code.len() == 4 { BANKS.beginning_with(code).next().and_then(bank_of) } else { None }
}

/// The branch with a three-digit code of the bank with a four-digit code.
#[must_use]
pub fn branch(bank: &str, branch: &str) -> Option<Branch> {
    if bank.len() != 4 || branch.len() != 3 {
        return None;
    }
    lines(&BRANCHES).beginning_with(&format!("{bank}{branch}")).next().and_then(branch_of)
}

/// The banks whose name, reading or code begins as `text` does, those called exactly so first, otherwise in the order of
/// their codes; none for an empty text. Kana, width, case and long marks do not matter, and the table's 信金 is found as
/// 信用金庫 too.
#[must_use]
pub fn search(text: &str) -> Vec<Bank> {
    let key = search_key(text);
    if key.is_empty() {
        return Vec::new();
    }
    let found = banks_beginning_with(&key);
    if found.is_empty() { shortened(&key, &LEGAL_FORMS).map_or(found, |key| banks_beginning_with(&key)) } else { found }
}

fn banks_beginning_with(key: &str) -> Vec<Bank> {
    let fits = |keys: &[String; 2], code: &str| keys.iter().any(|one| one.starts_with(key)) || code.starts_with(key);
    let mut found: Vec<_> = KEYS.iter().filter(|(keys, bank)| fits(keys, bank.code)).collect();
    found.sort_by_key(|(keys, _)| !keys.iter().any(|one| one == key));
    found.into_iter().map(|(_, bank)| *bank).collect()
}

/// The branches of a bank whose name, reading or code begins as `text` does, in the order of their codes; all of them for
/// an empty text. A 支店 at the end does not matter.
#[must_use]
pub fn search_branches(bank: &str, text: &str) -> Vec<Branch> {
    if bank.len() != 4 {
        return Vec::new();
    }
    let key = search_key(text);
    let found = branches_beginning_with(bank, &key);
    if found.is_empty() {
        shortened(&key, &[("支店", ""), ("シテン", "")]).map_or(found, |key| branches_beginning_with(bank, &key))
    } else {
        found
    }
}

fn branches_beginning_with(bank: &str, key: &str) -> Vec<Branch> {
    let fits = |branch: &Branch| {
        branch.code.starts_with(key) || [branch.name, branch.kana].iter().any(|one| search_key(one).starts_with(key))
    };
    lines(&BRANCHES).beginning_with(bank).filter_map(branch_of).filter(fits).collect()
}

/// What people write behind a bank's name, and what the table writes there; as search keys.
const LEGAL_FORMS: [(&str, &str); 12] = [
    ("信託銀行", "信託"),
    ("シンタクギンコウ", "シンタク"),
    ("銀行", ""),
    ("ギンコウ", ""),
    ("信用金庫", "信金"),
    ("シンヨウキンコ", "シンキン"),
    ("信用組合", "信組"),
    ("シンヨウクミアイ", "シンクミ"),
    ("労働金庫", "労金"),
    ("ロウドウキンコ", "ロウキン"),
    ("農業協同組合", "農協"),
    ("ノウギヨウキヨウドウクミアイ", "ノウキヨウ"),
];

/// A key with the table's form at its end for the long one, or with no form where only the beginning of one was typed so
/// far (`信用`). None where it ends in nothing of the kind, or is nothing else.
fn shortened(key: &str, forms: &[(&str, &str)]) -> Option<String> {
    let whole = forms.iter().find_map(|(long, short)| Some((key.strip_suffix(long)?, *short)));
    let begun = || {
        let ends =
            forms.iter().flat_map(|(long, _)| long.char_indices().skip(2).filter_map(|(end, _)| long.get(..end)));
        ends.filter_map(|piece| key.strip_suffix(piece)).map(|name| (name, "")).next()
    };
    let (name, short) = whole.or_else(begun).filter(|(name, _)| !name.is_empty())?;
    Some(format!("{name}{short}"))
}

fn bank_of(row: &'static str) -> Option<Bank> {
    let mut cells = row.split('\t');
    Some(Bank { code: cells.next()?, name: cells.next()?, kana: cells.next()? })
}

/// A row of the table of branches begins with the bank's code and the branch's own in one.
fn branch_of(row: &'static str) -> Option<Branch> {
    let mut cells = row.get(4..)?.split('\t');
    Some(Branch { code: cells.next()?, name: cells.next()?, kana: cells.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_to_names() {
        assert_eq!(bank("0001"), Some(Bank { code: "0001", name: "みずほ", kana: "ミズホ" }));
        assert_eq!(branch("0001", "001").map(|found| (found.code, found.name)), Some(("001", "東京営業部")));
        assert_eq!(branch("9900", "018").map(|found| (found.name, found.kana)), Some(("〇一八", "ゼロイチハチ")));
        for none in ["", "1", "00010", "9999", "0001\t", "みず", "００"] {
            assert_eq!(bank(none), None, "{none}");
            assert_eq!(branch(none, "001"), None, "{none}");
        }
        for none in ["", "01", "0001", "\t\t\t", "世"] {
            assert_eq!(branch("0001", none), None, "{none}");
        }
    }

    #[test]
    fn names_are_found_however_they_are_typed() {
        for text in ["三菱UFJ", "三菱ｕｆｊ銀行", "みつびしゆーえふじぇい", "ミツビシユ－エフジエイ", "ﾐﾂﾋﾞｼﾕｰ", "0005"]
        {
            assert!(search(text).iter().any(|bank| bank.code == "0005"), "{text}");
        }
        for text in ["さわやか信用金庫", "さわやか信用金", "サワヤカシンヨウキンコ", "さわやか"]
        {
            assert_eq!(search(text).iter().map(|bank| bank.code).collect::<Vec<_>>(), ["1310"], "{text}");
        }
        assert_eq!(search("三井住友信託銀行").iter().map(|bank| bank.code).collect::<Vec<_>>(), ["0294"]);
        assert_eq!(search("北海道銀行").first().map(|bank| bank.code), Some("0116"), "before those that only begin so");
        assert_eq!(search("ゆうちょ銀行").iter().map(|bank| bank.code).collect::<Vec<_>>(), ["9900"]);
        for none in ["", "　", "どこにもない", "\u{0}", "銀行", "信用金庫", "信用"] {
            assert_eq!(search(none), [], "{none}");
        }
        let branches = |bank, text| search_branches(bank, text).iter().map(|one| one.code).collect::<Vec<_>>();
        assert_eq!(branches("9900", "ぜろいちはち"), ["018"]);
        assert_eq!(branches("9900", "〇一八支店"), ["018"]);
        assert!(branches("9900", "").len() > 80);
        assert_eq!(branches("990", "").len() + branches("", "").len() + branches("9900", "支店").len(), 0);
    }

    #[test]
    fn the_tables_are_whole() {
        let banks: Vec<&str> = BANKS.0.lines().collect();
        assert!((900..1_500).contains(&banks.len()) && banks.is_sorted());
        let branches: Vec<&str> = BRANCHES.lines().collect();
        assert!((25_000..40_000).contains(&branches.len()) && branches.is_sorted());
        for (row, digits) in banks.iter().map(|row| (row, 4)).chain(branches.iter().map(|row| (row, 7))) {
            let cells: Vec<&str> = row.split('\t').collect();
            // A hundred letters is what the contract allows for a name that is filled in.
            assert!(cells.len() == 3 && cells.iter().all(|cell| (1..=100).contains(&cell.chars().count())), "{row}");
            assert!(cells[0].len() == digits && cells[0].bytes().all(|byte| byte.is_ascii_digit()), "{row}");
            assert!(bank(&cells[0][..4]).is_some(), "no such bank: {row}");
        }
    }
}
