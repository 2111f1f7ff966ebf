//! Draws placed blocks: the look of rows, headings and the foot of every page.
//! Positions on the page come from `layout`, words from `receipt`; this file adds colours and lines.

use super::block::{Content, ROW_LEADING, ROW_PADDING, TableRow};
use super::canvas::{Area, Canvas, Link, PAGE_HEIGHT, PAGE_WIDTH, Setting, Tint};
use super::fonts::{Fonts, Weight};
use super::layout::Placed;
use super::linebreak::{Line, one_line, shorten};
use super::structure::NodeId;

pub(super) const MARGIN_SIDE: f32 = 56.7;
const MARGIN_TOP: f32 = 48.0;
const MARGIN_FOOT: f32 = 62.0;
pub(super) const TEXT_WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN_SIDE;
pub(super) const TEXT_HEIGHT: f32 = PAGE_HEIGHT - MARGIN_TOP - MARGIN_FOOT;

pub(super) const BLACK: Tint = Tint(0.1, 0.1, 0.1);
/// Still readable when printed without colour: more than 4.5 to 1 on white and on [`SHADE`].
pub(super) const GREY: Tint = Tint(0.35, 0.35, 0.36);
pub(super) const KEY: Tint = Tint(0.0, 0.09, 0.757);
pub(super) const PALE: Tint = Tint(0.945, 0.957, 0.996);
const SHADE: Tint = Tint(0.95, 0.95, 0.95);
const HAIRLINE: Tint = Tint(0.7, 0.7, 0.7);

pub(super) const LABEL_COLUMN: f32 = 140.0;
pub(super) const CELL_PADDING: f32 = 9.0;
pub(super) const LABEL_SIZE: f32 = 9.5;
pub(super) const VALUE_SIZE: f32 = 10.5;

/// Something to draw, relative to the left margin and to the top of its block.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    Text {
        line: Line,
        setting: Setting,
        node: NodeId,
    },
    Fill {
        area: Area,
        tint: Tint,
    },
    Frame {
        area: Area,
        tint: Tint,
    },
    /// A straight line, upright or level.
    Segment {
        from: (f32, f32),
        to: (f32, f32),
        thickness: f32,
        tint: Tint,
    },
    Link {
        area: Area,
        address: String,
        node: NodeId,
    },
    /// A two-dimensional code: rows of dark and light modules, `width` of them in a row.
    Code {
        area: Area,
        modules: Vec<bool>,
        width: usize,
    },
}

/// What stands at the foot of every page.
pub(super) struct Footer<'a> {
    pub(super) title: &'a str,
    pub(super) number: &'a str,
}

/// The baseline of text of `size` in the middle of a line of height `leading`.
pub(super) fn baseline(leading: f32, size: f32) -> f32 {
    leading / 2.0 + size * 0.38
}

pub(super) fn paint(canvas: &mut Canvas, fonts: &Fonts, pages: Vec<Vec<Placed>>, footer: &Footer<'_>) {
    let count = pages.len();
    for (index, placed) in pages.into_iter().enumerate() {
        canvas.begin_page();
        for Placed { top, block } in placed {
            let top = MARGIN_TOP + top;
            match block.content {
                Content::Marks(marks) => marks.into_iter().for_each(|mark| draw(canvas, mark, top)),
                Content::Row(row) => draw_row(canvas, fonts, &row, top, block.height),
            }
        }
        draw_footer(canvas, fonts, footer, index + 1, count);
    }
}

fn moved(area: Area, top: f32) -> Area {
    Area { left: area.left + MARGIN_SIDE, top: area.top + top, ..area }
}

/// Draws a mark of a block whose top stands `top` below the edge of the page.
pub(super) fn draw(canvas: &mut Canvas, mark: Mark, top: f32) {
    match mark {
        Mark::Text { line, setting, node } => {
            let setting = Setting { left: MARGIN_SIDE + setting.left, baseline: top + setting.baseline, ..setting };
            canvas.content(node, |canvas| canvas.text(&line, setting));
        }
        Mark::Fill { area, tint } => canvas.decoration(|canvas| canvas.fill(moved(area, top), tint)),
        Mark::Frame { area, tint } => canvas.decoration(|canvas| canvas.frame(moved(area, top), 0.8, tint)),
        Mark::Segment { from, to, thickness, tint } => {
            let moved = |(x, y): (f32, f32)| (x + MARGIN_SIDE, y + top);
            canvas.decoration(|canvas| canvas.segment(moved(from), moved(to), thickness, tint));
        }
        Mark::Link { area, address, node } => {
            canvas.structure.attach_link(node, canvas.links.len());
            let page = canvas.pages.len() - 1;
            canvas.links.push(Link { page, area: moved(area, top), address });
        }
        Mark::Code { area, modules, width } => {
            canvas.decoration(|canvas| draw_code(canvas, moved(area, top), &modules, width));
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a code has at most 177 modules in a row")]
fn draw_code(canvas: &mut Canvas, area: Area, modules: &[bool], width: usize) {
    let side = area.width / width as f32;
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        // Dark neighbours are drawn as one bar: fewer operators, and no hairline gaps between them on paper.
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] {
                let (left, top) = (area.left + x as f32 * side, area.top + y as f32 * side);
                canvas.fill(Area { left, top, width: run.len() as f32 * side, height: side }, Tint(0.0, 0.0, 0.0));
            }
            x += run.len();
        }
    }
}

fn draw_row(canvas: &mut Canvas, fonts: &Fonts, row: &TableRow, top: f32, height: f32) {
    canvas.decoration(|canvas| {
        canvas.fill(Area { left: MARGIN_SIDE, top, width: LABEL_COLUMN, height }, SHADE);
        canvas.rule(MARGIN_SIDE, top, TEXT_WIDTH, 0.6, HAIRLINE);
        canvas.rule(MARGIN_SIDE, top + height, TEXT_WIDTH, 0.6, HAIRLINE);
    });
    let left = MARGIN_SIDE + CELL_PADDING;
    if row.is_continued && row.label.is_empty() {
        let line = one_line(fonts, Weight::Regular, &row.continued);
        let baseline = top + ROW_PADDING / 2.0 + baseline(ROW_LEADING, LABEL_SIZE);
        let setting = Setting { left, baseline, size: LABEL_SIZE, tint: GREY };
        canvas.decoration(|canvas| canvas.text(&line, setting));
    }
    draw_cell(canvas, &row.label, row.label_node, top, Setting { left, baseline: 0.0, size: LABEL_SIZE, tint: BLACK });
    let tint = if row.is_blank { GREY } else { BLACK };
    let setting = Setting { left: left + LABEL_COLUMN, baseline: 0.0, size: VALUE_SIZE, tint };
    draw_cell(canvas, &row.value, row.value_node, top, setting);
}

fn draw_cell(canvas: &mut Canvas, lines: &[Line], node: NodeId, top: f32, setting: Setting) {
    if lines.is_empty() {
        return;
    }
    canvas.content(node, |canvas| {
        let mut line_top = top + ROW_PADDING / 2.0;
        for line in lines {
            canvas.text(line, Setting { baseline: line_top + baseline(ROW_LEADING, setting.size), ..setting });
            line_top += ROW_LEADING;
        }
    });
}

fn draw_footer(canvas: &mut Canvas, fonts: &Fonts, footer: &Footer<'_>, page: usize, count: usize) {
    const SIZE: f32 = 8.5;
    let line = |text: &str| one_line(fonts, Weight::Regular, text);
    let top = PAGE_HEIGHT - MARGIN_FOOT + 18.0;
    let setting = Setting { left: MARGIN_SIDE, baseline: top + 14.0, size: SIZE, tint: GREY };
    let number = line(footer.number);
    let numbering = line(&format!("{page} / {count}"));
    let gap = 24.0;
    let room = TEXT_WIDTH - number.points(SIZE) - numbering.points(SIZE) - 2.0 * gap;
    let title = shorten(fonts, line(footer.title), room / SIZE);
    let end = MARGIN_SIDE + TEXT_WIDTH - numbering.points(SIZE);
    let middle = end - gap - number.points(SIZE);
    canvas.decoration(|canvas| {
        canvas.rule(MARGIN_SIDE, top, TEXT_WIDTH, 0.6, HAIRLINE);
        canvas.text(&title, setting);
        canvas.text(&number, Setting { left: middle, ..setting });
        canvas.text(&numbering, Setting { left: end, ..setting });
    });
}
