//! A backup becomes an installation again: into a data folder that has the key and nothing else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::{DATABASE, FILES, Summary, folder};
use crate::config::Config;
use crate::ids::Random;
use crate::vault::{Vault, VaultError};

/// Nothing was restored, or not everything; the data folder gets its database last.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// No manifest, or not this database.
    #[error("{0} holds no complete backup")]
    Incomplete(PathBuf),
    /// There is something already.
    #[error("{0} is there already; a backup is restored into an empty data folder")]
    Occupied(PathBuf),
    /// Another installation's key, or none.
    #[error(transparent)]
    Key(#[from] VaultError),
    /// Reading or writing failed.
    #[error("cannot restore the backup: {0}")]
    Io(#[from] io::Error),
}

/// Restores the backup in `source` into the data folder of `config`, where the key has to be already.
///
/// # Errors
/// See [`RestoreError`].
pub fn restore(config: &Config, source: &Path) -> Result<Summary, RestoreError> {
    let incomplete = || RestoreError::Incomplete(source.to_owned());
    let manifest = Manifest::read(source).ok_or_else(incomplete)?;
    let vault = Vault::open(&config.key_file(), false, Random::system())?;
    if vault.fingerprint() != manifest.key_fingerprint {
        return Err(VaultError::Wrong(config.key_file().display().to_string()).into());
    }
    let content = folder::read(&source.join(DATABASE))?;
    if (content.bytes, &content.sha256) != (manifest.database_bytes, &manifest.database_sha256) {
        return Err(incomplete());
    }
    let database = config.data_dir.join(DATABASE);
    for occupied in [database.clone(), config.files_dir()] {
        if occupied.is_dir() && fs::read_dir(&occupied)?.next().is_none() {
            continue;
        }
        if occupied.exists() {
            return Err(RestoreError::Occupied(occupied));
        }
    }
    folder::make(&config.data_dir)?;
    let files = restore_files(&source.join(FILES), &config.files_dir())?;
    if files != manifest.files {
        return Err(incomplete());
    }
    folder::copy(&source.join(DATABASE), &database)?;
    Ok(Summary { submissions: manifest.submissions, files })
}

fn restore_files(from: &Path, to: &Path) -> io::Result<u64> {
    folder::make(to)?;
    if !from.is_dir() {
        return Ok(0);
    }
    let mut count = 0;
    for organization in fs::read_dir(from)? {
        let organization = organization?;
        let target = to.join(organization.file_name());
        folder::make(&target)?;
        for file in fs::read_dir(organization.path())? {
            let file = file?;
            folder::copy(&file.path(), &target.join(file.file_name()))?;
            count += 1;
        }
    }
    Ok(count)
}
