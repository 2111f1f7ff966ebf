//! The code that opens a saved journey: as easy to read out and to copy by hand as a receipt number, and not to be guessed.
//! 15 random characters of the alphabet of receipt numbers (68 bits) and a check character, so that a slip of the pen never
//! asks the database for somebody else's answers.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::ids::Random;
use crate::submissions::receipt_number::{ALPHABET, check_character};

/// Random characters, without the check character.
const RANDOM: usize = 15;
/// Characters of a group.
const GROUP: usize = 4;

/// A code, without its hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(String);

impl Code {
    /// A new code.
    #[must_use]
    pub fn new(random: &Random) -> Self {
        let mut characters = random.text(ALPHABET, RANDOM);
        characters.push(check_character(&characters));
        Self(characters)
    }

    /// Reads what somebody typed: capital or small, full-width or not, with or without hyphens and spaces, and with what a
    /// Japanese keyboard gives for a hyphen (ー). None when it cannot be a code of ours.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        // Three times as long as a code with its hyphens can be typed; nothing longer is worth looking at.
        let characters: String = typed.nfkc().take(4 * RANDOM).filter(char::is_ascii_alphanumeric).collect();
        let characters = characters.to_ascii_uppercase();
        let (random, check) = characters.split_at_checked(RANDOM)?;
        let is_ours = random.bytes().all(|letter| ALPHABET.contains(&letter));
        (is_ours && check.chars().eq([check_character(random)])).then_some(Self(characters))
    }

    /// As people see it: `XXXX-XXXX-XXXX-XXXX`.
    #[must_use]
    pub fn in_groups(&self) -> String {
        let signs: Vec<char> = self.0.chars().collect();
        signs.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = Code::new(&Random::system());
        let shown = code.in_groups();
        assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
        let full_width: String = shown.chars().map(|sign| char::from_u32(u32::from(sign) + 0xFEE0).unwrap()).collect();
        let spaced = format!("　{} ", shown.replace('-', " ー "));
        let hyphen = spaced.replace('ー', "‐");
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', ""), full_width, spaced, hyphen] {
            assert_eq!(Code::read(&typed), Some(code.clone()), "{typed}");
        }
    }

    #[test]
    fn one_wrong_character_and_anything_else_is_no_code() {
        let code = Code::new(&Random::system());
        let typed = code.in_groups();
        let first = typed.chars().next().unwrap();
        let other = if first == '3' { '4' } else { '3' };
        assert_eq!(Code::read(&typed.replacen(first, &other.to_string(), 1)), None);
        for typed in ["", "あいうえおかきくけこさしすせそた", &typed[..18], &format!("{typed}3"), &"𠮷".repeat(1000)]
        {
            assert_eq!(Code::read(typed), None, "{typed}");
        }
    }
}
