//! The right to attach an uploaded file: a sealed token that names the file, its form and when it expires.
//!
//! Nothing about the uploader is stored; whoever holds the token may attach the file to one submission of that form.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::ids::{FileId, FormId};
use crate::vault::Vault;

/// How long a token is good for. Long enough for a form that is filled in over an evening and sent the next day.
pub const LIFETIME_SECONDS: i64 = 3 * 24 * 60 * 60;

/// What the token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileToken {
    /// Which file.
    pub file: FileId,
    /// The field it was uploaded for.
    pub field: String,
    /// The name it had on the resident's device, for showing it to the same resident.
    pub name: String,
    /// The media type found in its content.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// When the token stops being good, in microseconds since the Unix epoch.
    pub expires_at: i64,
}

impl FileToken {
    /// Seals the token for this form.
    #[must_use]
    pub fn seal(&self, vault: &Vault, form: FormId) -> String {
        let plain = serde_json::to_vec(self).unwrap_or_default();
        vault.seal_state(&aad(form), &plain)
    }

    /// Opens a token; `None` when it is not ours, of another form, or too old.
    #[must_use]
    pub fn open(vault: &Vault, form: FormId, now: Timestamp, text: &str) -> Option<Self> {
        let token: Self = serde_json::from_slice(&vault.open_state(&aad(form), text)?).ok()?;
        (token.expires_at > now.micros()).then_some(token)
    }
}

fn aad(form: FormId) -> Vec<u8> {
    [b"file token".as_slice(), form.0.as_bytes()].concat()
}
