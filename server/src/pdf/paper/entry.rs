//! Room to write: lines, captioned boxes, choices, ruled lines, empty space. Every entry becomes pieces, which stand one
//! below the other and are never cut; where they stand is decided in `question` and `table`.

use super::compose::{CAPTION, Composer, FAINT, HINT, Piece, SQUARE_TEXT};
use super::slots::{MILLIMETRE, SIZE, SQUARE};
use super::{Captioned, Choice, Entry, Slot};
use crate::pdf::composer::stack;
use crate::pdf::fonts::Weight;
use crate::pdf::linebreak::{one_line, wrap};
use crate::pdf::paint::Mark;
use crate::pdf::structure::NodeId;

/// Between the frame and what stands in it.
pub(super) const PADDING: f32 = 7.0;
const RULED: f32 = 23.5;
/// Captioned boxes: for readings, and for everything else.
const LOW: f32 = 25.0;
const HIGH: f32 = 35.0;
/// Between the columns of choices.
const COLUMN_GAP: f32 = 12.0;
const MOST_COLUMNS: f32 = 6.0;

impl Composer<'_> {
    /// The pieces of an entry in a cell `width` wide that begins at `left`.
    pub(super) fn entry(&self, entry: &Entry, left: f32, width: f32, node: NodeId) -> Vec<Piece> {
        let (inner_left, inner) = (left + PADDING, width - 2.0 * PADDING);
        match entry {
            Entry::Line(slots) => self.slots(slots, inner_left, inner, node),
            Entry::Boxes(boxes) => vec![self.boxes(boxes, left, width, node)],
            Entry::Choices(choices) => self.choices(choices, inner_left, inner, node),
            Entry::Ruled(lines) => {
                let (from, to) = ((inner_left, RULED), (inner_left + inner, RULED));
                let rule = Mark::Segment { from, to, thickness: 0.4, tint: FAINT };
                // Nothing needs a line along the frame.
                let lines = (1..=*lines).map(|line| if line == *lines { Vec::new() } else { vec![rule.clone()] });
                lines.map(|marks| Piece { marks, height: RULED, ..Piece::default() }).collect()
            }
            Entry::Space(millimetres) => vec![Piece { height: millimetres * MILLIMETRE, ..Piece::default() }],
            Entry::Print(text) => self.print(text, inner_left, inner, node),
        }
    }

    /// Small print, a piece for every line.
    pub(super) fn print(&self, text: &str, left: f32, width: f32, node: NodeId) -> Vec<Piece> {
        let lines = wrap(self.fonts, HINT.weight, text, width / HINT.size);
        let pieces = lines.into_iter().map(|line| {
            let (marks, height) = stack(vec![line], HINT, left, 0.0, node);
            Piece { marks, height, is_print: true, ..Piece::default() }
        });
        pieces.collect()
    }

    /// Boxes side by side, as high as the highest of them.
    fn boxes(&self, boxes: &[Captioned], left: f32, width: f32, node: NodeId) -> Piece {
        let shares: f32 = boxes.iter().map(|one| one.share).sum();
        let mut piece = Piece { is_framed: true, ..Piece::default() };
        let mut edges = Vec::new();
        let mut x = left;
        for (index, one) in boxes.iter().enumerate() {
            let wide = width * one.share / shares;
            if index > 0 {
                edges.push(x);
            }
            let room = wide - 8.0;
            let caption = wrap(self.fonts, CAPTION.weight, &one.caption, room / CAPTION.size);
            let (marks, mut top) = stack(caption, CAPTION, x + 4.0, 1.5, node);
            piece.marks.extend(marks);
            // Without slots the whole box is room to write.
            let lines = if one.slots.is_empty() { Vec::new() } else { self.slots(&one.slots, x + 4.0, room, node) };
            for line in lines {
                let height = line.height;
                piece.marks.extend(line.moved(top).marks);
                top += height;
            }
            let lowest = if one.is_low { LOW } else { HIGH };
            piece.height = piece.height.max(top + 1.0).max(lowest);
            x += wide;
        }
        for x in edges {
            let (from, to) = ((x, 0.0), (x, piece.height));
            piece.marks.push(Mark::Segment { from, to, thickness: 0.4, tint: FAINT });
        }
        piece
    }

    /// Choices in columns; one with a blank has a line of its own.
    #[expect(clippy::cast_precision_loss, reason = "nobody offers so many choices")]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between one and six")]
    fn choices(&self, choices: &[Choice], left: f32, width: f32, node: NodeId) -> Vec<Piece> {
        let plain: Vec<&Choice> = choices.iter().filter(|choice| !choice.has_blank).collect();
        let indent = one_line(self.fonts, Weight::Regular, SQUARE).points(SIZE) + 3.5;
        let natural = |choice: &&Choice| one_line(self.fonts, Weight::Regular, &choice.text).points(SIZE) + indent;
        let widest = plain.iter().map(natural).fold(1.0, f32::max);
        let fitting = ((width + COLUMN_GAP) / (widest + COLUMN_GAP)).floor().clamp(1.0, MOST_COLUMNS) as usize;
        // Two rows of three are read more easily than one of five and one.
        let rows = plain.len().div_ceil(fitting).max(1);
        let columns = plain.len().div_ceil(rows).max(1);
        let step = (width + COLUMN_GAP) / columns as f32;
        let mut pieces: Vec<Piece> = Vec::new();
        for row in plain.chunks(columns) {
            let mut piece = Piece::default();
            for (column, choice) in row.iter().enumerate() {
                let at = left + column as f32 * step;
                let room = step - COLUMN_GAP - indent;
                let words = wrap(self.fonts, Weight::Regular, &choice.text, room / SIZE);
                let square = vec![one_line(self.fonts, Weight::Regular, SQUARE)];
                piece.marks.extend(stack(square, SQUARE_TEXT, at, 2.5, node).0);
                let (marks, height) = stack(words, SQUARE_TEXT, at + indent, 2.5, node);
                piece.marks.extend(marks);
                piece.height = piece.height.max(height + 5.0);
            }
            pieces.push(piece);
        }
        let blanks = choices.iter().filter(|choice| choice.has_blank);
        for choice in blanks {
            let (open, close) = (Slot::Word("（".to_owned()), Slot::Word("）".to_owned()));
            pieces.extend(self.slots(&[Slot::Tick(choice.text.clone()), open, Slot::Rest, close], left, width, node));
        }
        pieces
    }
}
