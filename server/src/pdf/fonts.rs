//! The embedded fonts and the choice of a glyph for a character.
//! BIZ UDGothic comes first because it is made for reading by everybody; Noto Sans JP lends the characters it lacks.
//! This file must not know about sizes, lines or pages.

use ttf_parser::GlyphId;

use super::PdfError;

const BIZ_REGULAR: &[u8] = include_bytes!(env!("MADOGUCHI_FONT_BIZ_REGULAR"));
const BIZ_BOLD: &[u8] = include_bytes!(env!("MADOGUCHI_FONT_BIZ_BOLD"));
const NOTO_REGULAR: &[u8] = include_bytes!(env!("MADOGUCHI_FONT_NOTO_REGULAR"));
const NOTO_BOLD: &[u8] = include_bytes!(env!("MADOGUCHI_FONT_NOTO_BOLD"));

/// Drawn in place of a character that no font has: the customary 下駄 mark.
pub(super) const GETA: char = '〓';

/// The embedded fonts, parsed once and shared by every document.
pub struct Fonts {
    faces: [Face; 4],
}

/// One font file.
pub(super) struct Face {
    pub(super) postscript_name: &'static str,
    pub(super) data: &'static [u8],
    parsed: ttf_parser::Face<'static>,
}

/// Which of the four faces a glyph belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FaceId(usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    /// The faces to ask, in order of preference.
    const fn chain(self) -> [FaceId; 2] {
        match self {
            Self::Regular => [FaceId(0), FaceId(1)],
            Self::Bold => [FaceId(2), FaceId(3)],
        }
    }
}

impl Fonts {
    /// Parses the embedded fonts.
    ///
    /// # Errors
    /// [`PdfError::Font`] when an embedded file is not a usable font or has no glyph for missing characters.
    pub fn load() -> Result<Self, PdfError> {
        let fonts = Self {
            faces: [
                Face::parse("BIZUDGothic-Regular", BIZ_REGULAR)?,
                Face::parse("NotoSansJP-Regular", NOTO_REGULAR)?,
                Face::parse("BIZUDGothic-Bold", BIZ_BOLD)?,
                Face::parse("NotoSansJP-Bold", NOTO_BOLD)?,
            ],
        };
        for weight in [Weight::Regular, Weight::Bold] {
            if fonts.glyph(weight, GETA).is_none() {
                return Err(PdfError::Font { name: "BIZUDGothic", reason: format!("has no glyph for {GETA}") });
            }
        }
        Ok(fonts)
    }

    pub(super) fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0]
    }

    pub(super) fn face_ids() -> impl Iterator<Item = FaceId> {
        (0..4).map(FaceId)
    }

    /// The glyph of a single character.
    pub(super) fn glyph(&self, weight: Weight, character: char) -> Option<(FaceId, GlyphId)> {
        self.first(weight, |face| face.glyph_index(character))
    }

    /// The glyph of an ideographic or standardized variation sequence (葛 and U+E0100).
    pub(super) fn variant(&self, weight: Weight, character: char, selector: char) -> Option<(FaceId, GlyphId)> {
        self.first(weight, |face| face.glyph_variation_index(character, selector))
    }

    fn first(
        &self,
        weight: Weight,
        look_up: impl Fn(&ttf_parser::Face<'static>) -> Option<GlyphId>,
    ) -> Option<(FaceId, GlyphId)> {
        weight.chain().into_iter().find_map(|id| {
            // Glyph 0 is `.notdef`: some fonts map characters to it, which is no glyph at all.
            look_up(&self.face(id).parsed).filter(|glyph| glyph.0 != 0).map(|glyph| (id, glyph))
        })
    }

    /// Advance width in em.
    pub(super) fn advance(&self, id: FaceId, glyph: GlyphId) -> f32 {
        let face = &self.face(id).parsed;
        let units = face.glyph_hor_advance(glyph).unwrap_or_else(|| face.units_per_em());
        f32::from(units) / f32::from(face.units_per_em())
    }
}

impl Face {
    fn parse(postscript_name: &'static str, data: &'static [u8]) -> Result<Self, PdfError> {
        let parsed = ttf_parser::Face::parse(data, 0)
            .map_err(|error| PdfError::Font { name: postscript_name, reason: error.to_string() })?;
        Ok(Self { postscript_name, data, parsed })
    }
}

impl FaceId {
    /// The name of the font resource inside the document.
    pub(super) fn resource_name(self) -> &'static str {
        ["BizRegular", "NotoRegular", "BizBold", "NotoBold"][self.0]
    }

    pub(super) fn index(self) -> usize {
        self.0
    }
}
