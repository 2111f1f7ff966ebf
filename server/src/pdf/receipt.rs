//! Composes a receipt: which words stand in which order, and their structural role.
//! It produces blocks of known height; `layout` decides about pages and `paint` about the looks of rows and feet.

use qrcode::{Color, EcLevel, QrCode};

use super::block::{Block, TableRow};
use super::canvas::Area;
use super::composer::{BODY, Composer, SECTION_SPACE, SMALL, Style, stack};
use super::fonts::{Fonts, Weight};
use super::linebreak::wrap;
use super::paint::{CELL_PADDING, GREY, KEY, LABEL_COLUMN, LABEL_SIZE, Mark, TEXT_WIDTH, VALUE_SIZE};
use super::structure::{NodeId, Structure};
use super::{Receipt, Row, Section};
use crate::words::Words;

/// Side of the two-dimensional code, about 26 mm.
const CODE_SIDE: f32 = 74.0;

/// The whole receipt as blocks, in reading order.
pub(super) fn compose(fonts: &Fonts, receipt: &Receipt) -> (Vec<Block>, Structure) {
    let mut composer = Composer { fonts, structure: Structure::new(), blocks: Vec::new() };
    composer.masthead(receipt);
    let words = receipt.words;
    let say = |id: &str| words.text(id, &[]);
    if receipt.is_test {
        composer.paragraph(&say("test-pdf-text"), Style { weight: Weight::Bold, ..BODY }, 10.0);
    }
    composer.panel(receipt);
    composer.paragraph(&say("receipt-pdf-no-certificate"), SMALL, 8.0);
    for section in &receipt.sections {
        composer.section(words, section);
    }
    if let Some(next_steps) = receipt.next_steps.as_deref().filter(|text| !text.trim().is_empty()) {
        composer.heading(&say("common-next-steps"));
        composer.text(next_steps);
    }
    if let Some(address) = &receipt.status_url {
        composer.status(words, address);
    }
    if receipt.contact.iter().any(|line| !line.trim().is_empty()) {
        composer.heading(&say("receipt-pdf-contact"));
        composer.text(&receipt.contact.join("\n"));
    }
    if let Some(note) = receipt.note.as_deref().filter(|text| !text.trim().is_empty()) {
        composer.paragraph(note, BODY, SECTION_SPACE);
    }
    (composer.blocks, composer.structure)
}

impl Composer<'_> {
    fn section(&mut self, words: Words, section: &Section) {
        let first = self.blocks.len();
        if !section.title.trim().is_empty() {
            self.heading(&section.title);
        }
        if section.rows.is_empty() {
            self.paragraph(&words.text("receipt-pdf-no-answer", &[]), Style { tint: GREY, ..BODY }, 0.0);
        } else {
            let table = self.node("Table");
            for row in &section.rows {
                self.row(words, table, row);
            }
        }
        // Without a heading the section still stands apart from the one before it.
        if let Some(block) = self.blocks.get_mut(first) {
            block.space_before = SECTION_SPACE;
        }
    }

    fn row(&mut self, words: Words, table: NodeId, row: &Row) {
        let tr = self.structure.add(table, "TR");
        let (label_node, value_node) = (self.structure.add(tr, "TH"), self.structure.add(tr, "TD"));
        let label_width = (LABEL_COLUMN - 2.0 * CELL_PADDING) / LABEL_SIZE;
        let value_width = (TEXT_WIDTH - LABEL_COLUMN - 2.0 * CELL_PADDING) / VALUE_SIZE;
        let is_blank = row.lines.iter().all(|line| line.trim().is_empty());
        let value = if is_blank { words.text("receipt-pdf-no-answer", &[]) } else { row.lines.join("\n") };
        self.push(Block::row(TableRow {
            label: wrap(self.fonts, Weight::Bold, &row.label, label_width),
            value: wrap(self.fonts, Weight::Regular, &value, value_width),
            label_node,
            value_node,
            is_continued: false,
            continued: words.text("receipt-pdf-continued", &[]),
            is_blank,
        }));
    }

    /// Where to look the state up: the address as a link, and as a code to be read from paper.
    fn status(&mut self, words: Words, address: &str) {
        self.heading(&words.text("receipt-pdf-status", &[]));
        let code = QrCode::with_error_correction_level(address, EcLevel::M).ok();
        let width = if code.is_some() { TEXT_WIDTH - CODE_SIDE - 20.0 } else { TEXT_WIDTH };
        let lead_node = self.node("P");
        let lead = if code.is_some() { "receipt-pdf-status-code" } else { "receipt-pdf-status-page" };
        let lead = words.text(lead, &[]);
        let (mut marks, lead_height) = stack(self.lines(BODY, &lead, width), BODY, 0.0, 0.0, lead_node);
        let paragraph = self.node("P");
        let link = self.structure.add(paragraph, "Link");
        let style = Style { size: 9.5, leading: 15.0, tint: KEY, ..BODY };
        let lines = self.lines(style, address, width);
        let mut top = lead_height + 3.0;
        for line in lines {
            let area = Area { left: 0.0, top, width: line.points(style.size), height: style.leading };
            marks.extend(stack(vec![line], style, 0.0, top, link).0);
            marks.push(Mark::Link { area, address: address.to_owned(), node: link });
            top += style.leading;
        }
        let mut height = top;
        if let Some(code) = code {
            let area = Area { left: TEXT_WIDTH - CODE_SIDE, top: 0.0, width: CODE_SIDE, height: CODE_SIDE };
            let modules = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
            marks.push(Mark::Code { area, modules, width: code.width() });
            height = height.max(CODE_SIDE + 4.0);
        }
        self.push(Block::marks(height, marks));
    }
}
