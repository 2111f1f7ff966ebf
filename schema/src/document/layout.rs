//! Pages and blocks, and which field stands where.

use super::text;
use crate::condition::{Condition, Names, compile};
use crate::page::{Block, BlockContent, Exit, Link, Page, Picture};
use crate::pointer;
use crate::problem::Problem;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// Where a field stands.
pub struct Place<'a> {
    pub name: &'a str,
    pub page: usize,
    pub block: Option<usize>,
}

/// The readable pages of `x-pages`, each with its pointer and its readable blocks.
fn page_objects(root: &Map<String, Value>) -> Vec<(String, &Map<String, Value>)> {
    let pages = root.get("x-pages").and_then(Value::as_array);
    let pages = pages.into_iter().flatten().enumerate();
    pages.filter_map(|(index, page)| Some((pointer::index("/x-pages", index), page.as_object()?))).collect()
}

fn block_objects<'a>(at: &str, page: &'a Map<String, Value>) -> Vec<(String, &'a Map<String, Value>)> {
    let list = pointer::join(at, "blocks");
    let blocks = page.get("blocks").and_then(Value::as_array).into_iter().flatten().enumerate();
    blocks.filter_map(|(index, block)| Some((pointer::index(&list, index), block.as_object()?))).collect()
}

/// Every field with its place, in the order residents see them; unplaced ones at the end.
pub fn placement<'a>(
    root: &'a Map<String, Value>,
    properties: &'a Map<String, Value>,
    problems: &mut Vec<Problem>,
) -> Vec<Place<'a>> {
    if !root.contains_key("x-pages") {
        return properties
            .keys()
            .enumerate()
            .map(|(index, name)| Place { name, page: 0, block: Some(index) })
            .collect();
    }
    let mut placed: Vec<Place> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for (page, (at, object)) in page_objects(root).into_iter().enumerate() {
        let mut position = 0;
        for (at, block) in block_objects(&at, object) {
            let Some(content) = content(block) else {
                continue;
            };
            let index = position;
            position += 1;
            let BlockContent::Field(_) = content else {
                continue;
            };
            let Some(name) = block.get("field").and_then(Value::as_str) else {
                continue;
            };
            let at = pointer::join(&at, "field");
            if !properties.contains_key(name) {
                problems.push(Problem::error("unknownField", at).with("name", name));
            } else if !seen.insert(name) {
                problems.push(Problem::error("placedTwice", at).with("name", name).suggesting("removeBlock"));
            } else {
                placed.push(Place { name, page, block: Some(index) });
            }
        }
    }
    for name in properties.keys() {
        if !seen.contains(name.as_str()) {
            let at = pointer::join("/properties", name);
            problems.push(Problem::error("notPlaced", at).with("name", name.as_str()).suggesting("placeField"));
            placed.push(Place { name, page: 0, block: None });
        }
    }
    placed
}

fn content(block: &Map<String, Value>) -> Option<BlockContent> {
    let text = |keyword: &str| block.get(keyword).and_then(Value::as_str).map(str::to_owned);
    text("field")
        .map(BlockContent::Field)
        .or_else(|| text("heading").map(BlockContent::Heading))
        .or_else(|| text("text").map(BlockContent::Text))
        .or_else(|| picture(block).map(BlockContent::Image))
}

fn picture(block: &Map<String, Value>) -> Option<Picture> {
    let side = |keyword: &str| block.get(keyword)?.as_u64().and_then(|pixels| u32::try_from(pixels).ok());
    let caption = text(block, "caption").filter(|caption| !caption.trim().is_empty());
    Some(Picture {
        sha256: text(block, "image")?,
        width: side("width")?,
        height: side("height")?,
        alt: text(block, "alt").unwrap_or_default(),
        caption,
    })
}

/// The pages with their conditions. Without `x-pages` there is one page with every field.
pub fn pages(
    root: &Map<String, Value>,
    properties: &Map<String, Value>,
    names: &Names,
    problems: &mut Vec<Problem>,
) -> Vec<Page> {
    if root.contains_key("x-pages") {
        return page_objects(root).iter().map(|(at, object)| page(at, object, names, problems)).collect();
    }
    let block = |name: &String| Block {
        content: BlockContent::Field(name.clone()),
        field: names.get(name).copied(),
        show: None,
    };
    vec![Page {
        id: "form".to_owned(),
        title: text(root, "title").unwrap_or_default(),
        description: None,
        blocks: properties.keys().map(block).collect(),
        exits: Vec::new(),
        show: None,
    }]
}

fn page(at: &str, object: &Map<String, Value>, names: &Names, problems: &mut Vec<Problem>) -> Page {
    let blocks = block_objects(at, object).into_iter().filter_map(|(at, block)| {
        let content = content(block)?;
        let field = match &content {
            BlockContent::Field(name) => names.get(name).copied(),
            BlockContent::Heading(_) | BlockContent::Text(_) | BlockContent::Image(_) => None,
        };
        Some(Block { content, field, show: condition(block, "x-show-when", &at, names, problems) })
    });
    Page {
        id: text(object, "id").unwrap_or_default(),
        title: text(object, "title").unwrap_or_default(),
        description: text(object, "description"),
        blocks: blocks.collect(),
        exits: exits(at, object, names, problems),
        show: condition(object, "x-show-when", at, names, problems),
    }
}

/// The condition that a keyword holds, if there is one.
pub fn condition(
    object: &Map<String, Value>,
    keyword: &str,
    at: &str,
    names: &Names,
    problems: &mut Vec<Problem>,
) -> Option<Condition> {
    let predicate = object.get(keyword)?;
    Some(compile(predicate, &pointer::join(at, keyword), names, problems))
}

fn exits(at: &str, object: &Map<String, Value>, names: &Names, problems: &mut Vec<Problem>) -> Vec<Exit> {
    let list = pointer::join(at, "x-exits");
    let exits = object.get("x-exits").and_then(Value::as_array).into_iter().flatten().enumerate();
    let mut read = Vec::new();
    for (index, exit) in exits {
        let Some(exit) = exit.as_object() else {
            continue;
        };
        let at = pointer::index(&list, index);
        let when = exit.get("when").cloned().unwrap_or_else(|| json!(false));
        let link = exit.get("link").and_then(Value::as_object).and_then(|link| {
            let href = text(link, "href")?;
            Some(Link { text: text(link, "text").unwrap_or_else(|| href.clone()), href })
        });
        let Some(message) = text(exit, "message") else {
            problems.push(Problem::error("exitMessage", &at));
            continue;
        };
        read.push(Exit {
            title: text(exit, "title").unwrap_or_default(),
            message,
            link,
            when: compile(&when, &pointer::join(&at, "when"), names, problems),
        });
    }
    read
}
