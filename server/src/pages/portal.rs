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

impl PortalForm {
    fn address(&self) -> String {
        format!("/f/{}", self.slug)
    }
}

struct Group {
    /// None for forms without a category.
    category: Option<String>,
    title: String,
    forms: Vec<PortalForm>,
}

#[derive(Template)]
#[template(path = "resident/portal.html")]
struct PortalTemplate {
    chrome: Chrome,
    groups: Vec<Group>,
}

/// Draws the portal; categories in the order in which they first appear, forms without one last.
///
/// # Errors
/// When the template cannot be written.
pub fn page(words: Words, organization: &str, forms: Vec<PortalForm>) -> askama::Result<String> {
    let chrome = Chrome::plain(words, organization, words.say("common-portal-title"));
    super::finished(words, &PortalTemplate { chrome, groups: groups(words, forms) })
}

fn groups(words: Words, forms: Vec<PortalForm>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for form in forms {
        let category = form.category.clone();
        match groups.iter_mut().find(|group| group.category == category) {
            Some(group) => group.forms.push(form),
            None => {
                let title = category.clone().unwrap_or_else(|| words.say("common-portal-other"));
                groups.push(Group { category, title, forms: vec![form] });
            }
        }
    }
    groups.sort_by_key(|group| group.category.is_none());
    groups
}
