//! A disk whose power can be cut: a file system in a file, on a loop device. `EXT4_IOC_SHUTDOWN` (ext4 and XFS) ends it
//! without flushing: what was not synced is gone, as after a power cut. It does not tear sectors, and it is no disk that
//! lies about what it has written.

use std::fs::File;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};

use crate::Missing;

/// Which file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileSystem {
    Ext4,
    Xfs,
}

impl FileSystem {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ext4 => "ext4",
            Self::Xfs => "xfs",
        }
    }
}

/// A mounted disk; unmounted and removed when it is dropped.
pub(crate) struct Disk {
    file_system: FileSystem,
    image: PathBuf,
    mount: PathBuf,
    is_mounted: bool,
}

/// `EXT4_IOC_SHUTDOWN` of the kernel's `fs/ext4/ext4.h`, the same number as `XFS_IOC_GOINGDOWN`.
const SHUTDOWN: libc::c_ulong = 0x8004_587d;
/// Without flushing the log.
const NO_LOG_FLUSH: u32 = 2;

impl Disk {
    /// Makes and mounts a disk of so many MiB in this folder.
    ///
    /// # Errors
    /// [`Missing`] where file systems may not be made or mounted.
    pub(crate) fn new(folder: &Path, file_system: FileSystem, mebibytes: u64) -> anyhow::Result<Self> {
        let (image, mount) = (folder.join("disk.img"), folder.join("disk"));
        File::create(&image)?.set_len(mebibytes * 1024 * 1024)?;
        std::fs::create_dir_all(&mount)?;
        let maker = format!("mkfs.{}", file_system.name());
        let quietly: &[&str] = if file_system == FileSystem::Ext4 { &["-q", "-F", "-m", "0"] } else { &["-q", "-f"] };
        run(Command::new(&maker).args(quietly).arg(&image))
            .map_err(|error| Missing(format!("no file system can be made with {maker}: {error:#}")))?;
        let mut disk = Self { file_system, image, mount, is_mounted: false };
        disk.mount().map_err(|error| Missing(format!("file systems cannot be mounted here: {error:#}")))?;
        Ok(disk)
    }

    /// Where it is mounted.
    pub(crate) fn path(&self) -> &Path {
        &self.mount
    }

    /// Mounts it (again), which replays its log.
    pub(crate) fn mount(&mut self) -> anyhow::Result<()> {
        let kind = self.file_system.name();
        run(Command::new("mount").args(["-t", kind, "-o", "loop"]).arg(&self.image).arg(&self.mount))?;
        self.is_mounted = true;
        Ok(())
    }

    /// Unmounts it. Nobody may be working on it.
    pub(crate) fn unmount(&mut self) -> anyhow::Result<()> {
        run(Command::new("umount").arg(&self.mount))?;
        self.is_mounted = false;
        Ok(())
    }

    /// Turns it read-only, as the kernel does when it finds an error (ext4).
    pub(crate) fn abort(&self) -> anyhow::Result<()> {
        run(Command::new("mount").args(["-o", "remount,abort"]).arg(&self.mount))
    }

    /// Cuts the power.
    #[expect(unsafe_code, reason = "no library has a safe name for this request")]
    pub(crate) fn cut_power(&self) -> anyhow::Result<()> {
        let folder = File::open(&self.mount)?;
        let flag = NO_LOG_FLUSH;
        // SAFETY: the descriptor is open for as long as `folder` lives, and the kernel reads four bytes from `flag`.
        let done = unsafe { libc::ioctl(folder.as_raw_fd(), SHUTDOWN, &raw const flag) };
        ensure!(done == 0, Missing(format!("the file system does not shut down: {}", std::io::Error::last_os_error())));
        Ok(())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.is_mounted {
            let _ = Command::new("umount").arg("-l").arg(&self.mount).status();
        }
    }
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}
