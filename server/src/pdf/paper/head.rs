//! The head of the first page: title, addressee, the box of the office, the day, and how to fill in the form.

use super::compose::{Composer, FAINT, INK, PROSE, SHADE};
use super::sheet::Strip;
use super::{Office, PaperForm};
use crate::pdf::canvas::Area;
use crate::pdf::composer::{Style, stack};
use crate::pdf::fonts::Weight;
use crate::pdf::linebreak::shorten;
use crate::pdf::paint::{BLACK, GREY, Mark, TEXT_WIDTH};

const TITLE: Style = Style { weight: Weight::Bold, size: 17.0, leading: 24.0, tint: BLACK };
const ADDRESSEE: Style = Style { weight: Weight::Regular, size: 10.5, leading: 16.0, tint: BLACK };
const OFFICE: Style = Style { weight: Weight::Regular, size: 7.2, leading: 10.0, tint: GREY };
const OFFICE_WIDTH: f32 = 176.0;
const OFFICE_HEIGHT: f32 = 84.0;
const OFFICE_TITLE: f32 = 14.0;
const STAMP: f32 = 78.0;

impl Composer<'_> {
    pub(super) fn head(&mut self, form: &PaperForm) {
        let room = TEXT_WIDTH - OFFICE_WIDTH - 18.0;
        let node = self.node("H1");
        let mut title = self.lines(TITLE, &form.title, room);
        let rest = title.split_off(title.len().min(4));
        let (mut marks, mut height) = stack(title, TITLE, 0.0, 0.0, node);
        // Line by line, so that even a title of absurd length goes on over the page.
        if rest.is_empty() {
            let node = self.node("P");
            let lines = self.lines(ADDRESSEE, &form.addressee, room);
            let (addressee, used) = stack(lines, ADDRESSEE, 0.0, height + 6.0, node);
            marks.extend(addressee);
            height += 6.0 + used;
        }
        marks.extend(self.office(&form.office));
        self.strips.push(Strip { marks, height: height.max(OFFICE_HEIGHT), ..Strip::default() });
        if !rest.is_empty() {
            for line in rest {
                let (marks, height) = stack(vec![line], TITLE, 0.0, 0.0, node);
                self.strips.push(Strip { marks, height, ..Strip::default() });
            }
            self.prose("P", &form.addressee, ADDRESSEE, 6.0, 0.0);
        }
        self.day(form);
        for paragraph in &form.introduction {
            self.prose("P", paragraph, Style { size: 9.0, leading: 14.0, ..PROSE }, 0.0, 0.0);
        }
    }

    /// The day of writing, at the right edge.
    fn day(&mut self, form: &PaperForm) {
        const WIDTH: f32 = 236.0;
        let node = self.node("P");
        for piece in self.slots(&form.day, TEXT_WIDTH - WIDTH, WIDTH, node) {
            self.strips.push(Strip { marks: piece.marks, height: piece.height, ..Strip::default() });
        }
    }

    /// The box that only the office writes in.
    fn office(&mut self, office: &Office) -> Vec<Mark> {
        let left = TEXT_WIDTH - OFFICE_WIDTH;
        let area = Area { left, top: 0.0, width: OFFICE_WIDTH, height: OFFICE_HEIGHT };
        let mut marks = vec![
            Mark::Fill { area: Area { height: OFFICE_TITLE, ..area }, tint: SHADE },
            Mark::Frame { area, tint: INK },
        ];
        let line = |from, to| Mark::Segment { from, to, thickness: 0.5, tint: FAINT };
        let right = left + OFFICE_WIDTH;
        marks.push(line((left, OFFICE_TITLE), (right, OFFICE_TITLE)));
        marks.push(line((left + STAMP, OFFICE_TITLE), (left + STAMP, OFFICE_HEIGHT)));
        marks.extend(self.caption(&office.title, left + 4.0, 2.0, OFFICE_WIDTH - 8.0));
        marks.extend(self.caption(&office.stamp, left + 4.0, OFFICE_TITLE + 2.0, STAMP - 8.0));
        #[expect(clippy::cast_precision_loss, reason = "there are two or three boxes")]
        let step = (OFFICE_HEIGHT - OFFICE_TITLE) / office.boxes.len().max(1) as f32;
        let mut top = OFFICE_TITLE;
        for (index, caption) in office.boxes.iter().enumerate() {
            if index > 0 {
                marks.push(line((left + STAMP, top), (right, top)));
            }
            marks.extend(self.caption(caption, left + STAMP + 4.0, top + 2.0, OFFICE_WIDTH - STAMP - 8.0));
            top += step;
        }
        marks
    }

    fn caption(&mut self, text: &str, left: f32, top: f32, room: f32) -> Vec<Mark> {
        let node = self.node("P");
        let line = crate::pdf::linebreak::one_line(self.fonts, OFFICE.weight, text);
        stack(vec![shorten(self.fonts, line, room / OFFICE.size)], OFFICE, left, top, node).0
    }
}
