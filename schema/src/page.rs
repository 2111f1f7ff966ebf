//! Pages, blocks and exits as residents meet them.

use crate::condition::Condition;
use serde_json::Value;

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its id, unique in the form.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// A paragraph under the heading.
    pub description: Option<String>,
    /// What stands on it, in order.
    pub blocks: Vec<Block>,
    /// Where the journey may end.
    pub exits: Vec<Exit>,
    pub(crate) show: Option<Condition>,
}

/// One thing on a page.
#[derive(Clone, Debug)]
pub struct Block {
    /// The thing.
    pub content: BlockContent,
    /// Index of the field it places.
    pub(crate) field: Option<usize>,
    pub(crate) show: Option<Condition>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockContent {
    /// A field, by name.
    Field(String),
    /// A sub-heading.
    Heading(String),
    /// Paragraphs and lists, with bold words and links: a small subset of CommonMark.
    Text(String),
}

/// The end of a journey that cannot be submitted.
#[derive(Clone, Debug)]
pub struct Exit {
    /// Its heading.
    pub title: String,
    /// What to do instead.
    pub message: String,
    /// Where to go instead.
    pub link: Option<Link>,
    pub(crate) when: Condition,
}

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address.
    pub href: String,
    /// What residents read.
    pub text: String,
}

impl Page {
    /// The predicate that decides whether it is shown, as plain JSON Schema.
    #[must_use]
    pub fn shown_when(&self) -> Option<&Value> {
        self.show.as_ref().map(|condition| &condition.explicit)
    }
}

impl Block {
    /// The predicate that decides whether it is shown, as plain JSON Schema.
    #[must_use]
    pub fn shown_when(&self) -> Option<&Value> {
        self.show.as_ref().map(|condition| &condition.explicit)
    }
}

impl Exit {
    /// The predicate that ends the journey, as plain JSON Schema.
    #[must_use]
    pub const fn when(&self) -> &Value {
        &self.when.explicit
    }
}
