//! Backups: a folder that holds a consistent copy of the database, the sealed files that copy names, and a manifest that is
//! written last. Made while the server runs. The installation key is not in it: whoever has both has all answers.

mod folder;
mod manifest;
pub mod restore;
mod store;

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::app::App;
use crate::db::{DbErr, snapshot};
use crate::files::FileError;
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
pub async fn backup(app: &App, folder: &Path) -> Result<Summary, BackupError> {
    if !app.db.is_file() {
        return Err(BackupError::NotAFile);
    }
    let trouble = |error| BackupError::Folder(folder.to_owned(), error);
    folder::begin(folder).map_err(trouble)?;
    let database = folder.join(DATABASE);
    app.db.copy_to(&database).await?;
    let copied = folder::keep(&database).map_err(trouble)?;
    let copy = snapshot::open(&database).await?;
    if let Some(problem) = snapshot::problem(&copy).await? {
        return Err(BackupError::Damaged(problem));
    }
    let mut files = 0;
    for file in store::files(&copy).await? {
        files += u64::from(copy_file(app, folder, file).await?);
    }
    let summary = Summary { submissions: store::submissions(&copy).await?, files };
    copy.close().await?;
    let manifest = Manifest::new(app, summary, &copied);
    folder::write(&folder.join(manifest::NAME), manifest.text().as_bytes()).map_err(trouble)?;
    Ok(summary)
}

/// Copies one sealed file; `false` when it was removed, row and content, since the copy of the database was made.
async fn copy_file(app: &App, folder: &Path, file: store::File) -> Result<bool, BackupError> {
    let sealed = match app.files.get(file.organization_id, file.id).await {
        Err(FileError::Missing) if file.is_replaceable || !store::is_there(app.db.read(), &file).await? => {
            return Ok(false);
        }
        Err(FileError::Missing) => return Err(BackupError::File(file.id.to_string())),
        found => found?,
    };
    if Sha256::digest(&sealed).as_slice() != file.sha256 {
        if file.is_replaceable {
            return Ok(false);
        }
        return Err(BackupError::File(file.id.to_string()));
    }
    let place = folder.join(FILES).join(file.organization_id.to_string());
    let written = folder::make(&place).and_then(|()| folder::write(&place.join(file.id.to_string()), &sealed));
    written.map_err(|error| BackupError::Folder(folder.to_owned(), error))?;
    Ok(true)
}
