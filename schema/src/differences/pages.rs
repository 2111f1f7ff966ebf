//! Pages: which there are, what they say, who sees them, where journeys end, and in which order things stand.

use super::Difference;
use crate::page::{Block, BlockContent, Exit, Page, Picture};
use crate::pointer;
use crate::published::PublishedForm;
use serde_json::{Value, json};

pub fn pages(before: &PublishedForm, after: &PublishedForm, found: &mut Vec<Difference>) {
    let (old, new) = (before.pages(), after.pages());
    let with = |pages: &[Page], id: &str| pages.iter().position(|page| page.id == id);
    for (index, page) in new.iter().enumerate() {
        match with(old, &page.id).and_then(|was| old.get(was)) {
            None => found.push(about("pageAdded", page, index)),
            Some(was) => changed(was, page, index, found),
        }
    }
    for (index, page) in old.iter().enumerate().filter(|(_, page)| with(new, &page.id).is_none()) {
        found.push(about("pageRemoved", page, index));
    }
    let kept = |pages: &[Page], other: &[Page]| -> Vec<String> {
        pages.iter().map(|page| page.id.clone()).filter(|id| with(other, id).is_some()).collect()
    };
    if kept(old, new) != kept(new, old) {
        let titles = |pages: &[Page]| pages.iter().map(|page| page.title.clone()).collect::<Vec<_>>();
        found.push(Difference::new("pagesReordered", "/x-pages", "").from(Some(titles(old))).to(Some(titles(new))));
    }
}

fn about(code: &'static str, page: &Page, index: usize) -> Difference {
    Difference::new(code, pointer::index("/x-pages", index), page.title.as_str())
}

fn changed(was: &Page, page: &Page, index: usize, found: &mut Vec<Difference>) {
    let tell = |code| about(code, page, index);
    if was.title != page.title {
        found.push(tell("pageTitleChanged").from(Some(was.title.as_str())).to(Some(page.title.as_str())));
    }
    if was.description != page.description {
        let (was, is) = (was.description.as_deref(), page.description.as_deref());
        found.push(tell("pageDescriptionChanged").from(was).to(is));
    }
    if was.shown_when() != page.shown_when() {
        let warning = Some(super::Warning::AskedOfOthers);
        found.push(
            tell("pageShownWhenChanged").from(was.shown_when().cloned()).to(page.shown_when().cloned()).warned(warning),
        );
    }
    prose(&tell, was, page, found);
    pictures(&tell, was, page, found);
    exits(&tell, was, page, found);
    order(&tell, was, page, found);
}

/// Headings and paragraphs, by what they say. Those that differ are paired in their order.
fn prose(tell: &impl Fn(&'static str) -> Difference, was: &Page, page: &Page, found: &mut Vec<Difference>) {
    let said = |page: &Page| -> Vec<(String, Option<Value>)> {
        let text = |content: &BlockContent| match content {
            BlockContent::Field(_) => None,
            BlockContent::Heading(text) | BlockContent::Text(text) => Some(text.clone()),
            BlockContent::Image(_) => None,
        };
        page.blocks.iter().filter_map(|block| Some((text(&block.content)?, block.shown_when().cloned()))).collect()
    };
    let (mut old, mut new) = (said(was), said(page));
    // What stands in both, each as often as it does, is no news.
    new.retain(|one| old.iter().position(|other| other == one).map(|place| old.remove(place)).is_none());
    let both = old.len().min(new.len());
    let rest = (old.split_off(both), new.split_off(both));
    for ((was, was_shown), (is, is_shown)) in old.into_iter().zip(new) {
        if was == is {
            found.push(tell("textShownWhenChanged").of(&is).from(was_shown).to(is_shown));
        } else {
            found.push(tell("proseChanged").from(Some(was)).to(Some(is)));
        }
    }
    found.extend(rest.0.into_iter().map(|(was, _)| tell("proseRemoved").from(Some(was))));
    found.extend(rest.1.into_iter().map(|(is, _)| tell("proseAdded").to(Some(is))));
}

/// Pictures, by their files, else in their order. Each is told by its alternative text.
fn pictures(tell: &impl Fn(&'static str) -> Difference, was: &Page, page: &Page, found: &mut Vec<Difference>) {
    let shown = |page: &Page| -> Vec<(Picture, Option<Value>)> {
        let picture = |block: &Block| match &block.content {
            BlockContent::Image(picture) => Some((picture.clone(), block.shown_when().cloned())),
            _ => None,
        };
        page.blocks.iter().filter_map(picture).collect()
    };
    let (mut old, mut new) = (shown(was), shown(page));
    new.retain(|one| old.iter().position(|other| other == one).map(|place| old.remove(place)).is_none());
    let mut added = Vec::new();
    for (is, is_shown) in new {
        let same = old.iter().position(|(other, _)| other.sha256 == is.sha256);
        let Some((was, was_shown)) = same.map(|place| old.remove(place)) else {
            added.push((is, is_shown));
            continue;
        };
        if was == is {
            found.push(tell("imageShownWhenChanged").of(&is.alt).from(was_shown).to(is_shown));
        } else {
            found.push(tell("imageTextChanged").of(&is.alt).from(Some(words(&was))).to(Some(words(&is))));
        }
    }
    let both = old.len().min(added.len());
    let rest = (old.split_off(both), added.split_off(both));
    for ((was, _), (is, _)) in old.into_iter().zip(added) {
        found.push(tell("imageChanged").from(Some(was.alt)).to(Some(is.alt)));
    }
    found.extend(rest.0.into_iter().map(|(was, _)| tell("imageRemoved").from(Some(was.alt))));
    found.extend(rest.1.into_iter().map(|(is, _)| tell("imageAdded").to(Some(is.alt))));
}

/// What is said of a picture.
fn words(picture: &Picture) -> String {
    let said = std::iter::once(picture.alt.as_str()).chain(picture.caption.as_deref());
    said.collect::<Vec<_>>().join("\n")
}

fn exits(tell: &impl Fn(&'static str) -> Difference, was: &Page, page: &Page, found: &mut Vec<Difference>) {
    let link = |exit: &Exit| exit.link.as_ref().map(|link| json!([link.href, link.text]));
    let said = |exit: &Exit| (exit.title.clone(), exit.message.clone(), link(exit), exit.when().clone());
    for (index, exit) in page.exits.iter().enumerate() {
        match was.exits.get(index) {
            None => found.push(tell("exitAdded").to(Some(exit.title.as_str()))),
            Some(old) if old.when() != exit.when() => found.push(
                tell("exitWhenChanged").of(&exit.title).from(Some(old.when().clone())).to(Some(exit.when().clone())),
            ),
            Some(old) if said(old) != said(exit) => {
                let text = |exit: &Exit| format!("{}\n{}", exit.title, exit.message);
                found.push(tell("exitChanged").of(&exit.title).from(Some(text(old))).to(Some(text(exit))));
            }
            Some(_) => {}
        }
    }
    let gone = was.exits.iter().skip(page.exits.len());
    found.extend(gone.map(|exit| tell("exitRemoved").from(Some(exit.title.as_str()))));
}

/// The order of what stands on the page before and after.
fn order(tell: &impl Fn(&'static str) -> Difference, was: &Page, page: &Page, found: &mut Vec<Difference>) {
    let kept = |page: &Page, other: &Page| -> Vec<BlockContent> {
        let stays = |content: &BlockContent| other.blocks.iter().any(|block| block.content == *content);
        page.blocks.iter().map(|block| block.content.clone()).filter(stays).collect()
    };
    if kept(was, page) != kept(page, was) {
        found.push(tell("orderChanged"));
    }
}
