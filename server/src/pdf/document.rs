//! Turns drawn pages into the bytes of a PDF file: cut-down fonts, structure tree, links and information.
//! Everything that the PDF library would fill in by itself (identifiers, dates) is replaced, so that the same receipt
//! always gives the same bytes.

use printpdf::{DictItem, FontId, Mm, ParsedFont, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, Pt};
use sha2::{Digest, Sha256};

use super::PdfError;
use super::canvas::{Canvas, PAGE_HEIGHT, PAGE_WIDTH, text_string};
use super::fonts::Fonts;
use super::tagging::{ObjectId, Plan, dictionary, reference};

/// What the file says about itself.
pub(super) struct About {
    pub(super) title: String,
    pub(super) author: String,
    /// In the notation of PDF.
    pub(super) created_at: String,
    /// The file identifier is derived from this text.
    pub(super) identity: String,
    /// The language of its words (BCP 47).
    pub(super) language: String,
}

/// Puts pages, fonts, structure and information together.
pub(super) fn assemble(fonts: &Fonts, mut canvas: Canvas, about: &About) -> Result<Vec<u8>, PdfError> {
    let mut document = PdfDocument::new(&about.title);
    embed_fonts(fonts, &canvas, &mut document)?;
    let pages: Vec<PdfPage> = std::mem::take(&mut canvas.pages)
        .into_iter()
        .map(|ops| PdfPage::new(Mm::from(Pt(PAGE_WIDTH)), Mm::from(Pt(PAGE_HEIGHT)), ops))
        .collect();
    document.with_pages(pages);

    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    "1.7".clone_into(&mut file.version);
    let page_ids: Vec<ObjectId> = file.get_pages().into_values().collect();
    let plan = Plan::new(&canvas.structure, page_ids, canvas.links.len(), || file.new_object_id());

    for (id, object) in plan.objects(&canvas.structure, &canvas.links) {
        file.set_object(id, object.to_lopdf());
    }
    for (page, &id) in plan.pages.iter().enumerate() {
        let entries = plan.page_entries(page, &canvas.links);
        let dictionary = file.get_dictionary_mut(id).map_err(broken)?;
        for (key, value) in entries {
            dictionary.set(key, value.to_lopdf());
        }
        if !canvas.links.iter().any(|link| link.page == page) {
            dictionary.remove(b"Annots");
        }
    }
    let catalog = file.catalog_mut().map_err(broken)?;
    for (key, value) in plan.catalog_entries(&about.language) {
        catalog.set(key, value.to_lopdf());
    }
    let info = file.add_object(information(about).to_lopdf());
    let identifier = DictItem::Bytes(Sha256::digest(&about.identity)[..16].to_vec());
    file.trailer.set("Info", reference(info).to_lopdf());
    file.trailer.set("ID", DictItem::Array(vec![identifier.clone(), identifier]).to_lopdf());
    // The dictionary that the library wrote for itself is no longer reachable.
    file.prune_objects();
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|error| PdfError::Write(error.to_string()))?;
    Ok(bytes)
}

fn broken(error: impl std::fmt::Display) -> PdfError {
    PdfError::Write(error.to_string())
}

/// Cuts every font down to the glyphs in use and gives it the name that marks it as a subset.
fn embed_fonts(fonts: &Fonts, canvas: &Canvas, document: &mut PdfDocument) -> Result<(), PdfError> {
    for id in Fonts::face_ids() {
        let used = canvas.used(id);
        // Glyph 0 is always there; a font without any other is not used.
        if used.remapper.num_gids() <= 1 {
            continue;
        }
        let face = fonts.face(id);
        let failed = |reason: String| PdfError::Font { name: face.postscript_name, reason };
        let subset = subsetter::subset(face.data, 0, &used.remapper).map_err(|error| failed(error.to_string()))?;
        let mut parsed = ParsedFont::from_bytes(&subset, 0, &mut Vec::new())
            .ok_or_else(|| failed("the cut-down font cannot be read".to_owned()))?;
        parsed.font_name = Some(format!("{}+{}", subset_tag(&subset), face.postscript_name));
        document.resources.fonts.map.insert(FontId(id.resource_name().to_owned()), PdfFont::new(parsed));
    }
    Ok(())
}

/// Six capital letters that depend on nothing but the subset.
fn subset_tag(subset: &[u8]) -> String {
    Sha256::digest(subset).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

fn information(about: &About) -> DictItem {
    let created = || DictItem::String { data: about.created_at.clone().into_bytes(), literal: true };
    dictionary([
        ("Title", text_string(&about.title)),
        ("Author", text_string(&about.author)),
        ("Creator", text_string("Madoguchi")),
        ("Producer", text_string("Madoguchi")),
        ("CreationDate", created()),
        ("ModDate", created()),
    ])
}
