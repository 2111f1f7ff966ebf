//! The reader: events of the CommonMark parser become blocks. Bounded: a long text is paragraphs only, lists inside lists
//! beyond the third level come flat, and nothing here calls itself.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::source::{self, PUT_IN, typed};
use super::{Block, Content, Inline, Item, safe_href};

/// Longer texts are not read for marks (the form language has 4,000 characters at most).
const MOST_BYTES: usize = 40_000;
/// Lists inside lists.
const DEEPEST: usize = 3;

/// The blocks of a text.
#[must_use]
pub fn read(text: &str) -> Vec<Block> {
    if text.len() > MOST_BYTES {
        return unmarked(text);
    }
    let source = source::prepared(text);
    let mut reader = Reader { source: &source, lists: Vec::new(), done: Vec::new(), words: Words::default(), depth: 0 };
    for (event, at) in Parser::new_ext(&source, Options::empty()).into_offset_iter() {
        reader.event(event, &at);
    }
    reader.done
}

/// Paragraphs at empty lines, every line as it was typed.
fn unmarked(text: &str) -> Vec<Block> {
    let mut done: Vec<Block> = Vec::new();
    let mut words: Vec<Inline> = Vec::new();
    for line in text.lines().map(str::trim_end).chain([""]) {
        if line.trim().is_empty() {
            if !words.is_empty() {
                done.push(Block {
                    is_apart: !done.is_empty(),
                    content: Content::Paragraph(std::mem::take(&mut words)),
                });
            }
            continue;
        }
        if !words.is_empty() {
            words.push(Inline::Break);
        }
        words.push(Inline::Text(line.to_owned()));
    }
    done
}

/// A list that is being read.
struct Open {
    is_apart: bool,
    start: Option<u64>,
    items: Vec<Item>,
}

/// A paragraph that is being read.
#[derive(Default)]
struct Words {
    inlines: Vec<Inline>,
    is_apart: bool,
    /// Bold inside bold is bold.
    bold: usize,
    /// For each link and picture around: nothing where it is drawn, else how far its letters have been read.
    links: Vec<Option<usize>>,
}

struct Reader<'a> {
    source: &'a str,
    lists: Vec<Open>,
    done: Vec<Block>,
    words: Words,
    /// Lists around, those that came flat too.
    depth: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: &Range<usize>) {
        if !matches!(event, Event::Start(_) | Event::End(TagEnd::Link | TagEnd::Image)) {
            self.read_to(at.end);
        }
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::SoftBreak | Event::HardBreak => self.words.inlines.push(Inline::Break),
            Event::Rule => {
                self.flush();
                self.words.is_apart = self.is_apart(at);
                self.letters(at.clone());
                self.flush();
            }
            _ => self.letters(at.clone()),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: &Range<usize>) {
        match tag {
            Tag::List(start) => self.list(start, at),
            Tag::Item => {
                self.flush();
                let is_apart = self.is_apart(at);
                if let Some(list) = self.lists.last_mut().filter(|_| self.depth <= DEEPEST) {
                    list.items.push(Item { is_apart, blocks: Vec::new() });
                }
                self.words.is_apart = false;
            }
            Tag::Heading { .. } => {
                self.paragraph(at);
                self.bold(true);
            }
            Tag::Strong if self.source[at.clone()].starts_with('_') => self.letters(at.start..at.start + 2),
            Tag::Strong => self.bold(true),
            Tag::Emphasis => self.letters(at.start..at.start + 1),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, at),
            Tag::Image { .. } => {
                self.letters(at.start..at.start + 2);
                self.words.links.push(Some(at.start + 2));
            }
            _ => self.paragraph(at),
        }
    }

    fn end(&mut self, tag: TagEnd, at: &Range<usize>) {
        match tag {
            TagEnd::List(_) => self.list_end(),
            TagEnd::Item => self.flush(),
            TagEnd::Heading(_) => {
                self.bold(false);
                self.flush();
            }
            TagEnd::Strong if self.source[at.clone()].starts_with('_') => self.letters(at.end - 2..at.end),
            TagEnd::Strong => self.bold(false),
            TagEnd::Emphasis => self.letters(at.end - 1..at.end),
            TagEnd::Link | TagEnd::Image => match self.words.links.pop() {
                Some(None) => {
                    self.read_to(at.end);
                    self.words.inlines.push(Inline::LinkEnd);
                }
                Some(Some(from)) => self.letters(from.min(at.end)..at.end),
                None => {}
            },
            _ => self.flush(),
        }
    }

    fn list(&mut self, start: Option<u64>, at: &Range<usize>) {
        self.flush();
        self.depth += 1;
        if self.depth <= DEEPEST {
            let is_apart = self.is_apart(at);
            self.lists.push(Open { is_apart, start, items: Vec::new() });
        }
    }

    fn list_end(&mut self) {
        self.flush();
        let is_drawn = self.depth <= DEEPEST;
        self.depth -= 1;
        if is_drawn && let Some(list) = self.lists.pop() {
            self.keep(Block { is_apart: list.is_apart, content: Content::List(list.start, list.items) });
        }
    }

    fn paragraph(&mut self, at: &Range<usize>) {
        self.flush();
        self.words.is_apart = self.is_apart(at);
    }

    /// A link that may not be set stays the letters that were typed.
    fn link(&mut self, kind: LinkType, address: &str, at: &Range<usize>) {
        let address = match kind {
            LinkType::Email => format!("mailto:{}", typed(address)),
            LinkType::Autolink => typed(address),
            _ => address.to_owned(),
        };
        // Local addresses are for the links of the form language, not for texts that are also printed.
        if safe_href(&address).is_some() && !address.starts_with('/') {
            self.words.inlines.push(Inline::Link(address));
            self.words.links.push(None);
        } else {
            self.letters(at.start..at.start + 1);
            self.words.links.push(Some(at.start + 1));
        }
    }

    fn bold(&mut self, begins: bool) {
        let words = &mut self.words;
        if begins {
            words.bold += 1;
            if words.bold == 1 {
                words.inlines.push(Inline::Bold);
            }
        } else {
            words.bold = words.bold.saturating_sub(1);
            if words.bold == 0 {
                words.inlines.push(Inline::BoldEnd);
            }
        }
    }

    /// The letters of a piece of the source as they were typed. Entities and escapes are no more than their letters.
    fn letters(&mut self, at: Range<usize>) {
        self.read_to(at.end);
        let piece = typed(&self.source[at]);
        let ends_line = piece.ends_with('\n');
        for (index, line) in piece.lines().enumerate() {
            if index > 0 {
                self.words.inlines.push(Inline::Break);
            }
            self.text(line);
        }
        if ends_line {
            self.words.inlines.push(Inline::Break);
        }
    }

    /// The links around that are not drawn have been read up to there.
    fn read_to(&mut self, end: usize) {
        for from in self.words.links.iter_mut().flatten() {
            *from = end;
        }
    }

    fn text(&mut self, text: &str) {
        match self.words.inlines.last_mut() {
            Some(Inline::Text(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => self.words.inlines.push(Inline::Text(text.to_owned())),
        }
    }

    fn flush(&mut self) {
        let mut words = std::mem::take(&mut self.words);
        while words.inlines.last() == Some(&Inline::Break) {
            words.inlines.pop();
        }
        if !words.inlines.is_empty() {
            self.keep(Block { is_apart: words.is_apart, content: Content::Paragraph(words.inlines) });
        }
    }

    fn keep(&mut self, mut block: Block) {
        let blocks = match self.lists.last_mut().and_then(|list| list.items.last_mut()) {
            Some(item) => &mut item.blocks,
            None => &mut self.done,
        };
        block.is_apart &= !blocks.is_empty();
        blocks.push(block);
    }

    /// Whether the line before is one that was left empty.
    fn is_apart(&self, at: &Range<usize>) -> bool {
        let head = &self.source[..at.start];
        let Some((before, _)) = head.rsplit_once('\n') else { return false };
        let line = before.rsplit_once('\n').map_or(before, |(_, line)| line);
        line != PUT_IN && line.trim().is_empty()
    }
}
