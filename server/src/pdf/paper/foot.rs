//! The end of the form: the way online, as an address and as a code to be read from paper.

use qrcode::{Color, EcLevel, QrCode};

use super::Online;
use super::compose::{Composer, INK, PROSE};
use super::sheet::Strip;
use crate::pdf::canvas::Area;
use crate::pdf::composer::{Style, stack};
use crate::pdf::fonts::Weight;
use crate::pdf::paint::{KEY, Mark, TEXT_WIDTH};

/// Side of the two-dimensional code, about 24 mm.
const CODE_SIDE: f32 = 68.0;
const INSET: f32 = 10.0;
const TITLE: Style = Style { weight: Weight::Bold, size: 10.5, leading: 16.0, ..PROSE };

impl Composer<'_> {
    pub(super) fn online(&mut self, online: &Online) {
        let code = QrCode::with_error_correction_level(&online.address, EcLevel::M).ok();
        let left = if code.is_some() { INSET + CODE_SIDE + 14.0 } else { INSET };
        let width = TEXT_WIDTH - left - INSET;
        let node = self.node("P");
        let (mut marks, mut top) = stack(self.lines(TITLE, &online.title, width), TITLE, left, INSET, node);
        top += INSET;
        let node = self.node("P");
        let (lead, height) = stack(self.lines(PROSE, &online.lead, width), PROSE, left, top, node);
        marks.extend(lead);
        top += height + 2.0;
        let paragraph = self.node("P");
        let link = self.structure.add(paragraph, "Link");
        let style = Style { size: 9.5, leading: 15.0, tint: KEY, ..PROSE };
        for line in self.lines(style, &online.address, width) {
            let area = Area { left, top, width: line.points(style.size), height: style.leading };
            marks.extend(stack(vec![line], style, left, top, link).0);
            marks.push(Mark::Link { area, address: online.address.clone(), node: link });
            top += style.leading;
        }
        let mut height = top + INSET;
        if let Some(code) = code {
            let area = Area { left: INSET, top: INSET, width: CODE_SIDE, height: CODE_SIDE };
            let modules = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
            marks.push(Mark::Code { area, modules, width: code.width() });
            height = height.max(CODE_SIDE + 2.0 * INSET);
        }
        let area = Area { left: 0.0, top: 0.0, width: TEXT_WIDTH, height };
        marks.insert(0, Mark::Frame { area, tint: INK });
        self.strips.push(Strip { marks, height, space_before: 16.0, ..Strip::default() });
    }
}
