//! How many characters a text may have, for the counter below it: counted the way the form engine counts, so that the
//! counter and the server never disagree.

use madoguchi_schema::{Field, Widget};

use crate::words::Words;

/// A limit to be counted against.
pub struct Limit {
    /// The input that is counted.
    pub input: String,
    /// So many.
    pub limit: u64,
    /// Counted as people count (`x-max-characters`), not in code points (`maxLength`).
    pub as_people: bool,
    /// What is said, with `{n}` for the number: still to go.
    pub left: String,
    /// Too many.
    pub over: String,
}

impl Limit {
    /// The limit of a text of several lines, or of one that is counted as people count; none for anything else.
    #[must_use]
    pub fn of(words: Words, field: &Field, input: &str) -> Option<Self> {
        let code_points = match field.widget() {
            Widget::TextArea { max_length } => max_length,
            Widget::Text { .. } => None,
            _ => return None,
        };
        let limit = field.max_characters().or(code_points)?;
        let say = |id: &str| words.tell(id, &[("n", "{n}".into())]);
        Some(Self {
            input: input.to_owned(),
            limit,
            as_people: field.max_characters().is_some(),
            left: say("script-count-left"),
            over: say("script-count-over"),
        })
    }

    /// The script.
    #[must_use]
    pub fn module(&self) -> &'static str {
        super::assets::url("count.js")
    }
}
