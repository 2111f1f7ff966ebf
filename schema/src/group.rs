//! A repeating group (子どもが何人でも): the fields that every row has, and how many rows there may be. Facts only; rows
//! are read where answers are decided.

use crate::condition::Names;
use crate::field::Field;
use crate::rule::Rule;
use std::sync::Arc;

/// The inside of a repeating group.
#[derive(Debug)]
pub struct Group {
    pub(crate) fields: Vec<Field>,
    pub(crate) names: Arc<Names>,
    /// In which order the members of a row are decided.
    pub(crate) order: Vec<usize>,
    /// What must hold in every row.
    pub(crate) rules: Vec<Rule>,
    pub(crate) item_title: Option<String>,
    pub(crate) min_rows: u64,
    pub(crate) max_rows: u64,
}

impl Group {
    /// The fields of a row, in the document's order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    /// A field of a row by its member name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.get(*self.names.get(name)?)
    }

    /// What one row is called (お子さん).
    #[must_use]
    pub fn item_title(&self) -> Option<&str> {
        self.item_title.as_deref()
    }

    /// The fewest rows, where the group is answered at all.
    #[must_use]
    pub const fn min_rows(&self) -> u64 {
        self.min_rows
    }

    /// The most rows.
    #[must_use]
    pub const fn max_rows(&self) -> u64 {
        self.max_rows
    }
}
