//! The head of a receipt: who received what, under which number and when.

use super::block::Block;
use super::canvas::{Area, Setting};
use super::composer::{BODY, Composer, Style, stack};
use super::fonts::Weight;
use super::linebreak::one_line;
use super::paint::{BLACK, GREY, KEY, LABEL_SIZE, Mark, PALE, TEXT_WIDTH, baseline};
use super::{Receipt, moment};

const TITLE: Style = Style { weight: Weight::Bold, size: 20.0, leading: 29.0, tint: BLACK };
const ORGANIZATION: Style = Style { weight: Weight::Bold, size: 11.0, leading: 17.0, tint: BLACK };

impl Composer<'_> {
    /// Organization, a rule in the key colour, and the title.
    pub(super) fn masthead(&mut self, receipt: &Receipt) {
        let node = self.node("P");
        let usual = if receipt.is_test { "test-pdf-name" } else { "receipt-pdf-name" };
        let name = receipt.heading.clone().unwrap_or_else(|| receipt.words.text(usual, &[]));
        let kind = one_line(self.fonts, Weight::Regular, &name);
        let kind_left = TEXT_WIDTH - kind.points(ORGANIZATION.size);
        let lines = self.lines(ORGANIZATION, &receipt.organization, kind_left - 24.0);
        let (mut marks, height) = stack(lines, ORGANIZATION, 0.0, 0.0, node);
        let kind_node = self.node("P");
        let setting = Setting {
            left: kind_left,
            baseline: baseline(ORGANIZATION.leading, ORGANIZATION.size),
            size: ORGANIZATION.size,
            tint: GREY,
        };
        marks.push(Mark::Text { line: kind, setting, node: kind_node });
        let rule = Area { left: 0.0, top: height + 6.0, width: TEXT_WIDTH, height: 2.2 };
        marks.push(Mark::Fill { area: rule, tint: KEY });
        self.push(Block::marks(height + 8.2, marks).keep_with_next());

        // Line by line, so that even a title of absurd length goes on over the page.
        let node = self.node("H1");
        for (index, line) in self.lines(TITLE, &receipt.title, TEXT_WIDTH).into_iter().enumerate() {
            let (marks, height) = stack(vec![line], TITLE, 0.0, 0.0, node);
            let space_before = if index == 0 { 14.0 } else { 0.0 };
            self.push(Block::marks(height, marks).after(space_before).keep_with_next());
        }
    }

    /// Receipt number, large, and the time of receipt.
    pub(super) fn panel(&mut self, receipt: &Receipt) {
        const INSET: f32 = 16.0;
        const LABELS: f32 = 76.0;
        const NUMBER_SIZE: f32 = 25.0;
        let (number_node, time_node) = (self.node("P"), self.node("P"));
        let room = TEXT_WIDTH - 2.0 * INSET - LABELS;
        let number = one_line(self.fonts, Weight::Bold, &receipt.receipt_number);
        // A long prefix makes the number smaller, never two lines: it is read out on the telephone.
        let size = NUMBER_SIZE.min(room / number.width().max(1.0));
        let time = self.lines(BODY, &moment::written(receipt.words, &receipt.received_at), room);
        let label = Style { weight: Weight::Regular, size: LABEL_SIZE, ..BODY };
        let caption = |id: &str| vec![one_line(self.fonts, label.weight, &receipt.words.text(id, &[]))];

        let (mut marks, _) =
            stack(caption("receipt-pdf-number"), Style { leading: 34.0, ..label }, INSET, 10.0, number_node);
        let style = Style { weight: Weight::Bold, size, leading: 34.0, tint: KEY };
        marks.extend(stack(vec![number], style, INSET + LABELS, 10.0, number_node).0);
        marks.extend(stack(caption("receipt-pdf-received-at"), label, INSET, 48.0, time_node).0);
        let (time, time_height) = stack(time, BODY, INSET + LABELS, 48.0, time_node);
        marks.extend(time);

        let area = Area { left: 0.0, top: 0.0, width: TEXT_WIDTH, height: 48.0 + time_height + 13.0 };
        let mut all = vec![Mark::Fill { area, tint: PALE }, Mark::Frame { area, tint: KEY }];
        all.extend(marks);
        self.push(Block::marks(area.height, all).after(14.0));
    }
}
