//! x

pub mod pdf;
