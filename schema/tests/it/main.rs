//! The tests of the form language from outside: only what the crate makes public.

#![expect(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

mod calculations;
mod choosing;
mod contract;
mod documentation;
mod evaluation;
mod fixtures;
mod forms;
mod generated;
mod groups;
mod hostile;
mod mutation;
mod naive;
mod problems;
mod properties;
mod questions;
mod reach;
mod resident;
mod selections;
mod upgrades;
