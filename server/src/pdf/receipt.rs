//! Composes a receipt: which words stand in which order, size and structural role.
//! It produces blocks of known height; `layout` decides about pages and `paint` about the looks of rows and feet.

use qrcode::{Color, EcLevel, QrCode};

use super::canvas::{Area, Ground, Setting, points};
use super::fonts::{Fonts, Weight};
use super::layout::{Block, TableRow};
use super::linebreak::{Line, wrap};
use super::paint::{
    BLACK, CELL_PADDING, GREY, KEY, LABEL_COLUMN, LABEL_SIZE, Mark, PALE, TEXT_WIDTH, VALUE_SIZE,
    baseline,
};
use super::shape::shape;
use super::structure::{NodeId, Structure};
use super::{Receipt, Row, Section, moment};

const BODY: Style = Style {
    weight: Weight::Regular,
    size: 10.5,
    leading: 17.5,
    ground: BLACK,
};
const SMALL: Style = Style {
    weight: Weight::Regular,
    size: 9.0,
    leading: 14.5,
    ground: GREY,
};
const HEADING: Style = Style {
    weight: Weight::Bold,
    size: 13.0,
    leading: 19.0,
    ground: BLACK,
};
const TITLE: Style = Style {
    weight: Weight::Bold,
    size: 20.0,
    leading: 29.0,
    ground: BLACK,
};
const ORGANIZATION: Style = Style {
    weight: Weight::Bold,
    size: 11.0,
    leading: 17.0,
    ground: BLACK,
};

const NOT_A_CERTIFICATE: &str =
    "この受付票は、受け付けた内容をお知らせするものです。証明書としてはお使いいただけません。";
const NO_ANSWER: &str = "（回答なし）";
/// Side of the two-dimensional code, about 26 mm.
const CODE_SIDE: f32 = 74.0;

#[derive(Clone, Copy)]
struct Style {
    weight: Weight,
    size: f32,
    leading: f32,
    ground: Ground,
}

/// Collects blocks and their structure.
struct Composer<'a> {
    fonts: &'a Fonts,
    structure: Structure,
    blocks: Vec<Block>,
}

/// The whole receipt as blocks, in reading order.
pub(super) fn compose(fonts: &Fonts, receipt: &Receipt) -> (Vec<Block>, Structure) {
    let mut composer = Composer {
        fonts,
        structure: Structure::new(),
        blocks: Vec::new(),
    };
    composer.masthead(receipt);
    composer.panel(receipt);
    composer.paragraph(NOT_A_CERTIFICATE, SMALL, 8.0);
    for section in &receipt.sections {
        composer.section(section);
    }
    if let Some(next_steps) = receipt
        .next_steps
        .as_deref()
        .filter(|text| !text.trim().is_empty())
    {
        composer.heading("今後の流れ");
        composer.text(next_steps);
    }
    if let Some(address) = &receipt.status_url {
        composer.status(address);
    }
    if receipt.contact.iter().any(|line| !line.trim().is_empty()) {
        composer.heading("お問い合わせ先");
        composer.text(&receipt.contact.join("\n"));
    }
    (composer.blocks, composer.structure)
}

impl Composer<'_> {
    fn lines(&self, style: Style, text: &str, width: f32) -> Vec<Line> {
        wrap(self.fonts, style.weight, text, width / style.size)
    }

    fn node(&mut self, tag: &'static str) -> NodeId {
        self.structure.add(Structure::ROOT, tag)
    }

    fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Organization, a rule in the key colour, and the title.
    fn masthead(&mut self, receipt: &Receipt) {
        let node = self.node("P");
        let kind = Line {
            glyphs: shape(self.fonts, Weight::Regular, "受付票"),
        };
        let kind_left = TEXT_WIDTH - points(&kind, ORGANIZATION.size);
        let lines = self.lines(ORGANIZATION, &receipt.organization, kind_left - 24.0);
        let (mut marks, height) = stack(lines, ORGANIZATION, 0.0, 0.0, node);
        let kind_node = self.node("P");
        let setting = Setting {
            left: kind_left,
            baseline: baseline(ORGANIZATION.leading, ORGANIZATION.size),
            size: ORGANIZATION.size,
            ground: GREY,
        };
        marks.push(Mark::Text {
            line: kind,
            setting,
            node: kind_node,
        });
        let rule = Area {
            left: 0.0,
            top: height + 6.0,
            width: TEXT_WIDTH,
            height: 2.2,
        };
        marks.push(Mark::Fill {
            area: rule,
            ground: KEY,
        });
        self.push(Block::marks(height + 8.2, marks).keep_with_next());

        let node = self.node("H1");
        let (marks, height) = stack(
            self.lines(TITLE, &receipt.title, TEXT_WIDTH),
            TITLE,
            0.0,
            0.0,
            node,
        );
        self.push(Block::marks(height, marks).after(14.0).keep_with_next());
    }

    /// Receipt number, large, and the time of receipt.
    fn panel(&mut self, receipt: &Receipt) {
        const INSET: f32 = 16.0;
        const LABELS: f32 = 76.0;
        const NUMBER_SIZE: f32 = 25.0;
        let (number_node, time_node) = (self.node("P"), self.node("P"));
        let room = TEXT_WIDTH - 2.0 * INSET - LABELS;
        let number = Line {
            glyphs: shape(self.fonts, Weight::Bold, &receipt.receipt_number),
        };
        // A long prefix makes the number smaller, never two lines: it is read out on the telephone.
        let size = NUMBER_SIZE.min(room / number.width().max(1.0));
        let time = self.lines(BODY, &moment::written(&receipt.received_at), room);
        let label = Style {
            weight: Weight::Regular,
            size: LABEL_SIZE,
            ..BODY
        };
        let caption = |text: &str| {
            vec![Line {
                glyphs: shape(self.fonts, label.weight, text),
            }]
        };

        let (mut marks, _) = stack(
            caption("受付番号"),
            Style {
                leading: 34.0,
                ..label
            },
            INSET,
            10.0,
            number_node,
        );
        let style = Style {
            weight: Weight::Bold,
            size,
            leading: 34.0,
            ground: KEY,
        };
        marks.extend(stack(vec![number], style, INSET + LABELS, 10.0, number_node).0);
        marks.extend(stack(caption("受付日時"), label, INSET, 48.0, time_node).0);
        let (time, time_height) = stack(time, BODY, INSET + LABELS, 48.0, time_node);
        marks.extend(time);

        let area = Area {
            left: 0.0,
            top: 0.0,
            width: TEXT_WIDTH,
            height: 48.0 + time_height + 13.0,
        };
        let mut all = vec![
            Mark::Fill { area, ground: PALE },
            Mark::Frame { area, ground: KEY },
        ];
        all.extend(marks);
        self.push(Block::marks(area.height, all).after(14.0));
    }

    fn heading(&mut self, title: &str) {
        let node = self.node("H2");
        let lines = self.lines(HEADING, title, TEXT_WIDTH - 12.0);
        let (mut marks, height) = stack(lines, HEADING, 12.0, 0.0, node);
        let bar = Area {
            left: 0.0,
            top: 1.5,
            width: 4.0,
            height: height - 3.0,
        };
        marks.insert(
            0,
            Mark::Fill {
                area: bar,
                ground: KEY,
            },
        );
        self.push(
            Block::marks(height + 7.0, marks)
                .after(22.0)
                .keep_with_next(),
        );
    }

    fn section(&mut self, section: &Section) {
        let first = self.blocks.len();
        if !section.title.trim().is_empty() {
            self.heading(&section.title);
        }
        if section.rows.is_empty() {
            self.paragraph(
                NO_ANSWER,
                Style {
                    ground: GREY,
                    ..BODY
                },
                0.0,
            );
        } else {
            let table = self.node("Table");
            for row in &section.rows {
                self.row(table, row);
            }
        }
        // Without a heading the section still stands apart from the one before it.
        if let Some(block) = self.blocks.get_mut(first) {
            block.space_before = 22.0;
        }
    }

    fn row(&mut self, table: NodeId, row: &Row) {
        let tr = self.structure.add(table, "TR");
        let (label_node, value_node) = (self.structure.add(tr, "TH"), self.structure.add(tr, "TD"));
        let label_width = (LABEL_COLUMN - 2.0 * CELL_PADDING) / LABEL_SIZE;
        let value_width = (TEXT_WIDTH - LABEL_COLUMN - 2.0 * CELL_PADDING) / VALUE_SIZE;
        let is_blank = row.lines.iter().all(|line| line.trim().is_empty());
        let value = if is_blank {
            NO_ANSWER.to_owned()
        } else {
            row.lines.join("\n")
        };
        self.push(Block::row(TableRow {
            label: wrap(self.fonts, Weight::Bold, &row.label, label_width),
            value: wrap(self.fonts, Weight::Regular, &value, value_width),
            label_node,
            value_node,
            is_continued: false,
            is_blank,
        }));
    }

    /// Prose: every line end of the text begins a new paragraph.
    fn text(&mut self, text: &str) {
        for paragraph in super::shape::paragraphs(text.trim()) {
            self.paragraph(&paragraph, BODY, 0.0);
        }
    }

    /// One block for each line, so that a long paragraph can go on over the page; no line of it is left alone.
    fn paragraph(&mut self, text: &str, style: Style, space_before: f32) {
        let node = self.node("P");
        let lines = self.lines(style, text, TEXT_WIDTH);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let (marks, height) = stack(vec![line], style, 0.0, 0.0, node);
            let block =
                Block::marks(height, marks).after(if index == 0 { space_before } else { 0.0 });
            let stays = index + 1 < count && (index == 0 || index + 2 == count);
            self.push(if stays { block.keep_with_next() } else { block });
        }
    }

    /// Where to look the state up: the address as a link, and as a code to be read from paper.
    fn status(&mut self, address: &str) {
        self.heading("受付後の状況の確認");
        let code = QrCode::with_error_correction_level(address, EcLevel::M).ok();
        let width = if code.is_some() {
            TEXT_WIDTH - CODE_SIDE - 20.0
        } else {
            TEXT_WIDTH
        };
        let lead_node = self.node("P");
        let lead = if code.is_some() {
            "次のページで、受付番号と処理の状況を確認できます。右の二次元コードからも開けます。"
        } else {
            "次のページで、受付番号と処理の状況を確認できます。"
        };
        let (mut marks, lead_height) =
            stack(self.lines(BODY, lead, width), BODY, 0.0, 0.0, lead_node);
        let paragraph = self.node("P");
        let link = self.structure.add(paragraph, "Link");
        let style = Style {
            size: 9.5,
            leading: 15.0,
            ground: KEY,
            ..BODY
        };
        let lines = self.lines(style, address, width);
        let mut top = lead_height + 3.0;
        for line in lines {
            let area = Area {
                left: 0.0,
                top,
                width: points(&line, style.size),
                height: style.leading,
            };
            marks.extend(stack(vec![line], style, 0.0, top, link).0);
            marks.push(Mark::Link {
                area,
                address: address.to_owned(),
                node: link,
            });
            top += style.leading;
        }
        let mut height = top;
        if let Some(code) = code {
            let area = Area {
                left: TEXT_WIDTH - CODE_SIDE,
                top: 0.0,
                width: CODE_SIDE,
                height: CODE_SIDE,
            };
            let modules = code
                .to_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect();
            marks.push(Mark::Code {
                area,
                modules,
                width: code.width(),
            });
            height = height.max(CODE_SIDE + 4.0);
        }
        self.push(Block::marks(height, marks));
    }
}

/// Lines one below the other, and their height together.
fn stack(lines: Vec<Line>, style: Style, left: f32, top: f32, node: NodeId) -> (Vec<Mark>, f32) {
    let mut line_top = top;
    let marks = lines
        .into_iter()
        .map(|line| {
            let baseline = line_top + baseline(style.leading, style.size);
            line_top += style.leading;
            let setting = Setting {
                left,
                baseline,
                size: style.size,
                ground: style.ground,
            };
            Mark::Text {
                line,
                setting,
                node,
            }
        })
        .collect();
    (marks, line_top - top)
}
