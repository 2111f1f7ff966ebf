//! Draws on pages: text, rules, filled areas, check boxes. Coordinates are points from the top left corner of the page.
//! It keeps count of the glyphs in use, so that fonts can be cut down, and of the text that each glyph stands for.
//! It decides nothing about layout.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, DictItem, FontId, Line as Path, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt, Rect, Rgb,
    TextItem,
};
use subsetter::GlyphRemapper;

use super::fonts::FaceId;
use super::linebreak::Line;
use super::shape::{Glyph, Ink};
use super::structure::{NodeId, Structure, role};

/// A4 in points.
pub(super) const PAGE_WIDTH: f32 = 595.28;
pub(super) const PAGE_HEIGHT: f32 = 841.89;

/// Red, green, blue from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tint(pub(super) f32, pub(super) f32, pub(super) f32);

impl Tint {
    fn color(self) -> Color {
        Color::Rgb(Rgb::new(self.0, self.1, self.2, None))
    }
}

/// A rectangle; `top` grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A place on a page that opens an address.
pub(super) struct Link {
    pub(super) page: usize,
    pub(super) area: Area,
    pub(super) address: String,
}

/// Where and how a line of text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) left: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) tint: Tint,
}

/// The glyphs of one face that the document uses.
#[derive(Default)]
pub(super) struct Used {
    pub(super) remapper: GlyphRemapper,
    /// What each glyph (numbered as in the cut-down font) stands for.
    meaning: BTreeMap<u16, String>,
}

/// The pages drawn so far.
pub(super) struct Canvas {
    pub(super) pages: Vec<Vec<Op>>,
    pub(super) structure: Structure,
    pub(super) links: Vec<Link>,
    used: [Used; 4],
}

impl Canvas {
    pub(super) fn new(structure: Structure) -> Self {
        Self { pages: Vec::new(), structure, links: Vec::new(), used: Default::default() }
    }

    pub(super) fn begin_page(&mut self) {
        self.pages.push(Vec::new());
    }

    pub(super) fn used(&self, face: FaceId) -> &Used {
        &self.used[face.index()]
    }

    fn push(&mut self, op: Op) {
        if let Some(page) = self.pages.last_mut() {
            page.push(op);
        }
    }

    /// What `draw` paints is the content of `owner`.
    pub(super) fn content(&mut self, owner: NodeId, draw: impl FnOnce(&mut Self)) {
        let mcid = self.structure.mark(owner, self.pages.len().saturating_sub(1));
        let tag = role(self.structure.nodes()[owner.0].tag);
        let number = DictItem::Int(i64::try_from(mcid).unwrap_or(i64::MAX));
        self.marked(tag, BTreeMap::from([("MCID".to_owned(), number)]), draw);
    }

    /// What `draw` paints is decoration, which a screen reader passes over.
    pub(super) fn decoration(&mut self, draw: impl FnOnce(&mut Self)) {
        self.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
        draw(self);
        self.push(Op::EndMarkedContent);
    }

    fn marked(&mut self, tag: &str, map: BTreeMap<String, DictItem>, draw: impl FnOnce(&mut Self)) {
        let properties = DictItem::Dict { map };
        self.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
        draw(self);
        self.push(Op::EndMarkedContent);
    }

    pub(super) fn fill(&mut self, area: Area, tint: Tint) {
        self.push(Op::SetFillColor { col: tint.color() });
        self.push(Op::DrawRectangle {
            rectangle: Rect {
                x: Pt(area.left),
                y: Pt(PAGE_HEIGHT - area.top - area.height),
                width: Pt(area.width),
                height: Pt(area.height),
                mode: Some(PaintMode::Fill),
                winding_order: None,
            },
        });
    }

    fn stroke(&mut self, points: &[(f32, f32)], is_closed: bool, thickness: f32, tint: Tint) {
        self.push(Op::SetOutlineColor { col: tint.color() });
        self.push(Op::SetOutlineThickness { pt: Pt(thickness) });
        let points = points.iter().map(|&(x, y)| LinePoint { p: point(x, y), bezier: false }).collect();
        self.push(Op::DrawLine { line: Path { points, is_closed } });
    }

    /// The outline of `area`.
    pub(super) fn frame(&mut self, area: Area, thickness: f32, tint: Tint) {
        let (right, bottom) = (area.left + area.width, area.top + area.height);
        let corners = [(area.left, area.top), (right, area.top), (right, bottom), (area.left, bottom)];
        self.stroke(&corners, true, thickness, tint);
    }

    pub(super) fn rule(&mut self, left: f32, top: f32, width: f32, thickness: f32, tint: Tint) {
        self.stroke(&[(left, top), (left + width, top)], false, thickness, tint);
    }

    /// A straight line between two points.
    pub(super) fn segment(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32, tint: Tint) {
        self.stroke(&[from, to], false, thickness, tint);
    }

    /// Sets one line of text.
    pub(super) fn text(&mut self, line: &Line, setting: Setting) {
        self.push(Op::SetFillColor { col: setting.tint.color() });
        self.letters(&line.glyphs, setting);
        let mut left = setting.left;
        for glyph in &line.glyphs {
            if let Ink::Checkbox { ticked: true, .. } = glyph.ink {
                self.tick(Setting { left, ..setting });
            }
            left += glyph.advance * setting.size;
        }
    }

    fn letters(&mut self, glyphs: &[Glyph], setting: Setting) {
        self.push(Op::StartTextSection);
        self.push(Op::SetTextCursor { pos: point(setting.left, setting.baseline) });
        let mut current_face = None;
        let mut run: Vec<Codepoint> = Vec::new();
        for glyph in glyphs {
            let (face, ..) = glyph.ink.glyph();
            if current_face != Some(face) {
                self.show(&mut run);
                let font = PdfFontHandle::External(FontId(face.resource_name().to_owned()));
                self.push(Op::SetFont { font, size: Pt(setting.size) });
                current_face = Some(face);
            }
            let (code, understood) = self.used[face.index()].register(glyph);
            if understood {
                run.push(code);
            } else {
                self.show(&mut run);
                self.spoken(&glyph.text, |canvas| canvas.show(&mut vec![code]));
            }
        }
        self.show(&mut run);
        self.push(Op::EndTextSection);
    }

    fn show(&mut self, run: &mut Vec<Codepoint>) {
        if !run.is_empty() {
            self.push(Op::ShowText { items: vec![TextItem::GlyphIds(std::mem::take(run))] });
        }
    }

    /// What `draw` paints stands for `text`, whatever it looks like.
    fn spoken(&mut self, text: &str, draw: impl FnOnce(&mut Self)) {
        self.marked("Span", BTreeMap::from([("ActualText".to_owned(), text_string(text))]), draw);
    }

    /// The tick inside the square that was set at this place.
    fn tick(&mut self, setting: Setting) {
        let em = setting.size;
        let at = |x: f32, y: f32| (setting.left + em * x, setting.baseline - em * y);
        self.stroke(&[at(0.26, 0.4), at(0.43, 0.2), at(0.78, 0.62)], false, em * 0.11, setting.tint);
    }
}

impl Used {
    /// The code of a glyph in the cut-down font, and whether its text can be found through the font's own table:
    /// that table knows one text for each glyph, the first; every other use must carry its text along.
    fn register(&mut self, glyph: &Glyph) -> (Codepoint, bool) {
        let (_, id, own_meaning) = glyph.ink.glyph();
        let gid = self.remapper.remap(id.0);
        let own_text = own_meaning.map_or_else(|| glyph.text.clone(), String::from);
        let meaning = self.meaning.entry(gid).or_insert(own_text);
        (Codepoint::with_cid(gid, 0.0, meaning.clone()), *meaning == glyph.text)
    }
}

fn point(left: f32, top: f32) -> Point {
    Point { x: Pt(left), y: Pt(PAGE_HEIGHT - top) }
}

/// A PDF text string: UTF-16, big endian, with byte order mark.
pub(super) fn text_string(text: &str) -> DictItem {
    let mut data = vec![0xFE, 0xFF];
    data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    DictItem::String { data, literal: false }
}
