//! Texts that staff write: a small subset of CommonMark. Paragraphs with their line breaks, bullet and numbered lists,
//! `**bold**` and links; a heading is bold. Everything else stays the letters that were typed: there is no HTML, no
//! picture, no code. Read here into lines and words; `pages::prose` draws them, [`plain`] writes them for mails and paper.

mod plain;
mod read;
mod source;
#[cfg(test)]
mod tests;

pub use plain::plain;
pub use read::read;

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Whether an empty line stood before it: what is written without marks keeps it.
    pub is_apart: bool,
    /// The block.
    pub content: Content,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Words in lines.
    Paragraph(Vec<Inline>),
    /// Entries, numbered from the number on or with bullets.
    List(Option<u64>, Vec<Item>),
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Whether an empty line stood before it.
    pub is_apart: bool,
    /// Paragraphs and lists inside.
    pub blocks: Vec<Block>,
}

/// Words of a paragraph, in order. Beginnings and ends are paired and nested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Letters.
    Text(String),
    /// A new line.
    Break,
    /// Bold from here on.
    Bold,
    /// No longer bold.
    BoldEnd,
    /// A link begins; the address has passed [`safe_href`].
    Link(String),
    /// The link ends.
    LinkEnd,
}

/// A link staff may set: web, telephone and mail addresses only, so that no script can be linked.
#[must_use]
pub fn safe_href(href: &str) -> Option<&str> {
    let allowed = ["https://", "http://", "tel:", "mailto:"];
    let is_local = href.starts_with('/') && !href.starts_with("//");
    (is_local || allowed.iter().any(|scheme| href.starts_with(scheme))).then_some(href)
}
