//! The tools for composing a receipt: text styles, lines, headings and paragraphs, collected as blocks in reading order.
//! Which words are said is decided in `receipt` and `masthead`.

use super::block::Block;
use super::canvas::{Area, Setting, Tint};
use super::fonts::{Fonts, Weight};
use super::linebreak::{Line, wrap};
use super::paint::{BLACK, GREY, KEY, Mark, TEXT_WIDTH, baseline};
use super::structure::{NodeId, Structure};

pub(super) const BODY: Style = Style { weight: Weight::Regular, size: 10.5, leading: 17.5, tint: BLACK };
pub(super) const SMALL: Style = Style { weight: Weight::Regular, size: 9.0, leading: 14.5, tint: GREY };
const HEADING: Style = Style { weight: Weight::Bold, size: 13.0, leading: 19.0, tint: BLACK };

/// Space above every section.
pub(super) const SECTION_SPACE: f32 = 22.0;

#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) weight: Weight,
    pub(super) size: f32,
    pub(super) leading: f32,
    pub(super) tint: Tint,
}

/// Collects blocks and their structure.
pub(super) struct Composer<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) structure: Structure,
    pub(super) blocks: Vec<Block>,
}

impl Composer<'_> {
    pub(super) fn lines(&self, style: Style, text: &str, width: f32) -> Vec<Line> {
        wrap(self.fonts, style.weight, text, width / style.size)
    }

    pub(super) fn node(&mut self, tag: &'static str) -> NodeId {
        self.structure.add(Structure::ROOT, tag)
    }

    pub(super) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// The title of a section, with a bar in the key colour.
    pub(super) fn heading(&mut self, title: &str) {
        let node = self.node("H2");
        let lines = self.lines(HEADING, title, TEXT_WIDTH - 12.0);
        let last = lines.len() - 1;
        for (index, line) in lines.into_iter().enumerate() {
            let (mut marks, mut height) = stack(vec![line], HEADING, 12.0, 0.0, node);
            let top = if index == 0 { 1.5 } else { 0.0 };
            let bar = Area { left: 0.0, top, width: 4.0, height: height - top - if index == last { 1.5 } else { 0.0 } };
            marks.insert(0, Mark::Fill { area: bar, tint: KEY });
            if index == last {
                height += 7.0;
            }
            let space_before = if index == 0 { SECTION_SPACE } else { 0.0 };
            self.push(Block::marks(height, marks).after(space_before).keep_with_next());
        }
    }

    /// Prose: every line end of the text begins a new paragraph.
    pub(super) fn text(&mut self, text: &str) {
        for paragraph in super::shape::paragraphs(text.trim()) {
            self.paragraph(&paragraph, BODY, 0.0);
        }
    }

    /// One block for each line, so that a long paragraph can go on over the page; no line of it is left alone.
    pub(super) fn paragraph(&mut self, text: &str, style: Style, space_before: f32) {
        let node = self.node("P");
        let lines = self.lines(style, text, TEXT_WIDTH);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let (marks, height) = stack(vec![line], style, 0.0, 0.0, node);
            let block = Block::marks(height, marks).after(if index == 0 { space_before } else { 0.0 });
            let stays = index + 1 < count && (index == 0 || index + 2 == count);
            self.push(if stays { block.keep_with_next() } else { block });
        }
    }
}

/// Lines one below the other, and their height together.
pub(super) fn stack(lines: Vec<Line>, style: Style, left: f32, top: f32, node: NodeId) -> (Vec<Mark>, f32) {
    let mut line_top = top;
    let marks = lines
        .into_iter()
        .map(|line| {
            let baseline = line_top + baseline(style.leading, style.size);
            line_top += style.leading;
            let setting = Setting { left, baseline, size: style.size, tint: style.tint };
            Mark::Text { line, setting, node }
        })
        .collect();
    (marks, line_top - top)
}
