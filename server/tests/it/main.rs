//! The program as its users meet it: a real HTTP server on its own database, SQLite and PostgreSQL alike, and the real
//! binary with its commands. Every scenario is independent of all others and waits for conditions, never for time.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[macro_use]
mod harness;

mod authz;
mod commands;
mod exports;
mod fixture_cases;
mod kill;
mod machines;
mod migrations;
mod prefill;
mod residents;
mod rows;
mod saved;
mod secrecy;
mod sessions;
mod staff;
