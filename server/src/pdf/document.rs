//! Turns drawn pages into the bytes of a PDF file: cut-down fonts, structure tree, links and information.
//! Everything that the PDF library would fill in by itself (identifiers, dates) is replaced, so that the same receipt
//! always gives the same bytes.

use std::collections::BTreeMap;

use printpdf::{
    DictItem, FontId, Mm, ParsedFont, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, PdfWarnMsg, Pt,
};
use sha2::{Digest, Sha256};

use super::PdfError;
use super::canvas::{Canvas, Link, PAGE_HEIGHT, PAGE_WIDTH, text_string};
use super::fonts::Fonts;
use super::structure::{Kid, NodeId, Structure};

/// What the file says about itself.
pub(super) struct About {
    pub(super) title: String,
    pub(super) author: String,
    /// In the notation of PDF.
    pub(super) created_at: String,
    /// The file identifier is derived from this text.
    pub(super) identity: String,
}

pub(super) fn assemble(
    fonts: &Fonts,
    mut canvas: Canvas,
    about: &About,
) -> Result<Vec<u8>, PdfError> {
    let mut document = PdfDocument::new(&about.title);
    embed_fonts(fonts, &canvas, &mut document)?;
    let pages: Vec<PdfPage> = std::mem::take(&mut canvas.pages)
        .into_iter()
        .map(|ops| PdfPage::new(Mm::from(Pt(PAGE_WIDTH)), Mm::from(Pt(PAGE_HEIGHT)), ops))
        .collect();
    let page_count = pages.len();
    document.with_pages(pages);

    let mut warnings: Vec<PdfWarnMsg> = Vec::new();
    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    "1.7".clone_into(&mut file.version);
    let page_ids: Vec<ObjectId> = file.get_pages().into_values().collect();
    let plan = Plan::new(&canvas.structure, page_ids, canvas.links.len(), || {
        file.new_object_id()
    });

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
    for (key, value) in plan.catalog_entries() {
        catalog.set(key, value.to_lopdf());
    }
    let info = file.add_object(information(about).to_lopdf());
    let identifier = DictItem::Bytes(Sha256::digest(&about.identity)[..16].to_vec());
    file.trailer.set("Info", reference(info).to_lopdf());
    file.trailer.set(
        "ID",
        DictItem::Array(vec![identifier.clone(), identifier]).to_lopdf(),
    );
    // The dictionary that the library wrote for itself is no longer reachable.
    file.prune_objects();
    debug_assert_eq!(page_count, plan.pages.len());
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes)
        .map_err(|error| PdfError::Write(error.to_string()))?;
    Ok(bytes)
}

/// Number and generation of an object in the file.
type ObjectId = (u32, u16);

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
        let failed = |reason: String| PdfError::Font {
            name: face.postscript_name,
            reason,
        };
        let subset = subsetter::subset(face.data, 0, &used.remapper)
            .map_err(|error| failed(error.to_string()))?;
        let mut parsed = ParsedFont::from_bytes(&subset, 0, &mut Vec::new())
            .ok_or_else(|| failed("the cut-down font cannot be read".to_owned()))?;
        parsed.font_name = Some(format!("{}+{}", subset_tag(&subset), face.postscript_name));
        document
            .resources
            .fonts
            .map
            .insert(FontId(id.resource_name().to_owned()), PdfFont::new(parsed));
    }
    Ok(())
}

/// Six capital letters that depend on nothing but the subset.
fn subset_tag(subset: &[u8]) -> String {
    Sha256::digest(subset)
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}

fn information(about: &About) -> DictItem {
    let created = || DictItem::String {
        data: about.created_at.clone().into_bytes(),
        literal: true,
    };
    dictionary([
        ("Title", text_string(&about.title)),
        ("Author", text_string(&about.author)),
        ("Creator", text_string("Madoguchi")),
        ("Producer", text_string("Madoguchi")),
        ("CreationDate", created()),
        ("ModDate", created()),
    ])
}

fn dictionary<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    DictItem::Dict {
        map: entries
            .map(|(key, value)| (key.to_owned(), value))
            .into_iter()
            .collect(),
    }
}

fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}

fn number(value: usize) -> DictItem {
    DictItem::Int(i64::try_from(value).unwrap_or(i64::MAX))
}

const fn reference((obj, generation): ObjectId) -> DictItem {
    DictItem::Ref {
        obj,
        r#gen: generation,
    }
}

/// The numbers of all objects that describe structure and links.
struct Plan {
    pages: Vec<ObjectId>,
    nodes: Vec<ObjectId>,
    links: Vec<ObjectId>,
    root: ObjectId,
}

impl Plan {
    fn new(
        structure: &Structure,
        pages: Vec<ObjectId>,
        links: usize,
        mut next: impl FnMut() -> ObjectId,
    ) -> Self {
        let nodes = structure.nodes().iter().map(|_| next()).collect();
        let links = (0..links).map(|_| next()).collect();
        Self {
            pages,
            nodes,
            links,
            root: next(),
        }
    }

    fn node(&self, id: NodeId) -> DictItem {
        reference(self.nodes[id.0])
    }

    fn objects(&self, structure: &Structure, links: &[Link]) -> Vec<(ObjectId, DictItem)> {
        let mut objects: Vec<(ObjectId, DictItem)> = vec![(self.root, self.root_object(structure))];
        for (index, &id) in self.nodes.iter().enumerate() {
            objects.push((id, self.element(structure, NodeId(index))));
        }
        for (index, link) in links.iter().enumerate() {
            objects.push((self.links[index], self.annotation(index, link)));
        }
        objects
    }

    fn root_object(&self, structure: &Structure) -> DictItem {
        // Keys 0 and up are the pages, then the links follow: every marked piece finds its element through them.
        let mut numbers = Vec::new();
        for page in 0..self.pages.len() {
            let owners = structure
                .owners(page)
                .iter()
                .map(|&owner| self.node(owner))
                .collect();
            numbers.extend([number(page), DictItem::Array(owners)]);
        }
        for index in 0..self.links.len() {
            let owner = structure
                .nodes()
                .iter()
                .position(|node| node.kids.contains(&Kid::Link(index)));
            let owner = owner.map_or(DictItem::Null, |owner| self.node(NodeId(owner)));
            numbers.extend([number(self.link_key(index)), owner]);
        }
        dictionary([
            ("Type", name("StructTreeRoot")),
            ("K", self.node(Structure::ROOT)),
            (
                "ParentTree",
                dictionary([("Nums", DictItem::Array(numbers))]),
            ),
            ("ParentTreeNextKey", number(self.link_key(self.links.len()))),
        ])
    }

    const fn link_key(&self, index: usize) -> usize {
        self.pages.len() + index
    }

    fn element(&self, structure: &Structure, id: NodeId) -> DictItem {
        let node = &structure.nodes()[id.0];
        let kids = node.kids.iter().map(|kid| self.kid(*kid)).collect();
        let mut map = BTreeMap::from([
            ("Type".to_owned(), name("StructElem")),
            ("S".to_owned(), name(node.tag)),
            (
                "P".to_owned(),
                node.parent
                    .map_or_else(|| reference(self.root), |parent| self.node(parent)),
            ),
            ("K".to_owned(), DictItem::Array(kids)),
        ]);
        if node.tag == "TH" {
            map.insert(
                "A".to_owned(),
                dictionary([("O", name("Table")), ("Scope", name("Row"))]),
            );
        }
        DictItem::Dict { map }
    }

    fn kid(&self, kid: Kid) -> DictItem {
        match kid {
            Kid::Node(id) => self.node(id),
            Kid::Marked { page, mcid } => dictionary([
                ("Type", name("MCR")),
                ("Pg", reference(self.pages[page])),
                ("MCID", number(mcid)),
            ]),
            Kid::Link(index) => dictionary([
                ("Type", name("OBJR")),
                ("Obj", reference(self.links[index])),
            ]),
        }
    }

    fn annotation(&self, index: usize, link: &Link) -> DictItem {
        let area = link.area;
        let edges = [
            area.left,
            PAGE_HEIGHT - area.top - area.height,
            area.left + area.width,
            PAGE_HEIGHT - area.top,
        ];
        let address = DictItem::String {
            data: link.address.clone().into_bytes(),
            literal: true,
        };
        dictionary([
            ("Type", name("Annot")),
            ("Subtype", name("Link")),
            ("Rect", DictItem::Array(edges.map(DictItem::Real).to_vec())),
            (
                "Border",
                DictItem::Array(vec![number(0), number(0), number(0)]),
            ),
            ("Contents", text_string(&link.address)),
            // Print with the page.
            ("F", number(4)),
            ("A", dictionary([("S", name("URI")), ("URI", address)])),
            ("P", reference(self.pages[link.page])),
            ("StructParent", number(self.link_key(index))),
        ])
    }

    fn page_entries(&self, page: usize, links: &[Link]) -> Vec<(&'static str, DictItem)> {
        let annotations = (0..links.len()).filter(|&index| links[index].page == page);
        let annotations = annotations
            .map(|index| reference(self.links[index]))
            .collect();
        vec![
            ("StructParents", number(page)),
            // Tab moves through links in the order of the structure.
            ("Tabs", name("S")),
            ("Annots", DictItem::Array(annotations)),
        ]
    }

    fn catalog_entries(&self) -> Vec<(&'static str, DictItem)> {
        vec![
            (
                "Lang",
                DictItem::String {
                    data: b"ja-JP".to_vec(),
                    literal: true,
                },
            ),
            ("MarkInfo", dictionary([("Marked", DictItem::Bool(true))])),
            ("StructTreeRoot", reference(self.root)),
            (
                "ViewerPreferences",
                dictionary([("DisplayDocTitle", DictItem::Bool(true))]),
            ),
        ]
    }
}
