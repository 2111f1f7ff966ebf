//! What a backup says of itself. It is written when everything else is there: a folder without it is no backup.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Summary;
use super::folder::Content;
use super::list::List;
use crate::clock::Timestamp;

/// Its file.
pub(super) const NAME: &str = "backup.json";

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// The version of the program that made it.
    pub(super) version: String,
    /// When.
    pub(super) made_at: String,
    /// Which installation key its answers are sealed with.
    pub(super) key_fingerprint: String,
    /// The last migration of its database.
    pub(super) last_migration: String,
    pub(super) submissions: u64,
    pub(super) files: u64,
    /// Of the list of files.
    pub(super) files_sha256: String,
    pub(super) database_bytes: u64,
    pub(super) database_sha256: String,
}

impl Manifest {
    pub(super) fn new(
        made_at: Timestamp,
        key_fingerprint: &str,
        last_migration: String,
        summary: Summary,
        (database, list): (&Content, &List),
    ) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: made_at.to_jiff().to_string(),
            key_fingerprint: key_fingerprint.to_owned(),
            last_migration,
            submissions: summary.submissions,
            files: summary.files,
            files_sha256: list.sha256(),
            database_bytes: database.bytes,
            database_sha256: database.sha256.clone(),
        }
    }

    pub(super) fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Of the backup in this folder; `None` when it is none.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(folder.join(NAME)).ok()?).ok()
    }
}
