//! Names, addresses and bank accounts on paper: captioned boxes in the order people know from other forms.

use madoguchi_schema::{Field, KindName, Part};

use super::Scribe;
use super::entries::tick;
use crate::pdf::paper::{Captioned, Entry, Slot};

/// Which parts stand side by side, from above. Parts that a form does not ask for are left out; others follow.
const NAME: &[&[&str]] = &[
    &["familyNameKana", "givenNameKana"],
    &["familyName", "givenName"],
    &["formerFamilyNameKana"],
    &["formerFamilyName"],
];
const ADDRESS: &[&[&str]] = &[
    &["postalCode"],
    &["prefecture", "cityAndCounty"],
    &["streetAddress"],
    &["buildingNameEtc"],
    &["localGovernmentCode"],
];
const BANK: &[&[&str]] = &[
    &["bankName", "bankCode"],
    &["branchName", "branchCode"],
    &["accountType", "accountNumber"],
    &["accountHolderKana"],
];
const POST_BANK: &[&[&str]] = &[&["symbol", "number"], &["accountHolderKana"]];

/// Numbers of fixed length.
const DIGITS: [(&str, &[usize]); 7] = [
    ("postalCode", &[3, 4]),
    ("localGovernmentCode", &[6]),
    ("bankCode", &[4]),
    ("branchCode", &[3]),
    ("accountNumber", &[7]),
    ("symbol", &[5]),
    ("number", &[8]),
];

impl Scribe<'_> {
    pub(super) fn parts(&self, field: &Field, parts: &[Part]) -> Vec<Entry> {
        let order = match field.kind() {
            KindName::PersonName => NAME,
            KindName::PostalAddress => ADDRESS,
            KindName::BankAccount => BANK,
            KindName::YuchoAccount => POST_BANK,
            _ => &[],
        };
        let named = |name: &&str| parts.iter().find(|part| part.name == *name);
        let mut rows: Vec<Vec<&Part>> = order.iter().map(|names| names.iter().filter_map(named).collect()).collect();
        let is_placed = |part: &Part| order.iter().any(|names| names.contains(&part.name));
        rows.extend(parts.iter().filter(|part| !is_placed(part) && !part.computed).map(|part| vec![part]));
        rows.retain(|row| !row.is_empty());
        rows.into_iter().map(|row| Entry::Boxes(row.into_iter().map(|part| self.part(field, part)).collect())).collect()
    }

    fn part(&self, field: &Field, part: &Part) -> Captioned {
        let digits = DIGITS.iter().find(|(name, _)| *name == part.name);
        let slots = match digits {
            Some((name, groups)) => {
                let sign = (*name == "postalCode").then(|| Slot::Word("〒".to_owned()));
                sign.into_iter().chain([Slot::Digits(groups.to_vec())]).collect()
            }
            None if (1..=MOST_TICKS).contains(&part.options.len()) => {
                part.options.iter().map(|option| Slot::Tick(tick(self.told(&option.title)).text)).collect()
            }
            None => Vec::new(),
        };
        let share = match part.name {
            "prefecture" => 2.0,
            "bankName" | "branchName" | "cityAndCounty" => 3.0,
            "accountType" => 2.4,
            "bankCode" | "branchCode" => 1.6,
            "accountNumber" => 2.2,
            "symbol" => 2.0,
            "number" => 3.0,
            _ => 1.0,
        };
        let caption = self.say(&format!("field-part-{}-{}", field.kind().as_str(), part.name));
        Captioned { caption, slots, share, is_low: part.name.ends_with("NameKana") }
    }
}

/// More options than these (the prefectures) are written, not ticked.
const MOST_TICKS: usize = 6;
