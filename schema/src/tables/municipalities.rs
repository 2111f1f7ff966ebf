//! Municipalities with their codes (全国地方公共団体コード): cities, towns, villages, the special wards of Tokyo, and of the
//! cities designated by ordinance both the city and its wards. Prefectures are none.

use super::lines::Lines;
use serde::Serialize;

static TABLE: Lines<'static> = Lines(include_str!("../../data/municipalities.tsv"));

/// A municipality.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Municipality {
    /// Six digits: prefecture (2), municipality (3), check digit.
    pub code: &'static str,
    /// `静岡県`
    pub prefecture: &'static str,
    /// `浜松市中央区`, with the county of a town or village (`度会郡度会町`).
    pub city: &'static str,
    /// Its reading in katakana (`ハママツシチュウオウク`).
    pub kana: &'static str,
}

/// The municipality with a six-digit code.
#[must_use]
pub fn find(code: &str) -> Option<Municipality> {
    if code.len() == 6 { beginning_with(code) } else { None }
}

/// Whether there is a municipality with this six-digit code today. Merged ones are gone from the table.
#[must_use]
pub fn exists(code: &str) -> bool {
    find(code).is_some()
}

/// Whether a text is six digits of which the last is the check digit of the others: 11 less the remainder of their sum,
/// weighted 6 to 2, by 11, and of that the last digit (総務省「全国地方公共団体コード仕様」).
#[must_use]
pub fn has_check_digit(code: &str) -> bool {
    let Ok(digits) = <[u8; 6]>::try_from(code.as_bytes()) else {
        return false;
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let [.., last] = digits;
    let sum: u32 = digits.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    u32::from(last - b'0') == (11 - sum % 11) % 10
}

/// The municipality whose code begins with these digits: five of them are enough.
pub(super) fn beginning_with(code: &str) -> Option<Municipality> {
    let row = TABLE.beginning_with(code).next().filter(|_| code.len() >= 5)?;
    let mut cells = row.split('\t');
    Some(Municipality { code: cells.next()?, prefecture: cells.next()?, city: cells.next()?, kana: cells.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_wards_of_hamamatsu_are_those_of_2024() {
        let city = |code| find(code).map(|found| (found.prefecture, found.city, found.kana));
        assert_eq!(city("221309"), Some(("静岡県", "浜松市", "ハママツシ")));
        assert_eq!(city("221384"), Some(("静岡県", "浜松市中央区", "ハママツシチュウオウク")));
        assert_eq!(city("221392"), Some(("静岡県", "浜松市浜名区", "ハママツシハマナク")));
        assert_eq!(city("221406"), Some(("静岡県", "浜松市天竜区", "ハママツシテンリュウク")));
        assert_eq!(TABLE.beginning_with("2213").count() + TABLE.beginning_with("22140").count(), 4, "and no others");
    }

    #[test]
    fn codes_are_whole_and_exact() {
        assert_eq!(find("131016").map(|found| found.city), Some("千代田区"));
        assert_eq!(find("011002").map(|found| found.city), Some("札幌市"));
        assert_eq!(find("401005").map(|found| found.kana), Some("キタキュウシュウシ"));
        for none in ["", "1", "13101", "131017", "131016\t東京都", "1310160", "東京", "999999", "130001"] {
            assert!(!exists(none), "{none}");
        }
        assert!(has_check_digit("131016") && has_check_digit("011002") && has_check_digit("130001"));
        for wrong in ["131017", "13101", "", "13101６", "a31016", "1310160"] {
            assert!(!has_check_digit(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_table_is_whole() {
        let lines: Vec<&str> = TABLE.0.lines().collect();
        assert!((1_850..=1_960).contains(&lines.len()), "{}", lines.len());
        assert!(lines.is_sorted());
        let katakana = crate::pattern::compile(crate::characters::KATAKANA).unwrap();
        let mut prefectures = Vec::new();
        for line in &lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(
                cells.len() == 4 && has_check_digit(cells[0]) && cells.iter().all(|cell| !cell.is_empty()),
                "{line}"
            );
            assert!(katakana.is_match(cells[3]), "{line}");
            prefectures.push(cells[1]);
        }
        prefectures.dedup();
        assert_eq!(prefectures.len(), 47);
        let parents: HashSet<&str> = lines
            .iter()
            .filter_map(|line| line.split('\t').nth(2)?.split_once('市'))
            .filter(|(_, ward)| ward.ends_with('区'))
            .map(|(city, _)| city)
            .collect();
        let designated = lines.iter().filter_map(|line| line.split('\t').nth(2)?.strip_suffix('市'));
        let designated = designated.filter(|city| parents.contains(city));
        assert_eq!(designated.count(), 20, "cities designated by ordinance");
    }
}
