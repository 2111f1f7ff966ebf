//! Attaching a file: checked, scanned, sealed, on stable storage, and only then a token for whoever uploaded it.
//! The resident pages and the JSON interface share this one way in.

use madoguchi_schema::{Field, Violation, Widget};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::case_store::{self, NewFile};
use super::file_name;
use super::file_token::{FileToken, LIFETIME_SECONDS};
use crate::app::App;
pub use crate::content::Fault;
use crate::content::{self, MediaType};
use crate::db::entity::values::ScanState;
use crate::forms::live::{LiveForm, Version};
use crate::ids::FileId;
use crate::scanner::Verdict;
use crate::spool::Spooled;

/// Files that are in memory at the same time, from the spool to the store; the others wait on the disk.
static PLACES: Semaphore = Semaphore::const_new(8);

/// A file that was taken.
#[derive(Clone, Debug)]
pub struct Attached {
    /// The right to attach it: what goes into the answers.
    pub token: String,
    /// What the token says.
    pub file: FileToken,
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// The form's version has no such file field.
    #[error("there is no such file field")]
    NotAFileField,
    /// It has more bytes than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    /// It is not what the field asks for, whatever its name says.
    #[error("the file is none of {allowed:?}")]
    WrongType {
        /// Media types.
        allowed: Vec<String>,
        /// What it is instead, where that is known: a word of [`content::found`].
        found: Option<&'static str>,
    },
    /// It is of an accepted type, and cannot be taken all the same.
    #[error(transparent)]
    Content(#[from] Fault),
    /// More files come in for this form than it may take.
    #[error("too many files for this form")]
    Busy {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// It could not be stored; trying again helps.
    #[error("the file could not be stored")]
    Unavailable(#[source] anyhow::Error),
}

impl AttachError {
    /// What is wrong with the file, for the resident; none when it is not the file that is wrong, nor the moment.
    #[must_use]
    pub fn violation(&self, at: String, name: &str) -> Option<Violation> {
        let (code, mut params) = match self {
            Self::NotAFileField => return None,
            Self::TooLarge { limit } => ("fileSize", Map::from_iter([("limit".to_owned(), json!(limit))])),
            Self::WrongType { allowed, found } => {
                let found = found.map(|found| ("found".to_owned(), json!(found)));
                ("fileType", Map::from_iter(found.into_iter().chain([("allowed".to_owned(), json!(allowed))])))
            }
            Self::Content(fault) => (fault.code(), Map::new()),
            Self::Busy { .. } | Self::Unavailable(_) => ("fileBusy", Map::new()),
        };
        params.insert("name".to_owned(), Value::from(name));
        Some(Violation { at, code, params })
    }

    /// Seconds to wait before the same file may be taken; none when waiting does not help.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Busy { retry_after } => Some(*retry_after),
            Self::Unavailable(_) => Some(STORE_SECONDS),
            _ => None,
        }
    }
}

/// How long to wait for a store that does not take files.
const STORE_SECONDS: u32 = 10;

/// Takes a file for `field`. When this returns a token, the file is on stable storage.
///
/// # Errors
/// See [`AttachError`]; nothing is kept then.
pub async fn attach(
    app: &App,
    form: &LiveForm,
    version: &Version,
    field: &str,
    file_name: &str,
    content: Result<Spooled, impl Into<anyhow::Error>>,
) -> Result<Attached, AttachError> {
    let (allowed, limit) = terms(app, version, field)?;
    if !version.is_test() {
        app.limits.upload(form.form_id, app.clock.now()).map_err(|retry_after| AttachError::Busy { retry_after })?;
    }
    let content = content.map_err(|error| AttachError::Unavailable(error.into()))?;
    if content.size() == 0 {
        return Err(Fault::Empty.into());
    }
    if content.size() > limit {
        return Err(AttachError::TooLarge { limit });
    }
    let place = PLACES.acquire().await.map_err(|error| AttachError::Unavailable(error.into()))?;
    let checked = content::heavy(move || check(content, allowed)).await.map_err(AttachError::Unavailable)?;
    let (kind, kept) = checked?;
    let scan_state = scan(app, &kept).await?;
    let name = file_name::clean(file_name, kind);
    let stored = store(app, form, field, name, kind, kept, scan_state).await;
    drop(place);
    stored.map_err(AttachError::Unavailable)
}

/// Reads the file and decides what it is.
fn check(content: Spooled, allowed: Vec<String>) -> Result<(MediaType, Vec<u8>), AttachError> {
    let content = content.read().map_err(|error| AttachError::Unavailable(error.into()))?;
    let is_allowed = |kind: &MediaType| allowed.iter().any(|name| name == kind.as_str());
    match MediaType::of(&content).filter(is_allowed) {
        Some(kind) => Ok((kind, content::check(kind, content)?)),
        None => Err(AttachError::WrongType { found: content::found(&content), allowed }),
    }
}

/// Asks the scanner. One that does not answer stops nobody: the file waits.
async fn scan(app: &App, content: &[u8]) -> Result<ScanState, AttachError> {
    // Nobody waits for one that is known to be away; the files that wait ask for it again and again.
    if app.scanner.is_on() && app.scanner.is_away() {
        return Ok(ScanState::Pending);
    }
    match app.scanner.scan(content).await {
        None => Ok(ScanState::NotScanned),
        Some(Ok(Verdict::Clean)) => Ok(ScanState::Clean),
        Some(Ok(Verdict::Infected { signature })) => {
            tracing::warn!(signature, "an uploaded file is infected and was refused");
            Err(Fault::Infected.into())
        }
        Some(Err(_)) => Ok(ScanState::Pending),
    }
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTerms {
    /// Media types.
    pub types: Vec<String>,
    /// How many files.
    pub max_files: u64,
    /// How large each, in bytes.
    pub max_bytes: u64,
    /// How large together, in bytes.
    pub max_total_bytes: Option<u64>,
}

impl FileTerms {
    /// The terms of a field that takes files; none for any other.
    #[must_use]
    pub fn of(field: &Field) -> Option<Self> {
        match field.widget() {
            Widget::File { types, max_files, max_bytes, max_total_bytes } => {
                Some(Self { types, max_files, max_bytes, max_total_bytes })
            }
            // Drawn on the page it is a PNG; on paper, a photograph.
            Widget::Signature { max_bytes } => Some(Self {
                types: ["image/png", "image/jpeg"].map(str::to_owned).to_vec(),
                max_files: 1,
                max_bytes,
                max_total_bytes: None,
            }),
            _ => None,
        }
    }
}

fn terms(app: &App, version: &Version, field: &str) -> Result<(Vec<String>, u64), AttachError> {
    let terms = version.form.field(field).and_then(FileTerms::of).ok_or(AttachError::NotAFileField)?;
    Ok((terms.types, terms.max_bytes.min(app.config.max_file_bytes)))
}

async fn store(
    app: &App,
    form: &LiveForm,
    field: &str,
    name: String,
    kind: MediaType,
    content: Vec<u8>,
    scan_state: ScanState,
) -> anyhow::Result<Attached> {
    let now = app.clock.now();
    let id = FileId::new(&app.random, now);
    let size = content.len() as u64;
    let (key, wrapped_key) = form.key.new_data_key(id.0);
    let sealed_name = key.seal("name", name.as_bytes());
    let sealed = content::heavy(move || key.seal("content", &content)).await?;
    // Of what lies in the store, so that a copy can be checked without any key.
    let sha256 = Sha256::digest(&sealed).to_vec();
    app.files.put(form.organization_id, id, sealed).await?;
    let row = NewFile {
        id,
        organization_id: form.organization_id,
        form_id: form.form_id,
        field: field.to_owned(),
        sealed_name,
        media_type: kind.as_str(),
        size,
        sha256,
        wrapped_key,
        scan_state,
        created_at: now,
    };
    if let Err(error) = app.db.write(move |transaction| Box::pin(case_store::insert(transaction, row))).await {
        // Without its row nobody could ever find the object again.
        if let Err(left) = app.files.delete(form.organization_id, id).await {
            tracing::warn!(%left, file = %id, "a file without a row stays in the store");
        }
        return Err(error.into());
    }
    let file = FileToken {
        file: id,
        field: field.to_owned(),
        name,
        media_type: kind.as_str().to_owned(),
        size,
        expires_at: now.plus_seconds(LIFETIME_SECONDS).micros(),
    };
    Ok(Attached { token: file.seal(&app.vault, form.form_id), file })
}
