//! A backup becomes an installation again: into a data folder that has the key and nothing else. Everything is checked before
//! anything is written, and the database gets its name last.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::list::{self, Listed, hex};
use super::manifest::Manifest;
use super::{DATABASE, Summary, folder};
use crate::config::{Config, FILE};
use crate::db::{DbErr, snapshot};
use crate::ids::Random;
use crate::vault::{Vault, VaultError};

/// Nothing was restored, or not everything; the database gets its name last.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// No manifest, or not this database or this list of files.
    #[error("{0} holds no complete backup")]
    Incomplete(PathBuf),
    /// A file of the backup is missing, or is not what was stored.
    #[error("the file {0} of the backup is missing or damaged")]
    File(PathBuf),
    /// A newer program has made it.
    #[error("the backup is of a newer version of this program ({0}): restore it with that one")]
    Newer(String),
    /// There is something already.
    #[error("{0} is there already; a backup is restored into an empty data folder")]
    Occupied(PathBuf),
    /// PostgreSQL has its own tools.
    #[error("database_url names PostgreSQL: a backup is restored to SQLite, and moved from there with migrate-data")]
    NotAFile,
    /// Another installation's key, or none.
    #[error(transparent)]
    Key(#[from] VaultError),
    /// The database is not whole.
    #[error("the database of the backup is damaged: {0}")]
    Damaged(String),
    /// The database cannot be opened.
    #[error("cannot open the database of the backup: {0}")]
    Database(#[from] DbErr),
    /// Reading or writing failed.
    #[error("cannot restore the backup: {0}")]
    Io(#[from] io::Error),
}

/// Restores the backup in `source`: its files into the data folder of `config`, where the key has to be already, its
/// database to where `database_url` says.
///
/// # Errors
/// See [`RestoreError`].
pub async fn restore(config: &Config, source: &Path) -> Result<Summary, RestoreError> {
    let database = snapshot::file(&config.database_url()).ok_or(RestoreError::NotAFile)?;
    let (manifest, files) = checked(config, source)?;
    must_be_empty(config, &database)?;
    folder::make(&config.data_dir)?;
    if let Some(above) = database.parent().filter(|above| !above.as_os_str().is_empty()) {
        folder::make(above)?;
    }
    restore_files(config, source, &files)?;
    let incoming = beside(&database, ".incoming");
    let copied = folder::copy(&source.join(DATABASE), &incoming)?;
    if copied.sha256 != manifest.database_sha256 {
        return Err(RestoreError::Incomplete(source.to_owned()));
    }
    let copy = snapshot::open(&incoming).await?;
    let problem = snapshot::problem(&copy).await?;
    copy.close().await?;
    if let Some(problem) = problem {
        return Err(RestoreError::Damaged(problem));
    }
    folder::rename(&incoming, &database)?;
    Ok(Summary { submissions: manifest.submissions, files: manifest.files })
}

/// The manifest and the files of a backup that is whole, of a version that is known, and of this key.
fn checked(config: &Config, source: &Path) -> Result<(Manifest, Vec<Listed>), RestoreError> {
    let incomplete = || RestoreError::Incomplete(source.to_owned());
    let manifest = Manifest::read(source).ok_or_else(incomplete)?;
    if !snapshot::knows(&manifest.last_migration) {
        return Err(RestoreError::Newer(manifest.version));
    }
    let vault = Vault::open(&config.key_file(), false, Random::system())?;
    if vault.fingerprint() != manifest.key_fingerprint {
        return Err(VaultError::Wrong(config.key_file().display().to_string()).into());
    }
    let content = folder::read(&source.join(DATABASE))?;
    if (content.bytes, &content.sha256) != (manifest.database_bytes, &manifest.database_sha256) {
        return Err(incomplete());
    }
    let list = fs::read_to_string(source.join(list::NAME))?;
    let files = list::read(&list).ok_or_else(incomplete)?;
    if hex(&Sha256::digest(&list)) != manifest.files_sha256 || files.len() as u64 != manifest.files {
        return Err(incomplete());
    }
    for file in &files {
        let found = folder::read(&source.join(&file.path)).ok();
        if found.is_none_or(|found| found.sha256 != file.sha256) {
            return Err(RestoreError::File(file.path.clone()));
        }
    }
    Ok((manifest, files))
}

/// A path with something behind its name.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}

/// The data folder has nothing but the key, settings and empty folders; and where the database goes there is neither one nor
/// what another left behind: SQLite would replay a log of the old database onto the new one.
fn must_be_empty(config: &Config, database: &Path) -> Result<(), RestoreError> {
    for end in ["", "-wal", "-shm", "-journal", ".incoming"] {
        let path = beside(database, end);
        if fs::symlink_metadata(&path).is_ok() {
            return Err(RestoreError::Occupied(path));
        }
    }
    let key = config.key_file();
    let entries = match fs::read_dir(&config.data_dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        // Every new file system has a lost+found, which nobody but root may read.
        let is_expected = Some(name) == key.file_name() || name == FILE || name == "lost+found";
        if is_expected {
            continue;
        }
        let is_empty = path.is_dir() && fs::read_dir(&path)?.next().is_none();
        if !is_empty {
            return Err(RestoreError::Occupied(path));
        }
    }
    Ok(())
}

/// Copies the files that are listed, and no others.
fn restore_files(config: &Config, source: &Path, files: &[Listed]) -> Result<(), RestoreError> {
    folder::make(&config.files_dir())?;
    for file in files {
        let target = config.data_dir.join(&file.path);
        if let Some(organization) = target.parent() {
            folder::make(organization)?;
        }
        if folder::copy(&source.join(&file.path), &target)?.sha256 != file.sha256 {
            return Err(RestoreError::File(file.path.clone()));
        }
    }
    Ok(())
}
