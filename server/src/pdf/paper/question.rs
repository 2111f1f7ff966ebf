//! A question: its label at the left, room to write at the right, in one frame. A small question is one strip; a large one
//! may be parted by the end of a page, between its lines.

use super::compose::{Composer, FAINT, Piece, SHADE, sides};
use super::sheet::{Frame, Strip};
use super::{Entry, Question};
use crate::pdf::canvas::{Area, Setting};
use crate::pdf::composer::{Style, stack};
use crate::pdf::fonts::Weight;
use crate::pdf::linebreak::one_line;
use crate::pdf::paint::{BLACK, Mark, TEXT_WIDTH, baseline};
use crate::pdf::structure::NodeId;

pub(super) const LABEL_COLUMN: f32 = 124.0;
const LABEL_PADDING: f32 = 7.0;
pub(super) const LABEL: Style = Style { weight: Weight::Bold, size: 9.5, leading: 13.5, tint: BLACK };
const MARK: Style = Style { weight: Weight::Bold, size: 7.2, leading: 12.0, tint: BLACK };
/// A question up to this height is never parted.
const SMALL: f32 = 330.0;
/// The height of the strips of a large one.
const PART: f32 = 110.0;
const LOWEST: f32 = 31.0;
const LOWEST_CELL: f32 = 24.0;

impl Composer<'_> {
    /// A label and room to write.
    pub(super) fn question(&mut self, question: &Question) {
        let table = match self.table {
            Some(table) => table,
            None => self.node("Table"),
        };
        self.table = Some(table);
        let row = self.structure.add(table, "TR");
        let (head, cell) = (self.structure.add(row, "TH"), self.structure.add(row, "TD"));
        let room = LABEL_COLUMN - 2.0 * LABEL_PADDING;
        let label = self.label(question, LABEL_PADDING, room, head);
        let left = LABEL_COLUMN;
        let mut pieces: Vec<Piece> = Vec::new();
        let print_room = TEXT_WIDTH - LABEL_COLUMN - 2.0 * super::entry::PADDING;
        for hint in &question.hints {
            pieces.extend(self.print(hint, left + super::entry::PADDING, print_room, cell));
        }
        if !pieces.is_empty() && matches!(question.entries.first(), Some(Entry::Boxes(_))) {
            // Small print does not touch the line below it.
            pieces.push(Piece { height: 3.0, ..Piece::default() });
        }
        for entry in &question.entries {
            pieces.extend(self.entry(entry, left, TEXT_WIDTH - left, cell));
        }
        self.row(label, pieces);
    }

    /// The label with its mark, a piece for every line.
    pub(super) fn label(&self, question: &Question, left: f32, room: f32, node: NodeId) -> Vec<Piece> {
        let lines = self.lines(LABEL, &question.label, room);
        let end = lines.last().map_or(0.0, |line| line.points(LABEL.size));
        let mut pieces: Vec<Piece> = lines
            .into_iter()
            .map(|line| {
                let (marks, height) = stack(vec![line], LABEL, left, 0.0, node);
                Piece { marks, height, ..Piece::default() }
            })
            .collect();
        let Some(mark) = &question.mark else { return pieces };
        let words = one_line(self.fonts, MARK.weight, mark);
        let width = words.points(MARK.size) + 5.0;
        let fits = end + 6.0 + width <= room;
        let at = if fits { left + end + 6.0 } else { left };
        if !fits {
            pieces.push(Piece { height: LABEL.leading, ..Piece::default() });
        }
        if let Some(piece) = pieces.last_mut() {
            let top = (LABEL.leading - 10.5) / 2.0;
            let area = Area { left: at, top, width, height: 10.5 };
            let setting = Setting {
                left: at + 2.5,
                baseline: top + baseline(area.height, MARK.size),
                size: MARK.size,
                tint: MARK.tint,
            };
            piece.marks.push(Mark::Frame { area, tint: BLACK });
            piece.marks.push(Mark::Text { line: words, setting, node });
        }
        pieces
    }

    /// Puts label and room to write side by side, in one strip or in several.
    fn row(&mut self, label: Vec<Piece>, pieces: Vec<Piece>) {
        let label_height: f32 = label.iter().map(|piece| piece.height).sum();
        let height = (label_height + 10.0).max(padded(&pieces));
        if height <= SMALL {
            let strip = strip(label, pieces, true, true);
            self.strips.push(strip);
            return;
        }
        let (mut label, mut pieces) = (label.into_iter().peekable(), pieces.into_iter().peekable());
        let mut begins = true;
        while label.peek().is_some() || pieces.peek().is_some() {
            let left = part(&mut label);
            let right = part(&mut pieces);
            let ends = label.peek().is_none() && pieces.peek().is_none();
            let mut strip = strip(left, right, begins, ends);
            // The label does not stand alone with its first line.
            strip.keep_with_next = begins && !ends && strip.height < 2.0 * PART;
            self.strips.push(strip);
            begins = false;
        }
    }
}

/// So many pieces as belong into one strip; at least one.
fn part(pieces: &mut std::iter::Peekable<std::vec::IntoIter<Piece>>) -> Vec<Piece> {
    let mut taken = Vec::new();
    let mut height = 0.0;
    while let Some(piece) = pieces.next_if(|piece| taken.is_empty() || height + piece.height <= PART) {
        height += piece.height;
        taken.push(piece);
    }
    taken
}

/// Pieces from frame to frame need no space around them.
fn padding(pieces: &[Piece]) -> (f32, f32) {
    let space = |piece: Option<&Piece>| match piece {
        Some(piece) if piece.is_framed => 0.0,
        Some(piece) if piece.is_print => 4.0,
        _ => 3.0,
    };
    (space(pieces.first()), space(pieces.last()))
}

fn padded(pieces: &[Piece]) -> f32 {
    let (above, below) = padding(pieces);
    above + pieces.iter().map(|piece| piece.height).sum::<f32>() + below
}

/// One strip: the shaded label, what stands beside it, and the frame.
fn strip(label: Vec<Piece>, pieces: Vec<Piece>, begins: bool, ends: bool) -> Strip {
    let label_height: f32 = label.iter().map(|piece| piece.height).sum();
    let is_whole = begins && ends;
    // In the middle of a question line follows line.
    let above = if begins { padding(&pieces).0 } else { 0.0 };
    let content = if is_whole {
        padded(&pieces)
    } else {
        above + pieces.iter().map(|piece| piece.height).sum::<f32>() + if ends { padding(&pieces).1 } else { 0.0 }
    };
    let around = if begins { 5.0 } else { 0.0 } + if ends { 5.0 } else { 0.0 };
    let lowest = if is_whole { LOWEST } else { 0.0 };
    let height = content.max(label_height + around).max(lowest);
    let area = Area { left: 0.0, top: 0.0, width: LABEL_COLUMN, height };
    let frame = Some(Frame { begins, ends, is_continued: !begins && label.is_empty() });
    let mut marks = vec![Mark::Fill { area, tint: SHADE }];
    let mut top = if is_whole {
        (height - label_height) / 2.0
    } else if begins {
        5.0
    } else {
        0.0
    };
    for piece in label {
        let height = piece.height;
        marks.extend(piece.moved(top).marks);
        top += height;
    }
    let room = TEXT_WIDTH - LABEL_COLUMN;
    if is_whole {
        marks.extend(column(pieces, LABEL_COLUMN, room, height));
    } else {
        marks.extend(piled(pieces, LABEL_COLUMN, room, above));
    }
    let divider = ((LABEL_COLUMN, 0.0), (LABEL_COLUMN, height));
    marks.push(Mark::Segment { from: divider.0, to: divider.1, thickness: 0.6, tint: super::compose::INK });
    marks.extend(sides(height, begins, ends));
    Strip { marks, height, frame, ..Strip::default() }
}

/// Pieces one below the other in a cell; in the middle of it where nothing reaches from frame to frame.
pub(super) fn column(pieces: Vec<Piece>, left: f32, width: f32, height: f32) -> Vec<Mark> {
    let (above, _) = padding(&pieces);
    let spare = height - padded(&pieces);
    let is_framed = pieces.iter().any(|piece| piece.is_framed);
    let top = above + if is_framed { 0.0 } else { spare / 2.0 };
    piled(pieces, left, width, top)
}

fn piled(pieces: Vec<Piece>, left: f32, width: f32, mut top: f32) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (index, piece) in pieces.into_iter().enumerate() {
        if piece.is_framed && index > 0 {
            let (from, to) = ((left, top), (left + width, top));
            marks.push(Mark::Segment { from, to, thickness: 0.4, tint: FAINT });
        }
        let height = piece.height;
        marks.extend(piece.moved(top).marks);
        top += height;
    }
    marks
}

/// The pieces of some entries in a cell.
impl Composer<'_> {
    pub(super) fn cell(&self, entries: &[Entry], left: f32, width: f32, node: NodeId) -> Vec<Piece> {
        entries.iter().flat_map(|entry| self.entry(entry, left, width, node)).collect()
    }
}

/// Height of a cell with these pieces.
pub(super) fn cell_height(pieces: &[Piece]) -> f32 {
    padded(pieces).max(LOWEST_CELL)
}
