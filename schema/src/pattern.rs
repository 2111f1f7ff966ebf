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
    parse(pattern).is_some_and(|hir| is_anchored(&hir) && hir.properties().maximum_len().is_some())
}

/// How large a pattern becomes when it is compiled: its letters and ranges, each as often as it is repeated. Nothing is
/// compiled for that; a pattern that cannot be read weighs nothing.
pub fn weight(pattern: &str) -> u64 {
    parse(pattern).map_or(0, |hir| weigh(&hir))
}

fn weigh(hir: &Hir) -> u64 {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let all = |parts: &[Hir]| parts.iter().fold(0_u64, |sum, part| sum.saturating_add(weigh(part)));
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => count(literal.0.len()),
        HirKind::Class(Class::Unicode(class)) => count(class.ranges().len()).saturating_mul(4),
        HirKind::Class(Class::Bytes(class)) => count(class.ranges().len()),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or_else(|| repetition.min.saturating_add(1));
            weigh(&repetition.sub).max(1).saturating_mul(u64::from(times).max(1))
        }
        HirKind::Capture(capture) => weigh(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => all(parts),
    }
}

/// Whether some text that fits a pattern can have an ASCII digit in it, as far as one look at the pattern tells.
pub fn may_hold_digits(pattern: &str) -> bool {
    parse(pattern).is_none_or(|hir| !every_letter_is(&hir, |letter| !letter.is_ascii_digit()))
}

fn parse(pattern: &str) -> Option<Hir> {
    let translated = jsonschema_regex::to_rust_regex(pattern).ok()?;
    regex_syntax::Parser::new().parse(&translated).ok()
}

/// Whether no literal and no class of the expression has another letter.
fn every_letter_is(hir: &Hir, fits: fn(char) -> bool) -> bool {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => class.ranges().iter().all(|range| {
            let ascii = range.start()..=range.end().min('\u{7f}');
            ascii.into_iter().all(fits)
        }),
        HirKind::Repetition(repetition) => every_letter_is(&repetition.sub, fits),
        HirKind::Capture(capture) => every_letter_is(&capture.sub, fits),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().all(|part| every_letter_is(part, fits)),
        _ => every_letter(hir, fits),
    }
}

fn is_anchored(hir: &Hir) -> bool {
    let properties = hir.properties();
    properties.look_set_prefix().contains(Look::Start) && properties.look_set_suffix().contains(Look::End)
}

/// Whether a pattern, anchored at both ends, matches nothing but ASCII.
pub fn allows_only_ascii(pattern: &str) -> Option<Ascii> {
    let hir = parse(pattern)?;
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
    fn weights_are_what_repetition_makes_of_a_pattern() {
        assert!(weight("^[0-9]{7}$") < 100 && weight("^.{1,1000}$") < 10_000);
        assert!(weight("^((a{1,900}){1,900}){1,900}$") > 500_000_000 && weight("(") == 0 && weight("(a*){0,9}") >= 9);
    }

    #[test]
    fn digits_are_seen() {
        assert!(["^[0-9]{12}$", "1", ".", "[^a]", "(?:a|b[5-7]){2}", "\\w"].into_iter().all(may_hold_digits));
        assert!(!["^[ぁ-ん]{1,20}$", "^[A-Z]+$", "", "^あ|い$"].into_iter().any(may_hold_digits));
    }

    #[test]
    fn what_is_not_linear_is_refused() {
        assert!(compile("^(?=a)").is_none());
        assert!(compile("(a)\\1").is_none());
        assert!(compile("[").is_none());
        assert!(compile("^\\d+$").is_some_and(|pattern| pattern.is_match("12") && !pattern.is_match("１２")));
    }
}
