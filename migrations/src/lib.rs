//! Database migrations for SQLite and PostgreSQL, one file per step, each with its way back.
//!
//! Times are microseconds since the Unix epoch in `bigint` columns whose names end in `_at`; identifiers are UUIDv7.
//! A step is never edited after a release: a change is a new file.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod columns;
mod m20261121_000001_create_organization;
mod m20261121_000002_create_staff;
mod m20261121_000003_create_form;
mod m20261121_000004_create_submission;
mod m20261121_000005_create_job;
mod m20261121_000006_create_audit_event;
mod m20261122_000007_resident_journey;
mod m20261122_000008_builder;
mod m20261122_000009_slots;
mod m20261122_000010_outbox;
mod m20261122_000012_calendars;
mod m20261123_000013_tested;

/// The ordered list of steps.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_create_organization::Migration),
            Box::new(m20261121_000002_create_staff::Migration),
            Box::new(m20261121_000003_create_form::Migration),
            Box::new(m20261121_000004_create_submission::Migration),
            Box::new(m20261121_000005_create_job::Migration),
            Box::new(m20261121_000006_create_audit_event::Migration),
            Box::new(m20261122_000007_resident_journey::Migration),
            Box::new(m20261122_000008_builder::Migration),
            Box::new(m20261122_000009_slots::Migration),
            Box::new(m20261122_000010_outbox::Migration),
            Box::new(m20261122_000012_calendars::Migration),
            Box::new(m20261123_000013_tested::Migration),
        ]
    }
}
