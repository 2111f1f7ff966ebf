//! Where things stand on a poster. From above: a band with the office's name, the title as large as it fits, the code with
//! the steps beside it, the address, the facts, and at the foot whom to ask. Coordinates are points below the edge of the
//! page; the sides are the margins of every document of ours.

use qrcode::{Color, EcLevel, QrCode};

use super::Poster;
use crate::pdf::canvas::{Area, PAGE_HEIGHT, PAGE_WIDTH, Tint};
use crate::pdf::composer::{Style, stack};
use crate::pdf::fonts::{Fonts, Weight};
use crate::pdf::linebreak::{Line, one_line, shorten, wrap};
use crate::pdf::paint::{BLACK, GREY, KEY, MARGIN_SIDE, Mark, PALE, TEXT_WIDTH};
use crate::pdf::structure::{NodeId, Structure};

const WHITE: Tint = Tint(1.0, 1.0, 1.0);
const HAIRLINE: Tint = Tint(0.7, 0.7, 0.7);

const BAND_HEIGHT: f32 = 68.0;
const ORGANIZATION: Style = Style { weight: Weight::Bold, size: 20.0, leading: 28.0, tint: WHITE };
const KICKER: Style = Style { weight: Weight::Bold, size: 17.0, leading: 26.0, tint: KEY };
/// The sizes a title is tried in: the first in which it takes no more than its lines.
const TITLE_SIZES: [(f32, usize); 5] = [(44.0, 1), (38.0, 2), (31.0, 2), (25.0, 3), (19.0, 4)];
const DESCRIPTION: Style = Style { weight: Weight::Regular, size: 13.0, leading: 21.0, tint: BLACK };
const DESCRIPTION_LINES: usize = 3;
const STEP: Style = Style { weight: Weight::Regular, size: 15.0, leading: 23.0, tint: BLACK };
const STEP_LINES: usize = 3;
const STEP_NUMBER: Style = Style { weight: Weight::Bold, size: 17.0, leading: 28.0, tint: WHITE };
/// Side of the two-dimensional code without its quiet zone, about 66 mm: read from two steps away.
const CODE_SIDE: f32 = 188.0;
/// The quiet zone: four modules of the smallest code that holds an address.
const CODE_INSET: f32 = 24.0;
/// The coloured ground around it.
const GROUND: f32 = 8.0;
const ADDRESS_LEAD: Style = Style { weight: Weight::Regular, size: 11.0, leading: 17.0, tint: GREY };
const ADDRESS: Style = Style { weight: Weight::Bold, size: 14.0, leading: 20.0, tint: KEY };
const FACT_NAME: Style = Style { weight: Weight::Bold, size: 11.5, leading: 17.5, tint: BLACK };
const FACT: Style = Style { weight: Weight::Regular, size: 11.5, leading: 17.5, tint: BLACK };
const FACT_COLUMN: f32 = 128.0;
const FACT_LINES: usize = 3;
const CONTACT_TITLE: Style = Style { weight: Weight::Bold, size: 12.0, leading: 18.0, tint: BLACK };
const CONTACT: Style = Style { weight: Weight::Regular, size: 13.0, leading: 19.5, tint: BLACK };
const CONTACT_LINES: usize = 4;
const FOOT: f32 = 30.0;
/// Around the text of a fact, above and below together.
const FACT_PADDING: f32 = 8.0;

/// Puts marks one below the other.
struct Sheet<'a> {
    fonts: &'a Fonts,
    structure: Structure,
    marks: Vec<Mark>,
    top: f32,
}

/// The whole page, in reading order.
pub(super) fn compose(fonts: &Fonts, poster: &Poster) -> (Vec<Mark>, Structure) {
    let mut sheet = Sheet { fonts, structure: Structure::new(), marks: Vec::new(), top: 0.0 };
    sheet.band(poster);
    sheet.title(poster);
    sheet.code(poster);
    sheet.address(poster);
    // The office stands at the foot of the page: what is told before it ends above it.
    let contact = sheet.contact_lines(poster);
    let contact_height = sheet.contact_height(&contact);
    sheet.facts(poster, PAGE_HEIGHT - FOOT - contact_height - 14.0);
    sheet.contact(poster, contact, PAGE_HEIGHT - FOOT - contact_height);
    (sheet.marks, sheet.structure)
}

impl Sheet<'_> {
    fn node(&mut self, tag: &'static str) -> NodeId {
        self.structure.add(Structure::ROOT, tag)
    }

    /// At most so many lines; the last of them says that there was more.
    fn lines(&self, style: Style, text: &str, width: f32, most: usize) -> Vec<Line> {
        let width = width / style.size;
        let mut lines = wrap(self.fonts, style.weight, text, width);
        if lines.len() > most {
            let rest: String = lines
                .split_off(most - 1)
                .iter()
                .flat_map(|line| &line.glyphs)
                .map(|glyph| glyph.text.as_str())
                .collect();
            lines.push(shorten(self.fonts, one_line(self.fonts, style.weight, &rest), width));
        }
        lines
    }

    /// Sets lines at the left edge of the text, or so far from it, and gives back their height.
    fn set(&mut self, lines: Vec<Line>, style: Style, left: f32, top: f32, tag: &'static str) -> f32 {
        let node = self.node(tag);
        let (marks, height) = stack(lines, style, left, top, node);
        self.marks.extend(marks);
        height
    }

    /// The name of the office in a band over the whole width.
    fn band(&mut self, poster: &Poster) {
        let area = Area { left: -MARGIN_SIDE, top: 0.0, width: PAGE_WIDTH, height: BAND_HEIGHT };
        self.marks.push(Mark::Fill { area, tint: KEY });
        let line = one_line(self.fonts, ORGANIZATION.weight, &poster.organization);
        let line = shorten(self.fonts, line, TEXT_WIDTH / ORGANIZATION.size);
        self.set(vec![line], ORGANIZATION, 0.0, (BAND_HEIGHT - ORGANIZATION.leading) / 2.0, "P");
        self.top = BAND_HEIGHT + 20.0;
    }

    fn title(&mut self, poster: &Poster) {
        let kicker = self.lines(KICKER, &poster.kicker, TEXT_WIDTH, 1);
        self.top += self.set(kicker, KICKER, 0.0, self.top, "P") + 4.0;
        let style = |size: f32| Style { weight: Weight::Bold, size, leading: size * 1.3, tint: BLACK };
        let fits = |(size, most): &&(f32, usize)| {
            wrap(self.fonts, Weight::Bold, &poster.title, TEXT_WIDTH / size).len() <= *most
        };
        let (size, most) = TITLE_SIZES.iter().find(fits).copied().unwrap_or(TITLE_SIZES[TITLE_SIZES.len() - 1]);
        let lines = self.lines(style(size), &poster.title, TEXT_WIDTH, most);
        self.top += self.set(lines, style(size), 0.0, self.top, "H1") + 8.0;
        if !poster.description.trim().is_empty() {
            let lines = self.lines(DESCRIPTION, &poster.description, TEXT_WIDTH, DESCRIPTION_LINES);
            self.top += self.set(lines, DESCRIPTION, 0.0, self.top, "P");
        }
        self.top += 14.0;
    }

    /// The code at the left in its quiet zone, the steps at the right, both on a pale ground.
    fn code(&mut self, poster: &Poster) {
        let height = CODE_SIDE + 2.0 * CODE_INSET + 2.0 * GROUND;
        let ground = Area { left: 0.0, top: self.top, width: TEXT_WIDTH, height };
        self.marks.push(Mark::Fill { area: ground, tint: PALE });
        self.marks.push(Mark::Frame { area: ground, tint: KEY });
        let side = CODE_SIDE + 2.0 * CODE_INSET;
        let quiet = Area { left: GROUND, top: self.top + GROUND, width: side, height: side };
        self.marks.push(Mark::Fill { area: quiet, tint: WHITE });
        // A quarter of the code may be torn or dirty: posters hang outside.
        if let Ok(code) = QrCode::with_error_correction_level(&poster.address, EcLevel::Q) {
            let modules = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
            let (left, top) = (quiet.left + CODE_INSET, quiet.top + CODE_INSET);
            let area = Area { left, top, width: CODE_SIDE, height: CODE_SIDE };
            self.marks.push(Mark::Code { area, modules, width: code.width() });
        }
        self.steps(poster, quiet.left + quiet.width + 22.0, self.top, height);
        self.top += height + 12.0;
    }

    fn steps(&mut self, poster: &Poster, left: f32, top: f32, height: f32) {
        const NUMBER: f32 = 28.0;
        const GAP: f32 = 18.0;
        let room = TEXT_WIDTH - left - NUMBER - 12.0 - 14.0;
        let all: Vec<Vec<Line>> = poster.steps.iter().map(|step| self.lines(STEP, step, room, STEP_LINES)).collect();
        #[expect(clippy::cast_precision_loss, reason = "a step has a few lines")]
        let heights: Vec<f32> = all.iter().map(|lines| (lines.len() as f32 * STEP.leading).max(NUMBER)).collect();
        #[expect(clippy::cast_precision_loss, reason = "there are a few steps")]
        let total = heights.iter().sum::<f32>() + GAP * heights.len().saturating_sub(1) as f32;
        let mut top = top + ((height - total) / 2.0).max(0.0);
        for (index, (lines, height)) in all.into_iter().zip(heights).enumerate() {
            let square = Area { left, top, width: NUMBER, height: NUMBER };
            self.marks.push(Mark::Fill { area: square, tint: KEY });
            let number = one_line(self.fonts, STEP_NUMBER.weight, &(index + 1).to_string());
            let inset = (NUMBER - number.points(STEP_NUMBER.size)) / 2.0;
            self.set(vec![number], STEP_NUMBER, left + inset, top, "P");
            self.set(lines, STEP, left + NUMBER + 12.0, top + (NUMBER - STEP.leading) / 2.0, "P");
            top += height + GAP;
        }
    }

    fn address(&mut self, poster: &Poster) {
        let lead = self.lines(ADDRESS_LEAD, &poster.address_lead, TEXT_WIDTH, 1);
        self.top += self.set(lead, ADDRESS_LEAD, 0.0, self.top, "P");
        let paragraph = self.node("P");
        let node = self.structure.add(paragraph, "Link");
        for line in wrap(self.fonts, ADDRESS.weight, &poster.address, TEXT_WIDTH / ADDRESS.size) {
            let area = Area { left: 0.0, top: self.top, width: line.points(ADDRESS.size), height: ADDRESS.leading };
            self.marks.extend(stack(vec![line], ADDRESS, 0.0, self.top, node).0);
            self.marks.push(Mark::Link { area, address: poster.address.clone(), node });
            self.top += ADDRESS.leading;
        }
        self.top += 10.0;
    }

    /// As many facts as fit above `end`.
    fn facts(&mut self, poster: &Poster, end: f32) {
        for (name, text) in &poster.facts {
            let names = self.lines(FACT_NAME, name, FACT_COLUMN - 10.0, FACT_LINES);
            let texts = self.lines(FACT, text, TEXT_WIDTH - FACT_COLUMN, FACT_LINES);
            #[expect(clippy::cast_precision_loss, reason = "a fact has a few lines")]
            let height = names.len().max(texts.len()) as f32 * FACT.leading;
            if self.top + height + FACT_PADDING > end {
                return;
            }
            self.rule(self.top, HAIRLINE);
            self.set(names, FACT_NAME, 0.0, self.top + FACT_PADDING / 2.0, "P");
            self.set(texts, FACT, FACT_COLUMN, self.top + FACT_PADDING / 2.0, "P");
            self.top += height + FACT_PADDING;
        }
        if !poster.facts.is_empty() {
            self.rule(self.top, HAIRLINE);
        }
    }

    fn rule(&mut self, top: f32, tint: Tint) {
        self.marks.push(Mark::Segment { from: (0.0, top), to: (TEXT_WIDTH, top), thickness: 0.6, tint });
    }

    fn contact_lines(&self, poster: &Poster) -> Vec<Line> {
        let line =
            |text: &String| shorten(self.fonts, one_line(self.fonts, CONTACT.weight, text), TEXT_WIDTH / CONTACT.size);
        poster.contact.iter().take(CONTACT_LINES).map(line).collect()
    }

    #[expect(
        clippy::unused_self,
        clippy::cast_precision_loss,
        reason = "beside its sisters; an office has a few lines"
    )]
    fn contact_height(&self, lines: &[Line]) -> f32 {
        if lines.is_empty() { 0.0 } else { 14.0 + CONTACT_TITLE.leading + lines.len() as f32 * CONTACT.leading }
    }

    fn contact(&mut self, poster: &Poster, lines: Vec<Line>, top: f32) {
        if lines.is_empty() {
            return;
        }
        self.marks.push(Mark::Fill { area: Area { left: 0.0, top, width: TEXT_WIDTH, height: 2.2 }, tint: KEY });
        let title = self.lines(CONTACT_TITLE, &poster.contact_title, TEXT_WIDTH, 1);
        let height = self.set(title, CONTACT_TITLE, 0.0, top + 12.0, "H2");
        self.set(lines, CONTACT, 0.0, top + 12.0 + height, "P");
    }
}
