//! Where sealed files lie: an object store (a local folder), one object per file, written with fsync before anyone is told.
//! Knows neither forms nor submissions; what it stores is sealed already.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt};

use crate::config::create_private_dir;
use crate::ids::{FileId, OrganizationId};

/// A file that cannot be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is not there.
    #[error("the file is not in the store")]
    Missing,
    /// The store's.
    #[error("the file store failed: {0}")]
    Store(#[source] object_store::Error),
}

/// The store.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
}

impl Files {
    /// Opens the folder, making it when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        create_private_dir(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store) })
    }

    /// Stores sealed bytes; when it returns they are on stable storage.
    ///
    /// # Errors
    /// The store's.
    pub async fn put(&self, organization: OrganizationId, file: FileId, sealed: Vec<u8>) -> Result<(), FileError> {
        self.store
            .put(&path(organization, file), Bytes::from(sealed).into())
            .await
            .map(|_| ())
            .map_err(FileError::Store)
    }

    /// Reads sealed bytes.
    ///
    /// # Errors
    /// When the file is missing, or the store's.
    pub async fn get(&self, organization: OrganizationId, file: FileId) -> Result<Bytes, FileError> {
        let sorted = |error| match error {
            object_store::Error::NotFound { .. } => FileError::Missing,
            other => FileError::Store(other),
        };
        let found = self.store.get(&path(organization, file)).await.map_err(sorted)?;
        found.bytes().await.map_err(sorted)
    }

    /// Removes a file; one that is not there is removed already.
    ///
    /// # Errors
    /// The store's.
    pub async fn delete(&self, organization: OrganizationId, file: FileId) -> Result<(), FileError> {
        match self.store.delete(&path(organization, file)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(FileError::Store(error)),
        }
    }
}

fn path(organization: OrganizationId, file: FileId) -> ObjectPath {
    ObjectPath::from_iter([organization.to_string(), file.to_string()])
}
