//! Texts that match a pattern: the shortest ones, and somewhat longer ones.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The longest text that is built.
const LONGEST: usize = 2_000;

/// Some texts that the pattern was built to match; whether they do is for the caller to find out.
pub fn matching(pattern: &str) -> Vec<String> {
    let translated = jsonschema_regex::to_rust_regex(pattern).ok();
    let Some(hir) = translated.and_then(|translated| regex_syntax::Parser::new().parse(&translated).ok()) else {
        return Vec::new();
    };
    let mut texts: Vec<String> = Vec::new();
    for (more, branch) in [(0, 0), (1, 0), (0, 1), (2, 0), (0, 2), (4, 1), (9, 0), (19, 0), (49, 0)] {
        let mut text = String::new();
        if write(&hir, Taste { more, branch }, &mut text).is_some() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// Which of the many texts.
#[derive(Clone, Copy)]
struct Taste {
    /// Repetitions beyond the fewest.
    more: u32,
    /// Which alternative, and which letters first.
    branch: usize,
}

/// Appends a text; none when it gets too long or nothing matches. The recursion is as deep as the parser lets patterns be.
fn write(hir: &Hir, taste: Taste, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = || class.ranges().iter();
            let likes = |liked: char| ranges().any(|range| (range.start()..=range.end()).contains(&liked));
            let mut favourites = ['1', 'a', 'ア', '0', 'A', 'あ', '例'];
            favourites.rotate_left(taste.branch % 7);
            let liked = favourites.into_iter().find(|liked| likes(*liked));
            text.push(liked.or_else(|| ranges().map(|range| range.start()).find(|one| !one.is_control()))?);
        }
        HirKind::Class(Class::Bytes(class)) => text.push(char::from(class.ranges().first()?.start())),
        HirKind::Repetition(repetition) => {
            let times = repetition.min.saturating_add(taste.more).min(repetition.max.unwrap_or(u32::MAX));
            for _ in 0..times {
                let before = text.len();
                write(&repetition.sub, taste, text)?;
                if text.len() == before {
                    break;
                }
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, taste, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, taste, text))?,
        HirKind::Alternation(parts) => write(parts.get(taste.branch % parts.len().max(1))?, taste, text)?,
    }
    (text.len() <= LONGEST).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match() {
        for pattern in [
            "^[0-9]{10}$",
            "^\\d{3}-\\d{4}$",
            "^(?:[A-Z]{2}|[0-9]{2})$",
            "^T[0-9]{13}$",
            "[0-9]$",
            "^[ァ-ヶー　]+$",
            "^a|b$",
            "^[^a]$",
            "^https?://[!-~]+$",
            "^(a{3}){3}$",
            "^$",
            "^(0[1-9]|1[0-2])$",
        ] {
            let compiled = crate::pattern::compile(pattern).unwrap();
            assert!(matching(pattern).iter().all(|text| compiled.is_match(text)), "{pattern}");
            assert!(!matching(pattern).is_empty(), "{pattern}");
        }
    }

    #[test]
    fn enormous_and_impossible_patterns_give_nothing() {
        assert!(matching("^(a{1000}){100}$").is_empty());
        assert!(matching("(").is_empty());
        assert!(matching("^[^\\s\\S]$").is_empty());
    }
}
