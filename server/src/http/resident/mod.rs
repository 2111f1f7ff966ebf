//! The resident side of HTTP: portal, journey, receipt, assets. Handlers read a post, let [`journey`] decide, and draw
//! with `crate::pages`. Every answer for people is an HTML page, errors included.
//!
//! The staff preview draws the same pages through [`preview`]: another action address, a banner, nothing is stored. So
//! does [`counter`], where staff key in what came on paper.

mod action;
pub mod assets;
mod body;
mod bots;
pub mod counter;
mod desk;
mod edits;
mod embed;
pub mod finished;
pub mod first;
pub mod form;
mod gate;
pub mod images;
pub mod journey;
mod language;
pub mod paper;
pub mod portal;
pub mod preview;
pub mod receipt;
mod respond;
pub mod resume;
mod save;
pub mod saved_mail;
mod slots;
pub mod start;
pub mod state;
mod stood;
pub mod unlock;
mod upload;
mod withdrawn;

pub(in crate::http) use respond::{as_page, see_other};
pub use respond::{nothing_here, too_slow};

#[cfg(test)]
mod tests;
