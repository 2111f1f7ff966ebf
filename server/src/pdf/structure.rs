//! The logical structure of the document (headings, tables, paragraphs) for screen readers.
//! It records which marked pieces of which page belong to which element; `document` writes it into the file.

/// The head of a column; `TH` is that of a row.
pub(super) const COLUMN_HEAD: &str = "TH of a column";

/// The role of an element as PDF names it.
pub(super) fn role(tag: &'static str) -> &'static str {
    if tag == COLUMN_HEAD { "TH" } else { tag }
}

/// An element of the structure tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(pub(super) usize);

#[derive(Debug)]
pub(super) struct Node {
    pub(super) tag: &'static str,
    pub(super) parent: Option<NodeId>,
    pub(super) kids: Vec<Kid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kid {
    Node(NodeId),
    /// A piece of page content.
    Marked {
        page: usize,
        mcid: usize,
    },
    /// A link annotation, by its place in the list of links.
    Link(usize),
}

/// All elements; the first one is the document itself.
#[derive(Debug)]
pub(super) struct Structure {
    nodes: Vec<Node>,
    /// For every page, the element of each marked piece in order of its number.
    owners: Vec<Vec<NodeId>>,
}

impl Structure {
    pub(super) const ROOT: NodeId = NodeId(0);

    pub(super) fn new() -> Self {
        Self { nodes: vec![Node { tag: "Document", parent: None, kids: Vec::new() }], owners: Vec::new() }
    }

    pub(super) fn add(&mut self, parent: NodeId, tag: &'static str) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node { tag, parent: Some(parent), kids: Vec::new() });
        self.nodes[parent.0].kids.push(Kid::Node(id));
        id
    }

    /// Numbers the next marked piece of `page`, which belongs to `owner`.
    pub(super) fn mark(&mut self, owner: NodeId, page: usize) -> usize {
        if self.owners.len() <= page {
            self.owners.resize_with(page + 1, Vec::new);
        }
        let mcid = self.owners[page].len();
        self.owners[page].push(owner);
        self.nodes[owner.0].kids.push(Kid::Marked { page, mcid });
        mcid
    }

    pub(super) fn attach_link(&mut self, owner: NodeId, link: usize) {
        self.nodes[owner.0].kids.push(Kid::Link(link));
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(super) fn owners(&self, page: usize) -> &[NodeId] {
        self.owners.get(page).map_or(&[], Vec::as_slice)
    }
}
