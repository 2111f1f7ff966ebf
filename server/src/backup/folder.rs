//! Writing into a folder so that it survives a power cut: everything is flushed, the folders too.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::list::hex;
use crate::config::create_private_dir;

/// What a file holds.
pub(super) struct Content {
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

/// Makes the folder, for its owner only; one that is there must be empty.
pub(super) fn begin(folder: &Path) -> io::Result<()> {
    make(folder)?;
    match fs::read_dir(folder)?.next() {
        None => Ok(()),
        Some(_) => Err(io::Error::other("the folder is not empty")),
    }
}

/// Makes a new, empty file that only its owner may read.
pub(super) fn claim(path: &Path) -> io::Result<()> {
    new(path).map(|_| ())
}

/// Gives a file its name, lastingly.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    flush_folder(to)
}

/// Makes a folder and whatever is missing above it, lastingly.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    create_private_dir(folder)?;
    for above in folder.ancestors().skip(1).take(2).filter(|above| above.is_dir()) {
        File::open(above)?.sync_all()?;
    }
    Ok(())
}

/// Writes a new file, lastingly.
pub(super) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = new(path)?;
    file.write_all(content)?;
    file.sync_all()?;
    flush_folder(path)
}

/// Copies a file, lastingly: under another name first, so that what has this name is whole.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<Content> {
    let partial = to.with_extension("partial");
    match fs::remove_file(&partial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    io::copy(&mut File::open(from)?, &mut new(&partial)?)?;
    let content = keep(&partial)?;
    rename(&partial, to)?;
    Ok(content)
}

/// Flushes a file that somebody else has written, and reads it.
pub(super) fn keep(path: &Path) -> io::Result<Content> {
    File::options().write(true).open(path)?.sync_all()?;
    flush_folder(path)?;
    read(path)
}

/// What a file holds, without taking it into memory.
pub(super) fn read(path: &Path) -> io::Result<Content> {
    let mut file = File::open(path)?;
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 256 * 1024]);
    loop {
        let length = file.read(&mut buffer)?;
        if length == 0 {
            break;
        }
        hash.update(&buffer[..length]);
        bytes += length as u64;
    }
    Ok(Content { bytes, sha256: hex(&hash.finalize()) })
}

fn new(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn flush_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
