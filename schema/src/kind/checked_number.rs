//! What `corporateNumber`, `invoiceNumber`, `myNumber` and `keyNumber` have in common: a number of a fixed form, folded from
//! any notation. The form is a pattern; the check digit is what only we can verify.

use super::{Kind, Reading, plain_text, read_text};
use crate::characters::half_width;
use crate::display::Cell;
use crate::pattern;
use crate::widget::Widget;
use crate::word::Say;
use regex::Regex;
use serde_json::Value;

/// A number of a fixed form.
#[derive(Debug)]
pub struct CheckedNumber {
    /// From what was typed to what is stored.
    fold: fn(&str) -> String,
    pattern: Option<String>,
    compiled: Option<Regex>,
    /// Whether a number of this form has the right check digit.
    checks: fn(&str) -> bool,
    /// How many characters stand together where it is shown, and what parts them.
    groups: (Vec<usize>, char),
    inputmode: &'static str,
}

impl CheckedNumber {
    /// A number that looks like `pattern` once folded. Without one (which lint reports) nothing is checked.
    pub fn new(fold: fn(&str) -> String, pattern: Option<String>, checks: fn(&str) -> bool) -> Self {
        let compiled = pattern.as_deref().and_then(pattern::compile);
        Self { fold, pattern, compiled, checks, groups: (Vec::new(), ' '), inputmode: "numeric" }
    }

    /// Shown in groups.
    pub fn in_groups(mut self, groups: Vec<usize>, separator: char) -> Self {
        self.groups = (groups, separator);
        self
    }

    /// With letters in it.
    pub const fn with_letters(mut self) -> Self {
        self.inputmode = "text";
        self
    }
}

/// Half-width, without white space and hyphens.
pub fn compact(text: &str) -> String {
    let closed: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    half_width(&closed).chars().filter(|letter| *letter != '-').collect()
}

/// The 13 digits behind an optional T; none for other texts.
pub fn thirteen_digits(compact: &str) -> Option<&str> {
    let digits = compact.strip_prefix(['T', 't']).unwrap_or(compact);
    (digits.len() == 13 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

impl Kind for CheckedNumber {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        let value = read_text(raw, self.fold)?;
        let fits = |text: &str| self.compiled.as_ref().is_some_and(|compiled| compiled.is_match(text));
        if value.as_str().is_some_and(|text| fits(text) && !(self.checks)(text)) {
            reading.report("checkDigit");
        }
        Some(value)
    }

    fn pattern(&self) -> Option<&str> {
        self.pattern.as_deref()
    }

    fn widget(&self) -> Widget {
        // Residents may type spaces and hyphens, so that no limit in characters is right.
        Widget::Text { inputmode: self.inputmode, max_length: None }
    }

    fn lines(&self, value: &Value, _: Say<'_>) -> Vec<String> {
        let text = plain_text(value);
        let (groups, separator) = &self.groups;
        let total = groups.iter().fold(0, |total: usize, group| total.saturating_add(*group));
        if !text.is_ascii() || total != text.len() {
            return vec![text];
        }
        let mut shown = String::with_capacity(text.len() + groups.len());
        let mut rest = text.as_str();
        for length in groups {
            let (group, after) = rest.split_at_checked(*length).unwrap_or((rest, ""));
            if !shown.is_empty() {
                shown.push(*separator);
            }
            shown.push_str(group);
            rest = after;
        }
        vec![shown]
    }

    fn cell(&self, value: &Value) -> Cell {
        Cell::Text(plain_text(value))
    }
}
