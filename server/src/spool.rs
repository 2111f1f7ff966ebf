//! Uploads on their way in: unnamed temporary files below the data folder, so that memory stays small however many
//! residents send, and nothing is left behind by a crash. Knows neither forms nor HTTP.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use tokio::io::{AsyncWriteExt, BufWriter};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::config::create_private_dir;

/// MiB that all uploads of the process may take on the disk together before they are stored.
static ROOM: Semaphore = Semaphore::const_new(4096);
const MIB: u64 = 1024 * 1024;
/// What is gathered before it is written: a chunk of the network is much smaller.
const BUFFER: usize = 128 * 1024;

/// Makes the folder, for its owner only.
///
/// # Errors
/// When it cannot be made.
pub fn prepare(folder: &Path) -> io::Result<()> {
    create_private_dir(folder)
}

/// Removes what an earlier process left: exports that were not finished, and uploads on a system without unnamed files.
/// Called at the start, before anybody can ask for anything.
///
/// # Errors
/// When the folder cannot be read.
pub fn clear(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if let Err(error) = std::fs::remove_file(&path) {
            tracing::warn!(%error, path = %path.display(), "cannot remove a temporary file");
        }
    }
    Ok(())
}

/// Why an upload could not be kept. Trying again later helps.
#[derive(Debug, thiserror::Error)]
pub enum SpoolError {
    /// Too many uploads at the same time.
    #[error("too many uploads at the same time")]
    Busy,
    /// The disk is full or does not answer as it should.
    #[error("an upload cannot be written: {0}")]
    Disk(#[from] io::Error),
}

/// A file that came in whole. It goes with this value.
#[derive(Debug)]
pub struct Spooled {
    /// None for what was only counted.
    file: Option<File>,
    size: u64,
    _share: Vec<SemaphorePermit<'static>>,
}

impl Spooled {
    /// Bytes that are kept.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// All of them. Not for threads that answer requests.
    ///
    /// # Errors
    /// The disk's; also for a file that was only counted.
    pub fn read(mut self) -> io::Result<Vec<u8>> {
        let file = self.file.as_mut().ok_or(io::ErrorKind::NotFound)?;
        file.rewind()?;
        let mut content = Vec::with_capacity(usize::try_from(self.size).unwrap_or_default());
        file.read_to_end(&mut content)?;
        Ok(content)
    }
}

/// A file that is coming in.
pub struct Writing {
    file: Option<BufWriter<tokio::fs::File>>,
    size: u64,
    most: u64,
    share: Vec<SemaphorePermit<'static>>,
}

impl Writing {
    /// Begins a file of which at most `most` bytes are kept. Without a folder they are only counted.
    ///
    /// # Errors
    /// The disk's.
    pub async fn begin(folder: Option<PathBuf>, most: u64) -> Result<Self, SpoolError> {
        let file = match folder {
            Some(folder) => {
                let made = tokio::task::spawn_blocking(move || tempfile::tempfile_in(folder)).await;
                let file = made.map_err(io::Error::other)??;
                Some(BufWriter::with_capacity(BUFFER, tokio::fs::File::from_std(file)))
            }
            None => None,
        };
        Ok(Self { file, size: 0, most, share: Vec::new() })
    }

    /// Takes the next bytes; those beyond the most are dropped.
    ///
    /// # Errors
    /// See [`SpoolError`].
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), SpoolError> {
        let room = usize::try_from(self.most - self.size).unwrap_or(usize::MAX);
        let bytes = &bytes[..bytes.len().min(room)];
        self.size += bytes.len() as u64;
        if let Some(file) = &mut self.file {
            while (self.share.len() as u64) < self.size.div_ceil(MIB) {
                self.share.push(ROOM.try_acquire().map_err(|_| SpoolError::Busy)?);
            }
            file.write_all(bytes).await?;
        }
        Ok(())
    }

    /// The whole file.
    ///
    /// # Errors
    /// The disk's.
    pub async fn finish(self) -> Result<Spooled, SpoolError> {
        let file = match self.file {
            Some(mut file) => {
                file.flush().await?;
                Some(file.into_inner().into_std().await)
            }
            None => None,
        };
        Ok(Spooled { file, size: self.size, _share: self.share })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_came_in_is_read_back_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut writing = Writing::begin(Some(folder.path().to_owned()), 300_000).await.unwrap();
        for part in vec![7_u8; 400_000].chunks(1000) {
            writing.write(part).await.unwrap();
        }
        let spooled = writing.finish().await.unwrap();
        assert_eq!(spooled.size(), 300_000);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "it has no name");
        assert_eq!(spooled.read().unwrap(), vec![7; 300_000]);
    }

    #[tokio::test]
    async fn a_counted_file_keeps_its_size_only() {
        let mut writing = Writing::begin(None, 10).await.unwrap();
        writing.write(b"12345").await.unwrap();
        let spooled = writing.finish().await.unwrap();
        assert_eq!(spooled.size(), 5);
        assert!(spooled.read().is_err());
    }

    #[tokio::test]
    async fn a_disk_that_is_full_is_told() {
        // Every write to this device fails as on a full disk.
        let Ok(full) = std::fs::File::options().write(true).open("/dev/full") else { return };
        let file = Some(BufWriter::with_capacity(BUFFER, tokio::fs::File::from_std(full)));
        let mut writing = Writing { file, size: 0, most: 1000, share: Vec::new() };
        writing.write(b"12345").await.unwrap();
        assert!(matches!(writing.finish().await, Err(SpoolError::Disk(_))));
    }

    #[test]
    fn the_folder_is_private_and_begins_empty() {
        let folder = tempfile::tempdir().unwrap();
        let spool = folder.path().join("tmp");
        prepare(&spool).unwrap();
        std::fs::write(spool.join("left"), b"x").unwrap();
        clear(&spool).unwrap();
        assert_eq!(std::fs::read_dir(&spool).unwrap().count(), 0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&spool).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }
}
