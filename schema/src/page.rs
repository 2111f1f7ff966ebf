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
    /// A picture.
    Image(Picture),
}

/// A picture on a page. Its bytes are no part of the document: whoever shows it finds them by their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// SHA-256 of its file, in 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// In pixels, so that a page keeps its place before it is there.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What it shows, for those who do not see it. Never blank in a published form.
    pub alt: String,
    /// A line below it.
    pub caption: Option<String>,
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

/// The pictures that a document shows, by the SHA-256 of their files: each once, in the order of the document. Reads any
/// JSON; what is no form shows none.
#[must_use]
pub fn pictures(document: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    for page in document.get("x-pages").and_then(Value::as_array).into_iter().flatten() {
        for block in page.get("blocks").and_then(Value::as_array).into_iter().flatten() {
            if let Some(sha256) = block.get("image").and_then(Value::as_str).filter(|sha256| is_sha256(sha256))
                && !found.contains(&sha256)
            {
                found.push(sha256);
            }
        }
    }
    found
}

/// Whether a text is a SHA-256 as pictures are named by: 64 lower-case hexadecimal digits.
#[must_use]
pub fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_document_tells_its_pictures() {
        let (one, two) = ("a".repeat(64), "0".repeat(64));
        let picture = |sha256: &str| json!({ "image": sha256, "width": 1, "height": 1, "alt": "図の説明" });
        let document = json!({ "x-pages": [
            { "blocks": [picture(&two), { "text": "a" }, picture(&one)] },
            { "blocks": [picture(&one), picture("../x"), { "image": 4 }] }, { "blocks": 3 }, 7] });
        assert_eq!(pictures(&document), [two.as_str(), one.as_str()]);
        for hostile in [json!([]), json!(null), json!({ "x-pages": { "blocks": [] } })] {
            assert_eq!(pictures(&hostile), [""; 0]);
        }
    }
}
