//! Blocks: the horizontal slices a receipt is made of, their heights, and how a table row is cut.
//! Where they stand on a page is decided in `layout`, what they say in `receipt`, how they look in `paint`.

use super::linebreak::Line;
use super::paint::Mark;
use super::structure::NodeId;

/// Distance between the lines of a table row.
pub(super) const ROW_LEADING: f32 = 16.5;
/// Space above and below the text of a table row, together.
pub(super) const ROW_PADDING: f32 = 11.0;
/// A cut leaves at least so many lines on either side.
pub(super) const MIN_LINES: usize = 3;

/// A horizontal slice of the document.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    pub(super) content: Content,
    pub(super) height: f32,
    /// Space above, which is dropped at the top of a page.
    pub(super) space_before: f32,
    pub(super) keep_with_next: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Marks(Vec<Mark>),
    Row(TableRow),
}

/// Label and value side by side.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TableRow {
    pub(super) label: Vec<Line>,
    pub(super) value: Vec<Line>,
    pub(super) label_node: NodeId,
    pub(super) value_node: NodeId,
    /// This is the rest of a row that began on an earlier page.
    pub(super) is_continued: bool,
    /// Says so where the label has ended.
    pub(super) continued: String,
    /// The value says that nothing was answered.
    pub(super) is_blank: bool,
}

impl TableRow {
    pub(super) fn line_count(&self) -> usize {
        self.label.len().max(self.value.len()).max(1)
    }

    pub(super) fn height(&self) -> f32 {
        row_height(self.line_count())
    }

    pub(super) fn split(mut self, lines: usize) -> (Self, Self) {
        let label = self.label.split_off(lines.min(self.label.len()));
        let value = self.value.split_off(lines.min(self.value.len()));
        let rest = Self { label, value, is_continued: true, ..self.clone() };
        (self, rest)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a row has far fewer lines than a float can count")]
pub(super) fn row_height(lines: usize) -> f32 {
    ROW_PADDING + ROW_LEADING * lines as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to zero; a page has few lines")]
pub(super) fn lines_in(height: f32) -> usize {
    // The hundredth keeps rounding from taking a line away from a row that exactly fits.
    ((height - ROW_PADDING + 0.01) / ROW_LEADING).floor().max(0.0) as usize
}

impl Block {
    pub(super) fn marks(height: f32, marks: Vec<Mark>) -> Self {
        Self { content: Content::Marks(marks), height, space_before: 0.0, keep_with_next: false }
    }

    pub(super) fn row(row: TableRow) -> Self {
        Self { height: row.height(), content: Content::Row(row), space_before: 0.0, keep_with_next: false }
    }

    pub(super) fn after(self, space_before: f32) -> Self {
        Self { space_before, ..self }
    }

    pub(super) fn keep_with_next(self) -> Self {
        Self { keep_with_next: true, ..self }
    }

    /// The least height that is worth beginning on a page of `room`.
    pub(super) fn beginning(&self, room: f32) -> f32 {
        match &self.content {
            Content::Row(_) if self.height > room => row_height(MIN_LINES),
            _ => self.height,
        }
    }
}
