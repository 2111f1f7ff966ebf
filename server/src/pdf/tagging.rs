//! Describes structure, links and language in the vocabulary of PDF: the tagged part of the file, which screen readers
//! and text extraction rely on. It only builds objects; `document` puts them into the file.

use std::collections::BTreeMap;

use printpdf::DictItem;

use super::canvas::{Link, PAGE_HEIGHT, text_string};
use super::structure::{COLUMN_HEAD, Kid, NodeId, Structure, role};

/// Number and generation of an object in the file.
pub(super) type ObjectId = (u32, u16);

pub(super) fn dictionary<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    DictItem::Dict { map: entries.map(|(key, value)| (key.to_owned(), value)).into_iter().collect() }
}

fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}

fn number(value: usize) -> DictItem {
    DictItem::Int(i64::try_from(value).unwrap_or(i64::MAX))
}

pub(super) const fn reference((obj, generation): ObjectId) -> DictItem {
    DictItem::Ref { obj, r#gen: generation }
}

/// The numbers of all objects that describe structure and links.
pub(super) struct Plan {
    pub(super) pages: Vec<ObjectId>,
    nodes: Vec<ObjectId>,
    links: Vec<ObjectId>,
    root: ObjectId,
}

impl Plan {
    pub(super) fn new(
        structure: &Structure,
        pages: Vec<ObjectId>,
        links: usize,
        mut next: impl FnMut() -> ObjectId,
    ) -> Self {
        let nodes = structure.nodes().iter().map(|_| next()).collect();
        let links = (0..links).map(|_| next()).collect();
        Self { pages, nodes, links, root: next() }
    }

    fn node(&self, id: NodeId) -> DictItem {
        reference(self.nodes[id.0])
    }

    pub(super) fn objects(&self, structure: &Structure, links: &[Link]) -> Vec<(ObjectId, DictItem)> {
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
            let owners = structure.owners(page).iter().map(|&owner| self.node(owner)).collect();
            numbers.extend([number(page), DictItem::Array(owners)]);
        }
        for index in 0..self.links.len() {
            let owner = structure.nodes().iter().position(|node| node.kids.contains(&Kid::Link(index)));
            let owner = owner.map_or(DictItem::Null, |owner| self.node(NodeId(owner)));
            numbers.extend([number(self.link_key(index)), owner]);
        }
        dictionary([
            ("Type", name("StructTreeRoot")),
            ("K", self.node(Structure::ROOT)),
            ("ParentTree", dictionary([("Nums", DictItem::Array(numbers))])),
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
            ("S".to_owned(), name(role(node.tag))),
            ("P".to_owned(), node.parent.map_or_else(|| reference(self.root), |parent| self.node(parent))),
            ("K".to_owned(), DictItem::Array(kids)),
        ]);
        let scope = match node.tag {
            "TH" => Some("Row"),
            COLUMN_HEAD => Some("Column"),
            _ => None,
        };
        if let Some(scope) = scope {
            map.insert("A".to_owned(), dictionary([("O", name("Table")), ("Scope", name(scope))]));
        }
        DictItem::Dict { map }
    }

    fn kid(&self, kid: Kid) -> DictItem {
        match kid {
            Kid::Node(id) => self.node(id),
            Kid::Marked { page, mcid } => {
                dictionary([("Type", name("MCR")), ("Pg", reference(self.pages[page])), ("MCID", number(mcid))])
            }
            Kid::Link(index) => dictionary([("Type", name("OBJR")), ("Obj", reference(self.links[index]))]),
        }
    }

    fn annotation(&self, index: usize, link: &Link) -> DictItem {
        let area = link.area;
        let edges = [area.left, PAGE_HEIGHT - area.top - area.height, area.left + area.width, PAGE_HEIGHT - area.top];
        let address = DictItem::String { data: link.address.clone().into_bytes(), literal: true };
        dictionary([
            ("Type", name("Annot")),
            ("Subtype", name("Link")),
            ("Rect", DictItem::Array(edges.map(DictItem::Real).to_vec())),
            ("Border", DictItem::Array(vec![number(0), number(0), number(0)])),
            ("Contents", text_string(&link.address)),
            // Print with the page.
            ("F", number(4)),
            ("A", dictionary([("S", name("URI")), ("URI", address)])),
            ("P", reference(self.pages[link.page])),
            ("StructParent", number(self.link_key(index))),
        ])
    }

    pub(super) fn page_entries(&self, page: usize, links: &[Link]) -> Vec<(&'static str, DictItem)> {
        let annotations = (0..links.len()).filter(|&index| links[index].page == page);
        let annotations = annotations.map(|index| reference(self.links[index])).collect();
        vec![
            ("StructParents", number(page)),
            // Tab moves through links in the order of the structure.
            ("Tabs", name("S")),
            ("Annots", DictItem::Array(annotations)),
        ]
    }

    pub(super) fn catalog_entries(&self, language: &str) -> Vec<(&'static str, DictItem)> {
        vec![
            ("Lang", DictItem::String { data: language.as_bytes().to_vec(), literal: true }),
            ("MarkInfo", dictionary([("Marked", DictItem::Bool(true))])),
            ("StructTreeRoot", reference(self.root)),
            ("ViewerPreferences", dictionary([("DisplayDocTitle", DictItem::Bool(true))])),
        ]
    }
}
