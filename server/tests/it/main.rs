//! The program as its users meet it: a real HTTP server on its own database, SQLite and PostgreSQL alike, and the real
//! binary with its commands. Every scenario is independent of all others and waits for conditions, never for time.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[macro_use]
mod harness;

mod access;
mod authz;
mod backups;
mod commands;
mod counter;
mod digest;
mod editors;
mod evaluation;
mod exchange;
mod exports;
mod faults;
mod files;
mod fixture_cases;
mod images;
mod intake;
mod interruptions;
mod kept_receipts;
mod kill;
mod languages;
mod machines;
mod mails;
mod migrations;
mod one_per;
mod outbox;
mod paper;
mod portal;
mod prefill;
mod publications;
mod receipts;
mod residents;
mod rows;
mod save_and_resume;
mod save_guard;
mod saved;
mod secrecy;
mod sessions;
mod slots;
mod staff;
mod test_submissions;
mod texts;
mod versions;
mod walker;
