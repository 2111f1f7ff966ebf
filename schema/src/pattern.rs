//! `pattern` the way ECMAScript means it, on a linear-time engine: what needs look-around or back-references is refused.

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Compiles a pattern; none when it is wrong or not linear.
pub fn compile(pattern: &str) -> Option<Regex> {
    Regex::new(&jsonschema_regex::to_rust_regex(pattern).ok()?).ok()
}

/// What a pattern that only ASCII can match allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ascii {
    /// Only digits and hyphens.
    pub only_numbering: bool,
}

/// Whether what a pattern matches can only be so long.
pub fn bounds_length(pattern: &str) -> bool {
    let hir = jsonschema_regex::to_rust_regex(pattern)
        .ok()
        .and_then(|translated| regex_syntax::Parser::new().parse(&translated).ok());
    hir.is_some_and(|hir| is_anchored(&hir) && hir.properties().maximum_len().is_some())
}

fn is_anchored(hir: &Hir) -> bool {
    let properties = hir.properties();
    properties.look_set_prefix().contains(Look::Start) && properties.look_set_suffix().contains(Look::End)
}

/// Whether a pattern, anchored at both ends, matches nothing but ASCII.
pub fn allows_only_ascii(pattern: &str) -> Option<Ascii> {
    let translated = jsonschema_regex::to_rust_regex(pattern).ok()?;
    let hir = regex_syntax::Parser::new().parse(&translated).ok()?;
    let all = |fits: fn(char) -> bool| every_letter(&hir, fits);
    (is_anchored(&hir) && all(|letter| letter.is_ascii()))
        .then(|| Ascii { only_numbering: all(|letter| letter.is_ascii_digit() || letter == '-') })
}

/// Whether everything the expression can match is made of letters that fit.
fn every_letter(hir: &Hir, fits: fn(char) -> bool) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).is_ok_and(|text| text.chars().all(fits)),
        HirKind::Class(Class::Unicode(class)) => {
            class.ranges().iter().all(|range| range.end().is_ascii() && (range.start()..=range.end()).all(fits))
        }
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Repetition(repetition) => every_letter(&repetition.sub, fits),
        HirKind::Capture(capture) => every_letter(&capture.sub, fits),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().all(|part| every_letter(part, fits)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_patterns_are_recognised() {
        let numbering = |pattern| allows_only_ascii(pattern).map(|ascii| ascii.only_numbering);
        assert_eq!(numbering("^[0-9]{10}$"), Some(true));
        assert_eq!(numbering("^\\d{3}-\\d{4}$"), Some(true));
        assert_eq!(numbering("^(?:[A-Z]{2}|[0-9]{2})$"), Some(false));
        assert_eq!(numbering("^a$|^b$"), Some(false));
        assert_eq!(numbering("[0-9]{10}"), None);
        assert_eq!(numbering("^[0-9０-９]+$"), None);
        assert_eq!(numbering("^.+$"), None);
        assert_eq!(numbering("^[^0]$"), None);
    }

    #[test]
    fn some_patterns_are_limits() {
        assert!(bounds_length("^[0-9]{7}$") && bounds_length("^あ?い{1,3}$"));
        assert!(!bounds_length("^[0-9]+$") && !bounds_length("[0-9]{7}") && !bounds_length("["));
    }

    #[test]
    fn what_is_not_linear_is_refused() {
        assert!(compile("^(?=a)").is_none());
        assert!(compile("(a)\\1").is_none());
        assert!(compile("[").is_none());
        assert!(compile("^\\d+$").is_some_and(|pattern| pattern.is_match("12") && !pattern.is_match("１２")));
    }
}
