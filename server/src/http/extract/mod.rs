//! What handlers ask for in their signatures: proof of who is asking and for which organization.

mod organization;

pub use organization::Hosted;
