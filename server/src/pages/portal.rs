//! The list of procedures that are open now, grouped by category.

use askama::Template;

use super::Chrome;
use crate::words::Words;

/// One open form.
#[derive(Clone, Debug)]
pub struct PortalForm {
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its description.
    pub description: Option<String>,
    /// Its category.
    pub category: Option<String>,
}

struct Group {
    title: String,
    forms: Vec<PortalForm>,
}

#[derive(Template)]
#[template(path = "resident/portal.html")]
struct PortalTemplate {
    chrome: Chrome,
    groups: Vec<Group>,
}

const OTHER: &str = "そのほかの手続";

/// Draws the portal; categories in the order in which they first appear, forms without one last.
///
/// # Errors
/// When the template cannot be written.
pub fn page(words: Words, organization: &str, forms: Vec<PortalForm>) -> askama::Result<String> {
    let chrome = Chrome::plain(words, organization, "オンラインでできる手続");
    super::finished(words, &PortalTemplate { chrome, groups: groups(forms) })
}

fn groups(forms: Vec<PortalForm>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for form in forms {
        let title = form.category.clone().unwrap_or_else(|| OTHER.to_owned());
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.forms.push(form),
            None => groups.push(Group { title, forms: vec![form] }),
        }
    }
    groups.sort_by_key(|group| group.title == OTHER);
    groups
}
