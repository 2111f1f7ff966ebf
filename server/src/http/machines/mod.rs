//! The JSON interface for machines that submit on a resident's behalf. No session, no cookie.

mod admission;
pub mod files;
pub mod forms;
pub mod slots;
pub mod submissions;
