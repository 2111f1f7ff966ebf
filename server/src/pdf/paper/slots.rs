//! One line of boxes, blanks and words: measured, broken where it is too long, and placed. A blank is only space: the
//! frame around it belongs to `entry` and `question`.

use super::Slot;
use super::compose::{Composer, FAINT, INK, Piece};
use crate::pdf::canvas::{Area, Setting};
use crate::pdf::fonts::{Fonts, Weight};
use crate::pdf::linebreak::{Line, one_line, wrap};
use crate::pdf::paint::{BLACK, Mark, baseline};
use crate::pdf::structure::NodeId;

/// Letters of a writing line.
pub(super) const SIZE: f32 = 9.5;
/// A line in which something is written by hand.
const WRITING: f32 = 30.0;
/// A line of nothing but squares and words.
const READING: f32 = 18.0;
/// Side and height of the box of one digit.
const DIGIT: f32 = 15.0;
const DIGIT_HEIGHT: f32 = 19.0;
/// Between the groups of a number.
const DASH: f32 = 13.0;
const GAP: f32 = 5.0;
/// What remains for [`Slot::Rest`] at least.
const LEAST_REST: f32 = 44.0;
/// Points in a millimetre.
pub(super) const MILLIMETRE: f32 = 72.0 / 25.4;
pub(super) const SQUARE: &str = "□";

/// A measured piece of a line.
enum Bit {
    Text(Line),
    Blank(f32),
    Rest,
    Digits(Vec<usize>),
}

impl Bit {
    fn width(&self) -> f32 {
        match self {
            Self::Text(line) => line.points(SIZE),
            Self::Blank(width) => *width,
            Self::Rest => LEAST_REST,
            Self::Digits(groups) => digits_width(groups),
        }
    }

    const fn is_written(&self) -> bool {
        !matches!(self, Self::Text(_))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a number has far fewer digits than a float can count")]
fn digits_width(groups: &[usize]) -> f32 {
    groups.iter().sum::<usize>() as f32 * DIGIT + groups.len().saturating_sub(1) as f32 * DASH
}

/// The slots as bits, none of them wider than `width`.
fn bits(fonts: &Fonts, slots: &[Slot], width: f32) -> Vec<Bit> {
    let text = |text: &str| wrap(fonts, Weight::Regular, text, width / SIZE).into_iter().map(Bit::Text);
    let mut bits = Vec::new();
    for slot in slots {
        match slot {
            Slot::Word(word) => bits.extend(text(word)),
            Slot::Tick(word) => bits.extend(text(&format!("{SQUARE} {word}"))),
            Slot::Blank(millimetres) => bits.push(Bit::Blank((millimetres * MILLIMETRE).min(width))),
            Slot::Rest => bits.push(Bit::Rest),
            Slot::Digits(groups) if digits_width(groups) <= width => bits.push(Bit::Digits(groups.clone())),
            Slot::Digits(groups) => bits.extend(broken(groups, width)),
        }
    }
    bits
}

/// A number too long for one line: so many digits a line as fit, without groups.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number of boxes")]
fn broken(groups: &[usize], width: f32) -> Vec<Bit> {
    let most = ((width / DIGIT).floor().max(1.0) as usize).max(1);
    let mut left: usize = groups.iter().sum();
    let mut bits = Vec::new();
    while left > 0 {
        let count = left.min(most);
        bits.push(Bit::Digits(vec![count]));
        left -= count;
    }
    bits
}

impl Composer<'_> {
    /// The lines of some slots, `width` wide from `left` on.
    pub(super) fn slots(&self, slots: &[Slot], left: f32, width: f32, node: NodeId) -> Vec<Piece> {
        let mut lines: Vec<Vec<Bit>> = vec![Vec::new()];
        let mut used = 0.0;
        for bit in bits(self.fonts, slots, width) {
            let wide = bit.width();
            if used > 0.0 && used + GAP + wide > width + 0.01 {
                lines.push(Vec::new());
                used = 0.0;
            }
            used += wide + if used > 0.0 { GAP } else { 0.0 };
            if let Some(line) = lines.last_mut() {
                line.push(bit);
            }
        }
        lines.into_iter().map(|line| self.line(line, left, width, node)).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "a line has few pieces")]
    fn line(&self, bits: Vec<Bit>, left: f32, width: f32, node: NodeId) -> Piece {
        let height = if bits.is_empty() || bits.iter().any(Bit::is_written) { WRITING } else { READING };
        let rests = bits.iter().filter(|bit| matches!(bit, Bit::Rest)).count().max(1) as f32;
        let fixed: f32 = bits.iter().filter(|bit| !matches!(bit, Bit::Rest)).map(Bit::width).sum();
        let gaps = GAP * bits.len().saturating_sub(1) as f32;
        let rest = ((width - fixed - gaps) / rests).max(0.0);
        let mut piece = Piece { height, ..Piece::default() };
        let mut x = left;
        for bit in bits {
            let wide = if matches!(bit, Bit::Rest) { rest } else { bit.width() };
            match bit {
                Bit::Text(line) => {
                    let setting = Setting { left: x, baseline: baseline(height, SIZE), size: SIZE, tint: BLACK };
                    piece.marks.push(Mark::Text { line, setting, node });
                }
                Bit::Digits(groups) => self.digits(&groups, x, height, &mut piece.marks, node),
                Bit::Blank(_) | Bit::Rest => {}
            }
            x += wide + GAP;
        }
        piece
    }

    /// A box for every digit.
    #[expect(clippy::cast_precision_loss, reason = "a number has few digits")]
    fn digits(&self, groups: &[usize], left: f32, height: f32, marks: &mut Vec<Mark>, node: NodeId) {
        let top = (height - DIGIT_HEIGHT) / 2.0;
        let mut x = left;
        for (index, &count) in groups.iter().enumerate() {
            if index > 0 {
                let dash = one_line(self.fonts, Weight::Regular, "－");
                let inset = (DASH - dash.points(SIZE)) / 2.0;
                let setting = Setting { left: x + inset, baseline: baseline(height, SIZE), size: SIZE, tint: BLACK };
                marks.push(Mark::Text { line: dash, setting, node });
                x += DASH;
            }
            let area = Area { left: x, top, width: count as f32 * DIGIT, height: DIGIT_HEIGHT };
            for inner in 1..count {
                let at = x + inner as f32 * DIGIT;
                let (from, to) = ((at, top), (at, top + DIGIT_HEIGHT));
                marks.push(Mark::Segment { from, to, thickness: 0.4, tint: FAINT });
            }
            marks.push(Mark::Frame { area, tint: INK });
            x += area.width;
        }
    }
}
