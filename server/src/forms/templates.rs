//! The template gallery: the documents of `fixtures/forms`, compiled into the program.

use std::sync::LazyLock;

use rust_embed::RustEmbed;
use serde_json::Value;

use super::images::Picture;

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
    let document: Value = serde_json::from_slice(&file.data).ok()?;
    Some(Template { id: id.to_owned(), document: madoguchi_schema::upgrade(&document).into_owned() })
}

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../fixtures/images"]
struct Images;

static PICTURES: LazyLock<Vec<Picture>> = LazyLock::new(|| {
    let files = Images::iter().filter_map(|name| Images::get(&name));
    files.filter_map(|file| Picture::as_it_is(file.data.into_owned().into())).collect()
});

/// A picture that a template shows.
#[must_use]
pub fn picture(sha256: &str) -> Option<Picture> {
    PICTURES.iter().find(|picture| picture.sha256 == sha256).cloned()
}

/// What the gallery says about a template.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The name.
    pub id: String,
    /// The document's title.
    pub title: String,
    /// The document's description.
    pub description: Option<String>,
    /// The group it stands in.
    pub category: Option<String>,
    /// What it is good for, in a sentence for staff.
    pub gallery: Option<String>,
    /// What people call it: everyday words, readings in kana.
    pub keywords: Vec<String>,
    /// Fields.
    pub field_count: usize,
    /// Pages.
    pub page_count: usize,
}

static SUMMARIES: LazyLock<Vec<Summary>> = LazyLock::new(|| {
    all()
        .into_iter()
        .filter_map(|Template { id, document }| {
            let form = madoguchi_schema::publish(document).ok()?;
            Some(Summary {
                id,
                title: form.title().to_owned(),
                description: form.description().map(str::to_owned),
                category: form.settings().category.clone(),
                gallery: form.settings().gallery.clone(),
                keywords: form.settings().keywords.clone(),
                field_count: form.fields().count(),
                page_count: form.pages().len(),
            })
        })
        .collect()
});

/// The gallery. The first call compiles every template.
#[must_use]
pub fn summaries() -> &'static [Summary] {
    &SUMMARIES
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
