//! Madoguchi (窓口): an open, self-hosted form service for local governments.
//!
//! `docs/architecture.md` has the map of the rooms and the two journeys through them.

pub mod allowance;
pub mod app;
pub mod audit;
pub mod backup;
pub mod calendar;
pub mod clock;
pub mod command;
pub mod config;
mod content;
pub mod db;
pub mod embedded;
pub mod exports;
pub mod files;
pub mod forms;
pub mod http;
pub mod ids;
pub mod installation;
pub mod jobs;
pub mod journeys;
pub mod mail;
pub mod organizations;
pub mod outbox;
pub mod pages;
pub mod pdf;
pub mod prose;
pub mod queue;
pub mod scanner;
pub mod slots;
pub mod spool;
pub mod staff;
pub mod submissions;
pub mod vault;
pub mod webhooks;
pub mod words;
