//! The tests of the form language from outside: only what the crate makes public.

#![expect(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

mod calculations;
mod calendars;
mod choosing;
mod contract;
mod corpus;
mod documentation;
mod documented_examples;
mod documented_links;
mod evaluation;
mod fixes;
mod fixtures;
mod forms;
mod generated;
mod groups;
mod hostile;
mod import;
mod import_random;
mod mails;
mod mutation;
mod naive;
mod paths;
mod paths_bounds;
mod problems;
mod properties;
mod questions;
mod reach;
mod resident;
mod review;
mod selections;
mod upgrades;
