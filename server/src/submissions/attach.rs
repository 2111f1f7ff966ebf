//! Attaching a file: checked, sealed, on stable storage, and only then a token for whoever uploaded it.
//! The resident pages and the JSON interface share this one way in.

use madoguchi_schema::{Field, Widget};
use sha2::{Digest, Sha256};

use super::case_store::{self, NewFile};
use super::content::{self, ContentError, MediaType};
use super::file_name;
use super::file_token::{FileToken, LIFETIME_SECONDS};
use crate::app::App;
use crate::forms::live::{LiveForm, Version};
use crate::ids::FileId;

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
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It has more bytes than allowed, or more pixels than can be looked at.
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
    },
    /// It cannot be opened.
    #[error("the file is damaged")]
    Damaged,
    /// It could not be stored; trying again helps.
    #[error("the file could not be stored")]
    Unavailable(#[source] anyhow::Error),
}

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
    content: Vec<u8>,
) -> Result<Attached, AttachError> {
    let (allowed, limit) = terms(app, version, field)?;
    if content.is_empty() {
        return Err(AttachError::Empty);
    }
    if content.len() as u64 > limit {
        return Err(AttachError::TooLarge { limit });
    }
    let kind = MediaType::of(&content)
        .filter(|kind| allowed.iter().any(|name| name == kind.as_str()))
        .ok_or_else(|| AttachError::WrongType { allowed: allowed.clone() })?;
    let kept = content::heavy(move || content::check(kind, content)).await.map_err(AttachError::Unavailable)?.map_err(
        |error| match error {
            ContentError::WrongType => AttachError::WrongType { allowed },
            ContentError::Damaged => AttachError::Damaged,
            // Sent smaller, the picture would be taken.
            ContentError::TooManyPixels => AttachError::TooLarge { limit },
        },
    )?;
    store(app, form, field, file_name::clean(file_name, kind), kind, kept).await.map_err(AttachError::Unavailable)
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
