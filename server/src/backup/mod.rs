//! Backups: a folder that holds a consistent copy of the database, the sealed files that copy names, and a manifest that is
//! written last. Made while the server runs, of the database as it is: nothing is migrated. The installation key is not in it: whoever has both has all answers.

mod folder;
mod list;
mod manifest;
pub mod restore;
mod store;

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{DbErr, snapshot};
use crate::files::{FileError, Files};
use crate::ids::Random;
use crate::vault::{Vault, VaultError};
use list::List;
use manifest::Manifest;

/// The copy of the database.
const DATABASE: &str = "madoguchi.db";
/// The folder of the files, as in the data folder.
const FILES: &str = "files";

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Applications.
    pub submissions: u64,
    /// Attached files.
    pub files: u64,
}

/// There is no backup. What was written so far has no manifest and is taken for nothing.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL has its own tools, which are better.
    #[error("the database is PostgreSQL: back it up with pg_dump, and then the files of the data folder")]
    NotAFile,
    /// A newer program has changed the tables.
    #[error("the database is of a newer version of this program: back it up with that one")]
    Newer,
    /// The installation key is missing or another one.
    #[error(transparent)]
    Key(#[from] VaultError),
    /// The folder is not empty, or cannot be written.
    #[error("cannot write the backup to {0}: {1}")]
    Folder(PathBuf, #[source] std::io::Error),
    /// The copy is damaged: so is, most likely, the database.
    #[error("the copy of the database is damaged: {0}")]
    Damaged(String),
    /// A file is missing or not what was stored.
    #[error("the attached file {0} is missing or damaged")]
    File(String),
    /// The file store's.
    #[error(transparent)]
    Files(#[from] FileError),
    /// The database's.
    #[error("cannot copy the database: {0}")]
    Database(#[from] DbErr),
}

/// Writes a backup into an empty folder (made when it is missing) and checks it: the database's integrity, each file's
/// digest. Everything that was acknowledged before it began is in it.
///
/// # Errors
/// See [`BackupError`].
pub async fn backup(config: &Config, clock: &Clock, folder: &Path) -> Result<Summary, BackupError> {
    let database = snapshot::file(&config.database_url()).ok_or(BackupError::NotAFile)?;
    let vault = Vault::open(&config.key_file(), false, Random::system())?;
    let source = snapshot::source(&database).await?;
    let trouble = |error| BackupError::Folder(folder.to_owned(), error);
    folder::begin(folder).map_err(trouble)?;
    let copied = folder.join(DATABASE);
    // SQLite would make it as the process makes files: readable for everybody, perhaps.
    folder::claim(&copied).map_err(trouble)?;
    snapshot::copy(&source, &copied).await?;
    let content = folder::keep(&copied).map_err(trouble)?;
    let copy = snapshot::open(&copied).await?;
    if let Some(problem) = snapshot::problem(&copy).await? {
        return Err(BackupError::Damaged(problem));
    }
    let last_migration = snapshot::last_migration(&copy).await?;
    if !snapshot::knows(&last_migration) {
        return Err(BackupError::Newer);
    }
    if store::key_fingerprint(&copy).await?.is_some_and(|remembered| remembered != vault.fingerprint()) {
        return Err(VaultError::Wrong(config.key_file().display().to_string()).into());
    }
    let store = Files::open(&config.files_dir()).map_err(|error| trouble(std::io::Error::other(error)))?;
    let mut list = List::default();
    for file in store::files(&copy).await? {
        if let Some(sealed) = sealed(&store, &source, &file).await? {
            write_file(folder, &file, &sealed).map_err(trouble)?;
            list.add(file.organization_id, file.id, &file.sha256);
        }
    }
    folder::write(&folder.join(list::NAME), list.text().as_bytes()).map_err(trouble)?;
    let summary = Summary { submissions: store::submissions(&copy).await?, files: list.count };
    copy.close().await?;
    source.close().await?;
    let manifest = Manifest::new(clock.now(), vault.fingerprint(), last_migration, summary, (&content, &list));
    folder::write(&folder.join(manifest::NAME), manifest.text().as_bytes()).map_err(trouble)?;
    Ok(summary)
}

/// One sealed file; nothing when it was removed, row and content, since the copy of the database was made.
async fn sealed(
    files: &Files,
    source: &store::Connection,
    file: &store::File,
) -> Result<Option<bytes::Bytes>, BackupError> {
    let damaged = || BackupError::File(file.id.to_string());
    let sealed = match files.get(file.organization_id, file.id).await {
        Err(FileError::Missing) if file.is_replaceable || !store::is_there(source, file).await? => return Ok(None),
        Err(FileError::Missing) => return Err(damaged()),
        found => found?,
    };
    if Sha256::digest(&sealed).as_slice() == file.sha256 {
        return Ok(Some(sealed));
    }
    if file.is_replaceable { Ok(None) } else { Err(damaged()) }
}

fn write_file(folder: &Path, file: &store::File, sealed: &[u8]) -> std::io::Result<()> {
    let all = folder.join(FILES);
    let place = all.join(file.organization_id.to_string());
    folder::make(&all)?;
    folder::make(&place)?;
    folder::write(&place.join(file.id.to_string()), sealed)
}
