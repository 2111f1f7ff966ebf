//! Postcodes: which towns and which business offices have one. A code may stand for several towns, even in two
//! prefectures, and towns change: a page offers all of them, and nobody's answer is wrong because of this table.

use super::municipalities;
use super::packed::{Packed, lines, unpack};
use crate::characters::half_width;
use serde::Serialize;

static TOWNS: Packed = Packed::new(|| unpack(include_bytes!("../../data/postcode-towns.tsv.gz")));
static OFFICES: Packed = Packed::new(|| unpack(include_bytes!("../../data/postcode-offices.tsv.gz")));

/// A place that has a postcode.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct PostcodeAddress {
    /// `東京都`
    pub prefecture: &'static str,
    /// `千代田区`
    pub city: &'static str,
    /// `霞が関`, with the building where floors have codes of their own; empty where the code stands for all of a
    /// municipality that is not listed otherwise, or for towns with nothing in common.
    pub town: &'static str,
    /// The code of the municipality, six digits.
    pub municipality_code: &'static str,
    /// The business office that has the code for itself.
    pub office: Option<Office>,
}

/// A business office with a postcode of its own.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Office {
    /// `見本株式会社`
    pub name: &'static str,
    /// What follows the town: number and building; may be empty.
    pub street: &'static str,
}

/// The digits of a postcode as people write it: `〒１００－００１３` is `1000013`.
#[must_use]
pub fn folded(text: &str) -> String {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '〒').collect();
    half_width(&bare).chars().filter(|letter| *letter != '-').collect()
}

/// The places with a postcode of seven digits, towns first, in the order of their municipalities; none for anything else.
#[must_use]
pub fn addresses(code: &str) -> Vec<PostcodeAddress> {
    if code.len() != 7 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let towns = lines(&TOWNS).beginning_with(code).filter_map(address);
    towns.chain(lines(&OFFICES).beginning_with(code).filter_map(address)).collect()
}

/// A row of either table: postcode, municipality (five digits), town; of an office also number and name.
fn address(row: &'static str) -> Option<PostcodeAddress> {
    let mut cells = row.split('\t').skip(1);
    let municipality = municipalities::beginning_with(cells.next()?)?;
    let town = cells.next()?;
    let office = cells.next().and_then(|street| cells.next().map(|name| Office { name, street }));
    Some(PostcodeAddress {
        prefecture: municipality.prefecture,
        city: municipality.city,
        town,
        municipality_code: municipality.code,
        office,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(code: &str) -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
        addresses(code).into_iter().map(|one| (one.prefecture, one.city, one.town, one.municipality_code)).collect()
    }

    #[test]
    fn one_town_several_and_two_prefectures() {
        assert_eq!(places("1000013"), [("東京都", "千代田区", "霞が関", "131016")]);
        assert_eq!(places("4328023"), [("静岡県", "浜松市中央区", "鴨江", "221384")], "since 2024");
        assert_eq!(
            places("4980000"),
            [("愛知県", "弥富市", "", "232351"), ("三重県", "桑名郡木曽岬町", "", "243035")],
            "a code across a border"
        );
        let office = addresses("1008111");
        assert_eq!(office.len(), 1);
        assert_eq!((office[0].town, office[0].office), ("千代田", Some(Office { name: "宮内庁", street: "1-1" })));
    }

    #[test]
    fn what_people_write_around_a_postcode_is_left_out() {
        for text in ["1000013", "100-0013", "〒１００－００１３", " 100 0013 ", "１００ー００１３"] {
            assert_eq!(folded(text), "1000013", "{text}");
        }
        assert_eq!(folded("千代田"), "千代田");
    }

    #[test]
    fn nothing_else_has_an_address() {
        for none in
            ["", "100", "10000130", "0000000", "9999999", "100-0013", "１０００", "\t\t\t\t\t\t\t", "1000013\t13101"]
        {
            assert_eq!(addresses(none), [], "{none}");
        }
    }

    #[test]
    fn the_tables_are_whole() {
        for (table, cells, range) in [(&TOWNS, 3, 115_000..140_000), (&OFFICES, 5, 18_000..30_000)] {
            let rows: Vec<&str> = table.lines().collect();
            assert!(range.contains(&rows.len()), "{}", rows.len());
            assert!(rows.is_sorted());
            for row in rows {
                assert_eq!(row.split('\t').count(), cells, "{row}");
                let (code, rest) = row.split_at(7);
                assert!(code.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with('\t'), "{row}");
                assert!(address(row).is_some(), "no such municipality: {row}");
            }
        }
        assert!(TOWNS.len() + OFFICES.len() < 10_000_000, "they stay in memory");
    }
}
