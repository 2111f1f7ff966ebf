//! The list of a backup's files with their digests, as `sha256sum` writes and checks it.

use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::FILES;
use crate::ids::{FileId, OrganizationId};

/// Its file.
pub(super) const NAME: &str = "files.sha256";

/// Every file of a backup.
#[derive(Default)]
pub(super) struct List {
    text: String,
    /// How many.
    pub(super) count: u64,
}

/// One file of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) sha256: String,
    /// Below the backup's folder, and below the data folder too.
    pub(super) path: PathBuf,
}

impl List {
    pub(super) fn add(&mut self, organization: OrganizationId, file: FileId, sha256: &[u8]) {
        self.text.push_str(&format!("{}  {FILES}/{organization}/{file}\n", hex(sha256)));
        self.count += 1;
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn sha256(&self) -> String {
        hex(&Sha256::digest(&self.text))
    }
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a list; `None` when a line names anything but a file of an organization.
pub(super) fn read(text: &str) -> Option<Vec<Listed>> {
    text.lines().map(listed).collect()
}

fn listed(line: &str) -> Option<Listed> {
    let (sha256, path) = line.split_once("  ")?;
    let path = Path::new(path);
    let parts: Vec<Component<'_>> = path.components().collect();
    let is_plain = parts.iter().all(|part| matches!(part, Component::Normal(_)));
    let is_ours = is_plain && parts.len() == 3 && path.starts_with(FILES);
    is_ours.then(|| Listed { sha256: sha256.to_owned(), path: path.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_files_of_organizations_only() {
        let good = listed("00ff  files/org_a/file_b").unwrap();
        assert_eq!(good, Listed { sha256: "00ff".to_owned(), path: "files/org_a/file_b".into() });
        for bad in [
            "00ff files/org_a/file_b",
            "00ff  /files/org_a/b",
            "00ff  files/../b",
            "00ff  files/a",
            "00ff  mail/a/b",
            "",
        ] {
            assert_eq!(listed(bad), None, "{bad}");
        }
        assert!(read("").unwrap().is_empty());
        assert!(read("00ff  files/a/b\nx\n").is_none());
    }
}
