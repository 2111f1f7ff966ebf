//! Names and labels: property names that residents' pages can carry, made from whatever the foreign schema calls things.

use std::collections::HashSet;

const LONGEST: usize = 64;

/// The field names of one form, or of the rows of one group.
#[derive(Default)]
pub struct Names(HashSet<String>);

/// Whether a property name can stay as it is.
pub fn is_carried(key: &str) -> bool {
    key.len() <= LONGEST
        && key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-'))
}

impl Names {
    /// Names whose owners keep them: nobody else gets one of these.
    pub fn reserving<'k>(keys: impl Iterator<Item = &'k String>) -> Self {
        Self(keys.filter(|key| is_carried(key)).cloned().collect())
    }

    /// A name for the value at a path of keys. A carried key of the first level was reserved for it.
    pub fn take(&mut self, path: &[String]) -> String {
        if let [only] = path
            && is_carried(only)
        {
            self.0.insert(only.clone());
            return only.clone();
        }
        let parts: Vec<String> = path.iter().map(|key| carried(key)).filter(|part| !part.is_empty()).collect();
        let mut name = parts.join("_");
        name = name.trim_start_matches(|first: char| !first.is_ascii_alphabetic()).to_owned();
        if name.is_empty() {
            name.push_str("field");
        }
        name.truncate(LONGEST - 5);
        let mut candidate = name.clone();
        let mut count = 1_usize;
        while !self.0.insert(candidate.clone()) {
            count += 1;
            candidate = format!("{name}_{count}");
        }
        candidate
    }
}

fn carried(key: &str) -> String {
    let mut carried = String::new();
    for letter in key.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-') {
            carried.push(letter);
        } else if !carried.is_empty() && !carried.ends_with('_') {
            carried.push('_');
        }
    }
    carried.trim_matches(['_', '-']).to_owned()
}

/// A label out of a property name: `postalCode` → `Postal code`. Names in other scripts stay.
pub fn humanised(key: &str) -> String {
    let mut words = String::new();
    let mut lower_before = false;
    for letter in key.chars().take(200) {
        if matches!(letter, '_' | '-' | '.' | '/' | ' ' | '~') {
            if !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
        } else if letter.is_ascii_uppercase() && lower_before {
            words.push(' ');
            words.push(letter.to_ascii_lowercase());
        } else {
            words.push(letter);
        }
        lower_before = letter.is_ascii_lowercase() || letter.is_ascii_digit();
    }
    let words = words.trim();
    let mut letters = words.chars();
    let label = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    if label.is_empty() { "－".to_owned() } else { label }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_key_gets_a_name() {
        let mut names = Names::reserving(["a_b".to_owned()].iter());
        let mut take = |path: &[&str]| names.take(&path.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>());
        assert_eq!(take(&["a", "b"]), "a_b_2");
        assert_eq!(take(&["a_b"]), "a_b");
        assert_eq!(take(&["氏名"]), "field");
        assert_eq!(take(&["😀"]), "field_2");
        assert_eq!(take(&["__proto__"]), "proto");
        assert_eq!(take(&["a/b.c~d [e]"]), "a_b_c_d_e");
        assert_eq!(take(&["1st"]), "st");
        assert_eq!(take(&["x".repeat(99).as_str()]).len(), 59);
    }

    #[test]
    fn labels_read_like_words() {
        assert_eq!(humanised("postalCode"), "Postal code");
        assert_eq!(humanised("first_name"), "First name");
        assert_eq!(humanised("氏名"), "氏名");
        assert_eq!(humanised("__"), "－");
    }
}
