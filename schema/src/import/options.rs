//! The choices of a field, made of foreign values of any type.

use super::analysis::Titled;
use super::shape::Choice;
use serde_json::Value;

/// Choices for values of any type, each with a constant of its own.
pub fn options(values: &[Titled]) -> Vec<Choice> {
    let mut options: Vec<Choice> = Vec::new();
    let mut taken = std::collections::HashSet::new();
    for (value, title) in values {
        let plain = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let is_usable = !plain.is_empty()
            && plain.trim() == plain
            && plain.chars().count() <= 200
            && plain != "__other"
            && !plain.chars().any(char::is_control);
        let stem = if is_usable { plain.clone() } else { "value".to_owned() };
        let mut constant = stem.clone();
        let mut count = 1_usize;
        while !taken.insert(constant.clone()) {
            count += 1;
            constant = format!("{stem}-{count}");
        }
        let words = || match value {
            Value::Bool(true) => "はい".to_owned(),
            Value::Bool(false) => "いいえ".to_owned(),
            Value::Null => "なし".to_owned(),
            _ if plain.trim().is_empty() => "（空欄）".to_owned(),
            _ => plain.chars().take(200).collect(),
        };
        let title = title.clone().filter(|title| !title.trim().is_empty()).unwrap_or_else(words);
        options.push(Choice { constant, value: value.clone(), title });
    }
    options
}
