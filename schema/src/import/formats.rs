//! Formats as patterns. Validators disagree about `format`, so the form says it with a `pattern`, which everybody checks:
//! exactly where that is possible, and a little stricter where it is not.

const DAY: &str = "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";
const CLOCK: &str =
    "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])";
const BYTE: &str = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const URI_LETTER: &str = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";

/// The pattern for a format, and whether it says exactly the same.
pub fn pattern(format: &str) -> Option<(String, bool)> {
    let group = "[0-9A-Fa-f]{1,4}";
    Some(match format {
        "date" => (format!("^{DAY}$"), true),
        // Leap seconds are left out.
        "time" => (format!("^{CLOCK}$"), false),
        "date-time" => (format!("^{DAY}[Tt]{CLOCK}$"), false),
        "uuid" => ("^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$".to_owned(), true),
        "ipv4" => (format!("^{BYTE}(?:\\.{BYTE}){{3}}$"), true),
        "ipv6" => {
            let mut ways = vec![format!("(?:{group}:){{7}}{group}")];
            for before in 0..=6 {
                let after = 6 - before;
                let head = if before == 0 { String::new() } else { format!("{group}(?::{group}){{0,{}}}", before - 1) };
                let tail = if after == 0 { format!("(?:{group})?") } else { format!("(?:{group}(?::{group}){{0,{after}}})?") };
                ways.push(format!("{head}::{tail}"));
            }
            ways.push(format!("{group}(?::{group}){{6}}::"));
            (format!("^(?:{})$", ways.join("|")), false)
        }
        // Punycode labels are left out: whether they are right cannot be seen without decoding them.
        "hostname" => (format!("^{}$", hostname()), false),
        "email" => (
            format!("^[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@{}$", hostname()),
            false,
        ),
        "uri" => (format!("^{}$", uri()), false),
        "json-pointer" => ("^(?:/(?:[^~/]|~[01])*)*$".to_owned(), true),
        "duration" => (
            "^P(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?|T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))$"
                .to_owned(),
            false,
        ),
        _ => return None,
    })
}

/// Four labels of 61 characters at most: together they stay below the 253 that a name may have. Two hyphens in a row would be
/// punycode.
fn hostname() -> String {
    let label = "[A-Za-z0-9](?:[A-Za-z0-9]|-[A-Za-z0-9]){0,30}";
    format!("{label}(?:\\.{label}){{0,3}}")
}

fn uri() -> String {
    let rest = format!("(?:\\?(?:{URI_LETTER}|[/?])*)?(?:#(?:{URI_LETTER}|[/?])*)?");
    let authority = format!("//(?:[A-Za-z0-9._~-]+@)?{}(?::[0-9]{{1,5}})?(?:/{URI_LETTER}*)*", hostname());
    format!("[A-Za-z][A-Za-z0-9+.-]*:(?:{authority}|/?{URI_LETTER}+(?:/{URI_LETTER}*)*){rest}")
}
