//! Staff: signing in, sessions, tokens, accounts, departments, and what each role may reach. Knows no HTTP.

pub mod accounts;
pub mod departments;
pub mod password;
pub mod passwords;
pub mod scope;
pub mod sessions;
pub mod sign_in;
pub mod store;
pub mod throttle;
pub mod tokens;
