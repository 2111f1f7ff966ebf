//! The template gallery: the documents of `fixtures/forms`, compiled into the program.

use rust_embed::RustEmbed;
use serde_json::Value;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../fixtures/forms"]
struct Documents;

/// A document to begin from. Its `id` is its file's name without the ending, and a good address.
pub struct Template {
    /// The name.
    pub id: String,
    /// The form document.
    pub document: Value,
}

/// All templates, in the order of their names.
#[must_use]
pub fn all() -> Vec<Template> {
    let mut names: Vec<String> =
        Documents::iter().filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect();
    names.sort();
    names.iter().filter_map(|name| by_id(name)).collect()
}

/// The template of this name.
#[must_use]
pub fn by_id(id: &str) -> Option<Template> {
    let file = Documents::get(&format!("{id}.json"))?;
    let document = serde_json::from_slice(&file.data).ok()?;
    Some(Template { id: id.to_owned(), document })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_template_can_be_published() {
        let templates = super::all();
        assert!(templates.len() >= 5);
        for template in templates {
            if let Err(problems) = madoguchi_schema::publish(template.document) {
                panic!("{}: {problems:?}", template.id);
            }
        }
    }
}
