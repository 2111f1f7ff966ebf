//! Forms: the draft staff work on, the published versions residents use, and the operational settings.
//! Knows no HTTP; SQL stands in `store`.

pub mod access;
pub mod archive;
pub mod availability;
pub mod create;
pub mod digest;
pub mod draft;
pub mod edition;
pub mod editors;
pub mod exchange;
pub mod four_eyes;
pub mod images;
pub mod import;
pub mod live;
pub mod live_form;
pub mod origins;
pub mod paper;
pub mod poster;
pub mod prefill;
pub mod publication;
pub mod publish;
pub mod readiness;
pub mod search;
pub mod settings;
pub mod store;
pub mod templates;
pub mod test_version;
pub mod version;
pub mod ways;
pub mod withdraw;

/// The longest address, in letters.
pub const MAX_SLUG: usize = 64;

/// An address is 1 to 64 of a–z, 0–9 and hyphens, beginning and ending with a letter or digit.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    (1..=MAX_SLUG).contains(&bytes.len())
        && bytes.iter().all(|byte| is_plain(*byte) || *byte == b'-')
        && bytes.first().is_some_and(|byte| is_plain(*byte))
        && bytes.last().is_some_and(|byte| is_plain(*byte))
}

/// The title a document gives itself.
#[must_use]
pub fn title_of(document: &serde_json::Value) -> String {
    document.get("title").and_then(serde_json::Value::as_str).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_are_short_and_plain() {
        for good in ["a", "vaccine-booking", "form-2026"] {
            assert!(super::is_slug(good), "{good}");
        }
        for bad in ["", "-a", "a-", "A", "あ", "a/b", "a b"] {
            assert!(!super::is_slug(bad), "{bad}");
        }
    }
}
