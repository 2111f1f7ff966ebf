//! How a form travels and begins: one file with document, shareable settings and origin, whose hash says whether it is as it
//! was exported; and reading whatever somebody brings (such a file, a form document, a JSON Schema, a list of questions).
//! Nothing is stored here. See docs/decisions/0021-exchange.md.

pub mod export;
pub mod file;
pub mod origin;
pub mod outline;
pub mod read;
pub mod settings;
