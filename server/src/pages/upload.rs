//! What is said while files are on their way, as soon as they are chosen: texts the browser fills in and shows.

use madoguchi_schema::{Field, Widget};

use super::prose;
use crate::words::Words;

/// The texts of one file question, with `{name}` and `{percent}` to be filled in.
pub struct Upload {
    words: Words,
    /// How large a file may be, in bytes.
    pub bytes: u64,
}

impl Upload {
    /// Of a question for files. A signature is not sent while it is drawn.
    #[must_use]
    pub fn of(words: Words, field: &Field) -> Option<Self> {
        match field.widget() {
            Widget::File { max_bytes, .. } => Some(Self { words, bytes: max_bytes }),
            _ => None,
        }
    }

    /// The script.
    #[must_use]
    pub fn module(&self) -> &'static str {
        super::assets::url("uploads.js")
    }

    /// One text.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        let limit = prose::size(self.bytes);
        self.words.tell(id, &[("name", "{name}".into()), ("percent", "{percent}".into()), ("limit", limit.into())])
    }
}
