//! A question in the form of a table: a label over its whole width, a row of column heads that is repeated on every page,
//! and rows with room to write that are never parted.

use std::rc::Rc;

use super::compose::{Composer, FAINT, Piece, SHADE, SQUARE_TEXT, sides};
use super::entry::PADDING;
use super::question::{cell_height, column};
use super::sheet::{Frame, Strip};
use super::slots::SQUARE;
use super::{Cell, Table};
use crate::pdf::canvas::Area;
use crate::pdf::composer::{Style, stack};
use crate::pdf::fonts::Weight;
use crate::pdf::linebreak::one_line;
use crate::pdf::paint::{BLACK, Mark, TEXT_WIDTH};
use crate::pdf::structure::{COLUMN_HEAD, NodeId};

const HEAD: Style = Style { weight: Weight::Bold, size: 8.0, leading: 11.0, tint: BLACK };
const INSET: f32 = 4.0;

impl Composer<'_> {
    /// Label, column heads, rows, and the note below.
    pub(super) fn grid(&mut self, table: &Table) {
        self.grid_label(table);
        let node = self.node("Table");
        let widths = widths(table);
        let head = table.columns.iter().any(|column| !column.title.is_empty()).then(|| {
            let row = self.structure.add(node, "TR");
            Rc::new(self.grid_head(table, &widths, row))
        });
        if let Some(head) = &head {
            self.strips.push(Strip { keep_with_next: true, ..Strip::clone(head) });
        }
        for row in &table.rows {
            let tr = self.structure.add(node, "TR");
            let strip = self.grid_row(row, &widths, tr);
            self.strips.push(Strip { repeated: head.clone(), ..strip });
        }
        if let Some(note) = &table.note {
            if let Some(strip) = self.strips.last_mut() {
                strip.keep_with_next = true;
            }
            self.prose("P", note, super::compose::HINT, 3.0, 0.0);
            self.pad(4.0);
        }
    }

    fn grid_label(&mut self, table: &Table) {
        let node = self.node("P");
        let mut pieces = self.label(&table.question, PADDING, TEXT_WIDTH - 2.0 * PADDING, node);
        for hint in &table.question.hints {
            pieces.extend(self.print(hint, PADDING, TEXT_WIDTH - 2.0 * PADDING, node));
        }
        let last = pieces.len() - 1;
        for (index, piece) in pieces.into_iter().enumerate() {
            let (begins, ends) = (index == 0, index == last);
            let above = if begins { 5.0 } else { 0.0 };
            let height = above + piece.height + if ends { 5.0 } else { 0.0 };
            let area = Area { left: 0.0, top: 0.0, width: TEXT_WIDTH, height };
            let mut marks = vec![Mark::Fill { area, tint: SHADE }];
            marks.extend(piece.moved(above).marks);
            marks.extend(sides(height, begins, ends));
            let frame = Some(Frame { begins, ends, is_continued: false });
            self.strips.push(Strip { marks, height, keep_with_next: true, frame, ..Strip::default() });
        }
    }

    fn grid_head(&mut self, table: &Table, widths: &[f32], row: NodeId) -> Strip {
        let mut cells = Vec::new();
        for (column, width) in table.columns.iter().zip(widths) {
            let node = self.structure.add(row, COLUMN_HEAD);
            cells.push((node, self.lines(HEAD, &column.title, width - 2.0 * INSET)));
        }
        let most = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1);
        #[expect(clippy::cast_precision_loss, reason = "a head has few lines")]
        let height = most as f32 * HEAD.leading + 6.0;
        let area = Area { left: 0.0, top: 0.0, width: TEXT_WIDTH, height };
        let mut marks = vec![Mark::Fill { area, tint: SHADE }];
        let mut x = 0.0;
        for ((node, lines), width) in cells.into_iter().zip(widths) {
            for (index, line) in lines.into_iter().enumerate().filter(|(_, line)| !line.glyphs.is_empty()) {
                let left = x + (width - line.points(HEAD.size)) / 2.0;
                #[expect(clippy::cast_precision_loss, reason = "a head has few lines")]
                let top = 3.0 + index as f32 * HEAD.leading;
                marks.extend(stack(vec![line], HEAD, left, top, node).0);
            }
            x += width;
        }
        framed(marks, height, widths)
    }

    fn grid_row(&mut self, row: &[Cell], widths: &[f32], tr: NodeId) -> Strip {
        let mut cells: Vec<(Vec<Piece>, bool)> = Vec::new();
        let mut x = 0.0;
        for (cell, width) in row.iter().zip(widths) {
            match cell {
                Cell::Head(text) => {
                    let node = self.structure.add(tr, "TH");
                    let style = Style { weight: Weight::Regular, size: 9.0, leading: 12.5, tint: BLACK };
                    let lines = self.lines(style, text, width - 2.0 * INSET);
                    let (marks, height) = stack(lines, style, x + INSET, 0.0, node);
                    cells.push((vec![Piece { marks, height, ..Piece::default() }], true));
                }
                Cell::Square => {
                    let node = self.structure.add(tr, "TD");
                    let square = one_line(self.fonts, SQUARE_TEXT.weight, SQUARE);
                    let left = x + (width - square.points(SQUARE_TEXT.size)) / 2.0;
                    let (marks, height) = stack(vec![square], SQUARE_TEXT, left, 0.0, node);
                    cells.push((vec![Piece { marks, height, ..Piece::default() }], false));
                }
                Cell::Room(entries) => {
                    let node = self.structure.add(tr, "TD");
                    // Narrow cells have narrow edges: entries bring their own.
                    let (left, wide) = (x + INSET - PADDING, width - 2.0 * INSET + 2.0 * PADDING);
                    cells.push((self.cell(entries, left, wide, node), false));
                }
            }
            x += width;
        }
        let height = cells.iter().map(|(pieces, _)| cell_height(pieces)).fold(0.0, f32::max);
        let mut marks = Vec::new();
        let mut x = 0.0;
        for ((pieces, is_head), width) in cells.into_iter().zip(widths) {
            if is_head {
                let area = Area { left: x, top: 0.0, width: *width, height };
                marks.push(Mark::Fill { area, tint: SHADE });
            }
            marks.extend(column(pieces, x, *width, height));
            x += width;
        }
        framed(marks, height, widths)
    }
}

/// The widths of the columns.
fn widths(table: &Table) -> Vec<f32> {
    let shares: f32 = table.columns.iter().map(|column| column.share).sum();
    table.columns.iter().map(|column| TEXT_WIDTH * column.share / shares).collect()
}

fn framed(mut marks: Vec<Mark>, height: f32, widths: &[f32]) -> Strip {
    let mut x = 0.0;
    for width in &widths[..widths.len().saturating_sub(1)] {
        x += width;
        marks.push(Mark::Segment { from: (x, 0.0), to: (x, height), thickness: 0.5, tint: FAINT });
    }
    marks.extend(sides(height, true, true));
    Strip { marks, height, frame: Some(Frame { begins: true, ends: true, is_continued: false }), ..Strip::default() }
}
