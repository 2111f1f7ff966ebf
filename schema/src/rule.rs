//! A rule across fields (`x-rules`): an expression that must not be false, what to say when it is, and where.

use crate::calculation::Program;

/// A compiled rule.
#[derive(Debug)]
pub struct Rule {
    /// Which one of its list.
    pub index: usize,
    /// Index of the field it is told at.
    pub field: usize,
    pub program: Program,
    pub message: String,
}
