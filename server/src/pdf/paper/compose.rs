//! Composes a paper form: which parts stand in which order. The parts themselves are in `head`, `question`, `table` and
//! `foot`; `sheet` decides about pages.

use super::sheet::Strip;
use super::{Content, Item, PaperForm, Section};
use crate::pdf::canvas::{Area, Tint};
use crate::pdf::composer::{Style, stack};
use crate::pdf::fonts::{Fonts, Weight};
use crate::pdf::linebreak::{Line, wrap};
use crate::pdf::paint::{BLACK, GREY, Mark, TEXT_WIDTH};
use crate::pdf::structure::{NodeId, Structure};

/// Frames.
pub(super) const INK: Tint = Tint(0.25, 0.25, 0.25);
/// Lines within frames.
pub(super) const FAINT: Tint = Tint(0.6, 0.6, 0.6);
/// Behind labels: light enough for copying machines.
pub(super) const SHADE: Tint = Tint(0.94, 0.94, 0.94);
/// Behind what announces a condition.
pub(super) const BAND: Tint = Tint(0.87, 0.87, 0.87);

pub(super) const PROSE: Style = Style { weight: Weight::Regular, size: 9.5, leading: 15.0, tint: BLACK };
pub(super) const HINT: Style = Style { weight: Weight::Regular, size: 7.8, leading: 11.5, tint: GREY };
pub(super) const CAPTION: Style = Style { weight: Weight::Regular, size: 7.0, leading: 9.5, tint: GREY };
pub(super) const SQUARE_TEXT: Style = Style { weight: Weight::Regular, size: 9.5, leading: 13.0, tint: BLACK };
const SECTION: Style = Style { weight: Weight::Bold, size: 11.5, leading: 17.0, tint: BLACK };
const HEADING: Style = Style { weight: Weight::Bold, size: 10.0, leading: 15.0, tint: BLACK };
const ANNOUNCEMENT: Style = Style { weight: Weight::Bold, size: 8.5, leading: 12.5, tint: BLACK };

/// Lines of text that stay with what follows them.
const FEW_LINES: usize = 6;

/// Something of known height inside a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) marks: Vec<Mark>,
    pub(super) height: f32,
    /// It reaches from frame to frame, and a line parts it from what stands above.
    pub(super) is_framed: bool,
    /// Small print.
    pub(super) is_print: bool,
}

impl Piece {
    /// The same piece so much lower.
    pub(super) fn moved(mut self, by: f32) -> Self {
        self.marks.iter_mut().for_each(|mark| lower(mark, by));
        self
    }
}

/// Moves a mark down.
pub(super) fn lower(mark: &mut Mark, by: f32) {
    match mark {
        Mark::Text { setting, .. } => setting.baseline += by,
        Mark::Fill { area, .. } | Mark::Frame { area, .. } | Mark::Link { area, .. } | Mark::Code { area, .. } => {
            area.top += by;
        }
        Mark::Segment { from, to, .. } => {
            from.1 += by;
            to.1 += by;
        }
    }
}

/// Collects strips and their structure.
pub(super) struct Composer<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) structure: Structure,
    pub(super) strips: Vec<Strip>,
    /// The table that neighbouring questions share.
    pub(super) table: Option<NodeId>,
    /// Who the item before was for.
    condition: Option<String>,
}

/// The whole form as strips, in reading order.
pub(super) fn compose(fonts: &Fonts, form: &PaperForm) -> (Vec<Strip>, Structure) {
    let structure = Structure::new();
    let mut composer = Composer { fonts, structure, strips: Vec::new(), table: None, condition: None };
    composer.head(form);
    for (index, section) in form.sections.iter().enumerate() {
        composer.section(section, Some(index + 1).filter(|_| form.sections.len() > 1));
    }
    for section in &form.closing {
        composer.section(section, None);
    }
    composer.online(&form.online);
    (composer.strips, composer.structure)
}

impl Composer<'_> {
    pub(super) fn lines(&self, style: Style, text: &str, width: f32) -> Vec<Line> {
        wrap(self.fonts, style.weight, text, width / style.size)
    }

    pub(super) fn node(&mut self, tag: &'static str) -> NodeId {
        self.table = None;
        self.structure.add(Structure::ROOT, tag)
    }

    /// A strip for every line, `left` away from both edges, so that even a text of absurd length goes on over the page.
    pub(super) fn prose(&mut self, tag: &'static str, text: &str, style: Style, space_before: f32, left: f32) {
        let node = self.node(tag);
        let lines = self.lines(style, text, TEXT_WIDTH - 2.0 * left);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let (marks, height) = stack(vec![line], style, left, 0.0, node);
            let space_before = if index == 0 { space_before } else { 0.0 };
            // No line is left alone.
            let keep_with_next = index + 1 < count && (index == 0 || index + 2 == count);
            self.strips.push(Strip { marks, height, space_before, keep_with_next, ..Strip::default() });
        }
    }

    fn section(&mut self, section: &Section, number: Option<usize>) {
        self.condition = None;
        let first = self.strips.len();
        if !section.title.trim().is_empty() {
            let title = number.map_or_else(|| section.title.clone(), |number| format!("{number}　{}", section.title));
            self.prose("H2", &title, SECTION, 0.0, 11.0);
            for strip in &mut self.strips[first..] {
                let area = Area { left: 0.0, top: 1.5, width: 4.5, height: strip.height - 3.0 };
                strip.marks.insert(0, Mark::Fill { area, tint: INK });
            }
            self.pad(4.0);
        }
        if let Some(condition) = &section.condition {
            self.prose("P", condition, ANNOUNCEMENT, 0.0, 0.0);
            self.pad(4.0);
        }
        for strip in &mut self.strips[first..] {
            strip.keep_with_next = true;
        }
        section.items.iter().for_each(|item| self.item(item));
        if let Some(strip) = self.strips.get_mut(first) {
            strip.space_before = 16.0;
        }
    }

    /// Adds space below the last strip, which moves with it.
    pub(super) fn pad(&mut self, by: f32) {
        if let Some(strip) = self.strips.last_mut() {
            strip.height += by;
        }
    }

    fn item(&mut self, item: &Item) {
        if self.condition != item.condition {
            self.condition.clone_from(&item.condition);
            if let Some(condition) = &item.condition {
                self.announce(condition);
            }
        }
        let first = self.strips.len();
        match &item.content {
            Content::Heading(title) => {
                self.prose("H3", title, HEADING, 9.0, 0.0);
                self.pad(3.0);
                for strip in &mut self.strips[first..] {
                    strip.keep_with_next = true;
                }
            }
            Content::Text(paragraphs) => self.paragraphs(paragraphs),
            Content::Notice { title, text } => self.notice(title, text),
            Content::Question(question) => self.question(question),
            Content::Table(table) => self.grid(table),
        }
        if item.condition.is_some() {
            self.bar(first);
        }
    }

    fn paragraphs(&mut self, paragraphs: &[String]) {
        let first = self.strips.len();
        for (index, paragraph) in paragraphs.iter().enumerate() {
            self.prose("P", paragraph, PROSE, if index == 0 { 4.0 } else { 0.0 }, 0.0);
        }
        self.pad(4.0);
        // A few lines are an introduction to what follows.
        if self.strips.len() - first <= FEW_LINES {
            self.strips[first..].iter_mut().for_each(|strip| strip.keep_with_next = true);
        }
    }

    /// Says who the following is for.
    fn announce(&mut self, condition: &str) {
        let node = self.node("P");
        let lines = self.lines(ANNOUNCEMENT, condition, TEXT_WIDTH - 16.0);
        let (marks, height) = stack(lines, ANNOUNCEMENT, 9.0, 3.0, node);
        let area = Area { left: 0.0, top: 0.0, width: TEXT_WIDTH, height: height + 6.0 };
        let mut all = vec![Mark::Fill { area, tint: BAND }];
        all.extend(marks);
        let first = self.strips.len();
        let strip = Strip { marks: all, height: area.height, space_before: 6.0, ..Strip::default() };
        self.strips.push(Strip { keep_with_next: true, ..strip });
        self.bar(first);
    }

    /// A bar along everything that is not for everybody.
    fn bar(&mut self, first: usize) {
        for strip in &mut self.strips[first..] {
            let area = Area { left: -6.0, top: 0.0, width: 3.0, height: strip.height };
            strip.marks.insert(0, Mark::Fill { area, tint: INK });
        }
    }

    /// Something to know before going on.
    fn notice(&mut self, title: &str, text: &[String]) {
        let first = self.strips.len();
        self.prose("P", title, HEADING, 0.0, 10.0);
        for paragraph in text {
            self.prose("P", paragraph, Style { size: 9.0, leading: 13.5, ..PROSE }, 0.0, 10.0);
        }
        let last = self.strips.len() - 1;
        for (index, strip) in self.strips.iter_mut().enumerate().skip(first) {
            let (begins, ends) = (index == first, index == last);
            if begins {
                strip.marks.iter_mut().for_each(|mark| lower(mark, 4.0));
                (strip.height, strip.space_before) = (strip.height + 4.0, 5.0);
            }
            if ends {
                strip.height += 4.0;
            }
            strip.keep_with_next = !ends && last - first < 12;
            strip.marks.extend(sides(strip.height, begins, ends));
            strip.frame = Some(super::sheet::Frame { begins, ends, is_continued: false });
        }
        self.strips.push(Strip { height: 4.0, ..Strip::default() });
    }
}

/// The sides of a frame around a strip, with its upper and lower edge.
pub(super) fn sides(height: f32, has_top: bool, has_foot: bool) -> Vec<Mark> {
    let line = |from, to| Mark::Segment { from, to, thickness: 0.6, tint: INK };
    let mut marks = vec![line((0.0, 0.0), (0.0, height)), line((TEXT_WIDTH, 0.0), (TEXT_WIDTH, height))];
    if has_top {
        marks.push(line((0.0, 0.0), (TEXT_WIDTH, 0.0)));
    }
    if has_foot {
        marks.push(line((0.0, height), (TEXT_WIDTH, height)));
    }
    marks
}
