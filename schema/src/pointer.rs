//! JSON Pointers as strings.

use std::fmt::Write;

/// `base` with one more token, escaped as RFC 6901 says.
pub fn join(base: &str, token: &str) -> String {
    let mut pointer = String::with_capacity(base.len() + token.len() + 1);
    pointer.push_str(base);
    pointer.push('/');
    for letter in token.chars() {
        match letter {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
    pointer
}

/// `base` with one more index.
pub fn index(base: &str, position: usize) -> String {
    let mut pointer = base.to_owned();
    // Writing to a String cannot fail.
    let _ = write!(pointer, "/{position}");
    pointer
}
