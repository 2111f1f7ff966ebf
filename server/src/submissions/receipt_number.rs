//! Receipt numbers that can be read out over the phone.
//!
//! Prefix, a hyphen, eight random characters and a check character: `WK-7K3M-PX2R-D`. The alphabet has no look-alikes
//! (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V), and the check character is ISO/IEC 7064 style: a sum modulo the prime 23 with
//! weights, so that one wrong character or two neighbours exchanged never give another valid number.

use crate::ids::Random;

/// 23 characters: a prime, which makes the check find every exchange.
pub(crate) const ALPHABET: &[u8] = b"34679ACDEFGHJKMNPQRTWXY";

/// A new receipt number; 23⁸ ≈ 78 thousand million possibilities per organization, and the database keeps it unique.
#[must_use]
pub fn new(random: &Random, prefix: Option<&str>) -> String {
    let characters = random.text(ALPHABET, 8);
    let number = format!("{}-{}-{}", &characters[..4], &characters[4..], check_character(&characters));
    match prefix {
        Some(prefix) => format!("{prefix}-{number}"),
        None => number,
    }
}

/// What makes one wrong character, or two neighbours exchanged, give no valid text. Good for up to 21 characters.
pub(crate) fn check_character(characters: &str) -> char {
    let sum: usize = characters
        .bytes()
        .enumerate()
        .map(|(place, byte)| (place + 2) * ALPHABET.iter().position(|letter| *letter == byte).unwrap_or(0))
        .sum();
    char::from(ALPHABET[sum % ALPHABET.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_character_or_an_exchange_changes_the_check_character() {
        let good = "7K3MPX4R";
        let check = check_character(good);
        for place in 0..8 {
            for letter in ALPHABET {
                let mut other = good.as_bytes().to_vec();
                if other[place] == *letter {
                    continue;
                }
                other[place] = *letter;
                assert_ne!(check_character(std::str::from_utf8(&other).unwrap()), check);
            }
        }
        for place in 0..7 {
            let mut other = good.as_bytes().to_vec();
            other.swap(place, place + 1);
            assert_ne!(check_character(std::str::from_utf8(&other).unwrap()), check);
        }
    }

    #[test]
    fn a_number_has_its_prefix_and_groups() {
        let number = new(&Random::system(), Some("WK"));
        assert_eq!(number.split('-').map(str::len).collect::<Vec<_>>(), [2, 4, 4, 1]);
    }
}
