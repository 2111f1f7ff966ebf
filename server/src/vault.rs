//! Sealing: the installation key and everything derived from it.
//!
//! One file holds 32 random bytes. HKDF-SHA256 (RFC 5869) derives from it the key that wraps form keys, the key that
//! seals journey states and file tokens, the key of receipt tokens and the key of look-up digests. Each form has a key,
//! wrapped by the installation; each submission and each file has a data key, wrapped by the form's key: destroying a
//! wrapped key makes the data unreadable everywhere, backups included. All sealing is AES-256-GCM with a random 96-bit
//! nonce before the ciphertext, and what it belongs to as associated data.

use std::path::Path;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::ids::{FormId, Random, SubmissionId};

const KEY_LEN: usize = 32;
const NONCE_LEN: usize = 12;
/// Half of an HMAC-SHA256: 128 bits cannot be guessed, and the link stays short enough for a mail line.
const TOKEN_MAC_LEN: usize = 16;

/// The installation key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The file is not there, and the database already holds sealed data.
    #[error("the installation key {0} is missing; restore it from your copy: without it no answer can be read")]
    Missing(String),
    /// The file does not hold 32 bytes in base64.
    #[error("the installation key {0} is damaged: it must hold 32 bytes in base64")]
    Damaged(String),
    /// The file is another installation's.
    #[error("the installation key {0} belongs to another database")]
    Wrong(String),
    /// The file cannot be read or written.
    #[error("the installation key {0} cannot be read or written: {1}")]
    Io(String, #[source] std::io::Error),
}

/// Sealed data that does not open: it was changed, or belongs to something else.
#[derive(Debug, thiserror::Error)]
#[error("sealed data does not open")]
pub struct Unsealable;

/// What the address of a receipt opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Number, state and, for a day, the answers: shown to the browser that sent them.
    Receipt,
    /// Number and state: sent by mail.
    Status,
}

/// The keys of this installation.
pub struct Vault {
    wrapping: Aes256Gcm,
    state: Aes256Gcm,
    token: [u8; KEY_LEN],
    index: [u8; KEY_LEN],
    fingerprint: String,
    random: Random,
}

/// A form's key, unwrapped.
#[derive(Clone)]
pub struct FormKey {
    cipher: Aes256Gcm,
    random: Random,
}

/// The key of one submission or one file, unwrapped. Everything sealed with it is bound to that subject and a purpose.
pub struct DataKey {
    cipher: Aes256Gcm,
    subject: Uuid,
    random: Random,
}

impl Vault {
    /// Reads the key file; makes it when it is missing and `may_create`, which only an empty database allows.
    ///
    /// # Errors
    /// When the file is missing, damaged or unreadable.
    pub fn open(path: &Path, may_create: bool, random: Random) -> Result<Self, VaultError> {
        let shown = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let bytes = STANDARD.decode(text.trim()).map_err(|_| VaultError::Damaged(shown.clone()))?;
                let key: [u8; KEY_LEN] = bytes.try_into().map_err(|_| VaultError::Damaged(shown))?;
                Ok(Self::from_key(&key, random))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && may_create => {
                let key = random.bytes::<KEY_LEN>();
                write_private(path, &STANDARD.encode(key)).map_err(|error| VaultError::Io(shown, error))?;
                Ok(Self::from_key(&key, random))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(VaultError::Missing(shown)),
            Err(error) => Err(VaultError::Io(shown, error)),
        }
    }

    /// The vault of a given key.
    #[must_use]
    pub fn from_key(key: &[u8; KEY_LEN], random: Random) -> Self {
        let derive = |purpose: &str| {
            let mut derived = [0; KEY_LEN];
            // 32 bytes is a length HKDF-SHA256 always accepts.
            let _ = Hkdf::<Sha256>::new(None, key).expand(purpose.as_bytes(), &mut derived);
            derived
        };
        let fingerprint = Sha256::digest(derive("madoguchi fingerprint"));
        Self {
            wrapping: Aes256Gcm::new(&derive("madoguchi form keys").into()),
            state: Aes256Gcm::new(&derive("madoguchi journey state").into()),
            token: derive("madoguchi receipt tokens"),
            index: derive("madoguchi look-up digests"),
            fingerprint: URL_SAFE_NO_PAD.encode(&fingerprint[..12]),
            random,
        }
    }

    /// What the database remembers of the key, so that a wrong one is noticed before it is used.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// A new form key, wrapped for storage.
    #[must_use]
    pub fn new_form_key(&self, form: FormId) -> Vec<u8> {
        seal(&self.wrapping, &self.random, form.0.as_bytes(), &self.random.bytes::<KEY_LEN>())
    }

    /// Unwraps a form's key.
    ///
    /// # Errors
    /// When it was changed or belongs to another form or installation.
    pub fn form_key(&self, form: FormId, wrapped: &[u8]) -> Result<FormKey, Unsealable> {
        let key = open(&self.wrapping, form.0.as_bytes(), wrapped)?;
        Ok(FormKey { cipher: Aes256Gcm::new_from_slice(&key).map_err(|_| Unsealable)?, random: self.random.clone() })
    }

    /// Seals something the browser carries for us, bound to `aad`; base64url.
    #[must_use]
    pub fn seal_state(&self, aad: &[u8], plain: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(seal(&self.state, &self.random, aad, plain))
    }

    /// Opens what [`Vault::seal_state`] sealed; `None` when it was changed or is bound to something else.
    #[must_use]
    pub fn open_state(&self, aad: &[u8], sealed: &str) -> Option<Vec<u8>> {
        open(&self.state, aad, &URL_SAFE_NO_PAD.decode(sealed).ok()?).ok()
    }

    /// The secret part of a receipt's address: the submission's id and an HMAC of it.
    #[must_use]
    pub fn receipt_token(&self, submission: SubmissionId) -> String {
        self.token(TokenKind::Receipt, submission)
    }

    /// As [`Vault::receipt_token`], for mails: it never opens the answers, because an address may be mistyped.
    #[must_use]
    pub fn status_token(&self, submission: SubmissionId) -> String {
        self.token(TokenKind::Status, submission)
    }

    fn token(&self, kind: TokenKind, submission: SubmissionId) -> String {
        let mut bytes = submission.0.as_bytes().to_vec();
        bytes.extend_from_slice(&self.token_mac(kind, submission.0.as_bytes()));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn token_mac(&self, kind: TokenKind, id: &[u8]) -> [u8; TOKEN_MAC_LEN] {
        let purpose: &[u8] = match kind {
            TokenKind::Receipt => b"receipt",
            TokenKind::Status => b"status",
        };
        let mac = self.hmac(&self.token, &[purpose, id]);
        std::array::from_fn(|place| mac[place])
    }

    /// Whose receipt a token is and what it opens; `None` for anything we did not make.
    #[must_use]
    pub fn open_token(&self, token: &str) -> Option<(SubmissionId, TokenKind)> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (id, mac) = bytes.split_at_checked(16)?;
        let kind = [TokenKind::Receipt, TokenKind::Status]
            .into_iter()
            .find(|kind| bool::from(mac.ct_eq(&self.token_mac(*kind, id))))?;
        Some((SubmissionId(Uuid::from_slice(id).ok()?), kind))
    }

    /// A digest for comparing and looking up without keeping the value: HMAC-SHA256 over length-prefixed `parts`.
    #[must_use]
    pub fn digest(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.hmac(&self.index, parts)
    }

    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    fn hmac(&self, key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl FormKey {
    /// A new data key for `subject` (a submission or a file) and its wrapped form for storage.
    #[must_use]
    pub fn new_data_key(&self, subject: Uuid) -> (DataKey, Vec<u8>) {
        let key = self.random.bytes::<KEY_LEN>();
        let wrapped = seal(&self.cipher, &self.random, subject.as_bytes(), &key);
        (DataKey { cipher: Aes256Gcm::new(&key.into()), subject, random: self.random.clone() }, wrapped)
    }

    /// Unwraps the data key of `subject`.
    ///
    /// # Errors
    /// When it was changed or belongs to another subject or form.
    pub fn data_key(&self, subject: Uuid, wrapped: &[u8]) -> Result<DataKey, Unsealable> {
        let key = open(&self.cipher, subject.as_bytes(), wrapped)?;
        let cipher = Aes256Gcm::new_from_slice(&key).map_err(|_| Unsealable)?;
        Ok(DataKey { cipher, subject, random: self.random.clone() })
    }
}

impl DataKey {
    /// Seals `plain` for one purpose ("answers", "note", "name", "content").
    #[must_use]
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Vec<u8> {
        seal(&self.cipher, &self.random, &self.aad(purpose), plain)
    }

    /// Opens what was sealed for the same subject and purpose.
    ///
    /// # Errors
    /// When it was changed or belongs elsewhere.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, Unsealable> {
        open(&self.cipher, &self.aad(purpose), sealed)
    }

    fn aad(&self, purpose: &str) -> Vec<u8> {
        [self.subject.as_bytes(), purpose.as_bytes()].concat()
    }
}

#[expect(clippy::expect_used, reason = "AES-GCM refuses only messages of more than 64 GiB")]
fn seal(cipher: &Aes256Gcm, random: &Random, aad: &[u8], plain: &[u8]) -> Vec<u8> {
    let nonce = random.bytes::<NONCE_LEN>();
    let mut sealed = nonce.to_vec();
    let payload = Payload { msg: plain, aad };
    sealed.extend(cipher.encrypt(Nonce::from_slice(&nonce), payload).expect("a short message"));
    sealed
}

fn open(cipher: &Aes256Gcm, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Unsealable> {
    let (nonce, ciphertext) = sealed.split_at_checked(NONCE_LEN).ok_or(Unsealable)?;
    cipher.decrypt(Nonce::from_slice(nonce), Payload { msg: ciphertext, aad }).map_err(|_| Unsealable)
}

/// Writes a file only its owner may read, durably: losing the key loses every answer.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    if let Some(parent) = path.parent() {
        std::fs::File::open(parent)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
