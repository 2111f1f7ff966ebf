//! A text as it is given to the CommonMark reader: what the subset leaves out is escaped beforehand, so that the letters
//! of a plain text stay what they are. Offsets in the reader's events point into this text; [`typed`] takes it back.

/// Joins `**` to the sign beside it. CommonMark takes `**` beside a bracket or a 「 for a mark only where a space or
/// another such sign stands outside; Japanese has no spaces there. A noncharacter, taken out again everywhere.
pub(super) const JOINER: char = '\u{FDEF}';
/// The line put in where a list ends without an empty line; the reader sees an empty line.
pub(super) const PUT_IN: &str = "\t";
/// Numbers with more digits are years, not entries.
const LONGEST_NUMBER: usize = 2;
/// What may stand in angle brackets: addresses, nothing else.
const ADDRESSES: [&str; 4] = ["<https://", "<http://", "<tel:", "<mailto:"];

/// The text for the reader.
pub(super) fn prepared(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut is_list = false;
    let mut was_empty = true;
    for line in text.lines().map(|line| line.trim_end_matches([' ', '\t', '\r'])) {
        let words = line.trim_start_matches([' ', '\t']);
        let is_indented = words.len() < line.len();
        let is_item = is_item(words);
        if is_list && !words.is_empty() && !is_indented && !is_item {
            if !was_empty {
                out.extend([PUT_IN, "\n"]);
            }
            is_list = false;
        }
        if is_list {
            out.push_str(&line[..line.len() - words.len()]);
        }
        self::line(&mut out, words);
        out.push('\n');
        is_list |= is_item;
        was_empty = words.is_empty();
    }
    out
}

/// What was typed, from a piece of a prepared text.
pub(super) fn typed(piece: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    let mut signs = piece.chars().filter(|sign| *sign != JOINER).peekable();
    while let Some(sign) = signs.next() {
        if sign != '\\' || !signs.peek().is_some_and(char::is_ascii_punctuation) {
            out.push(sign);
        }
    }
    out
}

/// Whether an entry begins there: `- `, `* `, `1. `, `1) `.
fn is_item(words: &str) -> bool {
    let digits = digits(words);
    let marks = if digits == 0 { ["- ", "* "] } else { [". ", ") "] };
    digits <= LONGEST_NUMBER && marks.iter().any(|mark| words[digits..].starts_with(mark))
}

fn digits(words: &str) -> usize {
    words.bytes().take_while(u8::is_ascii_digit).count()
}

/// A line whose beginning means nothing to the reader but what the subset knows.
fn line(out: &mut String, words: &str) {
    let digits = digits(words);
    let (number, rest) = words.split_at(digits);
    if digits > 0 && rest.starts_with(['.', ')']) && !is_item(words) {
        out.push_str(number);
        out.push('\\');
        return letters(out, rest);
    }
    let is_only = |sign: char| !words.is_empty() && words.chars().all(|letter| letter == sign || letter == ' ');
    if is_only('=') || is_only('-') || words == "*" || words.starts_with(['>', '+', '~']) {
        out.push('\\');
    }
    letters(out, words);
}

fn letters(out: &mut String, words: &str) {
    let mut before = None;
    let mut rest = words;
    while let Some(sign) = rest.chars().next() {
        let is_escaped = before == Some('\\');
        let pair = rest.starts_with("**") && !rest.starts_with("***") && before != Some('*') && !is_escaped;
        let end = if pair { 2 } else { sign.len_utf8() };
        let (here, behind) = rest.split_at(end);
        match sign {
            JOINER => {}
            '<' if !is_escaped && !ADDRESSES.iter().any(|address| rest.starts_with(address)) => out.push_str("\\<"),
            '`' if !is_escaped => out.push_str("\\`"),
            // `[a]: b` alone on a line would be taken for the address of a link and vanish.
            ':' if before == Some(']') => out.push_str("\\:"),
            _ if pair => {
                let joins = |sign: &char| !sign.is_ascii() && !sign.is_whitespace();
                out.extend(before.filter(joins).map(|_| JOINER));
                out.push_str(here);
                out.extend(behind.chars().next().filter(joins).map(|_| JOINER));
            }
            _ => out.push_str(here),
        }
        // Two backslashes are one backslash that escapes nothing.
        before = Some(if is_escaped && sign == '\\' {
            ' '
        } else if pair {
            '*'
        } else {
            sign
        });
        rest = behind;
    }
}
