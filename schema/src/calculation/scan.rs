//! From a text to a syntax tree, without trusting the text: its length, its characters and how deep it nests are checked
//! before the parser sees it, because parser and interpreter are recursive.

use super::refusal::Refusal;
use cel::IdedExpr;
use cel::parser::PrattParser;

/// The longest expression, in characters.
pub const MAX_CHARACTERS: usize = 1_000;
/// The deepest nesting of brackets, signs and alternatives.
pub const MAX_NESTING: usize = 32;

/// Parses a text within the bounds.
pub fn parse(text: &str) -> Result<IdedExpr, Refusal> {
    scan(text)?;
    let depth = u16::try_from(2 * MAX_NESTING).unwrap_or(u16::MAX);
    let parser = PrattParser::new().max_recursion_depth(depth).error_recovery_limit(1).error_reporting_limit(1);
    parser.parse(text).map_err(|errors| {
        let (line, column) = errors.errors.first().map_or((1, 1), |error| error.pos);
        Refusal::new("syntax", position(text, line, column))
    })
}

/// Characters before a line and column, both counted from 1, the column in bytes.
fn position(text: &str, line: isize, column: isize) -> usize {
    let line = usize::try_from(line.saturating_sub(1)).unwrap_or_default();
    let column = usize::try_from(column.saturating_sub(1)).unwrap_or_default();
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    text.char_indices().take_while(|(byte, _)| *byte < start + column).count()
}

/// Refuses what is too long, too deep, or written in a way the language of this room does not have: comments, prefixed,
/// raw and triple-quoted strings, quoted names.
fn scan(text: &str) -> Result<(), Refusal> {
    if text.chars().nth(MAX_CHARACTERS).is_some() {
        return Err(Refusal::new("tooLong", MAX_CHARACTERS));
    }
    let mut scanner = Scanner { left: text, position: 0, brackets: 0, signs: 0, alternatives: vec![0] };
    let mut previous = ' ';
    while let Some(character) = scanner.next() {
        match character {
            '"' | '\'' if previous.is_ascii_alphanumeric() || previous == '_' => return Err(scanner.syntax()),
            '"' | '\'' => scanner.string(character)?,
            '/' if previous == '/' => return Err(scanner.syntax()),
            _ => scanner.nest(character)?,
        }
        previous = character;
    }
    Ok(())
}

struct Scanner<'a> {
    left: &'a str,
    position: usize,
    brackets: usize,
    /// Signs directly before each other.
    signs: usize,
    /// Question marks by bracket: `a ? b : c ? d : e` nests to the right.
    alternatives: Vec<usize>,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<char> {
        let mut characters = self.left.chars();
        let character = characters.next()?;
        self.left = characters.as_str();
        self.position += 1;
        Some(character)
    }

    fn syntax(&self) -> Refusal {
        Refusal::new("syntax", self.position.saturating_sub(1))
    }

    /// The rest of a string that began with this quote.
    fn string(&mut self, quote: char) -> Result<(), Refusal> {
        self.signs = 0;
        let start = self.syntax();
        if self.left.starts_with(quote) && self.left[1..].starts_with(quote) {
            return Err(start);
        }
        while let Some(character) = self.next() {
            match character {
                '\n' | '\r' => return Err(self.syntax()),
                '\\' if self.next().is_none_or(|escaped| matches!(escaped, '\n' | '\r')) => return Err(self.syntax()),
                one if one == quote => return Ok(()),
                _ => {}
            }
        }
        Err(start)
    }

    fn nest(&mut self, character: char) -> Result<(), Refusal> {
        match character {
            '(' | '[' => {
                self.brackets += 1;
                self.alternatives.push(0);
            }
            ')' | ']' => {
                self.brackets = self.brackets.checked_sub(1).ok_or_else(|| self.syntax())?;
                self.alternatives.pop();
            }
            '?' => {
                if let Some(count) = self.alternatives.last_mut() {
                    *count += 1;
                }
            }
            ',' => {
                if let Some(count) = self.alternatives.last_mut() {
                    *count = 0;
                }
            }
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | ' ' | '\t' | '\n' | '\r' => {}
            '.' | '+' | '-' | '*' | '/' | '%' | ':' | '!' | '=' | '<' | '>' | '&' | '|' => {}
            _ => return Err(self.syntax()),
        }
        match character {
            '!' | '-' => self.signs += 1,
            ' ' | '\t' | '\n' | '\r' => {}
            _ => self.signs = 0,
        }
        let nesting = self.brackets + self.signs + self.alternatives.iter().sum::<usize>();
        if nesting > MAX_NESTING { Err(Refusal::new("tooDeep", self.position - 1)) } else { Ok(()) }
    }
}
