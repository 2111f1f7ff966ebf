//! Staff: signing in, sessions, tokens, accounts, departments, and what each role may reach. Knows no HTTP.

pub mod accounts;
pub mod password;
pub mod scope;
pub mod store;
pub mod tokens;
