//! Pages: what stands at the first level comes first, every nested object gets a page, deeper ones a heading, and no page
//! has more than about eight fields.

use super::shape::{Node, Shape};
use serde_json::{Value, json};

const PER_PAGE: usize = 8;

struct Draft {
    title: String,
    description: Option<String>,
    blocks: Vec<Value>,
    fields: usize,
}

/// `x-pages` for a tree.
pub fn pages(root: &Node, title: &str) -> Value {
    let mut drafts = vec![Draft { title: title.to_owned(), description: None, blocks: Vec::new(), fields: 0 }];
    for child in root.children() {
        if let Some(name) = child.name() {
            place(&mut drafts, name);
        } else if matches!(child.shape, Shape::Tuple(_)) {
            nested(child, &mut drafts);
        }
    }
    for child in root.children().iter().filter(|child| matches!(child.shape, Shape::Object(_))) {
        drafts.push(Draft {
            title: child.label.clone(),
            description: child.help.clone(),
            blocks: Vec::new(),
            fields: 0,
        });
        inside(child, &mut drafts);
    }
    drafts.retain(|draft| draft.fields > 0);
    numbered(drafts)
}

fn inside(node: &Node, drafts: &mut Vec<Draft>) {
    for child in node.children() {
        if let Some(name) = child.name() {
            place(drafts, name);
        }
    }
    for child in node.children().iter().filter(|child| child.name().is_none()) {
        nested(child, drafts);
    }
}

fn nested(node: &Node, drafts: &mut Vec<Draft>) {
    if node.leaves().is_empty() {
        return;
    }
    open(drafts);
    if let Some(page) = drafts.last_mut() {
        page.blocks.push(json!({ "heading": node.label }));
        if let Some(help) = &node.help {
            page.blocks.push(json!({ "text": help }));
        }
    }
    inside(node, drafts);
}

/// Begins another page when the last one is full.
fn open(drafts: &mut Vec<Draft>) {
    if let Some(last) = drafts.last().filter(|last| last.fields >= PER_PAGE) {
        let next = Draft { title: last.title.clone(), description: None, blocks: Vec::new(), fields: 0 };
        drafts.push(next);
    }
}

fn place(drafts: &mut Vec<Draft>, name: &str) {
    open(drafts);
    if let Some(page) = drafts.last_mut() {
        page.blocks.push(json!({ "field": name }));
        page.fields += 1;
    }
}

/// Pages with ids; those that were split are numbered.
fn numbered(drafts: Vec<Draft>) -> Value {
    let titles: Vec<String> = drafts.iter().map(|draft| draft.title.clone()).collect();
    let mut pages = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let same = titles.iter().filter(|title| **title == draft.title).count();
        let nth = titles.iter().take(index + 1).filter(|title| **title == draft.title).count();
        let short: String = draft.title.chars().take(180).collect();
        let title = if same > 1 { format!("{short}（{nth}/{same}）") } else { short };
        let mut page = json!({ "id": format!("page-{}", index + 1), "title": title });
        if let Some(description) = draft.description {
            page["description"] = description.into();
        }
        page["blocks"] = draft.blocks.into();
        pages.push(page);
    }
    pages.into()
}
