//! What handlers ask for in their signatures: proof of who is asking, of what they may do, and for which organization.

mod client;
mod organization;
mod scope;
mod spoken;
mod valid_json;

pub use client::ClientAddress;
pub use organization::Hosted;
pub use scope::{Admin, Clerk, Editor, Viewer, bearer_token, cookie_name, identify, session_secret};
pub use spoken::{LANG, Spoken, insisted, preferred, spoken_of};
pub use valid_json::ValidJson;
