//! Draws placed strips, closes the frames that the end of a page parts, and adds the foot of every page.

use super::PaperForm;
use super::compose::{FAINT, INK};
use super::question::LABEL_COLUMN;
use super::sheet::{Frame, MARGIN_TOP, Placed, TEXT_HEIGHT};
use crate::pdf::canvas::{Canvas, Setting};
use crate::pdf::fonts::{Fonts, Weight};
use crate::pdf::linebreak::{one_line, shorten};
use crate::pdf::paint::{GREY, MARGIN_SIDE, Mark, TEXT_WIDTH, draw};

pub(super) fn print(canvas: &mut Canvas, fonts: &Fonts, pages: Vec<Vec<Placed>>, form: &PaperForm) {
    let count = pages.len();
    for (index, placed) in pages.into_iter().enumerate() {
        canvas.begin_page();
        let first = placed.first().and_then(|placed| Some((placed.top, placed.strip.frame?)));
        let last = placed.last().and_then(|placed| Some((placed.top + placed.strip.height, placed.strip.frame?)));
        for Placed { top, strip, is_repeated } in placed {
            let top = MARGIN_TOP + top;
            for mark in strip.marks {
                if is_repeated && let Mark::Text { line, setting, .. } = mark {
                    let setting =
                        Setting { left: MARGIN_SIDE + setting.left, baseline: top + setting.baseline, ..setting };
                    canvas.decoration(|canvas| canvas.text(&line, setting));
                } else {
                    draw(canvas, mark, top);
                }
            }
        }
        if let Some((top, frame)) = first.filter(|(_, frame)| !frame.begins) {
            go_on(canvas, fonts, MARGIN_TOP + top, frame, form);
        }
        if let Some((foot, _)) = last.filter(|(_, frame)| !frame.ends) {
            rule(canvas, MARGIN_TOP + foot);
        }
        foot(canvas, fonts, form, index + 1, count);
    }
}

fn rule(canvas: &mut Canvas, top: f32) {
    canvas.decoration(|canvas| canvas.rule(MARGIN_SIDE, top, TEXT_WIDTH, 0.6, INK));
}

/// The upper edge of a frame that began on the page before.
fn go_on(canvas: &mut Canvas, fonts: &Fonts, top: f32, frame: Frame, form: &PaperForm) {
    const SIZE: f32 = 7.5;
    rule(canvas, top);
    if frame.is_continued {
        let line = shorten(fonts, one_line(fonts, Weight::Regular, &form.continued), (LABEL_COLUMN - 14.0) / SIZE);
        let setting = Setting { left: MARGIN_SIDE + 7.0, baseline: top + 12.0, size: SIZE, tint: GREY };
        canvas.decoration(|canvas| canvas.text(&line, setting));
    }
}

fn foot(canvas: &mut Canvas, fonts: &Fonts, form: &PaperForm, page: usize, count: usize) {
    const SIZE: f32 = 8.0;
    let top = MARGIN_TOP + TEXT_HEIGHT + 14.0;
    let setting = Setting { left: MARGIN_SIDE, baseline: top + 12.0, size: SIZE, tint: GREY };
    let numbering = one_line(fonts, Weight::Regular, &format!("{page} / {count}"));
    let width = numbering.points(SIZE);
    let line = shorten(fonts, one_line(fonts, Weight::Regular, &form.footer), (TEXT_WIDTH - width - 20.0) / SIZE);
    canvas.decoration(|canvas| {
        canvas.rule(MARGIN_SIDE, top, TEXT_WIDTH, 0.5, FAINT);
        canvas.text(&line, setting);
        canvas.text(&numbering, Setting { left: MARGIN_SIDE + TEXT_WIDTH - width, ..setting });
    });
}
